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
    answers = set()
    for account, acts in ((stranger, ("cancel", "again")), (administrator, ("again",))):
        client = Client()
        client.force_login(account)
        for act in acts:
            answers.add((account.username, client.post(f"/runs/{run.pk}/{act}/").status_code))
            answers.add((account.username, client.post(f"/api/runs/{run.pk}/{act}").status_code))

    run.refresh_from_db()
    assert answers == {(stranger.username, 404), (administrator.username, 403)}
    assert (run.state, Run.objects.count()) == ("queued", 1)


def test_a_run_of_somebody_else_looks_like_a_missing_one(
    scientist: Account, stranger: Account, administrator: Account
) -> None:
    run = started(scientist, "test.add/1", numbers=[1])
    client = Client()
    client.force_login(stranger)

    for number in (run.pk, run.pk + 1000, 10**30):
        answers = {
            address: client.get(address)
            for address in (
                f"/runs/{number}/",
                f"/runs/{number}/progress/",
                f"/runs/{number}/result.json",
                f"/runs/{number}/files/x",
                f"/runs/{number}/files/%00",
                f"/api/runs/{number}",
            )
        }
        assert {answer.status_code for answer in answers.values()} == {404}
        assert answers[f"/api/runs/{number}"].json()["detail"].count(str(number)) == 1
        told = answers[f"/api/runs/{number}"].json()["detail"].replace(str(number), "N")
        assert told == client.get("/api/runs/987654").json()["detail"].replace("987654", "N")

    client.force_login(administrator)
    assert client.get(f"/runs/{run.pk}/").status_code == 200
    assert client.get(f"/api/runs/{run.pk}").status_code == 403


def test_odd_questions_of_the_list_are_refused_and_not_broken(scientist: Account) -> None:
    client = Client()
    client.force_login(scientist)

    assert client.get("/api/runs?state=done").status_code == 200
    assert client.get("/api/runs?state=%00").status_code == 422
    assert client.get("/api/runs?before=" + "9" * 40).status_code == 200
    assert client.get("/api/runs?before=-" + "9" * 40).status_code == 200
    assert client.get("/runs/?page=" + "9" * 5000).status_code == 200
