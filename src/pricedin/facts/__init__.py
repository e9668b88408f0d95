"""Facts: claims weighed, in an append-only ledger."""
