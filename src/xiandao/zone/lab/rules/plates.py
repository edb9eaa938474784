"""Which well a file of reads belongs to: by its name, its folder, a barcode, or a sheet beside it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import PurePosixPath
from typing import Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.lab.rules.barcodes import BarcodeRefused, read_barcode
from xiandao.zone.lab.rules.places import PlaceRefused, read_place
from xiandao.zone.lab.rules.vocabulary import ContainerKind

BARCODE: Final = re.compile(r"XD[-_ ]?[0-9A-Z]{7}[-_ ]?[0-9A-Z](?![0-9A-Z])", re.IGNORECASE)
WORDS: Final = re.compile(r"[^0-9A-Za-z]+")
SHEET: Final = ("well", "reads")


class PlateSheetRefused(Refusal):
    """A sheet of wells that cannot be read."""


def barcode_in(name: str) -> str:
    """The barcode of a sample that stands in a file's name or in its folder's; else nothing."""
    for part in _parts(name):
        for said in BARCODE.findall(part):
            try:
                return read_barcode(said.replace("_", "-"))
            except BarcodeRefused:
                continue
    return ""


def place_named(name: str, kind: ContainerKind) -> str:
    """The place that a file's name begins with or names once (A01_S1_R1.fastq.gz), or its folder's."""
    for part in _parts(name):
        words = [_place(word, kind) for word in WORDS.split(part)]
        if words[0]:
            return words[0]
        named = {word for word in words if word}
        if len(named) == 1:
            return named.pop()
    return ""


def sheet_of(name: str, content: bytes, kind: ContainerKind) -> dict[str, str]:
    """The place of each file that a sheet names (CSV with well and reads, several files parted by ;).

    Raises PlateSheetRefused.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if any(row)]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise PlateSheetRefused("{name} is no CSV file in UTF-8.", name=name) from fault
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    if missing := [head for head in SHEET if head not in heads]:
        raise PlateSheetRefused(
            "{name}: its first line names the columns; {missing} is missing.",
            name=name,
            missing=", ".join(missing),
        )
    found: dict[str, str] = {}
    for line, row in enumerate(rows[1:], 2):
        cells = dict(zip(heads, (cell.strip() for cell in row), strict=False))
        place = _place(cells.get("well", ""), kind)
        if not place:
            raise PlateSheetRefused(
                "{name}, line {line}: “{well}” is no place of this plate.",
                name=name,
                line=line,
                well=cells.get("well", "")[:20],
            )
        for file in cells.get("reads", "").split(";"):
            found[PurePosixPath(file.strip()).name] = place
    return found


def _parts(name: str) -> list[str]:
    """The file's own name without its endings, then its folder's."""
    path = PurePosixPath(name.replace("\\", "/"))
    return [part for part in (path.name.split(".")[0], path.parent.name) if part]


def _place(word: str, kind: ContainerKind) -> str:
    try:
        return read_place(word, kind)
    except PlaceRefused:
        return ""
