"""An invented zone, seeded and labelled, to look at the platform and to try it."""
