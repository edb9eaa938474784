"""Tests of kinetics."""
