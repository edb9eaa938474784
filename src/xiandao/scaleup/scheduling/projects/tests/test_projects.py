"""Plans of projects keep every rule, agree with trying every order, and files are read strictly."""

from __future__ import annotations

from itertools import permutations
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.scheduling.projects import (
    ListSearch,
    Project,
    ProjectFileRefused,
    breaches,
    invented,
    list_schedule,
    project_bound,
    read_project,
    solve_project,
    written_project,
)

SMALL = invented(5, seed=3)


def by_trying(project: Project) -> int:
    """The shortest list schedule over every order; list schedules hold an optimum (Kolisch 1996)."""
    before = project.before()
    best = 10**9
    for order in permutations([job.number for job in project.jobs]):
        place = {number: at for at, number in enumerate(order)}
        if all(place[one] < place[number] for number in order for one in before[number]):
            starts = list_schedule(project, list(order))
            best = min(best, max(starts[job.number] + job.duration for job in project.jobs))
    return best


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 10**6), st.floats(0, 1), st.sampled_from([1, 2, 3]))
def test_a_plan_is_as_short_as_trying_every_order_finds(seed: int, strength: float, workers: int) -> None:
    project = invented(5, seed=seed, strength=strength)

    plan = solve_project(project, seed=1, limit_s=5, workers=workers)

    assert breaches(plan.starts, project) == ()
    assert plan.own.bound <= plan.length == by_trying(project)
    assert plan.gap == 0


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 10**6), st.sampled_from([8, 15]), st.floats(0, 1))
def test_no_bound_is_above_the_shortest_plan(seed: int, jobs: int, strength: float) -> None:
    project = invented(jobs, seed=seed, strength=strength)
    plan = solve_project(project, seed=1, limit_s=5)

    bound = project_bound(project, at_most=10**4)

    assert max(bound.path, bound.work) <= bound.bound <= plan.length


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("strength", [0.2, 1.0])  # the solver proves the one, our own bound the other
def test_a_proof_ends_the_work_long_before_the_limit(strength: float, workers: int) -> None:
    project = invented(20, seed=1, strength=strength)
    began = monotonic()

    plan = solve_project(project, seed=1, limit_s=120, workers=workers)

    assert plan.gap == 0
    assert monotonic() - began < 100


def test_one_seed_gives_one_plan_of_lists_and_every_plan_keeps_the_rules() -> None:
    project = invented(40, seed=4)
    searches = [ListSearch(project, seed=seed) for seed in (7, 7, 8)]
    first = searches[0].length

    for search in searches:
        search.run(400)

    assert np.array_equal(searches[0].plans, searches[1].plans)
    assert not np.array_equal(searches[0].plans, searches[2].plans)
    assert searches[0].length < first
    for plan in searches[0].plans:
        starts = {job.number: int(start) for job, start in zip(project.jobs, plan, strict=True)}
        assert breaches(starts, project) == ()


def test_a_plan_that_somebody_else_found_is_taken_if_it_is_no_longer_than_the_longest() -> None:
    project = invented(30, seed=2)
    search = ListSearch(project, seed=1)
    long = list_schedule(project, [job.number for job in project.jobs])
    short = solve_project(project, seed=1, limit_s=5)

    search.take({number: start + 500 for number, start in long.items()})
    kept = search.length
    search.take(short.starts)

    assert kept < 500
    assert search.length == short.length
    assert [short.starts[job.number] for job in project.jobs] in search.plans.tolist()


@given(st.integers(1, 10**6), st.integers(1, 40))
def test_a_written_project_is_read_the_same(seed: int, jobs: int) -> None:
    project = invented(jobs, seed=seed)

    assert read_project(written_project(project), project.name) == project


def test_the_check_sees_an_early_job_and_a_crowded_resource() -> None:
    nobody_waits = dict.fromkeys((job.number for job in SMALL.jobs), 0)

    said = breaches(nobody_waits, SMALL)

    assert any("does not wait for" in sentence for sentence in said)
    assert any(" of R" in sentence for sentence in said)


FILE = """\
****
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          1           2
   2        1          1           3
   3        1          0
****
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
----
  1      1     0       0
  2      1     3       2
  3      1     0       0
****
RESOURCEAVAILABILITIES:
  R 1
    3
****
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  2      1     3       2",
            "  2      1     3       4",
            "line 12: job 2 asks for 4 of R1, there are 3",
        ),
        (
            "   2        1          1           3",
            "   2        2          1           3",
            "line 5: job 2 has 2 modes",
        ),
        (
            "   2        1          1           3",
            "   2        1          1           1",
            "line 5: job 1 cannot wait",
        ),
        (
            "   2        1          1           3",
            "   2        1          2           3",
            "line 5: 2 different",
        ),
        ("   3        1          0", "   4        1          0", "line 6: job 3 is expected"),
        ("  2      1     3       2", "  2      1     x       2", "line 12: whole numbers"),
        ("  2      1     3       2", "  2      1     3       2 2", "line 12: job 2 asks for 2 resources"),
        ("  3      1     0       0\n", "", "2 jobs, but 3"),
        ("  R 1\n    3", "  N 1\n    3", "line 16: only renewable"),
        ("RESOURCEAVAILABILITIES:", "RESOURCES:", "expected once, it is there 0 times"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, said: str) -> None:
    with pytest.raises(ProjectFileRefused, match=said):
        read_project(FILE.replace(old, new), "small")


def test_a_file_of_the_form_is_read() -> None:
    project = read_project(FILE, "small")

    assert [job.after for job in project.jobs] == [(2,), (3,), ()]
    assert solve_project(project, seed=1, limit_s=1).length == 3
