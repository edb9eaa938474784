"""The form of a progress report, with one row per figure and one day per milestone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xiandao.zone.plans.api import FigureClaim, MilestoneClaim, ReportedFigure, Target, Unit
from xiandao.zone.plans.rules.states import Status
from xiandao.zone.plans.web.doing.dispatching import day_field
from xiandao.zone.plans.web.doing.finding import Asked
from xiandao.zone.plans.web.uploading import SeveralFilesField

STATUSES = {
    Status.NOT_STARTED: gettext_lazy("not started"),
    Status.ON_TRACK: gettext_lazy("on track"),
    Status.AT_RISK: gettext_lazy("at risk"),
    Status.DONE: gettext_lazy("done"),
}
ACCEPTED = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg,.txt"
FREE_ROWS = 2
MOST_ROWS = 60


class ReportForm(forms.Form):
    """What was done; milestones come as one day each."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("For which unit"))
    status = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[(key.value, said) for key, said in STATUSES.items()],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Being late is not chosen: it follows from the due days."),
    )
    text = forms.CharField(
        label=gettext_lazy("What was done, what is next"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reported_on = day_field(gettext_lazy("As of which day"))
    evidence = SeveralFilesField(
        label=gettext_lazy("Evidence files"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, Word, Excel, PNG, JPEG or text; up to 10 files of 20 MB each."),
    )

    def __init__(self, *args: Any, asked: Asked, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["unit"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(str(unit.pk), unit.name) for unit in units]
        self.fields["evidence"].widget.attrs["accept"] = ACCEPTED
        self.milestones = {f"milestone_{m.key}": m for m in asked.measure.milestones if m.reached_on is None}
        for name, milestone in self.milestones.items():
            self.fields[name] = day_field(
                milestone.text,
                required=False,
                help_text=_("The day it was reached; leave empty while it is open."),
            )

    @property
    def milestone_claims(self) -> list[MilestoneClaim]:
        """The milestones that were given a day."""
        return [
            MilestoneClaim(milestone.key, self.cleaned_data[name])
            for name, milestone in self.milestones.items()
            if self.cleaned_data.get(name)
        ]


class FigureForm(forms.Form):
    """One quantity that a report adds to a target; a row left empty says nothing."""

    target = forms.ChoiceField(label=gettext_lazy("Target"), required=False)
    quantity = forms.DecimalField(
        label=gettext_lazy("Quantity"), required=False, max_digits=19, decimal_places=4
    )
    happened_on = day_field(gettext_lazy("Happened on"), required=False)
    note = forms.CharField(
        label=gettext_lazy("What it counts: a name, a document, a number"), required=False, max_length=200
    )
    supersedes = forms.ChoiceField(
        label=gettext_lazy("Corrects an earlier figure"), required=False, choices=[("", "—")]
    )

    def clean(self) -> dict[str, Any]:
        """A row that says something says all of it."""
        cleaned = super().clean() or {}
        if not self.says_something or self.errors:
            return cleaned
        for name in ("target", "quantity", "happened_on", "note"):
            if cleaned.get(name) in (None, ""):
                self.add_error(name, _("Fill this in, or empty the whole row."))
        return cleaned

    @property
    def says_something(self) -> bool:
        """Whether anything was typed; a target chosen beforehand is not typing."""
        cleaned = getattr(self, "cleaned_data", {})
        return bool(self.errors) or any(
            cleaned.get(name) not in (None, "") for name in ("quantity", "note", "supersedes")
        )


class FigureRows:
    """The rows of figures: one for each target that the measure serves, and some free ones."""

    def __init__(self, asked: Asked, typed: Mapping[str, Any] | None = None, correcting: str = "") -> None:
        self.asked = asked
        self.targets = {t.key: t for t in asked.seen.targets if t.goal.counted}
        own = [f for t in asked.seen.targets for f in t.figures if f.report.measure_id == asked.measure.id]
        self.earlier: dict[str, ReportedFigure] = {str(figure.pk): figure for figure in own}
        starts = self._starts(correcting)
        count = len(starts)
        if typed is not None:
            count = min(MOST_ROWS, sum(1 for name in typed if name.endswith("-quantity")))
        self.forms = [
            self._form(number, typed, starts[number] if number < len(starts) else {})
            for number in range(count)
        ]

    def _starts(self, correcting: str) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        old = self.earlier.get(correcting)
        if old is not None:
            rows.append(
                {
                    "target": old.target.key,
                    "supersedes": correcting,
                    "happened_on": old.happened_on,
                    "note": old.note,
                }
            )
        rows += [{"target": key} for key in self.asked.measure.targets if key in self.targets]
        return rows + [{} for _row in range(FREE_ROWS)] if self.targets else []

    def _form(self, number: int, typed: Mapping[str, Any] | None, start: dict[str, object]) -> FigureForm:
        form = FigureForm(typed, prefix=f"figure{number}", initial=start)
        _choose(form, "target", [(t.key, _target_words(t)) for t in self.targets.values()])
        if self.earlier:
            words = [
                (pk, f"{f.happened_on} · {f.quantity.normalize():f} · {f.note}")
                for pk, f in self.earlier.items()
            ]
            _choose(form, "supersedes", words)
        else:
            del form.fields["supersedes"]
        return form

    def is_valid(self) -> bool:
        """Whether every row is empty or whole."""
        judged = [form.is_valid() for form in self.forms]
        return all(judged)

    def claims(self) -> Iterator[FigureClaim]:
        """The rows that say something."""
        for form in self.forms:
            if not form.says_something:
                continue
            cleaned = form.cleaned_data
            yield FigureClaim(
                target=Target.objects.get(pk=self.targets[cleaned["target"]].id),
                quantity=cleaned["quantity"],
                happened_on=cleaned["happened_on"],
                note=cleaned["note"],
                supersedes=self.earlier.get(cleaned.get("supersedes", "")),
            )


def new_token() -> str:
    """Marks one opening of the form, so that sending it twice stores it once."""
    return str(uuid.uuid4())


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "—"), *choices]


def _target_words(target: Any) -> str:
    unit = target.revision.unit
    return f"{target.revision.name}（{unit}）" if unit else str(target.revision.name)
