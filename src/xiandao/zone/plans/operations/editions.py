"""An edition's life: brought, corrected in review, then put in force or discarded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import Upload
from xiandao.planreader import Source, from_text, load, plan_fields, read
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.evidence.api import StoredFile, keep_file
from xiandao.zone.plans.models import Correction, Edition, Plan
from xiandao.zone.plans.operations.enforcing import put_in_force
from xiandao.zone.plans.permissions import check_next_state, check_office
from xiandao.zone.plans.queries.plans import draft_of
from xiandao.zone.plans.rules import corrections
from xiandao.zone.plans.rules.states import EditionState, PlanStatus

LONGEST_TEXT = 5_000_000  # characters; the longest plan seen has 0.2 million


class EditionRefused(Refusal):
    """An edition cannot be brought, changed or put in force."""


@transaction.atomic
def bring_document(*, plan: Plan | None, upload: Upload, by: Account, at: datetime) -> Edition:
    """Read an uploaded document into an edition under review, of a new plan or of this one."""
    check_office(by)
    source = load(upload.name, upload.content)
    return _bring(plan, source, keep_file(upload=upload, at=at), by, at)


@transaction.atomic
def bring_text(*, plan: Plan | None, text: str, by: Account, at: datetime) -> Edition:
    """Read pasted text into an edition under review."""
    check_office(by)
    if not text.strip():
        raise EditionRefused(gettext_noop("Nothing was pasted. Paste the plan's text, or upload its file."))
    if len(text) > LONGEST_TEXT:
        raise EditionRefused(
            gettext_noop("The text has {size} characters; at most {most} are read."),
            size=len(text),
            most=LONGEST_TEXT,
        )
    return _bring(plan, from_text(text), None, by, at)


def _bring(
    plan: Plan | None, source: Source, document: StoredFile | None, by: Account, at: datetime
) -> Edition:
    reading = corrections.with_ids(plan_fields(read(source)))
    reading["source"] = {key: value for key, value in reading["source"].items() if key != "text"}
    if plan is None:
        plan = Plan.objects.create(slug=_free_slug(), created_at=at)
    waiting = draft_of(plan)
    if waiting is not None:
        raise EditionRefused(
            gettext_noop("Edition {number} is still under review. Confirm or discard it before the next."),
            number=waiting.number,
        )
    edition = Edition.objects.create(
        plan=plan,
        number=plan.editions.count() + 1,
        state=EditionState.REVIEW,
        source_name=source.name[:200],
        document=document,
        text=source.text,
        reading=reading,
        brought_at=at,
        brought_by=by,
        **_header_of(reading, source.name, at),
    )
    record(
        verb=gettext_noop("brought a plan document"),
        subject=edition,
        by=by,
        at=at,
        after={"source": source.name, "measures": len(reading["measures"]), "sha256": source.sha256},
    )
    return edition


def _header_of(reading: Mapping[str, Any], name: str, at: datetime) -> dict[str, object]:
    """The columns of an edition that follow its reading; what is unknown gets a placeholder in review."""
    start, end = reading["period"]["start"], reading["period"]["end"]
    return {
        "title": (reading["title"] or name)[:200],
        "area": (reading["area"] or "")[:80],
        "issuer": (reading["issuer"] or "")[:120],
        "doc_no": (reading["doc_no"] or "")[:80],
        "status": reading["status"] or PlanStatus.DRAFT,
        "period_start": start or end or at.year,
        "period_end": max(end or start or at.year, start or 0),
    }


def _free_slug() -> str:
    number = Plan.objects.count() + 1
    while Plan.objects.filter(slug=f"plan-{number}").exists():
        number += 1
    return f"plan-{number}"


@transaction.atomic
def correct(*, edition: Edition, item: str, field: str, value: str, by: Account, at: datetime) -> None:
    """Change one field of the reading; what the reader had read stays on record."""
    edition = _in_review(edition, by)
    edition.reading, before, after = corrections.corrected(edition.reading, item, field, value)
    for column, content in _header_of(edition.reading, edition.source_name, at).items():
        setattr(edition, column, content)
    edition.save()
    Correction.objects.create(
        edition=edition, item=item, field=field, before=before, after=after, at=at, by=by
    )
    record(
        verb=gettext_noop("corrected a reading"),
        subject=edition,
        by=by,
        at=at,
        before={f"{item} {field}": before},
        after={f"{item} {field}": after},
    )


@transaction.atomic
def drop_item(*, edition: Edition, item: str, by: Account, at: datetime) -> None:
    """Take an item out of the reading; its words go back to the remainder."""
    edition = _in_review(edition, by)
    _, entry = corrections.find(edition.reading, item)
    edition.reading = corrections.without(edition.reading, item)
    edition.save(update_fields=["reading"])
    Correction.objects.create(edition=edition, item=item, field="", before=entry, after=None, at=at, by=by)
    record(verb=gettext_noop("dropped an item"), subject=edition, by=by, at=at, before={item: entry})


@transaction.atomic
def add_measure(*, edition: Edition, start: int, end: int, by: Account, at: datetime) -> str:
    """Mark a stretch of the text as a measure that the reader did not see; its id."""
    edition = _in_review(edition, by)
    known = {entry["id"] for entry in edition.reading["measures"]}
    edition.reading = corrections.with_measure(edition.reading, start, end, edition.text)
    edition.save(update_fields=["reading"])
    item = next(e for e in edition.reading["measures"] if e["id"] not in known)
    Correction.objects.create(
        edition=edition, item=item["id"], field="", before=None, after=item, at=at, by=by
    )
    record(
        verb=gettext_noop("marked a measure"),
        subject=edition,
        by=by,
        at=at,
        after={item["id"]: {"title": item["title"], "span": item["span"]}},
    )
    return str(item["id"])


@transaction.atomic
def settle_warning(*, edition: Edition, number: int, by: Account, at: datetime) -> None:
    """Say that a warning was looked at."""
    edition = _in_review(edition, by)
    edition.reading = corrections.with_warning_settled(edition.reading, number)
    edition.save(update_fields=["reading"])
    warning = edition.reading["warnings"][number]
    record(
        verb=gettext_noop("settled a warning"),
        subject=edition,
        by=by,
        at=at,
        after={"code": warning["code"], "span": warning["span"]},
    )


@transaction.atomic
def discard_edition(*, edition: Edition, by: Account, at: datetime) -> None:
    """Give an edition up; nothing of it was ever in force."""
    edition = _in_review(edition, by)
    check_next_state(edition, EditionState.DISCARDED)
    edition.state = EditionState.DISCARDED
    edition.save(update_fields=["state"])
    record(verb=gettext_noop("discarded an edition"), subject=edition, by=by, at=at)


@transaction.atomic
def confirm_edition(*, edition: Edition, since: date, by: Account, at: datetime) -> None:
    """Put an edition in force since a day; progress stays with every item that is still the same."""
    edition = _in_review(edition, by)
    check_next_state(edition, EditionState.IN_FORCE)
    later = edition.plan.editions.filter(state=EditionState.IN_FORCE, in_force_since__gt=since).first()
    if later is not None:
        raise EditionRefused(
            gettext_noop("Edition {number} is in force since {day}; a newer one cannot begin before it."),
            number=later.number,
            day=later.in_force_since,
        )
    put_in_force(edition, since=since, by=by, at=at)
    record(
        verb=gettext_noop("confirmed an edition"),
        subject=edition,
        by=by,
        at=at,
        after={"since": since, "measures": len(edition.reading["measures"])},
    )


def _in_review(edition: Edition, by: Account) -> Edition:
    """The edition as it is now, held until the transaction ends, and still open to the office."""
    check_office(by)
    held = Edition.objects.select_for_update(of=("self",)).select_related("plan").get(pk=edition.pk)
    check_next_state(held, EditionState.DISCARDED)
    return held
