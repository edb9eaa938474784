"""What the ledger decides: the chain, the vocabulary, how an indicator is folded. Pure."""
