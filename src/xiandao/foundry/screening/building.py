"""Making a hazard database out of an operator's folder: tables, sequences, profiles or alignments."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from xiandao.foundry.screening.hazards import (
    FORMAT,
    MANIFEST,
    MOST_AGE_DAYS,
    DatabaseRefused,
    HazardDatabase,
)
from xiandao.foundry.screening.opening import open_database

SEQUENCES: Final = ("nucleotides.fasta", "proteins.fasta", "benign.fasta")
PROFILES: Final = "profiles.hmm"
ALIGNMENTS: Final = "alignments"
ENTRY_COLUMNS: Final = ("id", "name", "control_list", "kind", "on_hit")
BENIGN_COLUMNS: Final = ("id", "reason", "kind")


def build_database(
    source: Path,
    target: Path,
    *,
    name: str,
    version: str,
    dated: date,
    most_age_days: int = MOST_AGE_DAYS,
) -> HazardDatabase:
    """Write a database with its manifest, and open it again to check it.

    `source` holds entries.csv and, as far as there are any, benign.csv, nucleotides.fasta, proteins.fasta,
    benign.fasta, profiles.hmm and alignments/ID.afa (aligned FASTA, made into the profile of that id).
    Raises DatabaseRefused; a target that holds a database already is not overwritten.
    """
    if (target / MANIFEST).exists():
        raise DatabaseRefused(
            "{folder} holds a hazard database already; name another folder", folder=str(target)
        )
    contents = dict(_contents(source))
    manifest = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "date": dated.isoformat(),
        "most_age_days": most_age_days,
        "files": [
            {"path": path, "sha256": hashlib.sha256(content).hexdigest()}
            for path, content in contents.items()
        ],
        "entries": list(_table(source / "entries.csv", ENTRY_COLUMNS)),
        "benign": list(_table(source / "benign.csv", BENIGN_COLUMNS))
        if (source / "benign.csv").exists()
        else [],
    }
    target.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        (target / path).write_bytes(content)
    (target / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    try:
        return open_database(target)
    except DatabaseRefused:
        for path in (*contents, MANIFEST):
            (target / path).unlink()
        raise


def _contents(source: Path) -> Iterator[tuple[str, bytes]]:
    for path in SEQUENCES:
        if (source / path).exists():
            yield path, (source / path).read_bytes()
    held = (source / PROFILES).read_bytes() if (source / PROFILES).exists() else b""
    made = b"".join(_profile(path) for path in sorted((source / ALIGNMENTS).glob("*.afa")))
    if held or made:
        yield PROFILES, held + made


def _table(path: Path, columns: Sequence[str]) -> Iterator[Mapping[str, str]]:
    try:
        rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    except OSError as fault:
        raise DatabaseRefused("{file} is missing", file=str(path)) from fault
    for number, row in enumerate(rows, start=2):
        cells = {name: (row.get(name) or "").strip() for name in columns}
        if "on_hit" in cells and not cells["on_hit"]:
            cells["on_hit"] = "hold"
        empty = [name for name, cell in cells.items() if not cell]
        if empty:
            raise DatabaseRefused(
                "{file}, line {line}: {names} is empty", file=path.name, line=number, names=", ".join(empty)
            )
        yield cells


def _profile(path: Path) -> bytes:
    """The profile of an alignment, named after its file."""
    from pyhmmer.easel import Alphabet, MSAFile
    from pyhmmer.plan7 import Background, Builder

    alphabet = Alphabet.amino()
    try:
        with MSAFile(str(path), digital=True, alphabet=alphabet, format="afa") as read:
            aligned: Any = read.read()
        aligned.name = path.stem.encode()
        model, _, _ = Builder(alphabet).build_msa(aligned, Background(alphabet))
    except (ValueError, OSError, RuntimeError) as fault:
        raise DatabaseRefused(
            "{file} is no alignment in FASTA: {why}", file=path.name, why=str(fault)
        ) from fault
    written = BytesIO()
    model.write(written)
    return written.getvalue()
