"""A campaign's recipe: a network of steps with their parameters, written by people, checked strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.scheduling import CampaignRefused, CampaignTemplate, Lag, Step, Use
from xiandao.zone.pilot.rules.states import HYGIENE_RANK, Hygiene

MOST_STEPS: Final = 60
STEP_WORDS: Final = frozenset(
    {
        "name",
        "capability",
        "hours",
        "cleaning_hours",
        "volume_m3",
        "uses",
        "cleaning_uses",
        "instruction",
        "parameters",
        "materials",
    }
)
LAG_WORDS: Final = frozenset({"before", "after", "min_hours", "max_hours"})
PARAMETER_WORDS: Final = frozenset({"name", "unit", "low", "high"})
STARTER: Final = """\
steps:
  - name: seed
    capability: seed
    hours: 24
    cleaning_hours: 4
    uses: {operator: 1}
    cleaning_uses: {CIP skid: 1}
    instruction: Inoculate, grow to the transfer density.
    parameters:
      - {name: OD600 at transfer, unit: "1", low: 8, high: 15}
    materials: [seed medium, working cell bank vial]
  - name: fermentation
    capability: ferment
    hours: 48
    cleaning_hours: 6
    volume_m3: 0.5
    uses: {operator: 1}
    cleaning_uses: {CIP skid: 1}
    instruction: Feed by the profile of the process description.
    parameters:
      - {name: temperature, unit: °C, low: 36, high: 38}
      - {name: pH, unit: "1", low: 6.8, high: 7.2}
    materials: [production medium, feed]
  - name: harvest
    capability: harvest
    hours: 8
    cleaning_hours: 2
    uses: {operator: 2}
lags:
  - {before: seed, after: fermentation, max_hours: 2}
  - {before: fermentation, after: harvest, max_hours: 8}
"""
STARTER_ZH: Final = """\
steps:
  - name: 种子培养
    capability: 种子培养
    hours: 24
    cleaning_hours: 4
    uses: {操作员: 1}
    cleaning_uses: {CIP: 1}
    instruction: 接种，培养至移种密度。
    parameters:
      - {name: 移种时OD600, unit: "1", low: 8, high: 15}
    materials: [种子培养基, 工作种子库冻存管]
  - name: 发酵
    capability: 发酵
    hours: 48
    cleaning_hours: 6
    volume_m3: 0.5
    uses: {操作员: 1}
    cleaning_uses: {CIP: 1}
    instruction: 按工艺描述的曲线补料。
    parameters:
      - {name: 温度, unit: °C, low: 36, high: 38}
      - {name: pH, unit: "1", low: 6.8, high: 7.2}
    materials: [发酵培养基, 补料液]
  - name: 收获
    capability: 收获
    hours: 8
    cleaning_hours: 2
    uses: {操作员: 2}
lags:
  - {before: 种子培养, after: 发酵, max_hours: 2}
  - {before: 发酵, after: 收获, max_hours: 8}
"""


class RecipeRefused(Refusal):
    """A recipe that cannot be followed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is set or measured in a step, and the range in which it is good."""

    name: str
    unit: str
    low: float | None
    high: float | None

    def holds(self, value: float) -> bool:
        """Whether the value lies in the range."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class RecipeStep:
    """One step as people follow it."""

    name: str
    capability: str
    hours: int
    cleaning_hours: int = 0
    volume_m3: float = 0.0
    uses: Mapping[str, int] = field(default_factory=dict)
    cleaning_uses: Mapping[str, int] = field(default_factory=dict)
    instruction: str = ""
    parameters: tuple[Parameter, ...] = ()
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecipeLag:
    """From the end of one step to the start of another."""

    before: str
    after: str
    min_hours: int = 0
    max_hours: int | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """The network of steps."""

    steps: tuple[RecipeStep, ...]
    lags: tuple[RecipeLag, ...]

    def template(self, name: str, *, hygiene: str, biosafety: int) -> CampaignTemplate:
        """As the scheduler takes it, in the class that a campaign asks for."""
        steps = tuple(
            Step(
                step.name,
                step.capability,
                step.hours,
                step.cleaning_hours,
                step.volume_m3,
                HYGIENE_RANK[hygiene],
                tuple(Use(pool, amount) for pool, amount in step.uses.items()),
                tuple(Use(pool, amount) for pool, amount in step.cleaning_uses.items()),
                biosafety,
            )
            for step in self.steps
        )
        lags = tuple(Lag(lag.before, lag.after, lag.min_hours, lag.max_hours) for lag in self.lags)
        return CampaignTemplate(name, steps, lags)

    def ordered(self) -> tuple[RecipeStep, ...]:
        """The steps, each after those it waits for."""
        by_name = {step.name: step for step in self.steps}
        template = self.template("recipe", hygiene=Hygiene.NONE, biosafety=0)
        return tuple(by_name[step.name] for step in template.ordered())


