"""Tests of feeding."""
