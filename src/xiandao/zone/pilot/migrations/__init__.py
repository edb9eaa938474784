"""Database steps of the pilot plant."""
