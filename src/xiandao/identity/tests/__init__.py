"""Tests of one identity for each."""
