"""Tests of crossing scales."""
