"""The pilot plant's pages."""
