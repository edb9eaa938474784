"""What a careful clerk extracts from a small plan, held against what the reader extracts.

A case is a document in corpus/ and a YAML file of the same name. A figure, unit or comparator may be a list
of readings that are all fair; a key that is absent is not checked, save that quantities must be complete.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from xiandao.planreader.model import Focus, Measure, Milestone, Plan, Remainder, Site, Target

CORPUS = Path(__file__).parent / "corpus"
Expected = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One small plan with the clerk's reading of it."""

    name: str
    file_name: str
    content: bytes
    expected: Expected


def cases() -> tuple[Case, ...]:
    """Every case of the corpus, by name."""
    return tuple(_case(path) for path in sorted(CORPUS.glob("*.yaml")))


def _case(path: Path) -> Case:
    expected = yaml.safe_load(path.read_text("utf-8"))
    (document,) = (other for other in CORPUS.glob(f"{path.stem}.*") if other != path)
    text = document.read_text("utf-8").replace("\n", expected.get("line_break", "\n"))
    return Case(path.stem, document.name, text.encode(expected.get("encoding", "utf-8")), expected)


def differences(expected: Expected, plan: Plan) -> list[str]:
    """Every point in which the reader and the clerk disagree, as sentences."""
    return [
        *_frontmatter_differences(expected, plan),
        *_plan_target_differences(expected, plan),
        *_measure_list_differences(expected, plan),
        *_layout_differences(expected, plan),
        *_warning_differences(expected, plan),
        *broken_laws(plan),
    ]


def broken_laws(plan: Plan) -> Iterator[str]:
    """What must hold of every reading of every document."""
    items: list[Focus | Site | Measure | Remainder | Target | Milestone]
    items = [*plan.focus, *plan.sites, *plan.measures, *plan.remainder, *all_targets(plan)]
    items += [milestone for measure in plan.measures for milestone in measure.milestones]
    for item in items:
        if plan.text[item.span.start : item.span.end] != item.text:
            yield f"span {tuple(item.span)} does not hold the item's words {item.text!r}"
    for measure in plan.measures:
        if not set(measure.lead) | set(measure.support) <= set(measure.units):
            yield f"{measure.title!r}: lead or support is not among the units"
        if set(measure.lead) & set(measure.support):
            yield f"{measure.title!r}: a unit both leads and supports"
    for target in all_targets(plan):
        if not _bounds_hold(target):
            yield f"{target.text!r}: {target.comparator} with low {target.low} and high {target.high}"
        if target.spans and target.spans[0] != target.span:
            yield f"{target.text!r}: the first of its spans is not its span"


def all_targets(plan: Plan) -> list[Target]:
    """The plan's targets and those inside measures, each place once."""
    found = {target.span: target for target in (t for measure in plan.measures for t in measure.targets)}
    return [*plan.targets, *(t for span, t in found.items() if span not in {x.span for x in plan.targets})]


def _bounds_hold(target: Target) -> bool:
    low, high = target.low is not None, target.high is not None
    wanted = {
        "at_least": low and not high,
        "more_than": low and not high,
        "at_most": high and not low,
        "less_than": high and not low,
        "between": low and high and (target.low or 0) <= (target.high or 0),
        "about": low and target.low == target.high,
        "exactly": low and target.low == target.high,
        "grows_by": low,
        "qualitative": not low and not high,
    }
    return wanted[target.comparator.value]


# --- the document as a whole -----------------------------------------------------------------------------


def _frontmatter_differences(expected: Expected, plan: Plan) -> Iterator[str]:
    if "title" in expected and expected["title"] not in (plan.title or ""):
        yield f"title: {plan.title!r}, not {expected['title']!r}"
    for field in ("area", "doc_no", "issuer", "issued", "status"):
        if field in expected and getattr(plan, field) != expected[field]:
            yield f"{field}: {getattr(plan, field)!r}, not {expected[field]!r}"
    for end, years in expected.get("period", {}).items():
        if getattr(plan.period, end) not in _readings(years):
            yield f"period {end}: {getattr(plan.period, end)}, not {years}"
    for basis in expected.get("basis", ()):
        if not any(basis["title"] in b.title and b.doc_no == basis["doc_no"] for b in plan.basis):
            yield f"basis: {basis} is not among {[(b.title, b.doc_no) for b in plan.basis]}"


