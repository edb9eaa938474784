"""Wiring only: settings, addresses, the command line, and the lists that join rooms."""