def read_recipe(text: str) -> dict[str, Any]:
    """The body that is kept of a recipe's YAML text. Raises RecipeRefused naming the step."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise RecipeRefused("The recipe is not YAML: {fault}", fault=" ".join(str(fault).split())) from fault
    recipe_of(found)
    kept: dict[str, Any] = found
    return kept


def recipe_of(body: object) -> Recipe:
    """A kept body as a recipe. Raises RecipeRefused naming the step and the word at fault."""
    if not isinstance(body, dict) or not isinstance(body.get("steps"), list) or not body["steps"]:
        raise RecipeRefused("A recipe is a list of steps under the word steps.")
    _known(body, frozenset({"steps", "lags"}), "recipe")
    if len(body["steps"]) > MOST_STEPS:
        raise RecipeRefused(
            "A recipe has at most {most} steps, this one has {many}.",
            most=MOST_STEPS,
            many=len(body["steps"]),
        )
    steps = tuple(_step(row, number) for number, row in enumerate(body["steps"], 1))
    names = [step.name for step in steps]
    for name in names:
        if names.count(name) > 1:
            raise RecipeRefused("Two steps are called {step}; each has a name of its own.", step=name)
    lags = tuple(_lag(row, names) for row in body.get("lags") or [])
    recipe = Recipe(steps, lags)
    try:
        recipe.ordered()
    except CampaignRefused as refusal:
        raise RecipeRefused(
            "The steps wait for each other in a circle: {circle}. Take one of these waits out.",
            circle=str(refusal.values.get("circle", "")),
        ) from refusal
    return recipe


def written_recipe(body: Mapping[str, Any]) -> str:
    """The kept body as text that a person can change."""
    return str(yaml.safe_dump(dict(body), allow_unicode=True, sort_keys=False))


def _known(row: Mapping[str, Any], words: frozenset[str], place: str) -> None:
    for word in row:
        if word not in words:
            raise RecipeRefused(
                "{place}: {word} is not known here. Known: {known}.",
                place=place,
                word=word,
                known=", ".join(sorted(words)),
            )


def _step(row: object, number: int) -> RecipeStep:
    place = str(row.get("name") or number) if isinstance(row, dict) else str(number)
    if not isinstance(row, dict) or not row.get("name") or not row.get("capability"):
        raise RecipeRefused("Step {step} needs a name and a capability.", step=place)
    _known(row, STEP_WORDS, place)
    hours, cleaning = _whole(row, "hours", place, least=1), _whole(row, "cleaning_hours", place)
    return RecipeStep(
        str(row["name"])[:80],
        str(row["capability"])[:40],
        hours,
        cleaning,
        _number(row.get("volume_m3", 0), "volume_m3", place) or 0.0,
        _uses(row.get("uses"), place),
        _uses(row.get("cleaning_uses"), place),
        str(row.get("instruction", ""))[:2000],
        tuple(_parameter(one, place) for one in row.get("parameters") or []),
        tuple(str(one)[:80] for one in row.get("materials") or []),
    )


def _lag(row: object, names: Sequence[str]) -> RecipeLag:
    if not isinstance(row, dict):
        raise RecipeRefused("A lag names the steps before and after.")
    _known(row, LAG_WORDS, "lag")
    before, after = str(row.get("before", "")), str(row.get("after", ""))
    for name in (before, after):
        if name not in names:
            raise RecipeRefused("A lag names the step {step}, which is not there.", step=name or "—")
    least = _whole(row, "min_hours", f"{before} > {after}")
    most = None if row.get("max_hours") is None else _whole(row, "max_hours", f"{before} > {after}")
    if most is not None and most < least:
        raise RecipeRefused("{step}: max_hours is below min_hours.", step=f"{before} > {after}")
    return RecipeLag(before, after, least, most)


def _whole(row: Mapping[str, Any], word: str, place: str, *, least: int = 0) -> int:
    value = row.get(word, least if least == 0 else None)
    if type(value) is not int or not least <= value <= 10_000:
        raise RecipeRefused(
            "{step}: {word} is a whole number of hours from {least}, not {value}.",
            step=place,
            word=word,
            least=least,
            value=value,
        )
    return value


def _number(value: object, word: str, place: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise RecipeRefused("{step}: {word} is a number, not {value}.", step=place, word=word, value=value)
    return float(value)


def _uses(found: object, place: str) -> dict[str, int]:
    if found is None:
        return {}
    if not isinstance(found, dict) or not all(type(many) is int and many > 0 for many in found.values()):
        raise RecipeRefused("{step}: uses names a qualification or a utility and how many.", step=place)
    return {str(name): many for name, many in found.items()}


def _parameter(row: object, place: str) -> Parameter:
    if not isinstance(row, dict) or not row.get("name"):
        raise RecipeRefused("{step}: each parameter has a name, a unit, and low and high.", step=place)
    _known(row, PARAMETER_WORDS, place)
    low, high = _number(row.get("low"), "low", place), _number(row.get("high"), "high", place)
    if low is not None and high is not None and low > high:
        raise RecipeRefused("{step}: {word} has low above high.", step=place, word=str(row["name"]))
    return Parameter(str(row["name"])[:80], str(row.get("unit", "1"))[:20], low, high)
