"""A run from being asked for to its end, whatever the end."""

from __future__ import annotations

from typing import Any

import pytest

from xiandao.zone.accounts.api import Account
from xiandao.zone.runs import api
from xiandao.zone.runs.models import Run, RunStep
from xiandao.zone.runs.operations.carrying import carry_out
from xiandao.zone.runs.queries.runs import earlier_result
from xiandao.zone.runs.tests import computing
from xiandao.zone.runs.tests.conftest import NOW, OURS, THEIRS

pytestmark = pytest.mark.django_db


def started(by: Account, what: str, **inputs: object) -> Run:
    return api.start_run(what=what, inputs=inputs, by=by, party=OURS, seed=7, title="秘密设计", at=NOW)


def waiting(by: Account, what: str, settings: Any, **inputs: object) -> Run:
    """A run that no worker has taken yet."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    found = started(by, what, **inputs)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return found


def test_a_run_keeps_its_result_with_all_that_is_needed_to_repeat_it(scientist: Account) -> None:
    run = started(scientist, "test.add/1", numbers=[1, 2, 3])

    assert run.state == "done"
    assert run.result == {"total": 6, "seed": 7}
    assert (run.progress, run.attempts, run.seed) == (1, 1, 7)
    assert run.code_version == api.code_version()
    assert api.file_of(run, "total.txt")[1] == b"6"


def test_its_room_is_told_in_the_same_step(scientist: Account) -> None:
    run = started(scientist, "test.add/1", numbers=[4])

    assert [(done.number, done.result["total"]) for done in computing.kept] == [(run.pk, 4)]


def test_only_what_is_registered_runs(scientist: Account) -> None:
    with pytest.raises(api.ComputationMissing, match=r"os\.system"):
        started(scientist, "os.system/1", command="true")


def test_a_refusal_is_kept_in_words(scientist: Account) -> None:
    run = started(scientist, "test.refuse/1", word="XYZ")

    assert (run.state, run.said, run.said_values) == ("failed", "{word} will not do.", {"word": "XYZ"})


def test_a_broken_computation_says_no_more_than_its_kind(scientist: Account) -> None:
    run = started(scientist, "test.break/1")

    assert run.state == "failed"
    assert run.said_values == {"fault": "ZeroDivisionError"}


def test_a_result_that_is_no_json_fails_the_run(scientist: Account) -> None:
    assert started(scientist, "test.nan/1").state == "failed"


def test_a_cancel_is_noticed_at_the_next_report(scientist: Account) -> None:
    run = started(scientist, "test.cancel/1")

    assert run.state == "cancelled"
    assert computing.counted == []


def test_a_waiting_run_is_cancelled_at_once(scientist: Account, settings: Any) -> None:
    run = waiting(scientist, "test.add/1", settings, numbers=[1])

    api.cancel_run(run=run, by=scientist, at=NOW)
    carry_out.call(run.pk)
    run.refresh_from_db()

    assert (run.state, run.result) == ("cancelled", None)
    with pytest.raises(api.RunRefused, match="has ended"):
        api.cancel_run(run=run, by=scientist, at=NOW)


def test_a_repeat_comes_to_the_same_result(scientist: Account) -> None:
    first = started(scientist, "test.steps/2")

    second = api.run_again(run=first, by=scientist, at=NOW)

    assert second.pk != first.pk
    assert second.result_sha256 == first.result_sha256
    assert earlier_result(api.run_numbered(second.pk, asking=scientist)) is True


def test_inputs_that_were_changed_behind_its_back_are_not_computed(scientist: Account, settings: Any) -> None:
    run = waiting(scientist, "test.add/1", settings, numbers=[1])
    Run.objects.filter(pk=run.pk).update(inputs={"numbers": [2]})

    carry_out.call(run.pk)
    run.refresh_from_db()

    assert (run.state, run.result) == ("failed", None)


def test_a_kept_step_is_not_computed_a_second_time(scientist: Account, settings: Any) -> None:
    run = waiting(scientist, "test.steps/2", settings)
    Run.objects.filter(pk=run.pk).update(code_version=api.code_version())
    RunStep.objects.create(run=run, name="first", result=7, made_at=NOW)

    carry_out.call(run.pk)
    run.refresh_from_db()

    assert run.result == {"sum": 15}
    assert computing.counted == ["second"]


def test_steps_kept_by_other_code_are_computed_anew(scientist: Account, settings: Any) -> None:
    run = waiting(scientist, "test.steps/2", settings)
    Run.objects.filter(pk=run.pk).update(code_version="0.0.1+old")
    RunStep.objects.create(run=run, name="first", result=99, made_at=NOW)

    carry_out.call(run.pk)
    run.refresh_from_db()

    assert run.result == {"sum": 15}
    assert computing.counted == ["first", "second"]


def test_a_spread_gives_its_answers_in_order(scientist: Account) -> None:
    assert started(scientist, "test.spread/1", numbers=[3, 1, 2]).result == {"squares": [9, 1, 4]}


def test_answers_of_a_spread_that_were_kept_are_not_computed_again(scientist: Account, settings: Any) -> None:
    run = waiting(scientist, "test.kept/1", settings, numbers=[3, 1, 2])
    Run.objects.filter(pk=run.pk).update(code_version=api.code_version())
    RunStep.objects.create(run=run, name="square-1", result=1, made_at=NOW)

    carry_out.call(run.pk)
    run.refresh_from_db()

    assert run.result == {"squares": [9, 1, 4]}
    assert computing.counted == ["square 3", "square 2"]


def test_nobody_computes_in_the_name_of_others(scientist: Account) -> None:
    with pytest.raises(api.RunAccessRefused):
        api.start_run(what="test.add/1", inputs={"numbers": []}, by=scientist, party=THEIRS, at=NOW)


def test_what_is_not_open_to_the_hand_is_refused_there(scientist: Account) -> None:
    with pytest.raises(api.RunRefused, match="not started by hand"):
        api.start_by_hand(what="test.refuse/1", inputs={}, by=scientist, at=NOW)


@pytest.mark.parametrize("inputs", [{"steps": 0}, {"steps": "many"}, {"pause_s": -1}, {"pause_s": 99}])
def test_a_rehearsal_refuses_what_it_does_not_do(scientist: Account, inputs: dict[str, object]) -> None:
    assert started(scientist, "runs.rehearsal/1", **inputs).state == "failed"


def test_a_rehearsal_follows_from_its_seed(scientist: Account) -> None:
    first = started(scientist, "runs.rehearsal/1", steps=3, pause_s=0)
    second = started(scientist, "runs.rehearsal/1", steps=3, pause_s=0)

    assert first.result == second.result
    assert first.steps.count() == 3
