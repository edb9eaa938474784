"""Event histories in, chances and ranges out. Pure computing, seeded."""
