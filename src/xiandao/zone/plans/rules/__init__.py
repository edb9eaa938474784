"""Pure decisions about plans: states, lateness, standing of targets, what changed. No Django, no clock."""
