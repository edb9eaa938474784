"""Tests of flowsheets."""
