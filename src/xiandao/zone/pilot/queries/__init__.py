"""What people ask of the pilot plant."""
