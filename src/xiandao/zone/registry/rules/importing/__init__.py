"""Files that bring records: read into rows, mapped to the fields of a kind, judged row by row. Pure."""
