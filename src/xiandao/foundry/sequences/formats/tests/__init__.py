"""Tests of sequence files."""
