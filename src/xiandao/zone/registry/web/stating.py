"""Registering a record, saying something new of one, and taking back what was said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import say as in_words
from xiandao.zone.registry.models import Statement
from xiandao.zone.registry.operations.retracting import retract_statement
from xiandao.zone.registry.operations.stating import register, say
from xiandao.zone.registry.permissions import IMPORTERS, check_states
from xiandao.zone.registry.queries.imports import registers_for
from xiandao.zone.registry.queries.records import RecordMissing, kind_named, record_named
from xiandao.zone.registry.rules.kinds import Field, KindOfRecord
from xiandao.zone.registry.web.asking import language


class StatementForm(forms.Form):
    """The fields of a kind, all of them free to be left empty but for what a new record needs."""

    happened_on = forms.DateField(
        label=gettext_lazy("True on (day)"), widget=forms.DateInput(attrs={"type": "date"})
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200)

    def __init__(self, *args: Any, kind: KindOfRecord, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for field in kind.fields:
            self.fields[f"v_{field.key}"] = _input(field, required=new and field.required)

    def values(self) -> dict[str, object]:
        """What was filled in, in the typed form of the registry."""
        found: dict[str, object] = {}
        for field in self.kind.fields:
            value = self.cleaned_data.get(f"v_{field.key}")
            if value in (None, "", []):
                continue
            found[field.key] = value == "yes" if field.type == "flag" else value
        return found


def _input(field: Field, *, required: bool) -> forms.Field:
    label = field.zh if language().startswith("zh") else field.en
    told: dict[str, Any] = {"label": label, "required": required, "help_text": field.example}
    chinese = language().startswith("zh")
    if field.type == "day":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **told)
    if field.type == "year":
        return forms.IntegerField(min_value=1800, max_value=2200, **told)
    if field.type in ("number", "money"):
        unit = {"CNY": _("in yuan"), "person": _("people")}.get(field.unit, "")
        return forms.DecimalField(min_value=Decimal(0), **(told | {"help_text": unit}))
    words = [(choice.key, choice.zh if chinese else choice.en) for choice in field.choices]
    if field.type == "choice":
        return forms.ChoiceField(choices=[("", "—"), *words], **told)
    if field.type == "choices":
        return forms.MultipleChoiceField(choices=words, widget=forms.CheckboxSelectMultiple, **told)
    if field.type == "flag":
        return forms.ChoiceField(choices=[("", "—"), ("yes", _("yes")), ("no", _("no"))], **told)
    if field.key in ("note", "summary", "products"):
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), max_length=4000, **told)
    if field.type == "relation":
        told["help_text"] = _("Names, with ； between several. A known name is linked.")
    return forms.CharField(max_length=4000, **told)


@open_to(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Register one record by hand."""
    by, known = caller(request), kind_named(kind)
    owner = registers_for(by)
    form = StatementForm(
        request.POST or None, kind=known, new=True, initial={"happened_on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = register(
                kind=known.kind,
                values=form.values(),
                source=form.cleaned_data["source"],
                happened_on=form.cleaned_data["happened_on"],
                owner=owner,
                by=by,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            messages.success(request, _("It is registered. What it claims waits to be verified."))
            return redirect("registry:record", kind, made.key)
    context = {"kind": known, "form": form, "record": None}
    return render(request, "registry/state.html", context, status=422 if form.errors else 200)


@open_to(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Say something new of a record."""
    by, known, found = caller(request), kind_named(kind), record_named(kind, key)
    check_states(by, found.owner, found)
    form = StatementForm(
        request.POST or None, kind=known, new=False, initial={"happened_on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = say(
                record=found,
                values=form.values(),
                source=form.cleaned_data["source"],
                happened_on=form.cleaned_data["happened_on"],
                by=by,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            said = (
                _("It is kept.") if kept else _("The same source said exactly this before; nothing is new.")
            )
            messages.success(request, said)
            return redirect("registry:record", kind, key)
    context = {"kind": known, "form": form, "record": found}
    return render(request, "registry/state.html", context, status=422 if form.errors else 200)


@open_to(*IMPORTERS)
@require_POST
def take_back(request: HttpRequest, kind: str, key: str, pk: int) -> HttpResponse:
    """Take a statement back, with a reason."""
    found = record_named(kind, key)
    said = Statement.objects.filter(pk=pk, record__in=[found, *found.merged.all()]).first()
    if said is None:
        raise RecordMissing("There is no statement {number}.", number=pk)
    try:
        reason = request.POST.get("reason", "")
        retract_statement(statement=said, reason=reason, by=caller(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, _("It was taken back."))
    return redirect("registry:record", kind, key)
