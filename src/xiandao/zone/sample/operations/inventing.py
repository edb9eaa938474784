"""What an invented zone is made of: seeded, with names that nobody has."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from xiandao.zone.registry.api import Kind, check_character

BEGAN: Final = date(2023, 1, 1)
SIZES: Final[Mapping[str, int]] = {"small": 1, "medium": 10, "large": 100}
# How many of each kind a small zone has.
MANY: Final[Mapping[Kind, int]] = {
    Kind.ORGANISATION: 64,
    Kind.PERSON: 110,
    Kind.PROJECT: 26,
    Kind.PLATFORM: 5,
    Kind.ACHIEVEMENT: 30,
    Kind.PATENT: 44,
    Kind.PAPER: 36,
    Kind.GRANT: 8,
    Kind.SCENARIO: 4,
    Kind.PRODUCT: 6,
}
LETTERS: Final = "澄沐岚屿芮珩翊煜玥昀霁澜芷苒珞璟栩槿筠翎"
INDUSTRIES: Final = ("合成生物科技", "生物医药", "新材料", "生物技术", "食品科技", "环保科技")
SITES: Final = ("南大智慧城", "宝山高新园", "罗店园", "月浦园")
TOPICS: Final = (
    "synthesis",
    "chassis",
    "enzymes",
    "editing",
    "screening",
    "automation",
    "medicine",
    "materials",
    "green",
)
FAMILY_NAMES: Final = ["欧阳", "司徒", "上官", "慕容", "令狐", "诸葛", "夏侯", "东方"]
WAYS: Final[Mapping[str, tuple[tuple[str, ...], float, tuple[float, ...]]]] = {
    # stages, mean days in each, share that passes each
    "firm": (("contact", "talks", "signed", "settled"), 85.0, (0.75, 0.7, 0.9)),
    "talent": (("contact", "offer", "contract", "arrived"), 60.0, (0.75, 0.7, 0.9)),
    "project": (("concept", "laboratory", "pilot", "settled"), 150.0, (0.75, 0.65, 0.6)),
    "platform": (("planned", "approved", "building", "opened"), 150.0, (0.9, 0.9, 0.95)),
    "achievement": (("disclosed", "assessed", "negotiating", "transferred"), 75.0, (0.85, 0.75, 0.7)),
    "patent": (("disclosed", "drafted", "filed"), 40.0, (0.9, 0.9)),
}


@dataclass(frozen=True, slots=True)
class Invented:
    """What is said of one invented record, day by day; the first saying begins it."""

    kind: Kind
    sayings: tuple[tuple[date, Mapping[str, Any]], ...]


def zone(size: str, *, seed: int, until: date) -> list[Invented]:
    """The records of an invented zone, as they stood on a day. The same arguments give the same zone."""
    rng = random.Random(f"{seed} {size}")  # noqa: S311  nothing secret is drawn
    found: list[Invented] = []
    names: set[str] = set()
    for kind, many in MANY.items():
        for _ in range(many * SIZES[size]):
            made = INVENT[kind](rng, _fresh(rng, kind, names), until)
            if made.sayings:
                found.append(made)
    return found


def _fresh(rng: random.Random, kind: Kind, taken: set[str]) -> str:
    """A trade name or a person's name that was not given yet."""
    while True:
        given = "".join(rng.sample(LETTERS, rng.choice((2, 3))))
        name = rng.choice(FAMILY_NAMES) + given[:2] if kind is Kind.PERSON else given
        if f"{kind} {name}" not in taken:
            taken.add(f"{kind} {name}")
            return name
        if len(taken) > 3_000:
            return name + str(len(taken))


def _way(rng: random.Random, name: str, until: date) -> tuple[list[tuple[date, str]], date | None]:
    """The stages reached by a day, and the day of leaving where it left."""
    stages, typical, passing = WAYS[name]
    day = BEGAN + timedelta(days=int(rng.random() ** 0.8 * 980))
    reached = [(day, stages[0])]
    for place, share in enumerate(passing):
        day += timedelta(days=max(3, int(rng.gammavariate(2.0, typical / 2))))
        if rng.random() > share:
            return [step for step in reached if step[0] <= until], day if day <= until else None
        reached.append((day, stages[place + 1]))
    return [step for step in reached if step[0] <= until], None


def _told(
    kind: Kind,
    first: Mapping[str, Any],
    way: tuple[list[tuple[date, str]], date | None],
    last: Mapping[str, Any],
) -> Invented:
    """A record that begins with its first stage; `last` is said with the stage that counts, on its day."""
    reached, left = way
    sayings: list[tuple[date, Mapping[str, Any]]] = []
    for place, (day, stage) in enumerate(reached):
        said: dict[str, Any] = {"stage": stage, "stage_on": day}
        if place == 0:
            said |= first
        if stage in ("settled", "arrived", "opened", "transferred", "filed"):
            said |= {name: day if value is DAY else value for name, value in last.items()}
        sayings.append((day, said))
    if left is not None and sayings:
        sayings.append((left, {"left_pipeline_on": left}))
    return Invented(kind, tuple(sayings))


