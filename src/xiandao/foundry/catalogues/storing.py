"""Catalogues in files: YAML or JSON with a format name and a version; old versions are read for ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import MISSING, asdict, fields
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from xiandao.foundry.catalogues.catalogue import Catalogue
from xiandao.foundry.catalogues.parts import CatalogueRefusal, Chassis, Measurement, Part, Provenance
from xiandao.foundry.sequences import Molecule

FORMAT: Final = "xiandao-catalogue"
VERSION: Final = 1
MOST_BYTES: Final = 20 * 1024 * 1024
STARTER: Final = Path(__file__).with_name("starter")
Entry = TypeVar("Entry", Part, Chassis)


def load(path: Path) -> Catalogue:
    """The catalogue in a file. Raises CatalogueRefusal, naming the file and the entry."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CatalogueRefusal(
                "{file} is larger than {most} MB; split it", file=path.name, most=MOST_BYTES >> 20
            )
        content = path.read_bytes()
    except OSError as fault:
        raise CatalogueRefusal(
            "{file} cannot be read: {reason}", file=path.name, reason=str(fault.strerror)
        ) from fault
    return loads(content, path.name)


def loads(content: bytes, name: str) -> Catalogue:
    """The catalogue in bytes. Raises CatalogueRefusal, naming the file and the entry."""
    try:
        told = yaml.load(content, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise CatalogueRefusal(
            "{file} is neither YAML nor JSON: {reason}", file=name, reason=" ".join(str(fault).split())
        ) from fault
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise CatalogueRefusal(
            "{file} is no catalogue: it does not say format: {format}", file=name, format=FORMAT
        )
    version = told.get("version")
    if type(version) is not int or version not in _READERS:
        raise CatalogueRefusal(
            "{file} is of version {version}; this program reads up to {known}",
            file=name,
            version=_shown(version),
            known=VERSION,
        )
    return _READERS[version](told, name)


def _version_1(told: Mapping[str, Any], file: str) -> Catalogue:
    try:
        return Catalogue(
            str(told.get("name") or file),
            _entries(Part, told.get("parts"), file),
            _entries(Chassis, told.get("chassis"), file),
        )
    except CatalogueRefusal as refusal:
        if "file" in refusal.values:
            raise
        raise CatalogueRefusal("{file}: {fault}", file=file, fault=refusal) from refusal


_READERS: Final[dict[int, Callable[[Mapping[str, Any], str], Catalogue]]] = {1: _version_1}


def _entries(kind: type[Entry], told: object, file: str) -> tuple[Entry, ...]:
    if not isinstance(told, list | None):
        raise CatalogueRefusal(
            "{file}: the {kind} entries are no list", file=file, kind=kind.__name__.lower()
        )
    return tuple(_entry(kind, one, number, file) for number, one in enumerate(told or (), 1))


def _entry(kind: type[Entry], told: object, number: int, file: str) -> Entry:
    try:
        if not isinstance(told, dict):
            raise CatalogueRefusal("it is no mapping of names to values")
        values: dict[str, Any] = {str(name): _value(str(name), value) for name, value in told.items()}
        known = {one.name: one for one in fields(kind)}
        if unknown := sorted(set(values) - set(known)):
            raise CatalogueRefusal("{names} means nothing here", names=", ".join(unknown))
        missing = [
            name for name, one in known.items() if one.default is MISSING and values.get(name) in (None, "")
        ]
        if missing:
            raise CatalogueRefusal("say its {names}", names=", ".join(missing))
        return kind(**values)
    except CatalogueRefusal as refusal:
        identity = told.get("identity", "?") if isinstance(told, dict) else "?"
        raise CatalogueRefusal(
            "{file}, {kind} {number} ({identity}): {fault}",
            file=file,
            kind=kind.__name__.lower(),
            number=number,
            identity=_shown(identity),
            fault=refusal,
        ) from refusal


def _value(name: str, value: object) -> object:
    """The value of a field in its own type. Raises CatalogueRefusal."""
    if name == "provenance":
        return Provenance(**_texts(value, ("source", "reference")))
    if name == "measured":
        return tuple(_measurement(one) for one in _listed(value, name))
    if name == "tags":
        return tuple(_text(one, name) for one in _listed(value, name))
    if name == "molecule":
        if not isinstance(value, str) or value not in list(Molecule):
            raise CatalogueRefusal("{value!r} is no molecule: DNA, RNA or protein", value=_shown(value))
        return Molecule(value)
    if name == "sequence":
        return "".join(_text(value, name).split())
    expected = {"circular": bool, "taxon": int, "genetic_code": int}.get(name, str)
    if expected is str:
        return _text(value, name)
    if type(value) is not expected:
        raise CatalogueRefusal(
            "{name} is {value!r}, which is no {kind}", name=name, value=_shown(value), kind=expected.__name__
        )
    return value


def _measurement(value: object) -> Measurement:
    texts = _texts(value, ("quantity", "unit", "condition", "source"), also=("value",))
    return Measurement(value=_figure(value["value"] if isinstance(value, dict) else None), **texts)


def _figure(value: object) -> float:
    """A finite number; YAML reads 1e-5, without a point, as a text."""
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        with suppress(ValueError, OverflowError):
            if isfinite(figure := float(value)):
                return figure
    raise CatalogueRefusal("the measured value {value!r} is no number", value=_shown(value))


def _texts(value: object, names: tuple[str, ...], also: tuple[str, ...] = ()) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) != {*names, *also}:
        raise CatalogueRefusal(
            "{names} belong together, no more and no less", names=", ".join((*names, *also))
        )
    return {name: _text(value[name], name) for name in names}


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise CatalogueRefusal(
            "{name} is {value!r}; put a text in quotation marks", name=name, value=_shown(value)
        )
    return value.strip()


def _shown(value: object) -> str:
    """A value for a sentence; what is no single value (a file may nest it without end) by its kind."""
    return str(value)[:100] if isinstance(value, str | int | float | None) else type(value).__name__


def _listed(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        raise CatalogueRefusal("{name} is no list", name=name)
    return value


def dumps(catalogue: Catalogue, *, as_json: bool = False) -> bytes:
    """The catalogue as YAML or JSON of this version; what `loads` gives back is equal."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "name": catalogue.name,
        "parts": [_plain(part) for part in catalogue.parts],
        "chassis": [_plain(one) for one in catalogue.chassis],
    }
    if as_json:
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    text: str = yaml.dump(told, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def _plain(entry: Part | Chassis) -> dict[str, object]:
    """Lists for tuples, plain texts, and nothing that says nothing."""
    plain = json.loads(json.dumps(asdict(entry)))
    return {name: value for name, value in plain.items() if value not in ("", [], False)}


def save(catalogue: Catalogue, path: Path) -> None:
    """The catalogue in a file, YAML unless its name ends in .json."""
    path.write_bytes(dumps(catalogue, as_json=path.suffix == ".json"))


@cache
def starter() -> Catalogue:
    """The library that comes with the program: public facts, each with its source."""
    catalogue = Catalogue("starter")
    for path in sorted(STARTER.glob("*.yaml")):
        catalogue = catalogue + load(path)
    return catalogue
