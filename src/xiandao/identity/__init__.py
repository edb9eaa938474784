"""Are these two records one organisation, person, paper or patent? Pure computing, explained field by field."""
