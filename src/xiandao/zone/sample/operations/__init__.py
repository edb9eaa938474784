"""Inventing a zone, and loading it through the rooms' own doors."""
