"""How a target is counted: the plan office chooses an indicator, or the figures that units report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.evidence.api import indicator_versions
from xiandao.zone.face.api import say
from xiandao.zone.plans.api import OFFICE, Target, count_target_by
from xiandao.zone.plans.web.doing.dispatching import day_field
from xiandao.zone.plans.web.doing.finding import asked_plan
from xiandao.zone.plans.web.reading.frame import missing


class CountingForm(forms.Form):
    """An indicator and a day."""

    indicator = forms.ChoiceField(label=gettext_lazy("Counted by"), required=False)
    since = day_field(gettext_lazy("Holds since"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["indicator"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = choices


@open_to(*OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def count_by(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Choose by which indicator the target is counted from a day on."""
    seen = asked_plan(request, slug)
    shown = seen.target(key)
    if shown is None:
        raise missing(seen, key)
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    choices = [
        ("", _("the figures that units report")),
        *((v.indicator.key, str(v.definition["name"][language])) for v in indicator_versions(seen.as_of)),
    ]
    version = shown.counted.version
    form = CountingForm(
        request.POST if request.method == "POST" else None,
        initial={"indicator": version.indicator.key if version else "", "since": seen.as_of},
        choices=choices,
    )
    if request.method == "POST" and form.is_valid():
        try:
            count_target_by(
                target=Target.objects.get(pk=shown.id),
                indicator=form.cleaned_data["indicator"],
                since=form.cleaned_data["since"],
                by=caller(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, say(refusal))
        else:
            messages.success(request, _("From that day on the target is counted like this."))
            return redirect("plans:target", slug, key)
    context = {"seen": seen, "plan": seen.plan, "target": shown, "form": form}
    return render(request, "plans/doing/count_by.html", context, status=422 if form.errors else 200)
