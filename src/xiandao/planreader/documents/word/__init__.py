"""Word files: paragraphs and tables in reading order, with the numbers that Word counts itself."""
