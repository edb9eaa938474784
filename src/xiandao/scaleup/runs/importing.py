"""From tables with confirmed columns to a run: units converted, clocks read, each fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import numpy as np

from xiandao.scaleup.runs.columns import EVENT, TIME, Mapped, check_unit
from xiandao.scaleup.runs.quantities import QUANTITIES, factor_and_offset
from xiandao.scaleup.runs.record import Channel, Event, Happening, Run, RunRefused
from xiandao.scaleup.runs.tables import Cell, Table, number

_STAMPS: Final = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f",
)  # fmt: skip
_CLOCK: Final = re.compile(r"(?:(\d+)[.\s])?(\d+):(\d{1,2})(?::(\d{1,2}(?:[.,]\d+)?))?")
_KINDS: Final = {
    Happening.INOCULATION: ("inoculation", "inoculate", "inoculated", "接种"),
    Happening.FEED: ("feed", "feeding", "feed start", "补料"),
    Happening.INDUCTION: ("induction", "induce", "induced", "iptg", "诱导"),
    Happening.SAMPLE: ("sample", "sampling", "取样"),
    Happening.HARVEST: ("harvest", "end", "放罐", "收获"),
    Happening.ADDITION: ("addition", "add", "added", "bolus", "antifoam", "manual addition", "添加"),
}
MOST_GAP_H: Final = 2.0
Clock = tuple[float, datetime | None]


def import_run(
    name: str,
    parts: Sequence[tuple[Table, Mapped]],
    *,
    volume_l: float,
    most_gap_h: float = MOST_GAP_H,
    gaps_known: bool = False,
) -> Run:
    """One run from its tables: on-line, samples and events may be in several.

    Time stamps count from the earliest of all tables. Raises RunRefused, naming row and column: a table
    without time, time that runs backwards, cells that are no numbers, units that do not fit, values that no
    instrument tells, gaps on-line longer than `most_gap_h` (unless `gaps_known`), volumes below 0.
    """
    online: dict[str, Channel] = {}
    offline: dict[str, Channel] = {}
    events: list[Event] = []
    clocks = [_clocks(table, mapped) for table, mapped in parts]
    stamps = [stamp for told in clocks for _, stamp in told if stamp is not None]
    began = min(stamps) if stamps else None
    for (table, mapped), told in zip(parts, clocks, strict=True):
        hours = [_hours_since(hour, stamp, began) for hour, stamp in told]
        if any(quantity == EVENT for quantity, _ in mapped.columns.values()):
            events += _events(table, mapped, hours)
            continue
        _check_time(table, hours)
        found = _channels(table, mapped, hours)
        for one in found:
            is_offline = QUANTITIES[one.quantity].offline or len(one.hours) < 0.2 * len(table.rows)
            home = offline if is_offline else online
            if one.quantity in online or one.quantity in offline:
                before = online.get(one.quantity) or offline[one.quantity]
                raise RunRefused("{quantity} is in {first} and again in {second}; leave one out",
                                 quantity=one.quantity, first=before.source, second=one.source)  # fmt: skip
            home[one.quantity] = one
    if not gaps_known:
        _check_gaps(online, most_gap_h)
    return Run(
        name=name,
        volume_l=volume_l,
        online=online,
        offline=offline,
        events=tuple(sorted(events, key=lambda one: one.hour)),
        began=began.isoformat() if began else "",
    )


def _clocks(table: Table, mapped: Mapped) -> list[Clock]:
    times = [one for one in table.columns if mapped.columns.get(one.header, ("", ""))[0] == TIME]
    if not times:
        raise RunRefused("{source}: no column is confirmed as time", source=table.source)
    column = times[0]
    unit = mapped.columns[column.header][1] or "h"
    turned = factor_and_offset(unit, "h")
    if turned is None:
        raise RunRefused("{source}, column {header}: {unit} is no unit of time", source=table.source,
                         header=column.header, unit=unit)  # fmt: skip
    return [
        _clock(row[column.place] if column.place < len(row) else None, turned[0], table.decimal,
               f"{table.source}, row {line}, column {column.header}")
        for line, row in table.rows
    ]  # fmt: skip


def _clock(cell: Cell, factor: float, decimal: str, where: str) -> Clock:
    if isinstance(cell, datetime):
        return 0.0, cell.replace(tzinfo=None)
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 3600, None
    if isinstance(cell, time):
        return cell.hour + cell.minute / 60 + cell.second / 3600, None
    if isinstance(cell, date):
        return 0.0, datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  a controller's own clock
    if isinstance(cell, str):
        text = cell.strip()
        for stamp in _STAMPS:
            try:
                return 0.0, datetime.strptime(text, stamp)  # noqa: DTZ007  a controller's own clock
            except ValueError:
                continue
        found = _CLOCK.fullmatch(text)
        if found:
            days, hours, minutes, seconds = (
                float((part or "0").replace(",", ".")) for part in found.groups()
            )
            return 24 * days + hours + minutes / 60 + seconds / 3600, None
    value = number(cell, decimal, where=where)
    if value is None:
        raise RunRefused("{where}: a row without a time; give one or take the row out", where=where)
    return value * factor, None


def _hours_since(hour: float, stamp: datetime | None, began: datetime | None) -> float:
    return hour if stamp is None or began is None else (stamp - began).total_seconds() / 3600


def _check_time(table: Table, hours: Sequence[float]) -> None:
    for place in range(1, len(hours)):
        if hours[place] <= hours[place - 1]:
            raise RunRefused(
                "{source}, row {line}: {hour} h is not after the {before} h before: time runs backwards",
                source=table.source,
                line=table.rows[place][0],
                hour=round(hours[place], 4),
                before=round(hours[place - 1], 4),
            )


def _channels(table: Table, mapped: Mapped, hours: Sequence[float]) -> list[Channel]:
    found = []
    for column in table.columns:
        quantity, unit = mapped.columns.get(column.header, ("", ""))
        if quantity not in QUANTITIES:
            continue
        factor, offset = check_unit(table.source, column.header, quantity, unit)
        values = np.full(len(table.rows), np.nan)
        for place, (line, row) in enumerate(table.rows):
            where = f"{table.source}, row {line}, column {column.header}"
            told = number(row[column.place] if column.place < len(row) else None, table.decimal, where=where)
            if told is not None:
                values[place] = _possible(quantity, told * factor + offset, where)
        known = ~np.isnan(values)
        if known.any():
            source = f"{table.source}, column {column.header}"
            found.append(Channel(quantity, np.array(hours)[known], values[known], source))
    return found


def _possible(quantity: str, value: float, where: str) -> float:
    """The value; a volume, weight or flow below nothing is refused, other oddities are for cleaning."""
    if value < 0 and QUANTITIES[quantity].unit in ("L", "kg", "L/h", "L/min"):
        raise RunRefused("{where}: {quantity} of {value} {unit} is below nothing; correct it",
                         where=where, quantity=quantity, value=value,
                         unit=QUANTITIES[quantity].unit)  # fmt: skip
    return value


def _check_gaps(online: Mapping[str, Channel], most_gap_h: float) -> None:
    for one in online.values():
        steps = np.diff(one.hours)
        if len(steps) and steps.max() > max(most_gap_h, 5 * float(np.median(steps))):
            place = int(np.argmax(steps))
            raise RunRefused(
                "{source}: nothing between {begin} and {end} h; import the rest, or say that gaps are known",
                source=one.source,
                begin=round(float(one.hours[place]), 3),
                end=round(float(one.hours[place + 1]), 3),
            )


def _events(table: Table, mapped: Mapped, hours: Sequence[float]) -> list[Event]:
    places = {mapped.columns[one.header][0]: one for one in table.columns if one.header in mapped.columns}
    amount, note = places.get("amount"), places.get("note")
    found = []
    for (line, row), hour in zip(table.rows, hours, strict=True):
        told = str(row[places[EVENT].place] or "").strip()
        kind = next((one for one, names in _KINDS.items() if told.lower() in names), None)
        if kind is None:
            raise RunRefused(
                "{source}, row {line}: {told} is not an event; known are {known}",
                source=table.source,
                line=line,
                told=repr(told),
                known=", ".join(one.value for one in Happening),
            )
        litres = _litres(table, mapped, line, row, amount.header, amount.place) if amount else 0.0
        text = str(row[note.place]) if note and note.place < len(row) and row[note.place] is not None else ""
        found.append(Event(hour, kind, litres, {}, text))
    return found


def _litres(table: Table, mapped: Mapped, line: int, row: Sequence[Cell], header: str, place: int) -> float:
    where = f"{table.source}, row {line}, column {header}"
    told = number(row[place] if place < len(row) else None, table.decimal, where=where)
    turned = factor_and_offset(mapped.columns[header][1], "L")
    if turned is None:
        raise RunRefused("{where}: {unit} is no volume", where=where, unit=mapped.columns[header][1])
    if told is not None and told < 0:
        raise RunRefused("{where}: a volume of {told} is below nothing; write what was taken as a sample",
                         where=where, told=told)  # fmt: skip
    return (told or 0.0) * turned[0]
