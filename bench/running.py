"""Runs the measures of a bench one after another; the words after the command go to each."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable


def run_each(package: str, names: Iterable[str]) -> None:
    """Measure each by name; a measure that fails ends the bench with its exit code."""
    for name in names:
        done = subprocess.run([sys.executable, "-m", f"{package}.{name}", *sys.argv[1:]], check=False)
        if done.returncode:
            sys.exit(done.returncode)
