"""What each column of a table is: proposed by name and unit, confirmed, kept in a small file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.scaleup.runs.quantities import QUANTITIES, factor_and_offset
from xiandao.scaleup.runs.record import RunRefused
from xiandao.scaleup.runs.tables import Column, Table

FORMAT: Final = "xiandao-columns"
VERSION: Final = 1
TIME: Final = "time"
EVENT: Final = "event"
IGNORED: Final = ""
_TIME_WORDS: Final = frozenset(
    {
        "time", "timestamp", "duration", "runtime", "run time", "age", "process time", "elapsed time",
        "batch age", "inoculation time", "eft", "datetime", "date time", "date", "时间", "发酵时间", "t",
    }
)  # fmt: skip
_EVENT_WORDS: Final = frozenset({"event", "action", "what", "事件", "operation"})
_OTHER: Final = {
    "amount": ("amount", "added", "litres", "volume", "体积"),
    "note": ("note", "comment", "remark", "备注"),
}
_NOT_MEASURED: Final = frozenset(
    {"sp", "setpoint", "set", "out", "alarm", "mode", "output", "target", "cal", "设定"}
)
_NOISE: Final = frozenset(
    {"pv", "value", "unit", "reactor", "actual", "measured", "current", "ist", "r", "avg", "mean"}
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column, what it is taken for (`""`: left out) and why; `sure` from 0 to 1."""

    header: str
    quantity: str
    unit: str
    sure: float
    why: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """Confirmed columns: header to quantity (`time`, `event`, …; `""`: left out) and its unit."""

    columns: Mapping[str, tuple[str, str]]

    def to_text(self) -> str:
        """The small file."""
        told = [
            {"header": header, "quantity": one, "unit": unit} for header, (one, unit) in self.columns.items()
        ]
        return json.dumps(
            {"format": FORMAT, "version": VERSION, "columns": told}, ensure_ascii=False, indent=1
        )


