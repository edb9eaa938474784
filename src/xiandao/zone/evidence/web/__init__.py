"""The pages of the evidence room: the ledger, one entry, what waits to be verified, the indicators."""
