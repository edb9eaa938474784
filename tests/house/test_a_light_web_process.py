"""A process that only serves pages loads no library that only computations use."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from tests.run import ROOT

SCIENCE: Final = ("numba", "scipy.optimize", "scipy.stats", "RNA", "pyhmmer", "mappy", "thermo")
TABLES_AND_SOLVERS: Final = ("pandas", "duckdb", "ortools")
SERVES: Final = """
import sys
import xiandao.config.wsgi
from django.urls import reverse
reverse("accounts:link", args=["any"])
print(*[name for name in sys.argv[1:] if name in sys.modules])
"""


def test_the_addresses_are_loaded_without_what_only_computes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVES, *SCIENCE, *TABLES_AND_SOLVERS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == []
