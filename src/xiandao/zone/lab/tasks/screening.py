"""An order before the biosecurity gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from xiandao.zone.lab.operations.screening import keep_screening, screened
from xiandao.zone.runs.api import Work

__all__ = ["keep_screening", "screen_order"]


def screen_order(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Inputs: order (its number), asked (how often it was asked for), on (the day).

    The sequences are no inputs: a design never changes, and the sheet is made of the screened digest only.
    """
    work.say(0.05, gettext_noop("Reading the hazard database and looking for its entries in the order"))
    return {"screening": screened(dict(inputs))}
