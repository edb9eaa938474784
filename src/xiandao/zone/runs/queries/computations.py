"""The computations that the rooms registered, and the version of the code that would carry them out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

import xiandao
from xiandao.kernel.refusals import Refusal
from xiandao.zone.runs.rules import Computation


class ComputationMissing(Refusal):
    """Nothing is registered under this name and version."""

    http_status = 404


def computation_named(key: str) -> Computation:
    """The registered computation, or a refusal: nothing else ever runs."""
    found = _registered(tuple(settings.XIANDAO_COMPUTATIONS)).get(key)
    if found is None:
        raise ComputationMissing(gettext_noop("There is no computation “{key}” in this version."), key=key)
    return found


def computations() -> tuple[Computation, ...]:
    """Everything that may run, by name."""
    return tuple(_registered(tuple(settings.XIANDAO_COMPUTATIONS)).values())


def title_of(what: str) -> str:
    """A computation's title in English, its bare name where this version no longer knows it."""
    found = _registered(tuple(settings.XIANDAO_COMPUTATIONS)).get(what)
    return found.title if found else what


@cache
def code_version() -> str:
    """The package's version and a digest of its source: what ran, where nobody keeps a git history."""
    root = Path(xiandao.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root)
        if "tests" not in place.parts:
            digest.update(str(place).encode() + b"\0" + path.read_bytes())
    return f"{xiandao.__version__}+{digest.hexdigest()[:12]}"


@cache
def _registered(places: tuple[str, ...]) -> Mapping[str, Computation]:
    found: dict[str, Computation] = {}
    for place in places:
        for computation in import_string(place):
            if computation.key in found:
                raise ValueError(f"two computations are called {computation.key}")
            found[computation.key] = computation
    return dict(sorted(found.items()))
