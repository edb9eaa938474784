"""Pages of runs: mine, one with its progress, what came out."""
