"""What two packages need, nothing more."""
