"""Tests of state-task networks."""