def _layout_differences(expected: Expected, plan: Plan) -> Iterator[str]:
    if "sites" in expected:
        wanted = [site["name"] for site in expected["sites"]]
        if [site.name for site in plan.sites] != wanted:
            yield f"sites: {[site.name for site in plan.sites]}, not {wanted}"
        for site, wanted_site in zip(plan.sites, expected["sites"], strict=False):
            if site.code != wanted_site.get("code", site.code):
                yield f"site {site.name}: code {site.code!r}, not {wanted_site['code']!r}"
    if "focus" in expected:
        found = [(focus.role.value, list(focus.topics)) for focus in plan.focus]
        wanted_focus = [(focus["role"], focus["topics"]) for focus in expected["focus"]]
        if found != wanted_focus:
            yield f"focus: {found}, not {wanted_focus}"


def _warning_differences(expected: Expected, plan: Plan) -> Iterator[str]:
    codes = {doubt.code for doubt in plan.warnings}
    for code in expected.get("warnings", ()):
        if code not in codes:
            yield f"no warning {code} (there are {sorted(codes)})"
    for code in expected.get("no_warnings", ()):
        if code in codes:
            yield f"a needless warning {code}"
    if expected.get("warnings_any") and not codes & set(expected["warnings_any"]):
        yield f"none of the warnings {expected['warnings_any']} (there are {sorted(codes)})"


# --- quantities ------------------------------------------------------------------------------------------


def target_fits(expected: Expected, target: Target) -> bool:
    """Whether a target says what the clerk wrote down."""
    figures = all(
        _same_figure(getattr(target, end), expected[end]) for end in ("low", "high") if end in expected
    )
    words = all(expected[field] in getattr(target, field) for field in ("name", "text") if field in expected)
    plain = ("unit", "comparator", "strength", "counted", "due")
    return (
        figures
        and words
        and all(getattr(target, f) in _readings(expected[f]) for f in plain if f in expected)
        and len(target.spans) >= expected.get("spans", 0)
    )


def paired(expected: Sequence[Expected], found: Sequence[Target]) -> tuple[list[Expected], list[Target]]:
    """What the clerk has and the reader lacks, and what the reader has and the clerk does not know."""
    left = list(found)
    missing = []
    for wanted in expected:
        match = next((target for target in left if target_fits(wanted, target)), None)
        if match is None:
            missing.append(wanted)
        else:
            left.remove(match)
    return missing, [target for target in left if target.counted]


def _target_differences(where: str, expected: Expected, found: Sequence[Target]) -> Iterator[str]:
    missing, unknown = paired(expected.get("targets", ()), found)
    for wanted in missing:
        yield f"{where}: no target {_short(wanted)} among {[_told(t) for t in found]}"
    allowed = expected.get("allowed_targets", ())
    for target in unknown:
        if not expected.get("any_targets") and not any(target_fits(known, target) for known in allowed):
            yield f"{where}: an unknown target {_told(target)}"


def _plan_target_differences(expected: Expected, plan: Plan) -> Iterator[str]:
    if "includes_targets" in expected:
        for wanted in paired(expected["includes_targets"], plan.targets)[0]:
            yield f"plan: no target {_short(wanted)} among {[_told(t) for t in plan.targets]}"
    elif "quantities_anywhere" in expected:
        for wanted in paired(expected["quantities_anywhere"], all_targets(plan))[0]:
            yield f"document: no target {_short(wanted)} among {[_told(t) for t in all_targets(plan)]}"
    else:
        yield from _target_differences("plan", expected, plan.targets)


# --- measures --------------------------------------------------------------------------------------------


def measure_fits(expected: Expected, measure: Measure) -> bool:
    """Whether a measure is the one the clerk means: by its title, and by its number where one is stated."""
    if "title" in expected and expected["title"] not in measure.title:
        return False
    if "number" in expected:
        return bool(measure.path) and bare_number(measure.path[-1]) == expected["number"]
    return "path" not in expected or [bare_number(step) for step in measure.path] == expected["path"]


def _measure_list_differences(expected: Expected, plan: Plan) -> Iterator[str]:
    left = list(plan.measures)
    order = []
    for wanted in expected["measures"]:
        match = next((measure for measure in left if measure_fits(wanted, measure)), None)
        if match is None:
            yield f"no measure {wanted.get('path')} {wanted.get('title', '')}"
            continue
        left.remove(match)
        order.append(match.span.start)
        loose = {"any_targets": True} if "quantities_anywhere" in expected else {}
        yield from _measure_differences(wanted | loose, match, plan)
    for measure in left:
        if any(title in measure.title for title in expected.get("optional_measures", ())):
            continue
        yield f"an unknown measure {measure.path} {measure.title!r}: {measure.units}"
    if order != sorted(order):
        yield "the measures do not stand in the order of the text"
    for group in expected.get("same_unit", ()):
        if len({canonical(plan, name) for name in group}) > 1:
            yield f"not seen as one unit: {group}"


