"""A wish and its whole chain; making one, linking, sharing, learning."""

from __future__ import annotations

from typing import Any

import python_codon_tables
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, caller, signed_in
from xiandao.zone.face.api import say
from xiandao.zone.lab.models import Share
from xiandao.zone.lab.operations.wishes import (
    end_wish,
    learn,
    link_project,
    make_wish,
    projects_of,
    share,
    stop_sharing,
)
from xiandao.zone.lab.permissions import LabAccessRefused, organisations_of, works_in
from xiandao.zone.lab.queries.chains import chain_of
from xiandao.zone.lab.queries.comparing import compared_for
from xiandao.zone.lab.queries.finding import wish_numbered
from xiandao.zone.lab.rules.vocabulary import WishKind, WishState
from xiandao.zone.lab.web.asking import Asked, ask
from xiandao.zone.lab.web.words import (
    READS,
    RUN_KINDS,
    SAMPLE_KINDS,
    STEPS,
    WAYS,
    WISH_KINDS,
    WISH_STATES,
    choices,
)
from xiandao.zone.registry.api import Record

HOSTS = tuple(sorted(python_codon_tables.available_codon_tables_names))


class WishForm(forms.Form):
    """What is wanted."""

    organisation = forms.ChoiceField(label=gettext_lazy("For which lab"))
    title = forms.CharField(label=gettext_lazy("What is wished for"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=choices(WISH_KINDS))
    project = forms.ChoiceField(label=gettext_lazy("Project of the registry"), required=False)
    proteins = forms.CharField(
        label=gettext_lazy("Proteins (FASTA)"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("In the order of the operon; leave it empty to bring a sequence file later."),
    )
    host = forms.ChoiceField(
        label=gettext_lazy("Host (codon table)"),
        required=False,
        choices=[("", "—"), *((h, h) for h in HOSTS)],
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, organisations: list[Record], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labs, projects = self.fields["organisation"], self.fields["project"]
        if isinstance(labs, forms.ChoiceField) and isinstance(projects, forms.ChoiceField):
            labs.choices = [(one.key, one.label) for one in organisations]
            found = {one.key: one.label for lab in organisations for one in projects_of(lab)}
            projects.choices = [("", "—"), *found.items()]
        if len(organisations) == 1:
            labs.widget, labs.initial = forms.HiddenInput(), organisations[0].key


def own_labs(by: Account) -> list[Record]:
    """The labs in which something can be made. Raises LabAccessRefused where there is none."""
    found = organisations_of(by)
    if not found:
        raise LabAccessRefused(
            "Your account speaks for no organisation, so it has no lab. A registrar can let it speak for one."
        )
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a wish."""
    by = caller(request)
    labs = own_labs(by)

    def act(said: dict[str, Any]) -> HttpResponse:
        made = make_wish(
            organisation=next(one for one in labs if one.key == said["organisation"]),
            title=said["title"],
            kind=WishKind(said["kind"]),
            project=Record.objects.filter(key=said["project"]).first() if said["project"] else None,
            proteins=said["proteins"],
            host=said["host"],
            purpose=said["purpose"],
            by=by,
            at=timezone.now(),
        )
        return redirect("lab:wish", made.pk)

    form = WishForm(request.POST or None, organisations=labs, initial={"host": "e_coli_316407"})
    return ask(request, form, Asked(_("Make a wish"), _("Keep the wish"), [_home()]), act)


@signed_in
@never_cache
@require_safe
def wish(request: HttpRequest, number: int) -> HttpResponse:
    """The whole chain, and the next step."""
    by = caller(request)
    found = wish_numbered(number, asking=by)
    chain = chain_of(found)
    ours = works_in(by, found.organisation)
    context = {
        "wish": found,
        "chain": chain,
        "kind": WISH_KINDS[found.kind],
        "state": WISH_STATES[found.state],
        "step": STEPS[chain.step],
        "step_name": chain.step.value,
        "ways": WAYS,
        "sample_kinds": SAMPLE_KINDS,
        "reads": READS,
        "run_kinds": RUN_KINDS,
        "groups": compared_for(by, found),
        "ours": ours,
        "projects": projects_of(found.organisation) if ours and found.entry is None else [],
        "shared_with_project": any(one.organisation is None for one in chain.shares),
    }
    return render(request, "lab/wish.html", context)


@signed_in
@require_POST
def project(request: HttpRequest, number: int) -> HttpResponse:
    """Link it to a project."""
    by = caller(request)
    found = wish_numbered(number, asking=by)
    chosen = get_object_or_404(Record, key=request.POST.get("project", ""))
    return _done(request, number, lambda: link_project(wish=found, project=chosen, by=by, at=timezone.now()))


@signed_in
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Close it, or take it up again."""
    by = caller(request)
    found = wish_numbered(number, asking=by)
    said = request.POST.get("state", "")
    state = WishState(said) if said in [*WishState] else WishState.OPEN
    return _done(request, number, lambda: end_wish(wish=found, state=state, by=by, at=timezone.now()))


@signed_in
@require_POST
def note(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what was learned."""
    by = caller(request)
    found, text = wish_numbered(number, asking=by), request.POST.get("text", "")
    return _done(request, number, lambda: learn(wish=found, text=text, by=by, at=timezone.now()))


@signed_in
@require_POST
def share_with(request: HttpRequest, number: int) -> HttpResponse:
    """Let others read it: an organisation by its name, or the project's."""
    by = caller(request)
    found, said = wish_numbered(number, asking=by), request.POST.get("organisation", "").strip()
    other = None
    if request.POST.get("with") != "project":
        known = Record.objects.filter(
            kind="organisation", label=said, merged_into=None, retracted_at=None, erased_at=None
        )[:2]
        if len(known) != 1:
            words = (
                _("Several organisations are called “{name}”; nothing was shared.")
                if known
                else _("The registry knows no organisation “{name}”.")
            )
            messages.error(request, words.format(name=said))
            return redirect("lab:wish", number)
        other = known[0]
    return _done(request, number, lambda: share(wish=found, organisation=other, by=by, at=timezone.now()))


@signed_in
@require_POST
def unshare(request: HttpRequest, number: int) -> HttpResponse:
    """End a share."""
    by = caller(request)
    found = wish_numbered(number, asking=by)
    said = request.POST.get("share", "")
    shared = get_object_or_404(Share, wish=found, pk=whole_number(said) or 0)
    return _done(request, number, lambda: stop_sharing(shared=shared, by=by, at=timezone.now()))


def _home() -> tuple[str, str]:
    return reverse("lab:home"), _("Lab")


def _done(request: HttpRequest, number: int, act: Any) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("lab:wish", number)
