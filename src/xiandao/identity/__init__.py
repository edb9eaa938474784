"""Are these two records one organisation, person, paper or patent? Explained field by field."""
