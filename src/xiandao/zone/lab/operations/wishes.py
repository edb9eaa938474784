"""Wishing, sharing, learning, and ending a wish."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from xiandao.foundry.sequences import Molecule
from xiandao.foundry.sequences.formats import read
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.lab.models import Note, Share, Wish
from xiandao.zone.lab.permissions import check_works_in
from xiandao.zone.lab.rules.vocabulary import WishKind, WishState
from xiandao.zone.registry.api import Kind, Record, RelationKind

LONGEST_NOTE: Final = 8_000
RESIDUES: Final = frozenset("ACDEFGHIKLMNPQRSTVWY*")


class WishRefused(Refusal):
    """A wish cannot be kept, shared or ended as asked."""


@transaction.atomic
def make_wish(
    *,
    organisation: Record,
    title: str,
    kind: WishKind,
    by: Account,
    at: datetime,
    project: Record | None = None,
    proteins: str = "",
    host: str = "",
    purpose: str = "",
    sample: bool = False,
) -> Wish:
    """Keep what an organisation wants. `proteins` is FASTA; empty where it is designed by hand."""
    check_works_in(by, organisation)
    title = " ".join(title.split())
    if not title:
        raise WishRefused(gettext_noop("Give the wish a title."))
    proteins = check_proteins(proteins)
    if project is not None:
        check_project(project, organisation)
    wish = Wish.objects.create(
        organisation=organisation,
        project=project,
        title=title[:200],
        kind=kind,
        proteins=proteins,
        host=host,
        purpose=purpose.strip(),
        by=by,
        created_at=at,
        changed_at=at,
        sample=sample,
    )
    record(verb=gettext_noop("made a wish"), subject=wish, by=by, at=at, after={"kind": kind.value})
    return wish


@transaction.atomic
def link_project(*, wish: Wish, project: Record, by: Account, at: datetime) -> None:
    """Say to which project of the registry a wish belongs."""
    check_works_in(by, wish.organisation)
    check_project(project, wish.organisation)
    if wish.entry is not None:
        raise WishRefused(gettext_noop("Its evidence names the project already; it stays there."))
    if wish.project_id != project.pk:
        # it was shared with the people of the former project, not with those of this one
        for shared in wish.shares.filter(organisation=None, until=None):
            stop_sharing(shared=shared, by=by, at=at)
    wish.project, wish.changed_at = project, at
    wish.save(update_fields=["project", "changed_at"])
    record(
        verb=gettext_noop("linked a wish to a project"),
        subject=wish,
        by=by,
        at=at,
        after={"project": project.key},
    )


@transaction.atomic
def end_wish(*, wish: Wish, state: WishState, by: Account, at: datetime) -> None:
    """Say that it is reached or given up, or take it up again."""
    check_works_in(by, wish.organisation)
    before = wish.state
    wish.state, wish.changed_at = state, at
    wish.save(update_fields=["state", "changed_at"])
    record(
        verb=gettext_noop("changed where a wish stands"),
        subject=wish,
        by=by,
        at=at,
        before={"state": before},
        after={"state": state.value},
    )


@transaction.atomic
def learn(*, wish: Wish, text: str, by: Account, at: datetime) -> Note:
    """Keep what was learned."""
    check_works_in(by, wish.organisation)
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE:
        raise WishRefused(gettext_noop("A note has 1 to {most} characters."), most=LONGEST_NOTE)
    note = Note.objects.create(wish=wish, text=text, by=by, at=at)
    touch(wish, at)
    record(verb=gettext_noop("noted what was learned"), subject=wish, by=by, at=at)
    return note


@transaction.atomic
def share(*, wish: Wish, organisation: Record | None, by: Account, at: datetime) -> Share:
    """Let another organisation read the wish and its chain, or those who carry its project (None)."""
    check_works_in(by, wish.organisation)
    if organisation is None and wish.project is None:
        raise WishRefused(gettext_noop("The wish belongs to no project yet; link it to one first."))
    if organisation is not None:
        if organisation.kind != Kind.ORGANISATION:
            raise WishRefused(gettext_noop("A wish is shared with an organisation."))
        if organisation.pk == wish.organisation_id:
            raise WishRefused(gettext_noop("Your own organisation reads it already."))
    shared, made = Share.objects.get_or_create(
        wish=wish, organisation=organisation, until=None, defaults={"since": at, "by": by}
    )
    if made:
        record(
            verb=gettext_noop("shared a wish"),
            subject=wish,
            by=by,
            at=at,
            after={"with": organisation.key if organisation else "project"},
        )
    return shared


@transaction.atomic
def stop_sharing(*, shared: Share, by: Account, at: datetime) -> None:
    """Nobody who read it by this share reads it from now on."""
    check_works_in(by, shared.wish.organisation)
    if shared.until is not None:
        raise WishRefused(gettext_noop("This share has ended already."))
    shared.until = at
    shared.save(update_fields=["until"])
    record(
        verb=gettext_noop("stopped sharing a wish"),
        subject=shared.wish,
        by=by,
        at=at,
        before={"with": shared.organisation.key if shared.organisation else "project"},
    )


def projects_of(organisation: Record) -> list[Record]:
    """The projects that an organisation owns or carries."""
    return [
        *Record.objects.filter(kind=Kind.PROJECT, merged_into=None, retracted_at=None)
        .filter(_carried(organisation))
        .distinct()
        .order_by("label")
    ]


def project_keyed(key: str, organisation: Record) -> Record:
    """The project that the organisation owns or carries; a missing one and another's look the same."""
    found = Record.objects.filter(kind=Kind.PROJECT, key=key).filter(_carried(organisation)).first()
    if found is None:
        raise _not_carried(organisation)
    return found


def check_project(project: Record, organisation: Record) -> None:
    """A wish belongs to a project that its organisation owns or carries."""
    known = Record.objects.filter(pk=project.pk, kind=Kind.PROJECT).filter(_carried(organisation))
    if not known.exists():
        raise _not_carried(organisation)


def check_proteins(said: str) -> str:
    """The proteins as FASTA, or a refusal that names record and residue; a bare sequence gets a name."""
    text = said.strip()
    if not text:
        return ""
    if not text.startswith(">"):
        text = f">protein\n{''.join(text.split())}"
    reading = read(text.encode(), "proteins")
    if reading.faults:
        raise WishRefused("{fault}", fault=reading.faults[0].sentence)
    for one in reading.records:
        if one.molecule is Molecule.RNA:
            raise WishRefused(gettext_noop("{name} is RNA; give the protein."), name=one.name)
        wrong = [place for place, letter in enumerate(one.sequence.upper()) if letter not in RESIDUES]
        if wrong or not one.sequence:
            raise WishRefused(
                gettext_noop("{name}: residue {place} is not one of the twenty."),
                name=one.name,
                place=wrong[0] + 1 if wrong else 1,
            )
    return text


def touch(wish: Wish, at: datetime) -> None:
    """Something happened to it: it comes first in lists."""
    Wish.objects.filter(pk=wish.pk).update(changed_at=at)


def _not_carried(organisation: Record) -> WishRefused:
    return WishRefused(
        gettext_noop("{organisation} neither owns nor carries this project."), organisation=organisation.label
    )


def _carried(organisation: Record) -> Q:
    return Q(owner=organisation) | Q(
        relations_out__kind=RelationKind.CARRIED_BY,
        relations_out__right=organisation,
        relations_out__retracted_at=None,
    )
