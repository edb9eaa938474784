"""Records that may be one, through the JSON API: proposed, merged, told apart, taken apart again."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.registry import api
from xiandao.zone.registry.queries.records import kind_named, merge_numbered, open_pairs, pair_numbered

MOST = 500  # pairs in one answer
router = Router(auth=Allowed(*api.KEEPERS), tags=["merging records"])


class SideOut(Schema):
    """One of the two."""

    key: str
    label: str


class PairOut(Schema):
    """Two records that may be one, how likely, and what speaks for and against it."""

    number: int
    kind: str
    left: SideOut
    right: SideOut
    probability: float
    parts: list[dict[str, Any]]
    method: str


class VerdictIn(Schema):
    """Whether they are one, and which side keeps speaking."""

    verdict: Literal["left", "right", "different"]
    reason: str = ""


class MergeOut(Schema):
    """A merge that was made; with its number it is undone."""

    number: int | None
    kept: str


class FoundOut(Schema):
    """How many new pairs were found."""

    found: int


@router.get("/registry-pairs", response=list[PairOut], summary="Records that may be one")
def pairs(request: HttpRequest, kind: str = "") -> list[PairOut]:  # noqa: ARG001
    """The likeliest first, at most 500."""
    return [
        PairOut(
            number=pair.pk,
            kind=pair.left.kind,
            left=SideOut(key=pair.left.key, label=pair.left.label),
            right=SideOut(key=pair.right.key, label=pair.right.label),
            probability=pair.probability,
            parts=pair.parts,
            method=pair.method,
        )
        for pair in open_pairs(kind)[:MOST]
    ]


@router.post("/registry-pairs/find/{kind}", response=FoundOut, summary="Look for doubles of a kind")
def find(request: HttpRequest, kind: str) -> FoundOut:
    """Compare the records of a kind with each other; nothing is merged by it."""
    found = api.find_pairs_of(kind_named(kind).kind, by=caller(request), at=timezone.now())
    return FoundOut(found=found)


@router.post("/registry-pairs/{number}", response=MergeOut, summary="Decide about a pair")
def decide(request: HttpRequest, number: int, told: VerdictIn) -> MergeOut:
    """One record, keeping the left or the right one, or two that are not proposed again."""
    pair, by, at = pair_numbered(number), caller(request), timezone.now()
    if told.verdict == "different":
        api.decide_different(pair=pair, by=by, at=at)
        return MergeOut(number=None, kept="")
    kept, gone = (pair.right, pair.left) if told.verdict == "right" else (pair.left, pair.right)
    made = api.merge(kept=kept, gone=gone, reason=told.reason, by=by, at=at)
    return MergeOut(number=made.pk, kept=kept.key)


@router.post("/registry-merges/{number}/undo", response={204: None}, summary="Take two records apart")
def take_apart(request: HttpRequest, number: int) -> Status[None]:
    """Both speak for themselves again, with everything that was said of each."""
    api.unmerge(merge=merge_numbered(number), by=caller(request), at=timezone.now())
    return Status(204, None)
