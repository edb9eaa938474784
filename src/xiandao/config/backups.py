"""A backup is one archive: the database, every stored file, and a manifest with the hash of each part."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

import xiandao
from xiandao.kernel.refusals import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"


class BackupRefused(Refusal):
    """A backup cannot be written or brought back; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds."""

    files: int
    rows: int


def write(target: Path, *, at: datetime) -> Contents:
    """Write the backup beside its final name and move it there only when it is whole and reads back."""
    if target.exists():
        raise BackupRefused("{file} exists already. Choose another name.", file=target)
    if not target.parent.is_dir():
        raise BackupRefused("There is no folder {folder}. Make it first.", folder=target.parent)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        work = Path(scratch)
        _dump(work / DATABASE)
        files = sorted(p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file())
        parts = {DATABASE: _digest(work / DATABASE)}
        parts |= {f"{FILES}/{p.relative_to(settings.MEDIA_ROOT)}": _digest(p) for p in files}
        manifest = {
            "format": FORMAT,
            "version": xiandao.__version__,
            "at": at.isoformat(),
            "engine": connection.vendor,
            "rows": row_counts(),
            "parts": parts,
        }
        draft = work / "backup.tar.gz"
        with tarfile.open(draft, "w:gz") as archive:
            _add_text(archive, MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
            archive.add(work / DATABASE, DATABASE)
            for path in files:
                archive.add(path, f"{FILES}/{path.relative_to(settings.MEDIA_ROOT)}")
        with _opened(draft):
            pass  # every part was read again and matches
        draft.replace(target)
    return Contents(len(files), sum(manifest["rows"].values()))  # type: ignore[attr-defined]


def read(source: Path, *, replace: bool) -> Contents:
    """Check the whole backup first, then put it in the place of what is there, then compare."""
    if not source.is_file():
        raise BackupRefused("There is no backup {file}.", file=source)
    with _opened(source) as (work, manifest):
        if manifest["engine"] != connection.vendor:
            raise BackupRefused(
                "{file} was made on {made}; this installation runs on {here}. Restore it on {made}.",
                file=source,
                made=manifest["engine"],
                here=connection.vendor,
            )
        if not replace and any(row_counts().values()):
            raise BackupRefused("This database is not empty. To replace what it holds, add --replace.")
        _load(work / DATABASE)
        _put_files(work / FILES)
    found = row_counts()
    if found != manifest["rows"]:
        raise BackupRefused("The restored database does not have the rows of the backup: {rows}.", rows=found)
    return Contents(sum(1 for name in manifest["parts"] if name.startswith(FILES)), sum(found.values()))


def row_counts() -> dict[str, int]:
    """How many rows each of our tables holds; none where the tables are not there yet."""
    known = set(connection.introspection.table_names())
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("xiandao.") and model._meta.db_table in known
    }


@contextmanager
def _opened(source: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The backup unpacked in a folder of its own, after every part was held against the manifest."""
    with tempfile.TemporaryDirectory(dir=source.parent) as scratch:
        work = Path(scratch)
        try:
            with tarfile.open(source) as archive:
                archive.extractall(work, filter="data")
            manifest: dict[str, Any] = json.loads((work / MANIFEST).read_text("utf-8"))
            expected: dict[str, str] = manifest["parts"]
            for name, digest in expected.items():
                if _digest(work / name) != digest:
                    raise BackupRefused(
                        "{file} is damaged: its part {part} was changed.", file=source, part=name
                    )
        except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as broken:
            raise BackupRefused(
                "{file} is no whole backup: {why}. Use another one.", file=source, why=broken
            ) from broken
        if manifest["format"] != FORMAT:
            raise BackupRefused("{file} was written by a newer Xiandao.", file=source)
        yield work, manifest


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        return
    _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def _load(database: Path) -> None:
    if connection.vendor == "sqlite":
        _copy_into_sqlite(database)
        return
    _postgres(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        str(database),
    )
    connection.close()


def _copy_into_sqlite(database: Path) -> None:
    """SQLite's own backup call: a server that has the file open sees one change and never half of it."""
    connection.ensure_connection()
    with sqlite3.connect(database) as kept:
        kept.backup(connection.connection)
    kept.close()
    connection.close()


def _postgres(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(
            "{program} is not on this machine. Install PostgreSQL's client programs first.", program=program
        )
    its = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": its["HOST"] or "",
        "PGPORT": str(its["PORT"] or ""),
        "PGUSER": its["USER"] or "",
        "PGPASSWORD": its["PASSWORD"] or "",
        "PGDATABASE": its["NAME"],
    }
    if program == "pg_restore":
        arguments = ("--dbname", its["NAME"], *arguments)
    connection.close()
    done = subprocess.run(  # noqa: S603  our own arguments, no shell
        [found, *arguments],
        env={k: v for k, v in environment.items() if v},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefused("{program} failed: {why}", program=program, why=done.stderr.strip()[-500:])


def _put_files(folder: Path) -> None:
    """Files are named by their content, so the ones already here are the same ones."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file():
            place = Path(settings.MEDIA_ROOT) / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place.with_suffix(".restored"))
            place.with_suffix(".restored").replace(place)


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
