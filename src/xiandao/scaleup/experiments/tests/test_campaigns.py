"""Learning on small budgets: what is allowed, better than chance, honest on later cycles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from xiandao.scaleup.experiments import (
    ExperimentRefused,
    Factor,
    Kind,
    Space,
    believe,
    by_chance,
    by_learning,
    by_surfaces,
    fit_surface,
    forward,
    next_batch,
)

SPACE = Space((Factor("x", 0.0, 10.0), Factor("y", 0.0, 10.0)))
MIXED = Space(
    (Factor("x", 0.0, 10.0, step=0.5), Factor("y", 0.0, 10.0)),
    (Kind("medium", ("A", "B")),),
    (lambda one: float(one["x"]) + float(one["y"]) <= 14.0,),
)
Values = np.ndarray


def titre(settings: Mapping[str, float | str]) -> float:
    """A hill that leans, highest at (7, 4); medium B is worth 0.2 more."""
    x, y = float(settings["x"]) - 7, float(settings["y"]) - 4
    return float(np.exp(-(x**2 + y**2 + x * y) / 18)) + 0.2 * (settings.get("medium") == "B")


def test_both_ways_beat_chance_on_the_same_small_budget() -> None:
    ways = {"surfaces": [], "learning": [], "chance": []}  # type: dict[str, list[float]]
    for seed in range(2):
        ways["surfaces"].append(titre(by_surfaces(SPACE, titre, 16, batch=2, seed=seed).chosen))
        ways["learning"].append(titre(by_learning(SPACE, titre, 16, batch=2, seed=seed).chosen))
        ways["chance"].append(titre(by_chance(SPACE, titre, 16, seed=seed).chosen))

    means = {name: float(np.mean(values)) for name, values in ways.items()}
    assert means["surfaces"] > means["chance"]
    assert means["learning"] > means["chance"]
    assert means["learning"] > 0.97


# a surface is chosen by its prediction, which misses the sharp top of this hill by some percent
@pytest.mark.parametrize(("way", "least"), [(by_surfaces, 0.95), (by_learning, 1.0)])
def test_mixed_factors_and_constraints_are_kept_and_the_better_kind_is_found(
    way: Callable[..., object], least: float
) -> None:
    found = way(MIXED, titre, 18, batch=3, seed=2)

    told = [MIXED.settings(row) for row in found.rows]  # type: ignore[attr-defined]
    assert len(told) == 18
    assert all(MIXED.is_allowed(one) for one in told)
    assert all((float(one["x"]) * 2) % 1 == pytest.approx(0.0) for one in told)
    assert found.chosen["medium"] == "B"  # type: ignore[attr-defined]
    assert titre(found.chosen) > least  # type: ignore[attr-defined]


def test_a_batch_is_of_different_runs_none_of_them_done_before() -> None:
    rows = MIXED.sample(8, seed=1)
    seen = np.array([titre(MIXED.settings(row)) for row in rows])

    batch = next_batch(MIXED, rows, seen, 4, seed=1)

    coded = np.vstack([rows, *(MIXED.code(one) for one in batch)])
    assert len(np.unique(np.round(coded, 6), axis=0)) == 12
    assert all(MIXED.is_allowed(one) for one in batch)
    assert batch == next_batch(MIXED, rows, seen, 4, seed=1)


def test_a_belief_is_surest_where_it_was_measured_and_noise_is_not_counted_in() -> None:
    rows = SPACE.sample(16, seed=1)
    noise = np.random.default_rng(1).normal(0, 0.02, 16)
    seen = np.array([titre(SPACE.settings(row)) for row in rows]) + noise

    told = believe(SPACE, rows, seen, seed=1)
    mean, here = told.predict(rows)
    corner = told.predict(np.array([[1.0, 1.0]]))[1][0]

    assert mean == pytest.approx(seen, abs=0.1)
    assert here.mean() < corner


def test_a_small_space_that_is_used_up_is_refused() -> None:
    small = Space((Factor("x", 0.0, 3.0, step=1.0),))
    rows = small.sample(4, seed=1)

    with pytest.raises(ExperimentRefused, match="all 4 settings"):
        next_batch(small, rows, np.arange(4.0), 1, seed=1)


def test_later_cycles_are_predicted_from_earlier_ones_only() -> None:
    rows = SPACE.sample(24, seed=3)
    cycles = np.repeat([3, 1, 2], 8)  # the order of rows does not matter
    seen = 2 + rows[:, 0] + 3.0 * (cycles == 3)  # the third cycle is lifted by what nobody knew
    used: list[int] = []

    def learn(before: Values, values: Values) -> Callable[[Values], Values]:
        used.append(len(before))
        slope, level = np.polyfit(before[:, 0], values, 1)
        return lambda now: level + slope * now[:, 0]

    second, third = forward(rows, seen, cycles.tolist(), learn)

    assert used == [8, 16]
    assert (second.cycle, second.learnt_from, third.learnt_from) == (2, 8, 16)
    assert second.error == pytest.approx(0.0, abs=1e-9)
    assert second.gain == pytest.approx(1.0)
    assert third.error == pytest.approx(3.0)  # a random split would have hidden it


def test_what_cannot_be_learnt_from_is_refused() -> None:
    rows = SPACE.sample(4, seed=1)
    with pytest.raises(ExperimentRefused, match="all runs came to"):
        believe(SPACE, rows, np.ones(4), seed=1)
    with pytest.raises(ExperimentRefused, match="2 runs are too few"):
        believe(SPACE, rows[:2], np.arange(2.0), seed=1)
    with pytest.raises(ExperimentRefused, match="5 runs cannot tell the 6 terms"):
        by_surfaces(SPACE, titre, 5, batch=1, seed=1)
    with pytest.raises(ExperimentRefused, match="3 runs are too few"):
        by_learning(SPACE, titre, 3, batch=1, seed=1)
    with pytest.raises(ExperimentRefused, match="1 cycles leave none"):
        forward(rows, np.arange(4.0), [1, 1, 1, 1], lambda *_: lambda now: now[:, 0])


def test_the_surface_of_a_campaign_tells_where_it_is_sure() -> None:
    found = by_surfaces(SPACE, titre, 16, batch=2, seed=1)

    surface = fit_surface(SPACE, found.rows, found.seen)

    assert surface.freedom == 10
    assert np.isfinite(surface.predict(found.rows)[1]).all()
