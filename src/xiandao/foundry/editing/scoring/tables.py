"""The published numbers, read from the file beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

_PUBLISHED: Final[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("published.yaml").read_text("utf-8")
)
HSU: Final[tuple[float, ...]] = tuple(_PUBLISHED["hsu"]["weights"])
CFD_MISMATCHES: Final[dict[str, list[float]]] = _PUBLISHED["cfd"]["mismatches"]
CFD_PAMS: Final[dict[str, float]] = _PUBLISHED["cfd"]["pams"]
RULE_SET_1: Final[dict[str, Any]] = _PUBLISHED["rule_set_1"]
TRAINED_ON: Final[dict[str, str]] = {name: told["trained_on"] for name, told in _PUBLISHED.items()}
SOURCES: Final[dict[str, str]] = {name: told["source"] for name, told in _PUBLISHED.items()}
