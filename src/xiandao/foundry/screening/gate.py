"""The gate: an order, a database and a customer in; a screening with its verdict out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from xiandao.foundry.screening.hazards import HazardDatabase, Unusable
from xiandao.foundry.screening.matching import (
    WINDOW,
    nucleotide_hits,
    protein_hits,
    protein_scoring,
)
from xiandao.foundry.screening.pooling import TooManyJoins, joined, pool_hits
from xiandao.foundry.screening.profiles import profile_hits
from xiandao.foundry.screening.results import Concern, Customer, Hit, Review, Screening, Verdict
from xiandao.foundry.screening.seeding import Scoring
from xiandao.foundry.screening.texts import ScreeningRefused, Text, ambiguous, texts_of
from xiandao.foundry.sequences.records import Record
from xiandao.kernel.sentences import Sentence

METHOD: Final = Sentence(
    "xiandao screening 1: both strands at 80 % of 50 bases, six frames at 13 of 16 residues or an "
    "expectation of 0.001 an order, profiles at 0.001; overlapping and Golden Gate ends joined, pieces pooled"
)


def digest_of(sequences: Iterable[Record]) -> str:
    """The name of the content of an order: its letters and whether they are circles, in any order of rows."""
    rows = sorted(
        f"{'circle' if one.circular else 'line'} {one.sequence.upper().replace('U', 'T')}"
        for one in sequences
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def screen(
    sequences: Sequence[Record],
    database: HazardDatabase | Unusable | None,
    customer: Customer | None,
    *,
    on: date,
    earlier: Sequence[Record] = (),
) -> Screening:
    """Screen one order on a day. No usable database, or one too old, holds the order: it never passes.

    `earlier`: what the customer ordered before; it is pooled with this order, so that a hazard split over
    several orders can be seen. Raises ScreeningRefused for what is no order of DNA or RNA.
    """
    texts = texts_of(sequences)
    usable = database if isinstance(database, HazardDatabase) else None
    concerns = [
        *_database_concerns(database, on),
        *_customer_concerns(customer, on),
        *_letter_concerns(texts),
    ]
    hits: list[Hit] = []
    if usable is not None:
        known = {text.name for text in texts}
        before = [replace(one, name=f"earlier: {one.name}") for one in _distinct(earlier)]
        hits, more = _searched(texts, texts_of(before) if before else [], usable)
        concerns += more
        hits = [hit for hit in hits if known & set(hit.sequences)]
    return Screening(
        digest=digest_of(sequences),
        names=tuple(text.name for text in texts),
        on=on,
        customer=customer,
        database=usable.name if usable else "",
        database_version=usable.version if usable else "",
        database_digest=usable.digest if usable else "",
        method=METHOD,
        searched=usable is not None,
        hits=tuple(hits),
        concerns=tuple(concerns),
        unseen=tuple(_unseen(texts, usable)),
    )


def reviewed(screening: Screening, review: Review) -> Screening:
    """The same screening with a person's decision. Raises ScreeningRefused where there is none to take.

    Nobody can release what was refused, what was not searched, or an order of their own.
    """
    if screening.verdict is not Verdict.HOLD:
        raise ScreeningRefused(
            "the order is not held: its screening says “{verdict}”", verdict=screening.verdict
        )
    if not screening.searched and review.released:
        raise ScreeningRefused("the order was not searched; install a hazard database and screen it again")
    if not review.reviewer.strip() or not review.reason.strip():
        raise ScreeningRefused("a review names who reviewed and why")
    if screening.customer is not None and screening.customer.name == review.reviewer:
        raise ScreeningRefused("{name} cannot review an order of their own", name=review.reviewer)
    if review.on < screening.on:
        raise ScreeningRefused("the review is dated before the screening")
    return replace(screening, review=review)


def _searched(
    texts: Sequence[Text], before: Sequence[Text], database: HazardDatabase
) -> tuple[list[Hit], list[Concern]]:
    concerns = []
    bases = sum(len(text.letters) for text in texts)
    scoring = protein_scoring(bases, len(database.proteins.codes))
    hits = [hit for text in texts for hit in _both(text, database, scoring)]
    hits += profile_hits(texts, database)
    pool = [*texts, *before]
    spared = [hit for hit in hits if not hit.counts]
    # what is spared as harmless hides only what is spared too
    alone = {(hit.entry.id, name) for hit in hits for name in hit.sequences}
    counted = {(hit.entry.id, name) for hit in hits if hit.counts for name in hit.sequences}
    try:
        for names, text in joined(pool):
            hits += [
                replace(hit, sequences=names)
                for hit in _both(text, database, scoring)
                if not any((hit.entry.id, name) in (counted if hit.counts else alone) for name in names)
            ]
    except TooManyJoins:
        concerns.append(
            Concern("the fragments fit each other in too many ways to be read; a person must look")
        )
    ours = {text.name for text in texts}
    seen = {hit.entry.id for hit in hits if hit.counts and ours & set(hit.sequences)}
    hits += [hit for hit in pool_hits(pool, database, spared) if hit.entry.id not in seen]
    return _once(hits), concerns


def _both(text: Text, database: HazardDatabase, scoring: Scoring) -> list[Hit]:
    return [*nucleotide_hits(text, database), *protein_hits(text, database, scoring)]


def _once(hits: Sequence[Hit]) -> list[Hit]:
    """One hit for each hazard, kind of search and set of joined fragments, the longest."""
    found: dict[object, Hit] = {}
    for hit in hits:
        joint = len(hit.sequences) > 1
        key = (frozenset(hit.sequences), hit.entry.id, hit.method) if joint else hit
        if key not in found or found[key].length < hit.length:
            found[key] = hit
    return list(found.values())


def _distinct(records: Sequence[Record]) -> list[Record]:
    """Earlier sequences under names of their own, each content once."""
    found: dict[str, Record] = {}
    for number, record in enumerate(records, start=1):
        found.setdefault(record.sequence.upper(), replace(record, name=f"{record.name} ({number})"))
    return list(found.values())


def _database_concerns(database: HazardDatabase | Unusable | None, on: date) -> Iterator[Concern]:
    if database is None:
        yield Concern("no hazard database is installed")
    elif isinstance(database, Unusable):
        yield Concern("the hazard database cannot be used: {reason}", reason=database.reason)
    elif database.too_old(on):
        yield Concern(
            "the hazard database is of {dated}, older than {days} days; renew it",
            dated=database.dated,
            days=database.most_age_days,
        )
    elif database.dated > on:
        yield Concern("the hazard database is dated {dated}, after this order", dated=database.dated)


def _customer_concerns(customer: Customer | None, on: date) -> Iterator[Concern]:
    if customer is None:
        yield Concern("it is not recorded who orders this, and what for")
        return
    if not customer.name.strip():
        yield Concern("the customer's name is not recorded")
    if not customer.organisation.strip():
        yield Concern("the customer's organisation is not recorded")
    if not customer.purpose.strip():
        yield Concern("the customer's purpose is not recorded")
    if not customer.verified_by.strip() or customer.verified_on is None:
        yield Concern("nobody verified the customer {name}", name=customer.name)
    elif customer.verified_on > on:
        yield Concern("the customer {name} is verified on a later day", name=customer.name)


def _letter_concerns(texts: Sequence[Text]) -> Iterator[Concern]:
    for text in texts:
        if many := ambiguous(text):
            yield Concern(
                "{name} has {many} letters that stand for several; what they can become was not screened",
                name=text.name,
                many=many,
            )


def _unseen(texts: Sequence[Text], database: HazardDatabase | None) -> Iterator[Concern]:
    if database is None:
        yield Concern("nothing was searched")
        return
    short = [text.name for text in texts if len(text.letters) < WINDOW]
    if short:
        yield Concern(
            "{many} sequences are shorter than {window} bases: seen only where they overlap by 12 letters or "
            "lie side by side on a hazard with 16 equal bases or 6 equal residues each",
            many=len(short),
            window=WINDOW,
        )
