"""Tests of constructs of several domains."""
