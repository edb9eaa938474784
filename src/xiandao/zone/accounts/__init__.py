"""Accounts, roles, sign-in, and the one place where access is decided."""
