"""Planning, fits and costed plants in the background: frozen inputs in, what came of them kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.zone.pilot.api import keep_cost, keep_fit, keep_plan
from xiandao.zone.pilot.rules.costing import DRAWS, Asked, costed
from xiandao.zone.pilot.rules.exchange import problem_in, solved
from xiandao.zone.pilot.rules.fitting import fitted
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


def fit(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """The strain that explains the runs of a study; a refusal is a result too."""
    work.say(0.1, gettext_noop("Fitting the strain to its runs"))
    try:
        return fitted(inputs["study"], seed=work.seed)
    except Refusal as refusal:
        return {"refused": kept(refusal)}


def fit_kept(done: Done) -> None:
    """Keep the fit; plants that wait for it begin."""
    keep_fit(number=done.inputs["fit"], result=done.result)


def cost(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """A plant with everything drawn that is not known; an invariant that breaks is a result too."""
    work.say(0.1, gettext_noop("Balancing, sizing and pricing {many} plants"), many=DRAWS)
    asked, on = Asked(**inputs["asked"]), date.fromisoformat(inputs["on"])
    try:
        return costed(asked, inputs["fit"], on=on, many=DRAWS, seed=work.seed)
    except Refusal as refusal:
        return {"refused": kept(refusal)}


def cost_kept(done: Done) -> None:
    """Keep what the plant costs."""
    keep_cost(number=done.inputs["case"], result=done.result)


COMPUTATIONS: Final = (
    Computation("pilot.schedule", 1, gettext_noop("Plan of the pilot plant"), compute, when_done=keep),
    Computation("pilot.fit", 1, gettext_noop("Fit of bench runs"), fit, when_done=fit_kept),
    Computation("pilot.plant-cost", 1, gettext_noop("Cost of a plant"), cost, when_done=cost_kept),
)
