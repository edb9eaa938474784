"""The evidence ledger, and the indicators that are folded from it."""
