"""The chart library comes out of its wheel once, and is found by every way of serving files."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from xiandao import publishing
from xiandao.zone.face.web.assets import CHARTS, PackageAssets


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A small bundle in place of the real one, and how often it was made."""
    made: list[str] = []

    def page_bundle() -> str:
        made.append("made")
        return "window.vegaEmbed = () => {};"

    monkeypatch.setattr(publishing, "page_bundle", page_bundle)
    return made


def test_the_bundle_is_made_once_and_found_by_name(tmp_path: Path, bundled: list[str]) -> None:
    with override_settings(VAR=tmp_path):
        first, second = PackageAssets().find(CHARTS), PackageAssets().find(CHARTS, find_all=True)

    assert second == [first]
    assert Path(first).read_text() == "window.vegaEmbed = () => {};"
    assert bundled == ["made"]


def test_collecting_files_gets_the_bundle_under_its_address(tmp_path: Path, bundled: list[str]) -> None:
    with override_settings(VAR=tmp_path):
        ((name, storage),) = PackageAssets().list([])

        assert name == CHARTS
        assert storage.exists(name)
        assert not list(tmp_path.rglob("*.js.*"))


def test_other_files_are_not_its_business(tmp_path: Path, bundled: list[str]) -> None:
    with override_settings(VAR=tmp_path):
        assert PackageAssets().find("face/face.js") == []
        assert list(PackageAssets().list(["*.js"])) == []
    assert bundled == []
