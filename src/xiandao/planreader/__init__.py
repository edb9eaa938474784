"""Pure: an action-plan document becomes a structured plan, every item traceable to its words."""
