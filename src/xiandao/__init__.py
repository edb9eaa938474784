"""Xiandao 先导: the open operating platform of a synthetic-biology pilot zone."""

__version__ = "0.1.0"
