"""Tests of the sample zone."""
