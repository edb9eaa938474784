"""Small computations that tests register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xiandao.kernel.refusals import Refusal
from xiandao.zone.runs.api import Computation, Done, Work

kept: list[Done] = []
counted: list[str] = []


class TestRefused(Refusal):
    """The computation refuses."""


def square(item: int) -> int:
    """A function to spread."""
    return item * item


def add(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Add, and keep a file."""
    work.say(0.5, "Adding {number} numbers", number=len(inputs["numbers"]))
    work.keep_file("total.txt", str(sum(inputs["numbers"])).encode(), "text/plain")
    return {"total": sum(inputs["numbers"]), "seed": work.seed}


def spread_out(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Square each number."""
    return {"squares": work.spread(square, inputs["numbers"], "{at} of {all}")}


def square_and_count(item: int) -> int:
    """A square, counted as it is computed."""
    counted.append(f"square {item}")
    return item * item


def spread_and_keep(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Square each number, each kept."""
    return {"squares": work.spread(square_and_count, inputs["numbers"], "{at} of {all}", keep_as="square")}


def refuse(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Refuse the inputs."""
    raise TestRefused("{word} will not do.", word=inputs["word"])


def break_down(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Break with something that must not be shown."""
    raise ZeroDivisionError("the secret sequence ACGT")


def cancel_itself(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Be cancelled by somebody after the first step."""
    from django.utils import timezone

    from xiandao.zone.runs.models import Run

    work.step("first", lambda: 1)
    Run.objects.filter(state="running").update(cancel_asked_at=timezone.now())
    work.say(0.5, "half")
    counted.append("never")
    return {}


def two_steps(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Count how often each step is computed; break in the second where the inputs say so."""

    def second() -> int:
        counted.append("second")
        return work.seed + 1

    def first() -> int:
        counted.append("first")
        return work.seed

    return {"sum": work.step("first", first) + work.step("second", second)}


def not_json(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Come to what cannot be kept."""
    return {"value": float("nan")}


def stop_once(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """The worker is asked to stop after the first step of the first attempt."""
    from xiandao.zone.runs.operations.work import WorkerStopping

    work.step("first", lambda: counted.append("first"))
    counted.append("attempt")
    if counted.count("attempt") == 1:
        raise WorkerStopping
    return {"attempts": counted.count("attempt")}


COMPUTATIONS = (
    Computation("test.add", 1, "Adding", add, kept.append, by_hand=True),
    Computation("test.spread", 1, "Spreading", spread_out),
    Computation("test.kept", 1, "Spreading", spread_and_keep),
    Computation("test.refuse", 1, "Refusing", refuse),
    Computation("test.break", 1, "Breaking", break_down),
    Computation("test.cancel", 1, "Cancelling", cancel_itself),
    Computation("test.steps", 2, "Steps", two_steps),
    Computation("test.stop", 1, "Stopping", stop_once),
    Computation("test.nan", 1, "Nothing", not_json),
)
