"""What the pilot plant decides: states, recipes, readiness, signatures, transfers. No Django, no clock."""
