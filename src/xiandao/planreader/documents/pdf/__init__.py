"""PDF files: characters with their places become lines, lines paragraphs, ruled boxes tables."""
