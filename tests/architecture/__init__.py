"""Rules that the code base is held to."""
