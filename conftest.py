"""Before the first test: the Chinese catalogues in the form that Django reads, and a flush that works."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests import catalogues
from xiandao.zone.audit.tests.flushing import append_only_lifted

# No test is judged by the clock: a slow machine, or a neighbour that compiles, is no fault of ours.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """Compile once, not in every worker."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()


@pytest.fixture(autouse=True, scope="session")
def _flush_append_only_tables() -> None:
    """Django empties the tables after a test with real transactions; on SQLite the triggers would refuse."""
    plain = TransactionTestCase._fixture_teardown

    def lifted(case: TransactionTestCase) -> None:
        with append_only_lifted(connection):
            plain(case)

    TransactionTestCase._fixture_teardown = lifted  # type: ignore[method-assign]
