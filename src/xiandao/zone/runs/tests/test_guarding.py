"""What somebody tried who should not, and computations that end as none should."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from xiandao.zone.accounts.api import Account
from xiandao.zone.runs import api
from xiandao.zone.runs.models import Run
from xiandao.zone.runs.operations.carrying import carry_out
from xiandao.zone.runs.rules import frozen, storable
from xiandao.zone.runs.tests.conftest import NOW, OURS

pytestmark = pytest.mark.django_db


def leave(inputs: Mapping[str, Any], work: api.Work) -> Mapping[str, Any]:
    """Leave the process, as a library's exit or panic does."""
    raise SystemExit(3)


def lose(inputs: Mapping[str, Any], work: api.Work) -> Mapping[str, Any]:
    """Break after another worker has taken the run up."""
    Run.objects.filter(state="running").update(attempts=2)
    raise ValueError("too late")


COMPUTATIONS = (
    api.Computation("test.leave", 1, "Leaving", leave),
    api.Computation("test.lose", 1, "Losing", lose),
)


@pytest.fixture(autouse=True)
def _more(settings: Any) -> None:
    settings.XIANDAO_COMPUTATIONS = (
        *settings.XIANDAO_COMPUTATIONS,
        "xiandao.zone.runs.tests.test_guarding.COMPUTATIONS",
    )


def started(by: Account, what: str, **inputs: object) -> Run:
    return api.start_run(what=what, inputs=inputs, by=by, party=OURS, at=NOW)


def test_a_computation_that_leaves_the_process_fails(scientist: Account) -> None:
    run = started(scientist, "test.leave/1")

    assert (run.state, run.said_values) == ("failed", {"fault": "SystemExit"})


def test_an_attempt_that_breaks_when_the_run_is_no_longer_its_own_only_stops(
    scientist: Account, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    run = started(scientist, "test.lose/1")

    carry_out.func(run.pk)

    run.refresh_from_db()
    assert (run.state, run.attempts) == ("running", 2)


@pytest.mark.parametrize("said", ["\ud800", "a\0b", "\\\0"])
def test_letters_that_no_database_keeps_are_refused(scientist: Account, said: str) -> None:
    with pytest.raises(api.PayloadRefused):
        started(scientist, "test.add/1", numbers=[1], word=said)


def test_a_backslash_before_u0000_is_no_nul() -> None:
    assert frozen({"x": "\\u0000", "y": "\\\\u0000"}, "inputs")[0] == {"x": "\\u0000", "y": "\\\\u0000"}


def test_a_sentence_keeps_only_letters_that_every_database_keeps() -> None:
    assert storable("a\0b\ud800") == "a\N{REPLACEMENT CHARACTER}b?"
    assert storable(3) == 3


def test_half_a_character_through_the_api_is_refused_and_not_a_fault(scientist: Account) -> None:
    client = Client()
    client.force_login(scientist)

    for word in ("\ud800", "\0"):
        told = json.dumps({"what": "test.add/1", "inputs": {"numbers": [1], "word": word}})
        assert client.post("/api/runs", told, content_type="application/json").status_code == 422


def test_nobody_cancels_or_repeats_what_is_not_theirs(
    scientist: Account, stranger: Account, administrator: Account, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    run = started(scientist, "test.add/1", numbers=[1])
    answers = []
    for account, acts in ((stranger, ("cancel", "again")), (administrator, ("again",))):
        client = Client()
        client.force_login(account)
        for act in acts:
            answers.append(client.post(f"/runs/{run.pk}/{act}/").status_code)
            answers.append(client.post(f"/api/runs/{run.pk}/{act}").status_code)

    run.refresh_from_db()
    assert set(answers) == {403}
    assert (run.state, Run.objects.count()) == ("queued", 1)
