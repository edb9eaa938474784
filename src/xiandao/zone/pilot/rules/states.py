"""How campaigns, plans and records stand; the tables here are what the code reads."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Hygiene(StrEnum):
    """The class in which equipment is kept, from none to the strictest."""

    NONE = "none"
    GLP = "glp"
    GMP = "gmp"


HYGIENE_RANK: Final[Mapping[str, int]] = {Hygiene.NONE: 0, Hygiene.GLP: 1, Hygiene.GMP: 2}
# Hours in which a room and its vessel are brought up to a stricter class; down costs nothing of its own.
CLASS_CHANGEOVER_H: Final = 24


class CampaignState(StrEnum):
    """From the request to the closed record."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    WAITING = "waiting"
    RUNNING = "running"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


NEXT: Final[Mapping[CampaignState, frozenset[CampaignState]]] = {
    CampaignState.REQUESTED: frozenset(
        {CampaignState.SCHEDULED, CampaignState.WAITING, CampaignState.REFUSED, CampaignState.WITHDRAWN}
    ),
    CampaignState.WAITING: frozenset(
        {CampaignState.SCHEDULED, CampaignState.REFUSED, CampaignState.WITHDRAWN}
    ),
    CampaignState.SCHEDULED: frozenset(
        {CampaignState.WAITING, CampaignState.RUNNING, CampaignState.REFUSED, CampaignState.WITHDRAWN}
    ),
    CampaignState.RUNNING: frozenset({CampaignState.CLOSED}),
    CampaignState.CLOSED: frozenset(),
    CampaignState.REFUSED: frozenset(),
    CampaignState.WITHDRAWN: frozenset(),
}
PLANNED: Final = (CampaignState.REQUESTED, CampaignState.SCHEDULED, CampaignState.WAITING)
OPEN: Final = (*PLANNED, CampaignState.RUNNING)


class PlanState(StrEnum):
    """A plan is computed, then in force until the next one; or what it was computed from has changed."""

    COMPUTING = "computing"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    STALE = "stale"
    IMPOSSIBLE = "impossible"


class Purpose(StrEnum):
    """What a campaign is for; a transfer carries an achievement over from another scale or place."""

    DEVELOPMENT = "development"
    TRANSFER = "transfer"
    SUPPLY = "supply"


class Quantity(StrEnum):
    """What a batch achieved, by which donor and receiver are compared."""

    VOLUME = "volume_m3"
    KLA = "kla_per_h"
    OUR = "our_mmol_per_l_h"
    POWER = "power_w_per_m3"
    MIXING = "mixing_time_s"
    HEAT = "heat_kw_per_m3"
    TITRE = "titre_g_per_l"
    YIELD = "yield_percent"


UNITS: Final[Mapping[Quantity, str]] = {
    Quantity.VOLUME: "m3",
    Quantity.KLA: "1/h",
    Quantity.OUR: "mmol/(L h)",
    Quantity.POWER: "W/m3",
    Quantity.MIXING: "s",
    Quantity.HEAT: "kW/m3",
    Quantity.TITRE: "g/L",
    Quantity.YIELD: "%",
}
