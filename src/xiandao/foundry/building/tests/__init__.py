"""Tests of building plans."""
