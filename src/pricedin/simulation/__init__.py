"""Futures of a company, vectorised over paths."""
