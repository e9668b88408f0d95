"""Measures: each answers one question with a number, its error and its lineage."""
