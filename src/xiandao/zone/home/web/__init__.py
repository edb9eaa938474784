"""The pages of the home room."""
