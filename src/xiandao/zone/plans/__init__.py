"""The plan: document -> ledger -> progress -> report."""
