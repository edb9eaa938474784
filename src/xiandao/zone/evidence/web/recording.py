"""Recording a claim by hand: for what no room records by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import FileType, inspect
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.evidence.api import VERIFIERS, ClaimIn, ClaimKind, keep_file, record_claims, vocabulary
from xiandao.zone.evidence.permissions import check_claims_by_hand, unit_of
from xiandao.zone.evidence.rules.vocabulary import Detail, DetailType
from xiandao.zone.evidence.web.asking import reads_chinese, unit_words
from xiandao.zone.face.api import say

MOST_BYTES = 20 * 1024 * 1024
PROOFS = frozenset({FileType.PDF, FileType.DOCX, FileType.XLSX, FileType.PNG, FileType.JPEG})


class ClaimForm(forms.Form):
    """The fields that a kind of claim has."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=80)
    label = forms.CharField(label=gettext_lazy("What it is"), max_length=200)
    happened_on = forms.DateField(
        label=gettext_lazy("Day it happened"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, kind: ClaimKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["subject"].help_text = _("The kind of record and its key, such as {example}.").format(
            example=f"{kind.subject if kind.subject != 'any' else 'project'}/1f0c…"
        )
        if kind.has_quantity:
            self.fields["quantity"] = forms.DecimalField(
                label=_("Figure ({unit})").format(unit=unit_words(kind.unit)), required=kind.quantity_required
            )
        for detail in kind.details:
            self.fields[f"detail_{detail.key}"] = _field(detail)
        self.fields["note"] = forms.CharField(
            label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000
        )
        self.fields["file"] = forms.FileField(label=_("Proof (a file)"), required=False)

    def claim(self, party: str) -> ClaimIn:
        """What was filled in, as the ledger takes it; the file comes beside it."""
        told = self.cleaned_data
        details = {
            detail.key: value
            for detail in self.kind.details
            if (value := told.get(f"detail_{detail.key}")) not in (None, "")
        }
        quantity = told.get("quantity")
        return ClaimIn(
            kind=self.kind.key,
            subject=told["subject"].strip(),
            happened_on=told["happened_on"],
            quantity=Decimal(1) if quantity is None else quantity,
            unit=self.kind.unit if quantity is not None else "",
            details=details,
            source="file" if told.get("file") else "system",
            party=party,
            label=told["label"],
            note=told["note"],
        )


def _field(detail: Detail) -> forms.Field:
    chinese, known = reads_chinese(), vocabulary().details[detail.key]
    label = known.name.zh if chinese else known.name.en
    if detail.type is DetailType.CHOICE:
        words = {key: said.zh if chinese else said.en for key, said in known.values.items()}
        choices = [
            *([] if detail.required else [("", "—")]),
            *((key, words.get(key, key)) for key in detail.choices),
        ]
        return forms.ChoiceField(label=label, required=detail.required, choices=choices)
    if detail.type is DetailType.YEAR:
        return forms.IntegerField(label=label, required=detail.required, min_value=1900, max_value=2200)
    if detail.type is DetailType.BOOLEAN:
        return forms.BooleanField(label=label, required=False)
    return forms.CharField(label=label, required=detail.required, max_length=80)


@open_to(*VERIFIERS)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Choose a kind, fill in its facts, attach the proof."""
    by, kinds = caller(request), vocabulary().kinds
    check_claims_by_hand(by)
    kind = kinds.get(request.GET.get("kind", ""))
    form = None
    if kind is not None:
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ClaimForm(*posted, kind=kind)
        if posted and form.is_valid():
            try:
                number = _keep(form, unit_of(by), request)
            except Refusal as refusal:
                form.add_error(None, say(refusal))
            else:
                messages.success(request, _("The claim is in the ledger. Somebody else verifies it."))
                return redirect("evidence:entry", number)
    chinese = reads_chinese()
    context = {
        "form": form,
        "kind": kind,
        "kinds": [(key, known.zh if chinese else known.en) for key, known in kinds.items()],
    }
    return render(request, "evidence/record.html", context, status=422 if form and form.errors else 200)


def _keep(form: ClaimForm, party: str, request: HttpRequest) -> int:
    by, at = caller(request), timezone.now()
    claim, sent = form.claim(party), form.cleaned_data.get("file")
    if sent:
        content = sent.read(MOST_BYTES + 1)
        upload = inspect(sent.name, content, allowed=PROOFS, most_bytes=MOST_BYTES)
        stored = keep_file(upload=upload, at=at)
        claim = replace(claim, file=stored)
    return record_claims(claims=[claim], by=by, at=at)[0]
