"""Indicators: the laws of the fold, and every faster way held against it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.evidence import api
from xiandao.zone.evidence.api import ClaimIn
from xiandao.zone.evidence.models import Claim, DayTotal, GroupStep, IndicatorVersion
from xiandao.zone.evidence.queries.values import facts
from xiandao.zone.evidence.rules.fold import Standing, fold, steps
from xiandao.zone.evidence.rules.indicator import definition_of, plain

NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)
START = date(2024, 1, 1)
FOLDER = resources.files("xiandao.zone.evidence") / "indicators"
BUNDLED = sorted(file.name[:-5] for file in FOLDER.iterdir() if file.name.endswith(".yaml"))
TALENTS: dict[str, Any] = {
    "format": "xiandao-indicator/1",
    "key": "talents",
    "name": {"zh": "人才", "en": "talents"},
    "unit": {"zh": "名", "en": "people"},
    "how": "count",
    "kinds": ["person-arrived"],
    "where": [{"detail": "level", "in": ["academician", "professor"]}],
    "one": ["subject"],
    "confidence": "verified",
    "ended_by": ["person-left"],
}
OUTPUT = {
    **TALENTS,
    "key": "scale",
    "how": "sum",
    "kinds": ["output-reported"],
    "where": [],
    "one": ["subject"],
    "ended_by": ["organisation-left"],
}
PATENTS = {
    **TALENTS,
    "key": "families",
    "kinds": ["patent-filed"],
    "where": [],
    "one": ["family"],
    "ended_by": [],
}
YEARLY = {**TALENTS, "key": "yearly", "window": "calendar_year", "ended_by": []}
RECENT = {**OUTPUT, "key": "recent", "one": ["subject", "year"], "window": {"last_days": 90}, "ended_by": []}
DEFINITIONS = {content["key"]: content for content in (TALENTS, OUTPUT, PATENTS, YEARLY, RECENT)}


def moments() -> st.SearchStrategy[datetime | None]:
    return st.none() | st.integers(0, 500).map(lambda n: NOW - timedelta(days=n))


@st.composite
def standing_claims(draw: st.DrawFn) -> list[Standing]:
    found = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        kind = draw(
            st.sampled_from(
                ["person-arrived", "person-left", "output-reported", "organisation-left", "patent-filed"]
            )
        )
        every: dict[str, dict[str, Any]] = {
            "person-arrived": {"level": draw(st.sampled_from(["professor", "young"]))},
            "output-reported": {"year": draw(st.sampled_from([2023, 2024]))},
            "patent-filed": draw(st.sampled_from([{}, {"family": "f1"}, {"family": "f2"}])),
        }
        details = every.get(kind, {})
        recorded = NOW - timedelta(days=draw(st.integers(0, 500)))
        sure = draw(moments())
        found.append(
            Standing(
                number,
                kind,
                f"x/{draw(st.integers(1, 4))}",
                Decimal(draw(st.integers(1, 9))),
                START + timedelta(days=draw(st.integers(0, 500))),
                recorded,
                details,
                superseded_at=draw(st.none() | moments()),
                withdrawn_at=None,
                rejected_at=draw(moments()) if sure is None else None,
                verified_at=sure,
            )
        )
    return found


days = st.integers(0, 600).map(lambda n: START + timedelta(days=n))
named = st.sampled_from(sorted(DEFINITIONS))


@given(standing_claims(), named, days, st.randoms())
def test_order_of_arrival_does_not_matter(claims: list[Standing], key: str, day: date, chance: Any) -> None:
    definition = definition_of(DEFINITIONS[key])
    shuffled = list(claims)
    chance.shuffle(shuffled)

    first, second = fold(definition, claims, as_of=day), fold(definition, shuffled, as_of=day)

    assert first == second


@given(standing_claims(), named, days)
def test_a_duplicate_never_changes_a_value(claims: list[Standing], key: str, day: date) -> None:
    definition = definition_of(DEFINITIONS[key])
    twice = [*claims, *(replace(claim, number=claim.number + 100) for claim in claims)]

    first, second = fold(definition, claims, as_of=day), fold(definition, twice, as_of=day)

    assert (first.verified, first.claimed) == (second.verified, second.claimed)


@given(standing_claims(), st.sampled_from(["talents", "families", "yearly"]), days)
def test_a_merge_never_raises_a_count(claims: list[Standing], key: str, day: date) -> None:
    definition = definition_of(DEFINITIONS[key])
    merged = [replace(c, canonical="x/1") if c.canonical == "x/2" else c for c in claims]

    first, second = fold(definition, claims, as_of=day), fold(definition, merged, as_of=day)

    assert second.claimed <= first.claimed
    assert second.verified <= first.verified


@given(standing_claims(), named, days)
def test_what_was_corrected_or_comes_later_never_counts(claims: list[Standing], key: str, day: date) -> None:
    definition = definition_of(DEFINITIONS[key])
    known = [c for c in claims if c.superseded_at is None and c.happened_on <= day]

    everything, these = fold(definition, claims, as_of=day), fold(definition, known, as_of=day)

    assert (everything.verified, everything.claimed) == (these.verified, these.claimed)
    assert {line.claim.number for line in everything.lines if line.counts} <= {c.number for c in known}


@given(standing_claims(), named, days, st.integers(0, 500))
def test_what_was_known_then_uses_nothing_recorded_later(
    claims: list[Standing], key: str, day: date, ago: int
) -> None:
    definition, then = definition_of(DEFINITIONS[key]), NOW - timedelta(days=ago)

    folded = fold(definition, claims, as_of=day, known_at=then)

    assert all(line.claim.recorded_at <= then for line in folded.lines if line.counts)
    assert folded.claimed == sum((line.amount for line in folded.lines if line.counts), Decimal(0)) or any(
        line.claim.verified_at for line in folded.lines
    )


@given(standing_claims(), named, days)
def test_every_claim_of_the_kind_is_shown_with_its_reason(
    claims: list[Standing], key: str, day: date
) -> None:
    definition = definition_of(DEFINITIONS[key])

    folded = fold(definition, claims, as_of=day)

    assert [line.claim.number for line in folded.lines if not line.counts and not line.template] == []
    assert {line.claim.number for line in folded.lines} == {
        c.number for c in claims if c.kind in definition.kinds
    }


@given(standing_claims(), named, days)
def test_the_steps_of_the_groups_add_up_to_the_fold(claims: list[Standing], key: str, day: date) -> None:
    definition = definition_of(DEFINITIONS[key])
    verified = claimed = Decimal(0)
    groups = {c.family if definition.by_family else c.canonical for c in claims}

    for group in groups:
        own = [c for c in claims if (c.family if definition.by_family else c.canonical) == group]
        for moved_on, (sure, told) in steps(definition, own).items():
            if moved_on <= day:
                verified, claimed = verified + sure, claimed + told

    folded = fold(definition, claims, as_of=day)
    assert (verified, claimed) == (folded.verified, folded.claimed)


@pytest.mark.parametrize("key", BUNDLED)
def test_a_bundled_indicator_keeps_to_the_schema_and_the_rules(key: str) -> None:
    schema = yaml.safe_load((FOLDER / "schema.json").read_text("utf-8"))
    content = plain(yaml.safe_load((FOLDER / f"{key}.yaml").read_text("utf-8")))

    Draft202012Validator(schema).validate(content)

    assert definition_of(content).key == key


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"how": "average"}, "how"),
        ({"kinds": []}, "kinds"),
        ({"one": ["level"]}, "one"),
        ({"window": {"last_days": 0}}, "window"),
        ({"window": "always"}, "window"),
        ({"confidence": "sure"}, "confidence"),
        ({"judge": {"about": 2}}, "judge.about"),
        ({"format": "xiandao-indicator/9"}, "format"),
        ({"colour": "red"}, "colour"),
        ({"where": [{"detail": "level"}]}, "where"),
    ],
)
def test_schema_and_rules_refuse_the_same(wrong: dict[str, Any], said: str) -> None:
    schema = yaml.safe_load((FOLDER / "schema.json").read_text("utf-8"))
    content = {**TALENTS, **wrong}

    assert not Draft202012Validator(schema).is_valid(content)
    with pytest.raises(Refusal, match=said):
        definition_of(content)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kinds": ["rain"]}, "rain"),
        ({"where": [{"detail": "colour", "in": ["red"]}]}, "person-arrived: level"),
        ({"where": [{"detail": "level", "in": ["king"]}]}, "academician"),
        ({"one": ["subject", "colour"]}, "colour"),
        ({"how": "sum"}, "needs kinds with a figure"),
        ({"pipeline": {"name": "talent", "counts_at": "moon"}}, "contact"),
    ],
)
def test_the_rules_know_the_vocabulary(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        definition_of({**TALENTS, **wrong})


def kept(content: dict[str, Any]) -> IndicatorVersion:
    office = Account.objects.filter(username="office").first() or create_account(
        username="office", display_name="office", role=Role.PLAN_OFFICE, by=None, at=NOW
    )
    source = yaml.safe_dump(content, allow_unicode=True)
    return api.save_indicator(source=source, since=date(2000, 1, 1), by=office, at=NOW)


ACT = st.tuples(
    st.sampled_from(["claim", "correct", "verify", "reject", "withdraw", "same", "apart"]),
    st.integers(1, 4),
    st.integers(0, 500),
    st.sampled_from(["person-arrived", "person-left", "output-reported", "patent-filed"]),
    st.integers(0, 3),
)
SUBJECTS = {
    "person-arrived": "person",
    "person-left": "person",
    "output-reported": "organisation",
    "patent-filed": "patent",
}


def perform(act: tuple[str, int, int, str, int], judge: Account, at: datetime) -> None:
    """One random act on the ledger; those that make no sense are refused, and that is fine."""
    verb, number, day, kind, detail = act
    subject = f"{SUBJECTS[kind]}/{number}"
    every: dict[str, dict[str, Any]] = {
        "person-arrived": {"level": ["professor", "academician", "young", "other"][detail]},
        "output-reported": {"year": 2023 + detail % 2},
        "patent-filed": {"type": "invention", **({"family": f"f{detail}"} if detail > 1 else {})},
        "person-left": {},
    }
    details = every[kind]
    claims = list(Claim.objects.filter(superseded_at=None, withdrawn_at=None).order_by("pk"))
    chosen = claims[day % len(claims)] if claims else None
    money = kind == "output-reported"
    claim = ClaimIn(
        kind,
        subject,
        START + timedelta(days=day),
        quantity=Decimal(day + 1) if money else Decimal(1),
        unit="CNY" if money else "",
        details=details,
    )
    if verb == "claim":
        api.record_claims(claims=[claim], by=None, at=at)
    elif verb == "same":
        api.declare_same(subject=subject, canonical=f"{SUBJECTS[kind]}/{1 + detail}", by=None, at=at)
    elif verb == "apart":
        api.declare_apart(subject=subject, by=None, at=at)
    elif chosen is None:
        return
    elif verb == "correct":
        changed = replace(claim, kind=chosen.kind, subject=chosen.subject, supersedes=chosen.pk)
        api.record_claims(claims=[changed], by=None, at=at)
    elif verb == "verify":
        api.verify_claims(entries=[chosen.pk], by=judge, at=at)
    elif verb == "reject":
        api.reject_claims(entries=[chosen.pk], reason="no", by=judge, at=at)
    else:
        api.withdraw_claims(entries=[chosen.pk], reason="no", by=None, at=at)


@pytest.mark.django_db
@given(st.lists(ACT, max_size=14), days, st.integers(0, 13))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_and_the_daily_totals_say_what_the_fold_says(
    acts: list[tuple[str, int, int, str, int]], day: date, known: int
) -> None:
    with transaction.atomic():
        judge = create_account(username="judge", display_name="judge", role=Role.REGISTRAR, by=None, at=NOW)
        versions = [kept(content) for content in DEFINITIONS.values()]
        known = min(known, len(acts) - 1)
        then, seen_then = NOW + timedelta(minutes=known), dict[int, Any]()
        for number, act in enumerate(acts):
            with suppress(Refusal), transaction.atomic():
                perform(act, judge, NOW + timedelta(minutes=number))
            if number == known:
                seen_then = {version.pk: api.value(version, as_of=day) for version in versions}

        for version in versions:
            definition = api.read(version)
            folded = fold(definition, facts(Claim.objects.all()), as_of=day)
            counted = api.value(version, as_of=day)
            ready = api.values_ready([version], as_of=day).get(version.pk)
            assert (counted.verified, counted.claimed) == (folded.verified, folded.claimed), version
            if ready is None:
                assert folded.claimed == 0
            else:
                assert (ready.verified, ready.claimed) == (folded.verified, folded.claimed), version
            before = set(GroupStep.objects.values_list("version", "group", "day", "verified", "claimed"))
            api.rebuild_totals([version])
            after = set(GroupStep.objects.values_list("version", "group", "day", "verified", "claimed"))
            assert before == after
            assert not DayTotal.objects.filter(version=version).exclude(
                day__in=GroupStep.objects.filter(version=version).values("day")
            )
            lines = [
                line
                for part in ("counted", "excluded")
                for line in api.explanation(version, as_of=day, part=part).lines
            ]
            told = {(line.claim.number, line.counts) for line in folded.lines}
            assert {(line.claim.pk, not line.template) for line in lines} == told
            if seen_then:
                assert api.value(version, as_of=day, known_at=then) == seen_then[version.pk]
        transaction.set_rollback(True)
