"""What people ask of a plan. Who is asking, and of which day, are arguments."""
