"""What every bench shares: it runs its measures, says on what machine, prints the page and keeps it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tests.run import ROOT

MEASUREMENTS: Final = ROOT / "docs" / "measurements"


def run_each(package: str, names: Iterable[str]) -> None:
    """Measure each by name, with the words after the command; one that fails ends the bench with its code."""
    for name in names:
        done = subprocess.run([sys.executable, "-m", f"{package}.{name}", *sys.argv[1:]], check=False)
        if done.returncode:
            sys.exit(done.returncode)


def in_own_process(module: str, *words: str, **environment: str) -> Any:
    """What a module prints last, as JSON, run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def machine() -> str:
    """What a page says of the machine, without the full stop, as some pages go on."""
    return f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}"


def parser(about: str | None, page: Path) -> ArgumentParser:
    """A parser that knows `--write`."""
    made = ArgumentParser(description=about)
    made.add_argument("--write", action="store_true", help=f"keep the outcome in {page.relative_to(ROOT)}")
    return made


def tell(text: str, page: Path, *, write: bool) -> None:
    """Print what was measured, and keep it where that was asked for."""
    print(text)
    if write:
        keep(text, page)


def keep(text: str, page: Path) -> None:
    """Write a page; its folder need not be there yet."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
