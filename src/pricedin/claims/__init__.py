"""Claims: what documents say, in their own terms, not yet believed."""
