"""Tests of codon optimisation."""