DAY: Final = object()  # stands for the day on which the last stage is reached


def _organisation(rng: random.Random, trade: str, until: date) -> Invented:
    begun = "91310113" + "".join(rng.choice("0123456789") for _ in range(9))
    first = {
        "name": f"上海{trade}{rng.choice(INDUSTRIES)}有限公司",
        "uscc": begun + check_character(begun),
        "sort": "firm",
        "topics": rng.sample(TOPICS, 2),
        "site": rng.choice(SITES),
    }
    rank = "leading" if rng.random() < 0.12 else "affiliated"
    last = {"rank": rank, "how": rng.choice(("attracted", "cultivated", "incubated")), "settled_on": DAY}
    made = _told(Kind.ORGANISATION, first, _way(rng, "firm", until), last)
    settled = next((day for day, said in made.sayings if "settled_on" in said), None)
    if settled is None:
        return made
    size = Decimal(int(rng.lognormvariate(17.6, 1.0)))
    yearly = [
        (
            date(year + 1, 1, 31),
            {
                "output": size * (10 + 3 * (year - settled.year)) // 10,
                "output_year": year,
                "headcount": Decimal(rng.randint(8, 160)),
                "headcount_year": year,
            },
        )
        for year in range(settled.year, until.year)
        if date(year + 1, 1, 31) <= until
    ]
    return Invented(made.kind, (*made.sayings, *yearly))


def _person(rng: random.Random, name: str, until: date) -> Invented:
    level = rng.choices(("academician", "professor", "associate", "young"), (1, 12, 4, 6))[0]
    first = {"name": name, "topics": rng.sample(TOPICS, 1)}
    return _told(Kind.PERSON, first, _way(rng, "talent", until), {"level": level, "arrived_on": DAY})


def _project(rng: random.Random, trade: str, until: date) -> Invented:
    first = {
        "name": f"{trade}合成项目",
        "topics": rng.sample(TOPICS, 1),
        "site": rng.choice(SITES),
        "trl": "3",
    }
    rank = "leading" if rng.random() < 0.6 else "other"
    return _told(
        Kind.PROJECT, first, _way(rng, "project", until), {"rank": rank, "settled_on": DAY, "trl": "7"}
    )


def _platform(rng: random.Random, trade: str, until: date) -> Invented:
    kinds = ("functional", "pilot", "shared", "incubator", "glp")
    first = {"name": f"{trade}平台", "site": rng.choice(SITES)}
    last = {"type": rng.choice(kinds), "opened_on": DAY}
    return _told(Kind.PLATFORM, first, _way(rng, "platform", until), last)


def _achievement(rng: random.Random, trade: str, until: date) -> Invented:
    first = {"name": f"{trade}菌株构建技术", "topics": rng.sample(TOPICS, 1)}
    last = {"transferred_on": DAY, "mode": rng.choice(("licence", "assignment", "equity", "service"))}
    return _told(Kind.ACHIEVEMENT, first, _way(rng, "achievement", until), last)


def _patent(rng: random.Random, trade: str, until: date) -> Invented:
    first = {"title": f"一种{trade}底盘细胞及其应用", "topics": rng.sample(TOPICS, 1)}
    last = {"type": rng.choice(("invention", "invention", "utility")), "filed_on": DAY}
    return _told(Kind.PATENT, first, _way(rng, "patent", until), last)


def _at_once(kind: Kind, rng: random.Random, until: date, said: dict[str, Any], day_field: str) -> Invented:
    """A record that is there from the day on which it happened."""
    day = BEGAN + timedelta(days=rng.randint(20, 1080))
    return Invented(kind, ((day, {**said, day_field: day}),) if day <= until else ())


def _paper(rng: random.Random, trade: str, until: date) -> Invented:
    said = {
        "title": f"{trade}代谢通路的定向改造",
        "venue": "示例学报",
        "index": rng.choice(("sci", "ei", "core")),
    }
    return _at_once(Kind.PAPER, rng, until, said, "published_on")


def _grant(rng: random.Random, trade: str, until: date) -> Invented:
    said = {"name": f"{trade}关键技术研究", "level": rng.choice(("national", "national", "municipal"))}
    return _at_once(Kind.GRANT, rng, until, said, "awarded_on")


def _scenario(rng: random.Random, trade: str, until: date) -> Invented:
    return _at_once(
        Kind.SCENARIO, rng, until, {"name": f"{trade}应用示范", "site": rng.choice(SITES)}, "opened_on"
    )


def _product(rng: random.Random, trade: str, until: date) -> Invented:
    return _at_once(Kind.PRODUCT, rng, until, {"name": f"{trade}生物基材料"}, "launched_on")


INVENT: Final = {
    Kind.ORGANISATION: _organisation,
    Kind.PERSON: _person,
    Kind.PROJECT: _project,
    Kind.PLATFORM: _platform,
    Kind.ACHIEVEMENT: _achievement,
    Kind.PATENT: _patent,
    Kind.PAPER: _paper,
    Kind.GRANT: _grant,
    Kind.SCENARIO: _scenario,
    Kind.PRODUCT: _product,
}
