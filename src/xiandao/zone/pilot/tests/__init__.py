"""Tests of the pilot plant."""
