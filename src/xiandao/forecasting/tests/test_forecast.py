"""Forecasts: closed forms, a slow twin, and laws."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from xiandao.forecasting import (
    Aim,
    BetterConversion,
    Change,
    FasterStage,
    History,
    MoreSubjects,
    Observed,
    Pipeline,
    Question,
    QuestionRefused,
    Step,
    backtest,
    brier,
    crps,
    final_values,
    forecast,
    linear,
)
from xiandao.forecasting.arrivals import FEW, HALF_LIFE, draw_counts, pace_of
from xiandao.forecasting.passages import Stay, learn, stays
from xiandao.forecasting.walking import prepare, walk

BEGAN, AS_OF, DUE = date(2023, 1, 1), date(2024, 7, 1), date(2025, 12, 31)
PIPELINE = Pipeline("firms", ("contact", "signed", "settled"), "settled")
AIM = Aim(20, None, DUE, BEGAN)


def history(name: str, *days: int | None, left: int | None = None) -> History:
    steps = tuple(
        Step(stage, BEGAN + timedelta(days=day))
        for stage, day in zip(PIPELINE.stages, days, strict=False)
        if day is not None
    )
    return History(name, name, steps, BEGAN + timedelta(days=left) if left is not None else None)


HISTORIES = (
    *(history(f"done{n}", n * 20, n * 20 + 60, n * 20 + 150) for n in range(12)),
    *(history(f"signed{n}", 200 + n, 400 + n) for n in range(6)),
    *(history(f"contact{n}", 450 + n) for n in range(8)),
    *(history(f"lost{n}", 100 + n * 30, left=200 + n * 30) for n in range(5)),
)
OBSERVED = tuple(
    Observed(h.steps[-1].entered_on, 1.0)
    for h in HISTORIES
    if len(h.steps) == 3 and h.steps[-1].entered_on <= AS_OF
)
QUESTION = Question(AS_OF, AIM, OBSERVED, PIPELINE, HISTORIES)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    found = []
    for number in range(draw(st.integers(0, 12))):
        day = draw(st.integers(0, 500))
        gaps = draw(st.lists(st.integers(0, 200), max_size=2))
        days = [day, *(day + sum(gaps[: n + 1]) for n in range(len(gaps)))]
        left = days[-1] + 30 if len(days) < 3 and draw(st.booleans()) else None
        found.append(history(f"s{number}", *days, left=left))
    counted = draw(st.lists(st.integers(0, 540), max_size=8))
    return Question(
        AS_OF,
        Aim(draw(st.integers(1, 40)), None, DUE, BEGAN),
        tuple(Observed(BEGAN + timedelta(days=day), 1.0) for day in counted),
        PIPELINE,
        tuple(found),
    )


def test_the_same_seed_gives_the_same_answer_and_another_seed_nearly() -> None:
    first, again, other = (forecast(QUESTION, seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert abs(first.chance - other.chance) < 0.05


@given(questions(), st.randoms())
@settings(max_examples=15, deadline=None)
def test_the_order_of_histories_and_additions_does_not_matter(question: Question, chance: object) -> None:
    histories, observed = list(question.histories), list(question.observed)
    chance.shuffle(histories)  # type: ignore[attr-defined]
    chance.shuffle(observed)  # type: ignore[attr-defined]
    shuffled = Question(question.as_of, question.aim, tuple(observed), PIPELINE, tuple(histories))

    assert forecast(question, seed=3, draws=400) == forecast(shuffled, seed=3, draws=400)


@given(
    questions(),
    st.sampled_from(
        [
            MoreSubjects("contact", 3, AS_OF),
            MoreSubjects("signed", 2, AS_OF + timedelta(days=90)),
            FasterStage("signed", 0.8),
            BetterConversion("contact", 1.3),
        ]
    ),
)
@settings(max_examples=20, deadline=None)
def test_a_change_for_the_better_never_lowers_chance_or_range(question: Question, change: Change) -> None:
    plain = forecast(question, seed=4, draws=400)
    better = forecast(question, seed=4, draws=400, changes=[change])

    assert better.chance >= plain.chance
    assert (better.low90, better.median, better.high90) >= (plain.low90, plain.median, plain.high90)


@given(questions())
@settings(max_examples=20, deadline=None)
def test_ranges_lie_within_each_other_and_the_value_never_falls(question: Question) -> None:
    found = forecast(question, seed=5, draws=400)

    for day in found.fan:
        assert day.low90 <= day.low50 <= day.median <= day.high50 <= day.high90
    for before, after in zip(found.fan, found.fan[1:], strict=False):
        assert before.day < after.day
        assert before.median <= after.median
        assert before.low90 <= after.low90
    assert found.fan[0].low90 == question.value
    assert (found.fan[-1].day, found.fan[-1].median) == (DUE, found.median)


@pytest.mark.parametrize(("low", "chance"), [(12.0, 1.0), (13.0, 0.0)])
def test_on_the_due_day_it_is_met_or_not(low: float, chance: float) -> None:
    over = Question(DUE, Aim(low, None, DUE, BEGAN), OBSERVED, PIPELINE, HISTORIES)

    found = forecast(over, seed=1)

    assert (found.chance, found.median, found.low90, found.high90) == (chance, 12.0, 12.0, 12.0)
    assert found.holding_back == ()


def test_a_forecast_without_data_says_so_and_is_wide() -> None:
    nothing = forecast(Question(BEGAN + timedelta(days=30), AIM), seed=1)

    assert nothing.thin
    assert "Only 0 additions" in str(nothing.why_thin)
    assert nothing.low90 < 5
    assert nothing.high90 > 20


def test_direct_additions_have_the_negative_binomial_of_their_rate() -> None:
    days = [BEGAN + timedelta(days=30 * n) for n in range(18)]
    pace = pace_of(days, began_on=BEGAN, as_of=AS_OF, expected=20 / 1095)
    decay = np.log(2) / HALF_LIFE
    ages = np.array([(AS_OF - day).days for day in days])
    assert pace.a == pytest.approx(FEW + np.exp(-decay * ages).sum())
    steady = type(pace)(pace.a, pace.b, 1e9)

    drawn = draw_counts(steady, 365, draws=200_000, rng=np.random.default_rng(1))

    exact = stats.nbinom(pace.a, pace.b / (pace.b + 365))
    assert drawn.mean() == pytest.approx(exact.mean(), rel=0.01)
    assert np.percentile(drawn, [5, 50, 95]) == pytest.approx(exact.ppf([0.05, 0.5, 0.95]), abs=1)


def test_rates_are_learned_from_what_ended_and_what_has_not() -> None:
    rng = np.random.default_rng(7)
    seen = []
    for _ in range(1500):
        passes, leaves = rng.exponential(100), rng.exponential(300)
        days = min(passes, leaves, 250.0)
        seen.append(Stay(0, days, passed=passes == days, left=leaves == days))

    learned = learn(seen, 1, draws=2000, rng=rng)

    assert np.median(learned.shape) == 1.0
    alike = learned.shape == 1.0
    assert np.mean(learned.passing[alike]) == pytest.approx(1 / 100, rel=0.08)
    assert np.mean(learned.leaving[alike]) == pytest.approx(1 / 300, rel=0.12)


def test_the_shape_of_the_dwell_time_is_found() -> None:
    rng = np.random.default_rng(8)
    seen = [Stay(0, float(100 * rng.weibull(2.0)) + 1, passed=True, left=False) for _ in range(400)]

    learned = learn(seen, 1, draws=500, rng=rng)

    assert np.median(learned.shape) == 2.0


def test_the_walk_is_that_of_a_slow_twin() -> None:
    draws = prepare(QUESTION, seed=9, draws=400)
    walked = walk(QUESTION, draws)
    assert draws.passages is not None

    slow = np.full(draws.count, draws.value)
    np.add.at(slow, draws.direct_draw[draws.direct_day <= draws.horizon], 1.0)
    for walkers in draws.walkers:
        for one in range(len(walkers.draw)):
            draw, day, stage = walkers.draw[one], walkers.start[one], walkers.stage[one]
            spent, k = walkers.elapsed[one], draws.passages.shape[walkers.draw[one]]
            while stage < 2:
                passing, leaving = draws.passages.passing[draw, stage], draws.passages.leaving[draw, stage]
                total = (spent**k + walkers.dwell[one, stage] / (passing + leaving)) ** (1 / k)
                day, spent = day + total - spent, 0.0
                if walkers.luck[one, stage] >= passing / (passing + leaving):
                    break
                stage += 1
            if stage == 2 and day <= draws.horizon:
                slow[draw] += walkers.amount[one]

    assert walked.values(draws, draws.horizon) == pytest.approx(slow)


def test_stays_end_in_passing_leaving_or_not_yet() -> None:
    found = stays(PIPELINE, [history("a", 0, 50), history("b", 10, left=40), history("c", None, 30)], AS_OF)

    assert [(s.stage, s.days, s.passed, s.left) for s in found] == [
        (0, 50.0, True, False),
        (1, 497.0, False, False),
        (0, 30.0, False, True),
        (1, 517.0, False, False),
    ]


def test_a_stage_that_holds_back_is_named_first() -> None:
    found = forecast(QUESTION, seed=1)

    gains = [effect.gain for effect in found.holding_back]
    assert gains == sorted(gains, reverse=True)
    assert {effect.stage: effect.waiting for effect in found.holding_back} == {"contact": 8, "signed": 6}


def test_sums_of_money_are_forecast_too() -> None:
    yearly = tuple(Observed(BEGAN + timedelta(days=90 * n), 1.5 + n % 3) for n in range(6))

    found = forecast(Question(AS_OF, Aim(30, None, DUE, BEGAN), yearly), seed=1)

    assert found.low90 < linear(Question(AS_OF, AIM, yearly)) < found.high90


def test_scores_are_those_of_their_definitions() -> None:
    samples = np.array([1.0, 2.0, 4.0])

    pairs = np.abs(samples[:, None] - samples[None, :]).mean()
    assert crps(samples, 3.0) == pytest.approx(np.abs(samples - 3.0).mean() - pairs / 2)
    assert crps([5.0], 3.0) == 2.0
    # Gneiting & Raftery 2007: a standard normal at 0 scores (sqrt(2) - 1)/sqrt(pi)
    normal = stats.norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    assert crps(normal, 0.0) == pytest.approx((np.sqrt(2) - 1) / np.sqrt(np.pi), abs=1e-3)
    assert brier(0.8, met=True) == pytest.approx(0.04)


def test_past_forecasts_are_held_against_what_came() -> None:
    def asked(day: date) -> Question:
        known = tuple(seen for seen in OBSERVED if seen.day <= day)
        return Question(day, Aim(10, None, AS_OF, BEGAN), known)

    days = [date(2023, 7, 1), date(2024, 1, 1)]
    found = backtest(asked, days, 12.0, seed=1)

    assert [day.day for day in found.days] == days
    assert found.coverage90 == np.mean([day.low90 <= 12 <= day.high90 for day in found.days])
    with pytest.raises(ValueError, match="at least one day"):
        backtest(asked, [], 12.0, seed=1)


def test_what_cannot_be_asked_is_refused_with_its_reason() -> None:
    with pytest.raises(QuestionRefused, match="due later"):
        Aim(1, None, BEGAN, BEGAN)
    with pytest.raises(QuestionRefused, match="different stages"):
        Pipeline("x", ("a", "a"), "a")
    with pytest.raises(QuestionRefused, match="no stage before settled"):
        forecast(QUESTION, seed=1, draws=400, changes=[FasterStage("moon", 0.5)])


def test_values_and_forecast_agree() -> None:
    values, found = final_values(QUESTION, seed=1), forecast(QUESTION, seed=1)

    assert float(np.mean(values >= 20)) == found.chance
