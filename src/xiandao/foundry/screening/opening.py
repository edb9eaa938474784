"""Reading the hazard database that an operator installs: a folder with a manifest, whole or not at all.

What is missing, damaged or of another format is told as `Unusable`; the gate holds every order then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from xiandao.foundry.screening.hazards import (
    FORMAT,
    MANIFEST,
    MOST_AGE_DAYS,
    Benign,
    DatabaseRefused,
    Entry,
    HazardDatabase,
    Kind,
    OnHit,
    Unusable,
    profile_name,
)
from xiandao.foundry.screening.seeding import AMINO, NUCLEIC, index_of
from xiandao.foundry.sequences.formats import read
from xiandao.foundry.sequences.records import Record
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence, sentence_of

_TEXTS: Final = ("name", "version", "date")


def database_at(folder: Path | None) -> HazardDatabase | Unusable:
    """The database in a folder, or why it cannot be used; raises nothing: callers cannot forget to hold."""
    if folder is None:
        return Unusable(Sentence("no hazard database is installed"))
    try:
        return open_database(folder)
    except Refusal as refusal:
        return Unusable(sentence_of(refusal))


def open_database(folder: Path) -> HazardDatabase:
    """Read and check a database. Raises DatabaseRefused, which names the file and what is wrong."""
    manifest = _manifest(folder)
    contents = {path: _content(folder, path, digest) for path, digest in _files(manifest)}
    entries, benign = _entries(manifest), _benign(manifest)
    if not entries:
        raise DatabaseRefused(
            "{folder} has no entries; a database that finds nothing is none", folder=folder.name
        )
    records, profiles = _records(contents), _profiles(contents)
    _check_profiles(entries, profiles)
    _check_strays(records, entries, benign)
    return HazardDatabase(
        name=str(manifest["name"]),
        version=str(manifest["version"]),
        dated=_date(manifest["date"]),
        most_age_days=_days(manifest.get("most_age_days", MOST_AGE_DAYS)),
        entries=entries,
        benign=benign,
        nucleotides=index_of(_chosen(entries, records, Kind.NUCLEOTIDE), NUCLEIC),
        proteins=index_of(_chosen(entries, records, Kind.PROTEIN), AMINO),
        benign_nucleotides=index_of(_chosen(benign, records, Kind.NUCLEOTIDE), NUCLEIC),
        benign_proteins=index_of(_chosen(benign, records, Kind.PROTEIN), AMINO),
        profiles=profiles,
        digest=hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest(),
    )


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise DatabaseRefused(
            "there is no {manifest} in {folder}; install a hazard database there",
            manifest=MANIFEST,
            folder=str(folder),
        ) from fault
    except ValueError as fault:
        raise DatabaseRefused("{file} is damaged: it is no JSON", file=str(path)) from fault
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise DatabaseRefused("{file} is not of format {format}", file=str(path), format=FORMAT)
    for name in _TEXTS:
        if not isinstance(found.get(name), str) or not found[name].strip():
            raise DatabaseRefused("{file} does not say its {name}", file=str(path), name=name)
    return found


def _files(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(one["path"]), str(one["sha256"])) for one in _rows(manifest, "files", ("path", "sha256"))]


def _content(folder: Path, name: str, digest: str) -> bytes:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise DatabaseRefused("“{file}” leads out of the database's folder", file=name)
    try:
        content = (folder / name).read_bytes()
    except OSError as fault:
        raise DatabaseRefused("{file} is missing from the hazard database", file=name) from fault
    if hashlib.sha256(content).hexdigest() != digest:
        raise DatabaseRefused(
            "{file} of the hazard database was changed or is damaged; install it again", file=name
        )
    return content


def _rows(manifest: Mapping[str, Any], part: str, names: Sequence[str]) -> list[Mapping[str, Any]]:
    rows = manifest.get(part, [])
    if not isinstance(rows, list):
        raise DatabaseRefused("the manifest's “{part}” is no list", part=part)
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or any(not isinstance(row.get(name), str) for name in names):
            raise DatabaseRefused(
                "the manifest's “{part}”, number {number}, needs {names}",
                part=part,
                number=number,
                names=", ".join(names),
            )
    return rows


def _entries(manifest: Mapping[str, Any]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for row in _rows(manifest, "entries", ("id", "name", "control_list", "kind")):
        if row["id"] in found:
            raise DatabaseRefused("the entry {id} stands twice in the manifest", id=row["id"])
        found[row["id"]] = Entry(
            row["id"],
            row["name"],
            row["control_list"],
            _of(Kind, row["kind"], row["id"]),
            _of(OnHit, row.get("on_hit", OnHit.HOLD), row["id"]),
        )
    return found


def _benign(manifest: Mapping[str, Any]) -> dict[str, Benign]:
    return {
        row["id"]: Benign(row["id"], row["reason"], _of(Kind, row["kind"], row["id"]))
        for row in _rows(manifest, "benign", ("id", "reason", "kind"))
    }


def _of(family: Any, said: str, id_: str) -> Any:
    try:
        return family(said)
    except ValueError as fault:
        raise DatabaseRefused(
            "{id}: “{said}” is none of {known}", id=id_, said=said, known=", ".join(family)
        ) from fault


def _date(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as fault:
        raise DatabaseRefused("“{said}” is no date; write 2026-01-31", said=said) from fault


def _days(said: object) -> int:
    if not isinstance(said, int) or said < 1:
        raise DatabaseRefused("most_age_days in the manifest is no number of days")
    return said


def _records(contents: Mapping[str, bytes]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for path, content in contents.items():
        if path.endswith(".hmm"):
            continue
        try:
            reading = read(content, path)
        except Refusal as refusal:
            raise DatabaseRefused("{fault}", fault=refusal) from refusal
        for fault in reading.faults:
            raise DatabaseRefused("{fault}", fault=fault.sentence)
        for record in reading.records:
            if record.name in found:
                raise DatabaseRefused("{file}: the sequence {id} stands twice", file=path, id=record.name)
            found[record.name] = record
    return found


def _profiles(contents: Mapping[str, bytes]) -> tuple[Any, ...]:
    from pyhmmer.plan7 import HMMFile

    found: list[Any] = []
    for path, content in contents.items():
        if path.endswith(".hmm"):
            try:
                with HMMFile(BytesIO(content)) as models:
                    found += models
            except (ValueError, OSError, EOFError) as fault:
                raise DatabaseRefused("{file} holds no profiles of HMMER 3", file=path) from fault
    return tuple(found)


def _chosen(
    wanted: Mapping[str, Entry] | Mapping[str, Benign], records: Mapping[str, Record], kind: Kind
) -> list[tuple[str, str]]:
    chosen = []
    for id_, entry in wanted.items():
        if entry.kind is not kind:
            continue
        if id_ not in records:
            raise DatabaseRefused("the sequence of {id} is missing from the hazard database", id=id_)
        text = records[id_].sequence.upper()
        chosen.append((id_, text.replace("U", "T") if kind is Kind.NUCLEOTIDE else text))
    return chosen


def _check_profiles(entries: Mapping[str, Entry], profiles: Sequence[Any]) -> None:
    wanted = {id_ for id_, entry in entries.items() if entry.kind is Kind.PROFILE}
    held = {profile_name(model) for model in profiles}
    if wanted != held:
        raise DatabaseRefused(
            "profiles and entries do not agree: {ids}", ids=", ".join(sorted(wanted ^ held)[:5])
        )


def _check_strays(records: Mapping[str, Record], *named: Mapping[str, object]) -> None:
    """A sequence that no entry names would never be reported: it is a fault."""
    strays = sorted(id_ for id_ in records if not any(id_ in one for one in named))
    if strays:
        raise DatabaseRefused("no entry names the sequence {id}", id=strays[0])
