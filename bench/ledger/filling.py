"""Fills a ledger with a zone's worth of claims: seeded, so that two runs measure the same thing.

Everything goes through the room's own door, so the chain, the read model and the totals are real.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.evidence import api

SEED: Final = 20250630
FIRST_DAY: Final = date(2023, 1, 1)
DAYS: Final = 900
NOW: Final = datetime(2025, 6, 30, 4, tzinfo=UTC)
AS_OF: Final = NOW.date()
BATCH: Final = 10_000
VERIFIED, REJECTED, WITHDRAWN, CORRECTED = 0.60, 0.03, 0.02, 0.02  # shares of a batch
MERGED_PER_BATCH: Final = 10


@dataclass(frozen=True, slots=True)
class Maker:
    """One kind of claim: how often it comes, how many claims a subject gets, and what it says."""

    kind: str
    share: float
    record: str
    claims_per_subject: float
    details: Callable[[random.Random], dict[str, Any]]
    money: bool = False


def _one_of(name: str, *choices: str) -> Callable[[random.Random], dict[str, Any]]:
    return lambda chance: {name: chance.choice(choices)}


def _patent(chance: random.Random) -> dict[str, Any]:
    family = {"family": f"F{chance.randrange(10**6)}"} if chance.random() < 0.3 else {}
    return {"type": chance.choice(("invention", "utility", "design", "pct")), **family}


MAKERS: Final = (
    Maker(
        "person-arrived", 0.15, "person", 1.2, _one_of("level", "academician", "professor", "young", "other")
    ),
    Maker("person-left", 0.02, "person", 0.2, lambda _: {}),
    Maker(
        "organisation-settled", 0.12, "organisation", 1.5, _one_of("rank", "leading", "affiliated", "other")
    ),
    Maker("organisation-left", 0.01, "organisation", 0.2, lambda _: {}),
    Maker(
        "output-reported",
        0.20,
        "organisation",
        3.0,
        lambda chance: {"year": chance.choice((2023, 2024, 2025))},
        money=True,
    ),
    Maker("project-settled", 0.05, "project", 1.1, _one_of("rank", "leading", "other")),
    Maker(
        "platform-opened", 0.02, "platform", 1.1, _one_of("type", "functional", "pilot", "glp", "incubator")
    ),
    Maker("achievement-transferred", 0.08, "achievement", 1.2, _one_of("mode", "licence", "assignment")),
    Maker("patent-filed", 0.15, "patent", 1.1, _patent),
    Maker("paper-published", 0.12, "paper", 1.1, _one_of("index", "sci", "ei", "core")),
    Maker("grant-awarded", 0.05, "grant", 1.1, _one_of("level", "national", "municipal", "district")),
    Maker("scenario-opened", 0.03, "scenario", 1.1, lambda _: {}),
)


@dataclass(slots=True)
class Filled:
    """How long a part of the filling took."""

    claims: int = 0
    recording_seconds: float = 0.0
    verified: int = 0
    verifying_seconds: float = 0.0


def judge() -> Account:
    """The account that verifies."""
    known = Account.objects.filter(username="judge").first()
    return known or create_account(
        username="judge", display_name="Judge", role=Role.REGISTRAR, by=None, at=NOW
    )


def one_claim(chance: random.Random, up_to: int, *, kind: str = "") -> api.ClaimIn:
    """A claim about one of so many subjects as a ledger of `up_to` claims has."""
    makers = [maker for maker in MAKERS if kind in ("", maker.kind)]
    maker = chance.choices(makers, [maker.share for maker in makers])[0]
    subjects = max(1, int(up_to * maker.share / maker.claims_per_subject))
    return api.ClaimIn(
        maker.kind,
        f"{maker.record}/{chance.randrange(subjects)}",
        FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
        quantity=Decimal(chance.randrange(10**5, 10**8)) if maker.money else Decimal(1),
        unit="CNY" if maker.money else "",
        details=maker.details(chance),
    )


def fill(start: int, size: int) -> Filled:
    """Bring a ledger from `start` claims to `size`, with what becomes of claims in a zone."""
    chance, by, done = random.Random(f"{SEED}/{start}"), judge(), Filled()
    for first in range(start, size, BATCH):
        at = NOW + timedelta(seconds=first // BATCH)
        claims = [one_claim(chance, size) for _ in range(min(BATCH, size - first))]
        began = time.perf_counter()
        numbers = api.record_claims(claims=claims, by=None, at=at)
        done.recording_seconds += time.perf_counter() - began
        done.claims += len(numbers)
        _judge(chance, numbers, claims, by, at, done)
    return done


def _judge(
    chance: random.Random,
    numbers: Sequence[int],
    claims: Sequence[api.ClaimIn],
    by: Account,
    at: datetime,
    done: Filled,
) -> None:
    """Verify most, reject, take back and correct some, and merge a few."""
    order = list(range(len(numbers)))
    chance.shuffle(order)
    cut = [int(len(order) * share) for share in (VERIFIED, REJECTED, WITHDRAWN, CORRECTED)]
    edges = [sum(cut[:place]) for place in range(len(cut) + 1)]
    verified, rejected, withdrawn, corrected = (order[low:high] for low, high in itertools.pairwise(edges))
    began = time.perf_counter()
    api.verify_claims(entries=[numbers[place] for place in verified], by=by, at=at)
    done.verifying_seconds += time.perf_counter() - began
    done.verified += len(verified)
    api.reject_claims(entries=[numbers[place] for place in rejected], reason="no proof", by=by, at=at)
    api.withdraw_claims(entries=[numbers[place] for place in withdrawn], reason="a slip", by=None, at=at)
    api.record_claims(
        claims=[_corrected(claims[place], numbers[place]) for place in corrected], by=None, at=at
    )
    for place in chance.sample(order, min(MERGED_PER_BATCH, len(order))):
        record, _, key = claims[place].subject.partition("/")
        try:
            api.declare_same(
                subject=claims[place].subject, canonical=f"{record}/{int(key) + 1}", by=None, at=at
            )
        except Refusal:
            continue  # it is that one already


def _corrected(claim: api.ClaimIn, number: int) -> api.ClaimIn:
    return api.ClaimIn(
        claim.kind,
        claim.subject,
        claim.happened_on - timedelta(days=1),
        quantity=claim.quantity,
        unit=claim.unit,
        details=claim.details,
        supersedes=number,
    )
