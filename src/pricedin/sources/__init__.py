"""Documents: where words come from."""
