"""The forms of fits and costed plants; a plant's form asks exactly what its process buys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xiandao.zone.pilot.queries import costwords
from xiandao.zone.pilot.queries.costsaid import figure_named, named, source_of, unit_of
from xiandao.zone.pilot.rules.costing import LARGEST_M3, Asked, Offered, Process
from xiandao.zone.pilot.rules.fitting import LONGEST

Choices = list[tuple[str, str]]


class FitForm(forms.Form):
    """A study of bench runs."""

    title = forms.CharField(label=_("Title"), max_length=120)
    party = forms.ChoiceField(label=_("Organisation"))
    study = forms.CharField(
        label=_("Study"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false"}),
        help_text=_(
            "The strain, which of its figures are free and between which bounds, how exactly was measured, "
            "and the runs. What stands here is invented: put your own runs in its place."
        ),
    )

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties  # type: ignore[attr-defined]


class CostForm(forms.Form):
    """A plant of one process: its size, where it stands, what it is built on, and the prices."""

    title = forms.CharField(label=_("Title"), max_length=120)
    party = forms.ChoiceField(label=_("Organisation"))

    def __init__(self, *args: Any, process: Process, parties: Choices, fits: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process
        self.fields["party"].choices = parties  # type: ignore[attr-defined]
        if fits:
            self.fields["fit"] = forms.ChoiceField(
                label=_("Built on"),
                required=False,
                choices=[*fits, ("", gettext("no runs: the figures below"))],
                help_text=_("Your fitted strain is carried into the vessel; its spread becomes the plant's."),
            )
        self.fields["vessel_m3"] = forms.FloatField(
            label=_("Volume of a vessel (m³)"),
            min_value=0.01,
            max_value=LARGEST_M3,
            initial=_plain(process.vessel_m3),
        )
        if process.tonnes is not None:
            self.fields["tonnes"] = forms.FloatField(
                label=_("Production (t/year)"), min_value=0.0001, initial=_plain(process.tonnes)
            )
        for one in process.figures:
            self.fields[f"figure_{one.name}"] = _number(
                one, figure_named(one.name), required=False, help_text=_own(one)
            )
        self.fields["market"] = forms.FloatField(
            label=_("What the market pays (yuan/kg)"),
            min_value=0.01,
            initial=_plain(process.market.value),
            help_text=_from(process.market),
        )
        self.fields["place"] = forms.ChoiceField(
            label=_("Location of the plant"), choices=list(costwords.PLACES.items()), initial=process.place
        )
        for one in process.prices:
            self.fields[f"price_{one.name}"] = _number(
                one, named(costwords.THINGS, one.name), initial=_plain(one.value), help_text=_from(one)
            )
        self.fields["local"] = forms.BooleanField(
            label=_("All prices are those of this place and of our own"), required=False
        )

    def asked(self) -> Asked:
        """The plant, as asked for. Raises CostRefused."""
        told = self.cleaned_data
        figures = {one.name: told[f"figure_{one.name}"] for one in self.process.figures}
        return Asked(
            self.process.name,
            told["vessel_m3"],
            told["place"],
            told["market"],
            told.get("tonnes"),
            {name: value for name, value in figures.items() if value is not None},
            {one.name: told[f"price_{one.name}"] for one in self.process.prices},
            told["local"],
        )


def _number(one: Offered, name: str, **told: Any) -> forms.FloatField:
    least = 0 if one.value > 0 else None
    unit, money = unit_of(one.unit), gettext("yuan")
    if "initial" in told:
        return forms.FloatField(label=f"{name} ({money}/{unit})", min_value=least, **told)
    return forms.FloatField(label=f"{name} ({unit})", min_value=least, **told)


def _plain(value: float) -> float | int:
    """A whole number without its point."""
    return int(value) if value == int(value) else value


def _own(one: Offered) -> str:
    return gettext("Empty: {value:g} ({source})").format(value=one.value, source=source_of(one.source))


def _from(one: Offered) -> str:
    return f"{source_of(one.source)}, {one.as_of:%Y-%m-%d}"
