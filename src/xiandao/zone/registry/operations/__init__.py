"""What people do with the registry: atomic, audited without personal data, claiming what happened."""