def _measure_differences(expected: Expected, measure: Measure, plan: Plan) -> Iterator[str]:
    title = measure.title
    for field in ("units", "lead", "support"):
        wanted = expected.get(field, () if field == "lead" else None)
        if wanted is None or expected.get(f"any_{field}"):
            continue
        if [canonical(plan, name) for name in getattr(measure, field)] != [
            canonical(plan, n) for n in wanted
        ]:
            yield f"{title!r}: {field} {getattr(measure, field)}, not {tuple(wanted)}"
    if "group" in expected and expected["group"] != measure.group:
        yield f"{title!r}: group {measure.group!r}, not {expected['group']!r}"
    for step in expected.get("milestones", ()):
        if not any(m.due == step["due"] and step.get("text", "") in m.text for m in measure.milestones):
            yield f"{title!r}: no milestone {step} among {[(m.due, m.text) for m in measure.milestones]}"
    yield from _target_differences(repr(title), expected, measure.targets)


def canonical(plan: Plan, name: str) -> str:
    """The name under which the reader lists a unit; the name itself where it knows none."""
    for unit in plan.units:
        if name == unit.name or name in unit.aliases:
            return unit.name
    return name


# --- small words -----------------------------------------------------------------------------------------


def bare_number(step: str) -> str:
    """A printed number without its brackets, dots and words: 第一章, （一） and 一、 are all 一."""
    return re.sub(r"[第章节条()、.:：．]|任务|行动", "", unicodedata.normalize("NFKC", step)).strip()


def _readings(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _same_figure(found: float | None, expected: object) -> bool:
    return any(
        found is not None and isinstance(figure, int | float) and abs(found - figure) < 1e-9
        for figure in _readings(expected)
    )


def _short(expected: Expected) -> str:
    return " ".join(f"{key}={_plain(value)}" for key, value in expected.items())


def _told(target: Target) -> str:
    told = (target.name, target.comparator, target.low, target.high, target.unit, target.due, target.strength)
    return " ".join(_plain(part) for part in told)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


# --- the figures of the whole corpus ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How many the clerk has, how many the reader has, and how many they have in common."""

    expected: int = 0
    found: int = 0
    common: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.common / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where there is nothing."""
        return self.common / self.expected if self.expected else 1.0

    def __add__(self, other: Tally) -> Tally:
        """The figures of two documents together."""
        return Tally(self.expected + other.expected, self.found + other.found, self.common + other.common)


def tallies(expected: Expected, plan: Plan) -> dict[str, Tally]:
    """Measures, units of measures and counted quantities of one document."""
    matched = []
    left = list(plan.measures)
    for wanted in expected["measures"]:
        match = next((measure for measure in left if measure_fits(wanted, measure)), None)
        if match is not None:
            left.remove(match)
            matched.append((wanted, match))
    optional = expected.get("optional_measures", ())
    known = [m for m in plan.measures if not any(title in m.title for title in optional)]
    units = sum(len(_shared(plan, wanted["units"], measure.units)) for wanted, measure in matched)
    return {
        "measures": Tally(len(expected["measures"]), len(known), len(matched)),
        "units": Tally(
            sum(len(wanted["units"]) for wanted in expected["measures"]),
            sum(len(measure.units) for measure in known),
            units,
        ),
        "quantities": _quantity_tally(expected, plan),
    }


def _shared(plan: Plan, expected: Iterable[str], found: Iterable[str]) -> set[str]:
    return {canonical(plan, name) for name in expected} & {canonical(plan, name) for name in found}


def _quantity_tally(expected: Expected, plan: Plan) -> Tally:
    kinds = ("targets", "includes_targets", "quantities_anywhere")
    wanted = [target for kind in kinds for target in expected.get(kind, ())]
    wanted += [target for measure in expected["measures"] for target in measure.get("targets", ())]
    wanted = [target for target in wanted if target.get("counted", True)]
    found = [target for target in all_targets(plan) if target.counted]
    missing, unknown = paired(wanted, found)
    allowed = [t for part in (expected, *expected["measures"]) for t in part.get("allowed_targets", ())]
    forgiving = "includes_targets" in expected or any(m.get("any_targets") for m in expected["measures"])
    wrong = 0 if forgiving else sum(not any(target_fits(a, t) for a in allowed) for t in unknown)
    common = len(wanted) - len(missing)
    return Tally(len(wanted), common + wrong, common)
