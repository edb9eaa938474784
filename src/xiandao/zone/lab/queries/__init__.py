"""What people ask of a lab. Who is asking is an argument."""
