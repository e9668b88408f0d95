"""The dossier: measures chosen and ordered, as plain data, and the ink for it."""
