"""Processes carried over: donor and receiver, risks, questions, and the package to take along."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiandao.kernel.numbers import whole_number
from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import page
from xiandao.zone.pilot.operations import transfers as acts
from xiandao.zone.pilot.queries.batches import batch_numbered, batches
from xiandao.zone.pilot.queries.documents import comparison, package, quantity_words
from xiandao.zone.pilot.queries.transfers import question_numbered, transfer_numbered, transfers
from xiandao.zone.pilot.rules.records import RISK_ACT_FROM
from xiandao.zone.pilot.rules.states import UNITS
from xiandao.zone.pilot.web.asking import done, first_fault, handed_out, kept
from xiandao.zone.pilot.web.forms import QuestionForm, RiskForm, TransferForm


@signed_in
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The transfers that the reader may see."""
    by = caller(request)
    context = {"page": page(request, transfers(asking=by)), "may_begin": batches(asking=by).exists()}
    return render(request, "pilot/transfers.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin to carry a process over."""
    by = caller(request)
    known = [(str(one.pk), f"{one.pk} · {one.campaign.title}") for one in batches(asking=by)[:200]]
    form = TransferForm(request.POST or None, batches=known, initial={"donor": request.GET.get("donor", "")})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        receiver = batch_numbered(int(told["receiver"]), asking=by) if told["receiver"] else None
        found = kept(
            form,
            lambda: acts.begin_transfer(
                title=told["title"],
                donor=batch_numbered(int(told["donor"]), asking=by),
                receiver=receiver,
                description=told["description"],
                by=by,
                at=timezone.now(),
            ),
        )
        if found is not None:
            messages.success(request, _("The transfer is begun."))
            return redirect("pilot:transfer", found.pk)
    context = {"form": form, "batches": known}
    return render(request, "pilot/transfer_form.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """One transfer: donor and receiver side by side, risks, questions."""
    by, found = caller(request), transfer_numbered(pk, asking=caller(request))
    others = batches(asking=by).filter(campaign__party=found.party).exclude(pk=found.donor_id)
    context = {
        "transfer": found,
        "rows": [
            (
                row,
                quantity_words(row.quantity),
                UNITS[row.quantity],
                None if row.change is None else 100 * row.change,
            )
            for row in comparison(found)
        ],
        "risks": sorted(found.risks.all(), key=lambda risk: -risk.priority),
        "act_from": RISK_ACT_FROM,
        "questions": found.questions.all(),
        "risk_form": RiskForm(),
        "question_form": QuestionForm(),
        "others": others[:200] if found.receiver_id is None else (),
    }
    return render(request, "pilot/transfer.html", context)


@signed_in
@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the receiving batch."""
    by, found = caller(request), transfer_numbered(pk, asking=caller(request))
    number = request.POST.get("receiver", "")
    other = batch_numbered(whole_number(number) or 0, asking=by)
    act = acts.name_receiver
    said = _("The receiver is named.")
    return done(
        request,
        lambda: act(transfer=found, receiver=other, by=by, at=timezone.now()),
        said,
        "pilot:transfer",
        pk,
    )


@signed_in
@require_POST
def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Assess a risk."""
    by, found, form = caller(request), transfer_numbered(pk, asking=caller(request)), RiskForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_fault(form))
        return redirect("pilot:transfer", pk)
    told = dict(form.cleaned_data)
    scales = tuple(told.pop(name) for name in ("severity", "occurrence", "detection"))
    return done(
        request,
        lambda: acts.add_risk(transfer=found, scales=scales, by=by, at=timezone.now(), **told),
        _("The risk is assessed."),
        "pilot:transfer",
        pk,
    )


@signed_in
@require_POST
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what nobody knows yet."""
    by, found = caller(request), transfer_numbered(pk, asking=caller(request))
    text = request.POST.get("text", "")
    act = acts.ask_question
    said = _("The question is kept.")
    return done(
        request, lambda: act(transfer=found, text=text, by=by, at=timezone.now()), said, "pilot:transfer", pk
    )


@signed_in
@require_POST
def answer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Answer a question."""
    by, found = caller(request), transfer_numbered(pk, asking=caller(request))
    asked, words = question_numbered(found, number), request.POST.get("answer", "")
    act = acts.answer_question
    said = _("The answer is kept.")
    return done(
        request,
        lambda: act(question=asked, answer=words, by=by, at=timezone.now()),
        said,
        "pilot:transfer",
        pk,
    )


@signed_in
@never_cache
@require_safe
def take_along(request: HttpRequest, pk: int) -> HttpResponse:
    """The transfer package: Word and JSON in one zip."""
    found = transfer_numbered(pk, asking=caller(request))
    return handed_out(package(found), "application/zip", f"{_('technology transfer')} {pk}.zip")
