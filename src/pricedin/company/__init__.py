"""What is known of a company as of a moment."""
