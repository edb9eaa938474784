"""Tests of the foundry's command line."""
