"""Who did what, when, to what: the trail that nobody can rewrite."""
