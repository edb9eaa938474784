"""What is asked of the registry: who is asking is an argument."""
