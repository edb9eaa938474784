"""What an indicator says: which claims count, on what condition, what is one, and over which time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

import yaml

from xiandao.kernel.refusals import Refusal
from xiandao.zone.evidence.rules.vocabulary import Vocabulary, vocabulary

FORMAT: Final = "xiandao-indicator/1"
FIELDS: Final = (
    "format",
    "key",
    "name",
    "unit",
    "how",
    "kinds",
    "where",
    "one",
    "window",
    "confidence",
    "judge",
    "pipeline",
    "ended_by",
)
REQUIRED: Final = ("format", "key", "name", "unit", "how", "kinds", "one", "confidence")
FAMILY: Final = "family"
LONGEST_SOURCE: Final = 20_000


class IndicatorRefused(Refusal):
    """An indicator cannot be read as it is written."""


class How(StrEnum):
    """What is done with the things that count."""

    COUNT = "count"
    SUM = "sum"  # of the latest quantity of each thing


class Trust(StrEnum):
    """Which claims the judged value counts."""

    VERIFIED = "verified"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True)
class Condition:
    """A detail must be one of these."""

    detail: str
    among: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The time that counts: all of it, since a day, the last so many days, or the calendar year."""

    since: date | None = None
    last_days: int | None = None
    calendar_year: bool = False

    def holds(self, day: date, as_of: date) -> bool:
        """Whether what happened on a day counts on another."""
        if self.since is not None:
            return day >= self.since
        if self.last_days is not None:
            return day > as_of - timedelta(days=self.last_days)
        return not self.calendar_year or day.year == as_of.year

    def ends(self, day: date) -> date | None:
        """The day on which what happened stops counting; None where it never does."""
        if self.last_days is not None:
            return day + timedelta(days=self.last_days)
        return date(day.year + 1, 1, 1) if self.calendar_year else None

    def opens(self, as_of: date) -> date | None:
        """The first day that counts on a day; None where every day before does."""
        if self.last_days is not None:
            return as_of - timedelta(days=self.last_days - 1)
        return date(as_of.year, 1, 1) if self.calendar_year else self.since


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator, read and checked."""

    key: str
    zh: str
    en: str
    unit_zh: str
    unit_en: str
    how: How
    kinds: tuple[str, ...]
    where: tuple[Condition, ...]
    one: tuple[str, ...]
    window: Window
    confidence: Trust
    judge: Mapping[str, Any] = field(hash=False)
    pipeline: tuple[str, str] | None
    ended_by: tuple[str, ...]

    @property
    def by_family(self) -> bool:
        """Whether things are told apart by family before they are by subject."""
        return FAMILY in self.one


def written(source: str) -> dict[str, Any]:
    """The mapping that an indicator's YAML writes."""
    if len(source) > LONGEST_SOURCE:
        raise IndicatorRefused("An indicator has at most {most} characters.", most=LONGEST_SOURCE)
    try:
        content = yaml.safe_load(source)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise IndicatorRefused(
            "Line {line} is no YAML: {fault}.",
            line=mark.line + 1 if mark else 1,
            fault=getattr(fault, "problem", None) or "it cannot be read",
        ) from None
    if not isinstance(content, dict):
        raise IndicatorRefused("An indicator is written as `field: value` lines; this is something else.")
    return plain(content)


