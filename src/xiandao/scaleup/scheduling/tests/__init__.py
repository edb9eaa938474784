"""Tests of the pilot plant's schedule."""
