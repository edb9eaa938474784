"""Pages on which a file becomes records: brought, its columns settled, looked at, applied, undone."""
