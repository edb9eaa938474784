"""A plate in one go: a sheet of wells, each with its construct and reads, to verdicts, drawings and a page.

A fault in one well is told in that well and stops no other.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from joblib import Parallel, delayed

from xiandao.foundry.sequences.formats import read_file
from xiandao.foundry.sequences.records import Record
from xiandao.foundry.verification.drawing import drawing
from xiandao.foundry.verification.findings import Verdict
from xiandao.foundry.verification.judging import verify
from xiandao.foundry.verification.mates import mated
from xiandao.foundry.verification.piling import VerificationRefused
from xiandao.foundry.verification.technologies import TECHNOLOGIES, Technology
from xiandao.foundry.verification.tracing import MAGIC, read_trace
from xiandao.kernel.refusals import Refusal

COLUMNS: Final = ("well", "construct", "reads")
MOSTWELLS: Final = 1536
WELL: Final = re.compile(r"([A-P])0?([1-9]|1\d|2[0-4])")


@dataclass(frozen=True, slots=True)
class WellWish:
    """One line of a sheet: files beside the sheet, several reads files parted by ; and the technology."""

    well: str
    construct: Path
    reads: tuple[Path, ...]
    technology: str
    line: int


@dataclass(frozen=True, slots=True)
class Well:
    """What came of a well: a verdict with its drawing, or the sentence of what was wrong with it."""

    well: str
    construct: str
    verdict: Verdict | None
    picture: str = ""
    fault: str = ""

    @property
    def result(self) -> str:
        """pass, fail, look or fault."""
        return self.verdict.result.value if self.verdict else "fault"


@dataclass(frozen=True, slots=True)
class Plate:
    """The wells in the order of the sheet."""

    name: str
    wells: tuple[Well, ...]

    def counts(self) -> Counter[str]:
        """How many wells came to which result."""
        return Counter(one.result for one in self.wells)


def read_sheet(path: Path, *, technology: str = "") -> tuple[list[WellWish], list[Well]]:
    """The wells of a sheet (CSV: well, construct, reads, and technology if not given), and faulty lines.

    Raises VerificationRefused for what is no such sheet.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise VerificationRefused("{file} cannot be read", file=path.name) from fault
    except UnicodeDecodeError as fault:
        raise VerificationRefused("{file} is no text in UTF-8", file=path.name) from fault
    try:
        rows = [(number, row) for number, row in enumerate(csv.reader(io.StringIO(text)), 1) if any(row)]
    except csv.Error as fault:
        raise VerificationRefused("{file} is no CSV: {fault}", file=path.name, fault=str(fault)) from fault
    heads = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    missing = [name for name in COLUMNS if name not in heads]
    if missing:
        raise VerificationRefused(
            "{file}: the first line names the columns; {missing} is missing",
            file=path.name,
            missing=", ".join(missing),
        )
    if len(rows) - 1 > MOSTWELLS:
        raise VerificationRefused("{file} has more than {most} wells", file=path.name, most=MOSTWELLS)
    wishes, faults, seen = list[WellWish](), list[Well](), set[str]()
    for number, row in rows[1:]:
        cells = dict(zip(heads, (cell.strip() for cell in row), strict=False))
        try:
            wish = _wish(cells, path, number, technology, seen)
        except VerificationRefused as refusal:
            sentence = f"{path.name}, line {number}: {refusal.sentence}"
            faults.append(Well(cells.get("well", ""), cells.get("construct", ""), None, fault=sentence))
        else:
            seen.add(wish.well)
            wishes.append(wish)
    return wishes, faults


def _wish(cells: dict[str, str], path: Path, line: int, technology: str, seen: set[str]) -> WellWish:
    said = cells.get("well", "")
    well = WELL.fullmatch(said.upper())
    if well is None:
        raise VerificationRefused("“{well}” is no well; write it like A1 or H12", well=said)
    name = f"{well[1]}{int(well[2]):02d}"
    if name in seen:
        raise VerificationRefused("the well {well} comes twice", well=name)
    kind = (cells.get("technology") or technology).lower()
    if kind not in TECHNOLOGIES:
        raise VerificationRefused(
            "“{kind}” is no technology; there are {known}", kind=kind, known=", ".join(TECHNOLOGIES)
        )
    files = [one.strip() for one in cells.get("reads", "").split(";") if one.strip()]
    if not files or not cells.get("construct"):
        raise VerificationRefused("the well {well} names no construct or no reads", well=name)
    folder = path.parent
    return WellWish(name, folder / cells["construct"], tuple(folder / one for one in files), kind, line)


def reads_of(paths: Sequence[Path], technology: Technology) -> list[Record]:
    """The reads of files (FASTQ plain or gz, traces); of a paired technology two files each are mates.

    Raises VerificationRefused and FormatRefusal; a read that cannot be read is left out.
    """
    parts = [(str(path), _reads_in(path)) for path in paths]
    return mated(parts) if technology.pair else [read for _, part in parts for read in part]


def _reads_in(path: Path) -> Sequence[Record]:
    try:
        with path.open("rb") as file:
            trace = file.read(4) == MAGIC
    except OSError as fault:
        raise VerificationRefused("{file} cannot be read", file=path.name) from fault
    return [read_trace(path)] if trace else read_file(path).records


def verify_plate(
    wishes: Sequence[WellWish],
    faults: Sequence[Well] = (),
    *,
    name: str = "plate",
    jobs: int = 1,
    noted: Callable[[Well], None] | None = None,
) -> Plate:
    """Judge every well; `jobs` at once. `noted` is called with each well as it comes, in order."""
    wells = [*faults]
    for well in Parallel(n_jobs=jobs, return_as="generator")(delayed(judged)(wish) for wish in wishes):
        if noted is not None:
            noted(well)
        wells.append(well)
    return Plate(name, tuple(sorted(wells, key=lambda one: (one.well[:1], one.well))))


def judged(wish: WellWish) -> Well:
    """One well; whatever is wrong with it is told in it."""
    named = wish.construct.name
    try:
        technology = TECHNOLOGIES[wish.technology]
        expected = read_file(wish.construct).only
        named = expected.name
        verdict = verify(expected, reads_of(wish.reads, technology), technology)
    except Refusal as refusal:
        return Well(wish.well, named, None, fault=refusal.sentence)
    return Well(wish.well, named, verdict, drawing(expected, verdict))
