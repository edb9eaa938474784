"""Front-end files that come out of Python packages instead of a repository or a CDN."""

from __future__ import annotations

import hashlib
import inspect
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from xiandao import publishing

CHARTS = "face/charts.js"


class PackageAssets(BaseFinder):
    """Finds the chart library, which is written out of the vl-convert wheel once per version."""

    def check(self, **_kwargs: Any) -> list[Any]:
        """Nothing here is configured, so nothing can be configured wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """The file's place on disk; an empty list where it is not one of ours."""
        if path != CHARTS:
            return []
        found = str(_folder() / CHARTS)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every file with the storage that it is read from."""
        if not utils.matches_patterns(CHARTS, [*(ignore_patterns or ())]):
            yield CHARTS, FileSystemStorage(location=_folder())


def _folder() -> Path:
    """Where this version's files lie, written now if they were not."""
    folder = Path(settings.VAR) / "assets" / _edition()
    charts = folder / CHARTS
    if not charts.exists():
        charts.parent.mkdir(parents=True, exist_ok=True)
        draft = charts.with_name(f"{charts.name}.{os.getpid()}")
        draft.write_text(publishing.page_bundle(), encoding="utf-8")
        draft.replace(charts)  # two starting servers never see half a file
    return folder


def _edition() -> str:
    """Changes whenever the bundle would: with the wheel, and with the code that asks for it."""
    source = Path(inspect.getfile(publishing.page_bundle)).read_bytes()
    return f"{version('vl-convert-python')}-{hashlib.sha256(source).hexdigest()[:12]}"
