"""Cas-OFFinder beside our search, on the same genome and guides, where it is found.

`XIANDAO_CAS_OFFINDER` names the program, else it is looked for on the PATH; `XIANDAO_CAS_OFFINDER_DEVICE` its
device (C, the processor, by default). Sites are compared as different (guide, chromosome, strand, cut).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from bench.foundry.tables import head
from xiandao.foundry.editing import Genome, GuideIndex, find_sites

LIMIT_S: Final = 900.0
RUNS: Final = ((100, 0), (1000, 0), (100, 1))  # guides, bulges; always up to 4 mismatches
HEADS: Final = (
    "genome", "guides", "bulges", "ours: s", "ours with index: s", "Cas-OFFinder: s", "times", "sites: ours",
    "theirs", "only ours", "only theirs", "of these, bulge at the end",
)  # fmt: skip
_ABOUT: Final = """
## Beside Cas-OFFinder

Cas-OFFinder 3.0.0 on the processor (OpenCL), the same genome and guides, up to 4 mismatches, with its start
and its reading of the genome. "Sites" are different places of cut; "times" compares its whole run with our
search from the index on disk. It also takes bulges at the ends of a guide (beside the PAM, or at the base
farthest from it); ours lie inside.

"""
_Cut = tuple[str, str, str, int]


def program() -> str | None:
    """Where the peer is."""
    return os.environ.get("XIANDAO_CAS_OFFINDER") or shutil.which("cas-offinder")


def fasta(genome: Genome) -> bytes:
    """The genome as the peer reads it."""
    letters = np.frombuffer(b"ACGTN", dtype=np.uint8)
    return b"".join(
        b">" + one.name.encode() + b"\n" + letters[one.letters].tobytes() + b"\n"
        for one in genome.chromosomes
    )


def beside(index: GuideIndex, guides: Sequence[str], genome: bytes, built_s: float) -> list[list[str]]:
    """A row of cells for each run; none where the peer is not there."""
    peer = program()
    if peer is None:
        return []
    rows = []
    for many, bulges in RUNS:
        chosen = list(dict.fromkeys(guides[:many]))
        began = time.perf_counter()
        found = find_sites(index, chosen, mismatches=4, bulges=bulges)
        ours_s = time.perf_counter() - began
        ours = {
            (chosen[one.guide], one.chromosome, "+" if one.strand == 1 else "-", one.cut) for one in found
        }
        cells = [str(many), str(bulges), f"{ours_s:.2f}", f"{ours_s + built_s:.2f}"]
        answer = _run(peer, genome, chosen, bulges)
        if answer is None:
            rows.append([*cells, f"more than {LIMIT_S:.0f}", "", f"{len(ours):,}", "", "", "", ""])
            continue
        lines, theirs_s = answer
        theirs = {cut for cut, _ in lines}
        inside = {cut for cut, at_end in lines if not at_end}
        rows.append(
            [
                *cells, f"{theirs_s:.1f}", f"{theirs_s / ours_s:.0f}", f"{len(ours):,}", f"{len(theirs):,}",
                f"{len(ours - theirs):,}", f"{len(theirs - ours):,}", f"{len(theirs - ours - inside):,}",
            ]
        )  # fmt: skip
    return rows


def _run(
    peer: str, genome: bytes, guides: Sequence[str], bulges: int
) -> tuple[set[tuple[_Cut, bool]], float] | None:
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "genome"
        held.mkdir()
        (held / "genome.fa").write_bytes(genome)
        asked = [str(held), f"{'N' * 20}NGG {bulges} {bulges}", *(f"{guide}NNN 4" for guide in guides)]
        (Path(folder) / "in.txt").write_text("\n".join(asked) + "\n")
        device = os.environ.get("XIANDAO_CAS_OFFINDER_DEVICE", "C")
        began = time.perf_counter()
        try:
            subprocess.run(
                [peer, "in.txt", device, "out.txt"], cwd=folder, check=True, timeout=LIMIT_S,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
        took = time.perf_counter() - began
        return set(_cuts((Path(folder) / "out.txt").read_text(), guides)), took


def _cuts(text: str, guides: Sequence[str]) -> Iterator[tuple[_Cut, bool]]:
    """The cuts of the peer's lines, and whether a bulge lies at an end of the guide.

    It tells the leftmost base of protospacer and PAM together.
    The guide is known by its number: what is written of it beside an RNA bulge below is not in its place.
    """
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        number, kind, guide, site, chromosome, place, strand, *_ = line.split("\t")
        whole = len(site.replace("-", ""))
        cut = int(place) + (whole - 6 if strand == "+" else 6)
        yield (guides[int(number)], chromosome, strand, cut), _at_end(kind, guide, site)


def _at_end(kind: str, guide: str, site: str) -> bool:
    """Beside the PAM, or at the base farthest from it."""
    if kind == "RNA":
        return site.startswith("-") or site[-4] == "-"
    return kind == "DNA" and (guide.startswith("-") or guide[-4] == "-")


def section(rows: Sequence[Sequence[str]]) -> str:
    """What the page says of the peer."""
    missing = "\nSWOffinder and CRISPRitz were not run.\n"
    if not rows:
        return "\nCas-OFFinder was not found on this machine (XIANDAO_CAS_OFFINDER, PATH)." + missing
    lines = [_ABOUT, head(HEADS)]
    lines += [f"| {' | '.join(cells)} |\n" for cells in rows]
    return "".join(lines) + missing
