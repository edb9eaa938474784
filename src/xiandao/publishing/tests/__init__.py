"""What is published looks as its readers expect, and says what it was given."""