def from_text(text: str) -> Mapped:
    """Confirmed columns from their file. Raises RunRefused: another format or version, unknown quantities."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT or told["version"] != VERSION:
            raise RunRefused("columns of format {format}, version {version} cannot be read here",
                             format=told["format"], version=told["version"])  # fmt: skip
        columns = {one["header"]: (one["quantity"], one["unit"]) for one in told["columns"]}
    except (ValueError, KeyError, TypeError) as fault:
        raise RunRefused("this is not a file of columns: {fault}", fault=str(fault)) from None
    known = {TIME, EVENT, IGNORED, *_OTHER, *QUANTITIES}
    for header, (quantity, _) in columns.items():
        if quantity not in known:
            raise RunRefused("{header}: {quantity} is not known; known are {known}", header=header,
                             quantity=quantity, known=", ".join(sorted(known)))  # fmt: skip
    return Mapped(columns)


def words_of(name: str) -> list[str]:
    """A header in plain lower-case words: `FAirPV` and `N1.PV` come to `fair pv` and `n pv`."""
    spaced = re.sub(r"([a-z0-9])([A-Z][a-z]|PV|SP)", r"\1 \2", name)
    spaced = re.sub(
        r"([A-Za-z]{1,3})(\d)(?=[.\s_]|$)", lambda m: m[0] if m[0].lower() in _CHEMICAL else m[1], spaced
    )
    return [word for word in re.split(r"[^\w%]+|_", spaced.lower()) if word]


_CHEMICAL: Final = frozenset({"o2", "co2", "xo2", "xco2", "po2", "nh4", "fo2", "do2"})


def propose(table: Table) -> tuple[Proposal, ...]:
    """What each column of a table seems to be; a quantity goes to the surest column only."""
    found = [_propose(one, is_events=_has_events(table)) for one in table.columns]
    best: dict[str, Proposal] = {}
    for one in found:
        if one.quantity and (one.quantity not in best or one.sure > best[one.quantity].sure):
            best[one.quantity] = one
    return tuple(
        one
        if not one.quantity or best[one.quantity] is one
        else Proposal(
            one.header, IGNORED, one.unit, 0.0, f"{best[one.quantity].header} is surer for {one.quantity}"
        )
        for one in found
    )


def confirm(
    table: Table, proposals: Sequence[Proposal], *, corrections: Mapping[str, str] | None = None
) -> Mapped:
    """The proposals as they stand, with a person's corrections (header to quantity, `""` to leave out).

    Raises RunRefused: a header that the table does not have, a quantity that the unit does not fit.
    """
    columns = {one.header: (one.quantity, one.unit) for one in proposals}
    for header, quantity in (corrections or {}).items():
        if header not in columns:
            raise RunRefused("{source} has no column {header}; it has {known}", source=table.source,
                             header=header, known=", ".join(columns))  # fmt: skip
        unit = columns[header][1]
        if quantity in QUANTITIES:
            check_unit(table.source, header, quantity, unit)
        columns[header] = (quantity, unit)
    return Mapped(columns)


def check_unit(source: str, header: str, quantity: str, unit: str) -> tuple[float, float]:
    """What turns the column's unit into the quantity's. Raises RunRefused: they do not fit."""
    goal = QUANTITIES[quantity].unit
    told = factor_and_offset(unit, goal)
    if told is None:
        raise RunRefused(
            "{source}, column {header}: {unit} does not fit {quantity}, which is kept in {goal}",
            source=source,
            header=header,
            unit=unit,
            quantity=quantity,
            goal=goal,
        )
    return told


def _has_events(table: Table) -> bool:
    return any(set(words_of(one.name)) & _EVENT_WORDS for one in table.columns)


def _propose(column: Column, *, is_events: bool) -> Proposal:
    words = words_of(column.name)
    bare = [word for word in words if word not in _NOISE and not word.isdigit()]
    plain = " ".join(bare)

    def told(quantity: str, sure: float, why: str) -> Proposal:
        return Proposal(column.header, quantity, column.unit, sure, why)

    is_off_gas = {"off", "gas"} & set(words) or any(word.endswith("o2") for word in words)
    if set(words) & _NOT_MEASURED and not is_off_gas:
        return told(IGNORED, 0.0, "a set point or output, not a measurement")
    is_hours = column.unit in ("h", "min", "s", "day")
    if plain in _TIME_WORDS - {"t"} or (
        is_hours and set(bare) & {"time", "t", "age", "duration", "时间", "发酵时间"}
    ):
        return told(TIME, 1.0 if is_hours or "stamp" in plain else 0.8, "named as time")
    if is_events:
        if set(bare) & _EVENT_WORDS:
            return told(EVENT, 1.0, "named as events")
        for one, names in _OTHER.items():
            if plain in names or set(bare) & set(names):
                return told(one, 0.9, f"named as {one}")
    scored = max(((_score(bare, plain, column.unit, one), one) for one in QUANTITIES), default=(0.0, ""))
    if scored[0] < 0.5:
        return told(IGNORED, 0.0, "no quantity has this name and unit")
    return told(scored[1], scored[0], f"name and unit fit {scored[1]}")


def _score(bare: Sequence[str], plain: str, unit: str, name: str) -> float:
    quantity = QUANTITIES[name]
    named = 0.0
    for words in quantity.words:
        if plain == words or plain.replace(" ", "") == words.replace(" ", ""):
            named = 1.0
            break
        parts = words.split()
        if len(words) > 1 and all(part in bare for part in parts):
            named = max(named, 0.5 + 0.15 * len(parts) - 0.03 * (len(bare) - len(parts)))
    if not named:
        return 0.0
    fits = factor_and_offset(unit, quantity.unit) is not None
    if unit == "":
        return named * (0.9 if len(plain) > 1 else 0.4)
    return named if fits else 0.0
