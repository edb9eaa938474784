"""The kinds of record, each with its fields and events; one file per family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xiandao.zone.registry.rules.kinds.fields import Choice, Event, Field, KindOfRecord
from xiandao.zone.registry.rules.kinds.knowledge import GRANT, PAPER, PATENT
from xiandao.zone.registry.rules.kinds.organisations import ORGANISATION
from xiandao.zone.registry.rules.kinds.people import PERSON
from xiandao.zone.registry.rules.kinds.places import PLATFORM, SCENARIO
from xiandao.zone.registry.rules.kinds.works import ACHIEVEMENT, PRODUCT, PROJECT, TRANSFER
from xiandao.zone.registry.rules.vocabulary import Kind

KINDS: Final[Mapping[Kind, KindOfRecord]] = {
    known.kind: known
    for known in (
        ORGANISATION,
        PERSON,
        PROJECT,
        ACHIEVEMENT,
        TRANSFER,
        PATENT,
        PAPER,
        GRANT,
        PRODUCT,
        PLATFORM,
        SCENARIO,
    )
}

__all__ = ["KINDS", "Choice", "Event", "Field", "KindOfRecord"]
