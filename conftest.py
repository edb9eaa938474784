"""Before the first test: the Chinese catalogues in the form that Django reads."""

from __future__ import annotations

import pytest

from tests import catalogues


def pytest_configure(config: pytest.Config) -> None:
    """Compile once, not in every worker."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()
