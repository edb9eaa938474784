"""A process that only serves pages loads no library that only computations use."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from tests.run import ROOT

SCIENCE: Final = ("numba", "scipy.optimize", "scipy.stats", "RNA", "pyhmmer", "mappy", "thermo")
TABLES_AND_SOLVERS: Final = ("pandas", "duckdb", "ortools")
MANY: Final = 100_000  # objects of the framework, the rooms and their pages
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


def test_what_a_server_stands_on_is_not_looked_through_for_garbage_even_after_an_import() -> None:
    program = """
import gc
import xiandao.config.wsgi
from xiandao.zone.registry.operations.imports.at_length import seldom_collected
before = gc.get_freeze_count()
with seldom_collected():
    gc.collect()
print(before, gc.get_freeze_count(), gc.isenabled())
"""

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    before, after, collects = done.stdout.split()
    assert int(before) > MANY
    assert int(after) > MANY
    assert collects == "True"
