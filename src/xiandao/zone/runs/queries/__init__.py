"""What people ask about runs."""
