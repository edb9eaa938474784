"""What people do in the pilot plant."""
