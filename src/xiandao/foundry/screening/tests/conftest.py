"""One invented database for every test."""

from __future__ import annotations

import pytest

from xiandao.foundry.screening import HazardDatabase
from xiandao.foundry.screening.tests import invented


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> HazardDatabase:
    """Opened once."""
    return invented.database(tmp_path_factory.mktemp("hazards"))
