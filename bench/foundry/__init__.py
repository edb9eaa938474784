"""What the foundry does and how fast, each measure beside its peer or its bound."""
