"""One block a file: what goes in, what comes out, what it needs, what would break it."""
