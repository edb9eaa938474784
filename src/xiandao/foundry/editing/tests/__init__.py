"""Tests of genome editing."""
