"""Tests of economics."""
