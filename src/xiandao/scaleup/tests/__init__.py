"""Tests of the scale-up command line."""
