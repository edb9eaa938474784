"""Django's own commands; everyday work goes through the `xiandao` command."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiandao.config.settings.development")
    execute_from_command_line(sys.argv)
