"""A study's file opened for a command, else the invented example, which says so."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from xiandao.scaleup.studies import Study

IN_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
INVENTED: Final = "An invented study; give a file of your own (--example prints this one)."


def text_of(path: Path | None) -> tuple[str, str]:
    """The text and the name of a study's file. Raises StudyRefused: it is no text."""
    from xiandao.scaleup.studies import StudyRefused, example

    if path is None:
        return example(), "the example"
    try:
        return path.read_text("utf-8-sig"), path.name
    except UnicodeDecodeError:
        raise StudyRefused("{name} is not text in UTF-8", name=path.name) from None


def opened(path: Path | None) -> Study:
    """The study of a file, tables beside it included."""
    from xiandao.scaleup.studies import read_study

    text, name = text_of(path)
    return read_study(text, name, folder=path.parent if path else None)


def finite(value: Any) -> Any:
    """The same with null for what is not a finite number, since JSON has no infinity."""
    if isinstance(value, dict):
        return {key: finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [finite(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
