"""How the ledger and its indicators bear 10^4, 10^5 and 10^6 claims, on SQLite and on PostgreSQL."""
