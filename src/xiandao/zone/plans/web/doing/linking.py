"""Which target a measure serves: a person says so, with a reason and a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import as_of, say
from xiandao.zone.plans.api import (
    OFFICE,
    Measure,
    PlanMissing,
    Target,
    TargetLink,
    link_target,
    plan_named,
    unlink_target,
)
from xiandao.zone.plans.web.doing.dispatching import day_field
from xiandao.zone.plans.web.doing.finding import Asked, asked_measure


class LinkForm(forms.Form):
    """A target, a reason, a day."""

    target = forms.ChoiceField(label=gettext_lazy("Target"))
    reason = forms.CharField(
        label=gettext_lazy("Why this measure serves it"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    since = day_field(gettext_lazy("Holds since"))

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["target"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = targets


@open_to(*OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Link the measure to a target, or end a link."""
    asked = asked_measure(request, slug, key)
    targets = [(t.key, t.revision.name) for t in asked.seen.targets if t.key not in asked.measure.targets]
    if request.method != "POST":
        proposed = request.GET.get("target", "")
        form = LinkForm(initial={"since": asked.seen.as_of, "target": proposed}, targets=targets)
        return _page(request, asked, form)
    form = LinkForm(request.POST, targets=targets)
    if form.is_valid():
        try:
            link_target(
                target=Target.objects.get(plan=asked.seen.plan, key=form.cleaned_data["target"]),
                measure=Measure.objects.get(pk=asked.measure.id),
                reason=form.cleaned_data["reason"],
                since=form.cleaned_data["since"],
                by=caller(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, _("The measure was linked to the target."))
            return redirect("plans:link_target", slug, key)
    return _page(request, asked, form, status=422)


@open_to(*OFFICE)
@require_POST
def unlink(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """End a link on the page's day; that it was there stays visible for the days before."""
    plan = plan_named(slug, caller(request))
    found = TargetLink.objects.filter(pk=pk, measure__plan=plan, measure__key=key).first()
    if found is None:
        raise PlanMissing(gettext_noop("Measure {key} has no link number {number}."), key=key, number=pk)
    unlink_target(link=found, until=as_of(request), by=caller(request), at=timezone.now())
    messages.success(request, _("The link was ended."))
    return redirect("plans:link_target", slug, key)


def _page(request: HttpRequest, asked: Asked, form: LinkForm, status: int = 200) -> HttpResponse:
    day = asked.seen.as_of
    links = (
        TargetLink.objects.filter(measure_id=asked.measure.id, since__lte=day)
        .exclude(until__lte=day)
        .select_related("target", "added_by")
        .order_by("pk")
    )
    names = {t.key: t.revision for t in asked.seen.targets}
    rows = [(row, names.get(row.target.key)) for row in links]
    context = {"asked": asked, "form": form, "links": rows}
    return render(request, "plans/doing/link.html", context, status=status)
