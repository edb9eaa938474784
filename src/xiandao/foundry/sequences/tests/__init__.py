"""Sequences, their formats and their maps."""
