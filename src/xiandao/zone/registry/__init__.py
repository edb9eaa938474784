"""Organisations, people, projects, achievements and what they bring forth: one identity for each."""
