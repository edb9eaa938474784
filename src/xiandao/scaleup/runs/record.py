"""A run as it is kept: channels, samples and events on one clock, with every change ever made to it.

The file is JSON with a version, so that a run read today can be read in ten years.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.runs.quantities import QUANTITIES

Values = npt.NDArray[np.float64]
FORMAT: Final = "xiandao-run"
VERSION: Final = 1


class RunRefused(Refusal):
    """A run, or a part of one, that cannot be read, kept or reckoned with."""


class Happening(StrEnum):
    """What is done to a run."""

    INOCULATION = "inoculation"
    FEED = "feed"
    INDUCTION = "induction"
    SAMPLE = "sample"
    HARVEST = "harvest"
    ADDITION = "addition"


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """One quantity over hours, in the quantity's own unit; `source`: file, sheet and column."""

    quantity: str
    hours: Values
    values: Values
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be plotted: unknown quantities, unequal lengths, time that runs backwards."""
        if self.quantity not in QUANTITIES:
            raise RunRefused(
                "{name} is not a quantity of a run; known are {known}",
                name=self.quantity,
                known=", ".join(QUANTITIES),
            )
        if len(self.hours) != len(self.values):
            raise RunRefused("{name} has {hours} hours and {values} values", name=self.quantity,
                             hours=len(self.hours), values=len(self.values))  # fmt: skip
        backwards = np.flatnonzero(np.diff(self.hours) <= 0)
        if len(backwards):
            raise RunRefused(
                "{source}: {name} at place {place} ({hour} h) is not later than the one before",
                source=self.source or "run",
                name=self.quantity,
                place=int(backwards[0]) + 2,
                hour=round(float(self.hours[backwards[0] + 1]), 4),
            )

    @property
    def unit(self) -> str:
        """The unit of the values."""
        return QUANTITIES[self.quantity].unit

    def known(self) -> Channel:
        """Without what was not measured."""
        chosen = ~np.isnan(self.values)
        return replace(self, hours=self.hours[chosen], values=self.values[chosen])

    def at(self, hours: Values) -> Values:
        """Interpolated in a straight line; NaN outside what was measured."""
        told = self.known()
        if not len(told.hours):
            return np.full(len(hours), np.nan)
        found: Values = np.interp(hours, told.hours, told.values, left=np.nan, right=np.nan)
        return found


@dataclass(frozen=True, slots=True)
class Event:
    """What was done at an hour; `litres` that came in or went out, `contents` in g/L, a note of a person."""

    hour: float
    kind: Happening
    litres: float = 0.0
    contents: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a volume below nothing."""
        if not self.litres >= 0:
            raise RunRefused(
                "{kind} at {hour} h: a volume of {litres} L cannot be; write what was taken as a sample",
                kind=self.kind.value,
                hour=self.hour,
                litres=self.litres,
            )


@dataclass(frozen=True, slots=True)
class Alteration:
    """One change to what was measured: where, from what, to what (None: taken out), why."""

    quantity: str
    hour: float
    before: float
    after: float | None
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A run: `online` channels, `offline` samples, `events`, the first volume, `alterations` since import."""

    name: str
    volume_l: float
    online: Mapping[str, Channel]
    offline: Mapping[str, Channel] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    began: str = ""  # ISO 8601, where the files told it

    def __post_init__(self) -> None:
        """Refuse a vessel that holds nothing."""
        if not self.volume_l > 0:
            raise RunRefused("{name}: a volume of {litres} L at first; give one above 0", name=self.name,
                             litres=self.volume_l)  # fmt: skip

    def channel(self, quantity: str) -> Channel:
        """A quantity, measured on-line or in samples. Raises RunRefused: it was not measured."""
        found = self.online.get(quantity) or self.offline.get(quantity)
        if found is None:
            raise RunRefused(
                "{name}: {quantity} was not measured; there are {known}",
                name=self.name,
                quantity=quantity,
                known=", ".join([*self.online, *self.offline]) or "no channels",
            )
        return found

    @property
    def until_h(self) -> float:
        """The last hour of anything."""
        ends = [
            float(one.hours[-1]) for one in (*self.online.values(), *self.offline.values()) if len(one.hours)
        ]
        return max([*ends, *(one.hour for one in self.events), 0.0])


def to_text(run: Run) -> str:
    """A run as its file; what is not a number is null."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "name": run.name,
            "began": run.began,
            "volume_l": run.volume_l,
            "online": [_channel(one) for one in run.online.values()],
            "offline": [_channel(one) for one in run.offline.values()],
            "events": [
                {
                    "hour": one.hour,
                    "kind": one.kind.value,
                    "litres": one.litres,
                    "contents_g_per_l": dict(one.contents),
                    "note": one.note,
                }
                for one in run.events
            ],
            "alterations": [
                {
                    "quantity": one.quantity,
                    "hour": one.hour,
                    "before": one.before,
                    "after": one.after,
                    "reason": one.reason,
                }
                for one in run.alterations
            ],
        },
        ensure_ascii=False,
        allow_nan=False,
        indent=1,
    )


def _channel(one: Channel) -> dict[str, object]:
    return {
        "quantity": one.quantity,
        "unit": one.unit,
        "source": one.source,
        "hours": one.hours.tolist(),
        "values": [None if np.isnan(value) else float(value) for value in one.values],
    }


def from_text(text: str, name: str = "run file") -> Run:
    """A run from its file. Raises RunRefused: another format, a later version, another unit, damage."""
    try:
        told = json.loads(text)
    except ValueError as fault:
        raise RunRefused("{name} is not a run file: {fault}", name=name, fault=str(fault)) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise RunRefused("{name} is not a run file; import it from its table first", name=name)
    if told.get("version") != VERSION:
        raise RunRefused(
            "{name} is of version {version}; this program reads {known}: use a newer one",
            name=name,
            version=told.get("version"),
            known=VERSION,
        )
    try:
        return Run(
            name=told["name"],
            volume_l=float(told["volume_l"]),
            online={one["quantity"]: _read(one, name) for one in told["online"]},
            offline={one["quantity"]: _read(one, name) for one in told["offline"]},
            events=tuple(
                Event(
                    one["hour"], Happening(one["kind"]), one["litres"], one["contents_g_per_l"], one["note"]
                )
                for one in told["events"]
            ),
            alterations=tuple(Alteration(**one) for one in told["alterations"]),
            began=told["began"],
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise RunRefused("{name} is damaged near {fault}", name=name, fault=str(fault)) from None


def _read(told: Mapping[str, Any], name: str) -> Channel:
    channel = Channel(
        told["quantity"],
        np.array(told["hours"], dtype=np.float64),
        np.array([np.nan if value is None else value for value in told["values"]], dtype=np.float64),
        told["source"],
    )
    if told["unit"] != channel.unit:
        raise RunRefused(
            "{name}: {quantity} is in {found}, not in {unit}",
            name=name,
            quantity=channel.quantity,
            found=told["unit"],
            unit=channel.unit,
        )
    return channel
