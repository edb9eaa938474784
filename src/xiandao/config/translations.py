"""Compiles the rooms' catalogues into the form that Django reads; only sources are kept in the repository."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[1]


def compile_all() -> None:
    """Write the binary catalogues that Django reads, each bearing the time of its texts."""
    for source in sorted(SOURCE.glob("zone/*/locale/*/LC_MESSAGES/django.po")):
        target, written_at = source.with_suffix(".mo"), source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == written_at:
            continue
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        with source.open("rb") as texts_in_chinese, draft.open("wb") as binary:
            write_mo(binary, read_po(texts_in_chinese, locale="zh_Hans", domain="django"))
        os.utime(draft, ns=(written_at, written_at))
        draft.replace(target)  # another test run never reads half a file
