"""Background computing: what runs, with which inputs, seed and code, how far it is, and what came out."""
