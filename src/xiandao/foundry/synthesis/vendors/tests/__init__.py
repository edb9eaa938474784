"""Tests of files of suppliers."""
