"""What a reader may suppose of a pipeline: more subjects, a quicker stage, a better passage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xiandao.forecasting import BetterConversion, Change, FasterStage, MoreSubjects
from xiandao.zone.plans.queries.pipelines import Stage

SOON = timedelta(days=90)


def _slider(most: int) -> forms.NumberInput:
    return forms.NumberInput(attrs={"type": "range", "min": 0, "max": most, "step": 1 if most <= 20 else 5})


class WhatIfForm(forms.Form):
    """One stage, and three sliders for it."""

    stage = forms.ChoiceField(label=_("Stage"))
    more = forms.IntegerField(label=_("More that enter it"), min_value=0, max_value=20, widget=_slider(20))
    by_day = forms.DateField(
        label=_("Entering on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    quicker = forms.IntegerField(
        label=_("Time in it shorter by, %"), min_value=0, max_value=80, widget=_slider(80)
    )
    better = forms.IntegerField(
        label=_("Share that passes it higher by, %"), min_value=0, max_value=100, widget=_slider(100)
    )

    def __init__(self, *args: Any, stages: Sequence[Stage], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"more": 0, "quicker": 0, "better": 0})
        super().__init__(*args, **kwargs)
        chinese = (get_language() or "").startswith("zh")
        choice = self.fields["stage"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(stage.key, stage.zh if chinese else stage.en) for stage in stages]

    def changes(self, as_of: date) -> list[Change]:
        """What was supposed, for the forecast; sliders at nought suppose nothing."""
        told = self.cleaned_data
        found: list[Change] = []
        if told["more"]:
            entering_on = max(told["by_day"] or as_of + SOON, as_of)
            found.append(MoreSubjects(told["stage"], told["more"], entering_on))
        if told["quicker"]:
            found.append(FasterStage(told["stage"], 1 - told["quicker"] / 100))
        if told["better"]:
            found.append(BetterConversion(told["stage"], 1 + told["better"] / 100))
        return found
