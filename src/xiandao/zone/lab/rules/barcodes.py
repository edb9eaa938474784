"""Barcodes that people can read out and that notice a wrong letter, and their QR codes and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.kernel.refusals import Refusal

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH: Final = 7  # letters that are drawn: 3.4e10 of them
PRIME: Final = 37  # the check is the number modulo 37, as Crockford has it; its five signs are re-drawn away
READ_AS: Final = str.maketrans("ILO", "110")


class BarcodeRefused(Refusal):
    """What was read is no barcode of a lab."""


def barcode_from(number: int) -> str:
    """The barcode of a number, its check letter last: XD-4TQ9B2K-7. Some numbers have none ("")."""
    number %= len(LETTERS) ** LENGTH
    check = number % PRIME
    if check >= len(LETTERS):
        return ""
    drawn = "".join(LETTERS[(number >> (5 * place)) & 31] for place in reversed(range(LENGTH)))
    return f"XD-{drawn}-{LETTERS[check]}"


def read_barcode(said: str) -> str:
    """A barcode as it is kept, whatever case and hyphens it was typed with. Raises BarcodeRefused."""
    letters = said.strip().upper().replace("-", "").replace(" ", "")
    letters = letters.removeprefix("XD").translate(READ_AS)
    if len(letters) != LENGTH + 1 or any(letter not in LETTERS for letter in letters):
        raise BarcodeRefused("“{said}” is no barcode; one looks like XD-4TQ9B2K-7.", said=said[:40])
    number = 0
    for letter in letters[:LENGTH]:
        number = number * 32 + LETTERS.index(letter)
    if number % PRIME != LETTERS.index(letters[LENGTH]):
        raise BarcodeRefused("“{said}” has a wrong letter; read the barcode again.", said=said[:40])
    return f"XD-{letters[:LENGTH]}-{letters[LENGTH]}"


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a tube: its barcode and two lines."""

    barcode: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label on the sheet, in millimetres, with the path of its QR code in modules."""

    label: Label
    x: float
    y: float
    path: str
    scale: float


SHEET_MM: Final = (210.0, 297.0)  # A4
LABEL_MM: Final = (48.0, 25.0)
COLUMNS: Final = 4
ROWS: Final = 11
QR_MM: Final = 19.0


def sheets_of(labels: Sequence[Label]) -> list[list[PlacedLabel]]:
    """The labels placed on sheets of 44."""
    most = COLUMNS * ROWS
    left = (SHEET_MM[0] - COLUMNS * LABEL_MM[0]) / 2
    top = (SHEET_MM[1] - ROWS * LABEL_MM[1]) / 2
    found: list[list[PlacedLabel]] = []
    for number, label in enumerate(labels):
        page, place = divmod(number, most)
        row, column = divmod(place, COLUMNS)
        if page == len(found):
            found.append([])
        path, modules = qr_path(label.barcode)
        found[page].append(
            PlacedLabel(
                label,
                round(left + column * LABEL_MM[0], 2),
                round(top + row * LABEL_MM[1], 2),
                path,
                round(QR_MM / modules, 4),
            )
        )
    return found


def qr_path(said: str) -> tuple[str, int]:
    """The dark modules of a QR code (level M) as an SVG path, and how many modules wide it is."""
    import segno

    matrix = segno.make(said, error="m", micro=False).matrix
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            if row[x]:
                end = x
                while end < len(row) and row[end]:
                    end += 1
                runs.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
                x = end
            else:
                x += 1
    return "".join(runs), len(matrix)
