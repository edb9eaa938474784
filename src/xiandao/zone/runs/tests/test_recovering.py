"""A run whose worker is gone is taken up again; one whose worker lives is left alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from xiandao.zone.accounts.api import Account
from xiandao.zone.runs import api
from xiandao.zone.runs.models import Run
from xiandao.zone.runs.operations.work import RunLost, RunWork
from xiandao.zone.runs.operations.workers import is_dead, named_worker
from xiandao.zone.runs.tests import computing
from xiandao.zone.runs.tests.conftest import NOW
from xiandao.zone.runs.tests.test_running import started, waiting

pytestmark = pytest.mark.django_db


def left_running(by: Account, settings: Any, worker: str, **more: object) -> Run:
    run = waiting(by, "test.steps/2", settings)
    Run.objects.filter(pk=run.pk).update(
        **{"state": "running", "attempts": 1, "worker": worker, "started_at": NOW, "heard_at": NOW, **more}
    )
    return run


def test_a_lock_tells_the_living_from_the_dead() -> None:
    with named_worker() as name:
        alive = is_dead(name, None, NOW)

    assert not alive
    assert is_dead(name, NOW, NOW)


def test_a_worker_elsewhere_is_dead_after_a_long_silence() -> None:
    assert not is_dead("other-host/12-ab", NOW, NOW + timedelta(minutes=14))
    assert is_dead("other-host/12-ab", NOW, NOW + timedelta(minutes=16))


def test_a_run_is_taken_up_and_ends_well(scientist: Account, settings: Any) -> None:
    with named_worker() as name:
        pass
    run = left_running(scientist, settings, name)

    taken = api.take_up(at=NOW)
    run.refresh_from_db()

    assert taken == 1
    assert (run.state, run.attempts, run.result) == ("done", 2, {"sum": 15})


def test_a_run_of_a_living_worker_is_left_alone(scientist: Account, settings: Any) -> None:
    with named_worker() as name:
        run = left_running(scientist, settings, name)

        assert api.take_up(at=NOW) == 0

    run.refresh_from_db()
    assert run.state == "running"


def test_what_kills_its_worker_three_times_is_given_up(scientist: Account, settings: Any) -> None:
    run = left_running(scientist, settings, "elsewhere/1-a", attempts=3)

    api.take_up(at=NOW + timedelta(hours=1))
    run.refresh_from_db()

    assert (run.state, run.said_values) == ("failed", {"times": 3})


def test_a_cancelled_run_is_not_taken_up(scientist: Account, settings: Any) -> None:
    run = left_running(scientist, settings, "elsewhere/1-a", cancel_asked_at=NOW)

    api.take_up(at=NOW + timedelta(hours=1))
    run.refresh_from_db()

    assert run.state == "cancelled"


def test_a_run_whose_worker_is_stopped_waits_and_goes_on_where_it_was(scientist: Account) -> None:
    run = started(scientist, "test.stop/1")

    assert (run.state, run.attempts) == ("done", 1)
    assert run.result == {"attempts": 2}
    assert computing.counted.count("first") == 1


def test_a_worker_that_was_wrongly_given_up_stops_at_its_next_report(
    scientist: Account, settings: Any
) -> None:
    run = left_running(scientist, settings, "elsewhere/1-a")
    run.refresh_from_db()
    work = RunWork(run)
    Run.objects.filter(pk=run.pk).update(attempts=2)

    with pytest.raises(RunLost):
        work.say(0.5, "half")


@pytest.mark.parametrize("left", ["failed before it took the run", "taken by a worker that died", "gone"])
def test_a_waiting_run_without_a_task_gets_one(scientist: Account, settings: Any, left: str) -> None:
    run = waiting(scientist, "test.steps/2", settings)
    if left == "gone":
        DBTaskResult.objects.all().delete()
    elif left.startswith("failed"):
        DBTaskResult.objects.update(status="FAILED")
    else:
        with named_worker() as name:
            pass
        DBTaskResult.objects.update(status="RUNNING", worker_ids=[name], started_at=NOW)

    taken = api.take_up(at=NOW)
    run.refresh_from_db()

    assert (taken, run.state) == (1, "done")


def test_a_waiting_run_with_a_task_is_left_alone(scientist: Account, settings: Any) -> None:
    run = waiting(scientist, "test.steps/2", settings)
    assert api.take_up(at=NOW) == 0
    with named_worker() as name:
        DBTaskResult.objects.update(status="RUNNING", worker_ids=[name], started_at=NOW)

        assert api.take_up(at=NOW) == 0

    run.refresh_from_db()
    assert run.state == "queued"
