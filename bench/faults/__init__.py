"""Faults tried on purpose, many times over: what was acknowledged is there, and nothing is there by half."""
