"""Planning as a computation in the background: frozen inputs in, a plan kept in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.zone.pilot.api import keep_plan
from xiandao.zone.pilot.rules.exchange import problem_in, solved
from xiandao.zone.runs.api import Computation, Done, Work

LIMIT_S: Final = 0.3  # counted seconds, a few of the clock


def compute(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """The plan of a frozen problem; a refusal is a result too, for the plan's page says it."""
    work.say(
        0.1,
        gettext_noop("Placing {many} campaigns"),
        many=len(inputs["problem"]["wanted"]) + len(inputs["problem"]["standing"]),
    )
    try:
        return solved(problem_in(inputs["problem"]), seed=work.seed, limit_s=LIMIT_S)
    except Refusal as refusal:
        return {"refused": kept(refusal)}


def keep(done: Done) -> None:
    """Put the plan in force where nothing has changed since it was asked for."""
    keep_plan(number=done.inputs["plan"], result=done.result)


COMPUTATIONS: Final = (
    Computation("pilot.schedule", 1, gettext_noop("Plan of the pilot plant"), compute, when_done=keep),
)
