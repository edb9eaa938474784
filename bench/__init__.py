"""What is measured rather than promised."""
