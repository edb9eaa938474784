"""Tests of order sheets."""
