"""Vega-Lite becomes a picture without a browser, with a Chinese font that is there on every machine."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

from xiandao.publishing.charts.theme import Spec, printed


class FontMissingError(RuntimeError):
    """The wheel that carries the Chinese font is not installed."""


def to_svg(spec: Spec) -> str:
    """The chart as SVG text."""
    return str(_engine().vegalite_to_svg(printed(spec), allowed_base_urls=[]))


def to_png(spec: Spec, scale: float = 2) -> bytes:
    """The chart as a PNG; `scale` is pixels per point of the specification."""
    return bytes(_engine().vegalite_to_png(printed(spec), scale=scale, allowed_base_urls=[]))


def font_folder() -> Path:
    """Where Noto Sans SC lies. The wheel's package is found and not imported: that would load matplotlib."""
    found = importlib.util.find_spec("zhplot")
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "fonts"
        if folder.is_dir():
            return folder
    raise FontMissingError("No Chinese font: install the package zhplot, which carries Noto Sans SC.")


@cache
def _engine() -> ModuleType:
    import vl_convert  # a browser engine in a library: loaded only where something is drawn

    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert
