"""What people and rooms do with the ledger: each is atomic; what is acknowledged is in the chain."""
