"""How well records of one thing are found, beside plain Splink and exact match."""
