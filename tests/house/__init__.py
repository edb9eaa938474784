"""The installation as a whole: settings, commands, backups."""