def plain(content: dict[Any, Any]) -> dict[str, Any]:
    """The same as JSON can hold it: days as text."""
    return {str(name): _plain(value) for name, value in content.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return plain(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def definition_of(content: Mapping[str, Any]) -> Definition:
    """The indicator that a mapping describes; a refusal names the field and what was expected."""
    words = vocabulary()
    for name in content:
        if name not in FIELDS:
            raise IndicatorRefused(
                "“{field}” is no field of an indicator. Fields: {fields}.",
                field=name,
                fields=", ".join(FIELDS),
            )
    for name in REQUIRED:
        if name not in content:
            raise IndicatorRefused("The field “{field}” is missing.", field=name)
    if content["format"] != FORMAT:
        raise _wrong("format", content["format"], FORMAT)
    kinds = _kinds("kinds", content["kinds"], words)
    how, trust = _choice("how", content["how"], How), _choice("confidence", content["confidence"], Trust)
    if how is How.SUM and not all(words.kinds[kind].has_quantity for kind in kinds):
        raise IndicatorRefused(
            "“how: sum” needs kinds with a figure; one of {kinds} has none.", kinds=", ".join(kinds)
        )
    return Definition(
        key=_text("key", content["key"]),
        zh=_text("name.zh", _part("name", content["name"], "zh")),
        en=_text("name.en", _part("name", content["name"], "en")),
        unit_zh=_text("unit.zh", _part("unit", content["unit"], "zh")),
        unit_en=_text("unit.en", _part("unit", content["unit"], "en")),
        how=how,
        kinds=kinds,
        where=tuple(_conditions(content.get("where", []), kinds, words)),
        one=_one(content["one"], kinds, words),
        window=_window(content.get("window", "all")),
        confidence=trust,
        judge=_judge(content.get("judge", {})),
        pipeline=_pipeline(content.get("pipeline"), words),
        ended_by=_kinds("ended_by", content.get("ended_by", []), words, empty=True),
    )


def _wrong(field: str, value: object, wanted: str) -> IndicatorRefused:
    return IndicatorRefused(
        "“{field}” is “{value}”. Expected: {wanted}.", field=field, value=str(value)[:80], wanted=wanted
    )


def _text(field: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 80:
        raise _wrong(field, value, "1 to 80 characters")
    return value


def _part(field: str, value: object, part: str) -> object:
    if not isinstance(value, Mapping) or part not in value:
        raise _wrong(field, value, "{zh: …, en: …}")
    return value[part]


Chosen = TypeVar("Chosen", bound=StrEnum)


def _choice(field: str, value: object, choices: type[Chosen]) -> Chosen:
    if value not in {choice.value for choice in choices}:
        raise _wrong(field, value, ", ".join(choices))
    return choices(str(value))


def _kinds(field: str, value: object, words: Vocabulary, *, empty: bool = False) -> tuple[str, ...]:
    if not isinstance(value, list) or not (value or empty):
        raise _wrong(field, value, "a list of kinds of claim")
    for kind in value:
        if kind not in words.kinds:
            raise _wrong(field, kind, ", ".join(words.kinds))
    return tuple(value)


def _conditions(value: object, kinds: tuple[str, ...], words: Vocabulary) -> Iterator[Condition]:
    if not isinstance(value, list):
        raise _wrong("where", value, "a list of {detail: …, in: […]}")
    for said in value:
        if not isinstance(said, Mapping) or set(said) != {"detail", "in"} or not isinstance(said["in"], list):
            raise _wrong("where", said, "{detail: …, in: […]}")
        for kind in kinds:
            known = {detail.key: detail for detail in words.kinds[kind].details}
            if said["detail"] not in known:
                raise _wrong("where", said["detail"], f"{kind}: {', '.join(known) or '—'}")
            choices = known[said["detail"]].choices
            strange = [value for value in said["in"] if choices and value not in choices]
            if strange:
                raise _wrong("where", strange[0], ", ".join(choices))
        yield Condition(said["detail"], tuple(said["in"]))


def _one(value: object, kinds: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    if not isinstance(value, list) or not {"subject", FAMILY} & set(value):
        raise _wrong("one", value, "a list with subject or family, and details beside it")
    for name in value:
        for kind in kinds:
            known = ["subject", "kind", *(detail.key for detail in words.kinds[kind].details)]
            if name not in known:
                raise _wrong("one", name, f"{kind}: {', '.join(known)}")
    return tuple(value)


def _window(value: object) -> Window:
    if value == "all":
        return Window()
    if value == "calendar_year":
        return Window(calendar_year=True)
    if isinstance(value, Mapping) and len(value) == 1:
        days = value.get("last_days")
        if isinstance(days, int) and not isinstance(days, bool) and 0 < days <= 36_600:
            return Window(last_days=days)
        try:
            return Window(since=date.fromisoformat(str(value.get("since"))))
        except ValueError:
            pass
    raise _wrong("window", value, "all, calendar_year, {since: 2023-01-01} or {last_days: 365}")


def _judge(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) - {"range", "about"}:
        raise _wrong("judge", value, "{range: low, about: 0.9}")
    if value.get("range", "low") not in ("low", "high"):
        raise _wrong("judge.range", value["range"], "low, high")
    about = value.get("about", 0.9)
    if isinstance(about, bool) or not isinstance(about, int | float) or not 0 < about <= 1:
        raise _wrong("judge.about", about, "a share above 0 and at most 1")
    return {"range": value.get("range", "low"), "about": about}


def _pipeline(value: object, words: Vocabulary) -> tuple[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping) or set(value) != {"name", "counts_at"}:
        raise _wrong("pipeline", value, "{name: …, counts_at: …}")
    way = words.pipelines.get(str(value["name"]))
    if way is None:
        raise _wrong("pipeline.name", value["name"], ", ".join(words.pipelines))
    if way.place_of(str(value["counts_at"])) < 0:
        raise _wrong("pipeline.counts_at", value["counts_at"], ", ".join(stage.key for stage in way.stages))
    return str(value["name"]), str(value["counts_at"])
