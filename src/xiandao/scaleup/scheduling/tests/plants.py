"""A small plant and a template of three steps that the tests of this package share."""

from __future__ import annotations

from xiandao.scaleup.scheduling import (
    Campaign,
    CampaignTemplate,
    Lag,
    Machine,
    Plant,
    Pool,
    Step,
    Use,
    Window,
)

PLANT = Plant(
    machines=(
        Machine("S1", "seed", 0.1),
        Machine("F1", "ferment", 1.0, changeover_h=24),
        Machine("F2", "ferment", 5.0, changeover_h=24),
        Machine("H1", "harvest", closed=(Window(30, 40),)),
    ),
    pools=(Pool("operators", 3, absent=(Window(0, 10, 1),)), Pool("CIP skid", 1)),
)
CLEANING = (Use("CIP skid", 1),)
TEMPLATE = CampaignTemplate(
    "protein",
    steps=(
        Step("seed", "seed", 20, 2, uses=(Use("operators", 1),), cleaning_uses=CLEANING),
        Step("ferment", "ferment", 48, 6, 1.0, uses=(Use("operators", 1),), cleaning_uses=CLEANING),
        Step("harvest", "harvest", 8, 2, uses=(Use("operators", 2),), cleaning_uses=CLEANING),
    ),
    lags=(Lag("seed", "ferment", 0, 0), Lag("ferment", "harvest", 0, 12)),
)


def campaigns(count: int) -> tuple[Campaign, ...]:
    """So many campaigns of three organisms in turn."""
    return tuple(Campaign(f"C{i}", TEMPLATE, f"organism {i % 3}") for i in range(count))
