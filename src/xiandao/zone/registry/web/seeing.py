"""The page of a record: what is known and from where, what it has to do with, what was claimed of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xiandao.zone.accounts.api import caller, parties_of, people_of, signed_in
from xiandao.zone.evidence.api import state_of, vocabulary
from xiandao.zone.face.api import as_of
from xiandao.zone.registry.operations.reading import note_restricted_reading
from xiandao.zone.registry.permissions import check_sees, is_own, keeps_registry
from xiandao.zone.registry.queries.records import Neighbour, kind_named, record_named, record_seen
from xiandao.zone.registry.rules.vocabulary import Kind, RelationKind
from xiandao.zone.registry.web.asking import RELATIONS, language

WIDTH, HEIGHT = 640, 300
MOST_DRAWN = 10
SHORT = 12  # characters of a label in the drawing


@dataclass(frozen=True, slots=True)
class Node:
    """A neighbour as it is drawn: where it stands, and what the line to it says."""

    x: int
    y: int
    label: str
    relation: str
    address: str
    kind: str


@signed_in
@require_safe
def record(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One record on a day; a merged one leads on to the record that speaks for it."""
    by, known = caller(request), kind_named(kind)
    found = record_named(kind, key)
    if found.merged_into is not None:
        check_sees(by, found.merged_into, parties_of(by))
        return redirect("registry:record", kind, found.merged_into.key)
    seen = record_seen(found, asking=by, as_of=as_of(request), language=language())
    if not seen.own:
        note_restricted_reading(record=found, fields=seen.restricted, by=by, at=timezone.now())
    keeper = keeps_registry(by)
    words = vocabulary()
    spoken = attrgetter("zh" if language().startswith("zh") else "en")
    context = {
        "seen": seen,
        "record": found,
        "kind": known,
        "keeper": keeper,
        "may_state": keeper or is_own(by, found, parties_of(by)),
        "claims": [
            (
                claim,
                spoken(words.headline(claim.kind, claim.details)),
                spoken(words.unit_of(claim.unit)),
                state_of(claim).value,
            )
            for claim in reversed(seen.claims)
        ],
        "neighbours": [(neighbour, relation_words(neighbour)) for neighbour in seen.neighbours],
        "nodes": nodes(seen.neighbours),
        "drawing": {"width": WIDTH, "height": HEIGHT, "x": WIDTH // 2, "y": HEIGHT // 2},
        "members": people_of(found.party) if keeper and found.kind == Kind.ORGANISATION else (),
        "is_person": found.kind == Kind.PERSON,
    }
    return render(request, "registry/record.html", context)


def relation_words(neighbour: Neighbour) -> str:
    """How a record has to do with this one, as read from it."""
    return str(RELATIONS[RelationKind(neighbour.relation)][0 if neighbour.outwards else 1])


def nodes(neighbours: Sequence[Neighbour]) -> list[Node]:
    """The first neighbours on an oval around the record."""
    drawn = neighbours[:MOST_DRAWN]
    found = []
    for place, neighbour in enumerate(drawn):
        angle = 2 * math.pi * place / len(drawn) - math.pi / 2
        other = neighbour.record
        found.append(
            Node(
                x=round(WIDTH / 2 + math.cos(angle) * (WIDTH / 2 - 80)),
                y=round(HEIGHT / 2 + math.sin(angle) * (HEIGHT / 2 - 28)),
                label=other.label if len(other.label) <= SHORT else f"{other.label[: SHORT - 1]}…",
                relation=relation_words(neighbour),
                address=reverse("registry:record", args=(other.kind, other.key)),
                kind=other.kind,
            )
        )
    return found
