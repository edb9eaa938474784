"""Tests of splitting into fragments."""
