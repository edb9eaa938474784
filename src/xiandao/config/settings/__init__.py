"""Settings: `base` holds what is always true; development, production and testing say what differs."""
