"""Tests of projects with scarce resources."""
