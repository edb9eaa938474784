"""What the registry decides: the kinds of record, who may see a field, what a row means. Pure."""
