"""What is asked of the ledger; who is asking is an argument, or has been checked by the room that asks."""
