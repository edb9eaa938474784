"""How a circular design is put together: parts, overhangs, colonies, cost; simulated again by the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from xiandao.zone.lab.rules.records import record_from
from xiandao.zone.runs.api import Work


def plan(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Inputs: design (as it is kept), stock (likewise), enzyme, parts, prices (see foundry's Prices)."""
    from xiandao.foundry.assembly import Prices, plan_assembly

    work.say(0.1, gettext_noop("Choosing overhangs for {parts} parts"), parts=inputs["parts"])
    found = plan_assembly(
        record_from(inputs["design"]),
        enzyme=inputs["enzyme"],
        parts=int(inputs["parts"]),
        prices=Prices(**inputs["prices"]),
        stock=[record_from(one) for one in inputs.get("stock", ())],
        seed=work.seed,
    )
    return {
        "enzyme": found.enzyme,
        "fidelity": round(found.fidelity, 4),
        "colonies": found.colonies,
        "cost": round(found.cost, 2),
        "currency": inputs["prices"]["currency"],
        "unwanted": len(found.unwanted),
        "parts": [
            {
                "name": part.record.name,
                "start": part.start,
                "length": part.length,
                "left": part.left,
                "right": part.right,
                "template": part.template,
                "primers": [
                    {"sequence": one.sequence, "melting_c": round(one.melting_c, 1)} for one in part.primers
                ],
                "cost": round(part.cost, 2),
                "sequence": part.record.sequence,
            }
            for part in found.parts
        ],
    }
