"""The deterministic reader: from a text to figures tied to the words that carry them."""
