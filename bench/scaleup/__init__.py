"""What the scale-up does and how fast, each measure beside its peer or its bound."""
