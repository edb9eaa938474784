"""End to end, in a person's words, in a real browser against a real server."""
