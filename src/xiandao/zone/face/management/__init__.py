"""Django's own commands where the house must have its say."""
