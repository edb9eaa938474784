"""The forms of the room: equipment, people, recipes, campaigns, events, records."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xiandao.zone.pilot.models.batches import QUANTITIES, SEVERITIES
from xiandao.zone.pilot.models.campaigns import PURPOSES
from xiandao.zone.pilot.models.equipment import HYGIENE, UPKEEP
from xiandao.zone.pilot.rules.estimating import EXAMPLE
from xiandao.zone.pilot.web.asking import Day, Moment


class EquipmentForm(forms.Form):
    """A vessel or a skid."""

    name = forms.CharField(label=_("Name of the equipment"), max_length=60)
    capability = forms.CharField(
        label=_("Capability"), max_length=40, help_text=_("What recipes ask for, such as ferment or harvest.")
    )
    volume_m3 = forms.DecimalField(
        label=_("Volume (m³)"), min_value=0, max_digits=9, decimal_places=4, initial=0
    )
    hygiene_class = forms.ChoiceField(label=_("Hygiene class"), choices=HYGIENE)
    biosafety_level = forms.IntegerField(label=_("Biosafety level"), min_value=1, max_value=4, initial=1)
    utilities = forms.CharField(label=_("Utilities"), max_length=200, required=False)
    changeover_hours = forms.IntegerField(
        label=_("Changeover between organisms (h)"), min_value=0, max_value=1000, initial=0
    )
    price_per_hour = forms.DecimalField(
        label=_("Price per hour (yuan)"), min_value=0, max_digits=12, decimal_places=2, initial=0
    )
    in_service = forms.BooleanField(label=_("In service"), required=False, initial=True)
    geometry = forms.CharField(
        label=_("Description of the vessel"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "placeholder": EXAMPLE}),
        help_text=_("For kLa, power, mixing and heat in batch records. Leave it empty for a skid."),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class UpkeepForm(forms.Form):
    """A calibration or a cleaning that was done."""

    kind = forms.ChoiceField(label=_("What was done"), choices=UPKEEP)
    done_on = forms.DateField(label=_("Done on"), widget=Day())
    due_on = forms.DateField(label=_("Due again on"), widget=Day())


class ClosureForm(forms.Form):
    """A time in which nobody can use the equipment."""

    starts_at = forms.DateTimeField(label=_("Closed from"), widget=Moment())
    ends_at = forms.DateTimeField(label=_("Closed until"), widget=Moment())
    reason = forms.CharField(label=_("Reason"), max_length=200)


class UtilityForm(forms.Form):
    """Something shared."""

    utility = forms.CharField(label=_("Utility"), max_length=60)
    capacity = forms.IntegerField(label=_("Units at a time"), min_value=1, max_value=10_000)


class OperativeForm(forms.Form):
    """A person of the plant."""

    person = forms.CharField(label=_("Person"), max_length=60)
    qualifications = forms.CharField(
        label=_("Qualifications"),
        max_length=200,
        help_text=_("With commas between them, such as operator, analyst."),
    )
    week = forms.ChoiceField(
        label=_("Works"),
        choices=[("always", _("any hour")), ("days", _("Mon–Fri 8–16")), ("long", _("every day 7–23"))],
    )

    def shifts(self) -> list[list[int]]:
        """The hours of the week."""
        if self.cleaned_data["week"] == "days":
            return [[24 * day + 8, 24 * day + 16] for day in range(5)]
        if self.cleaned_data["week"] == "long":
            return [[24 * day + 7, 24 * day + 23] for day in range(7)]
        return []

    def names(self) -> list[str]:
        """The qualifications, whatever comma stands between them."""
        told = self.cleaned_data["qualifications"].replace("，", ",").replace("、", ",")
        return [name.strip() for name in told.split(",") if name.strip()]


class TemplateForm(forms.Form):
    """A recipe, written as text."""

    name = forms.CharField(label=_("Name of the recipe"), max_length=80)
    description = forms.CharField(
        label=_("Process description"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=8_000,
    )
    text = forms.CharField(
        label=_("Steps"),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_(
            "Steps with their hours, people and parameters; lags say what waits for what and how long."
        ),
    )
    party = forms.ChoiceField(label=_("Open to"), required=False)

    def __init__(self, *args: Any, parties: list[tuple[str, str]], new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties  # type: ignore[attr-defined]
        if not new:
            del self.fields["name"], self.fields["party"]


class CampaignForm(forms.Form):
    """What a tenant asks for."""

    title = forms.CharField(label=_("Title"), max_length=120)
    version = forms.ChoiceField(label=_("Recipe"))
    party = forms.ChoiceField(label=_("Tenant"))
    organism = forms.CharField(label=_("Organism"), max_length=80)
    hygiene_class = forms.ChoiceField(label=_("Hygiene class"), choices=HYGIENE)
    biosafety_level = forms.IntegerField(label=_("Biosafety level"), min_value=1, max_value=4, initial=1)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=PURPOSES)
    subject = forms.ChoiceField(label=_("Achievement or project"), required=False)
    wanted_from = forms.DateField(label=_("May start on"), widget=Day())
    wanted_by = forms.DateField(label=_("Should be done by"), widget=Day(), required=False)

    def __init__(
        self,
        *args: Any,
        versions: list[tuple[str, str]],
        parties: list[tuple[str, str]],
        subjects: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("version", versions), ("party", parties), ("subject", [("", "—"), *subjects])):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the campaign keeps as it is."""
        names = (
            "organism", "hygiene_class", "biosafety_level", "purpose", "subject", "wanted_from", "wanted_by",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


class EventForm(forms.Form):
    """What has happened."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            ("breakdown", _("Equipment cannot be used")),
            ("contamination", _("A step is contaminated")),
            ("delay", _("A campaign comes late")),
        ],
    )
    place = forms.ChoiceField(label=_("Equipment, step or campaign"))
    hours = forms.IntegerField(label=_("For how many hours"), min_value=1, max_value=2_000, initial=24)
    freeze = forms.IntegerField(
        label=_("Leave the next hours as they are"), min_value=0, max_value=500, initial=0, required=False
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """The values of a step and the password again."""

    password = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, parameters: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields.pop("password")
        self.parameters = parameters
        for number, one in enumerate(parameters):
            self.fields[f"value_{number}"] = forms.FloatField(label=_labelled(one), help_text=_range(one))
        self.fields["password"] = password

    def values(self) -> dict[str, float]:
        """By the names of the parameters."""
        return {
            one["name"]: self.cleaned_data[f"value_{number}"] for number, one in enumerate(self.parameters)
        }


def _labelled(one: dict[str, Any]) -> str:
    return str(one["name"]) if one["unit"] == "1" else f"{one['name']} ({one['unit']})"


def _range(one: dict[str, Any]) -> str:
    low, high = one.get("low"), one.get("high")
    if low is None and high is None:
        return ""
    if high is None:
        return gettext("from {low}").format(low=low)
    return gettext("{low} to {high}").format(low="…" if low is None else low, high=high)


class DeviationForm(forms.Form):
    """Something went otherwise than written."""

    severity = forms.ChoiceField(label=_("Severity"), choices=SEVERITIES)
    text = forms.CharField(
        label=_("What went otherwise than written"), widget=forms.Textarea(attrs={"rows": 2})
    )


class MaterialForm(forms.Form):
    """What went in."""

    name = forms.CharField(label=_("Material"), max_length=80)
    lot = forms.CharField(label=_("Lot"), max_length=60)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=14, decimal_places=4)
    unit = forms.CharField(label=_("Unit"), max_length=20, initial="kg")


class AdditionForm(forms.Form):
    """Something added by hand."""

    happened_at = forms.DateTimeField(label=_("When"), widget=Moment())
    what = forms.CharField(label=_("What"), max_length=80)
    amount = forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=4)
    unit = forms.CharField(label=_("Unit"), max_length=20, initial="L")


class AchievedForm(forms.Form):
    """What the batch reached."""

    quantity = forms.ChoiceField(label=_("What was reached"), choices=QUANTITIES)
    value = forms.FloatField(label=_("Value reached"), min_value=0)
    source = forms.CharField(
        label=_("Measured, or by which correlation"), max_length=120, initial=_("measured")
    )


class RunningForm(forms.Form):
    """How a vessel was run at its busiest."""

    rpm = forms.FloatField(label=_("Stirrer (rpm)"), min_value=0.1)
    vvm = forms.FloatField(label=_("Gas (vvm)"), min_value=0)
    celsius = forms.FloatField(label=_("Temperature (°C)"), min_value=1, max_value=99, initial=37)
    head_bar = forms.FloatField(label=_("Pressure above the broth (bar)"), min_value=0.1, initial=1.2)
    our = forms.FloatField(label=_("Oxygen uptake measured (mmol/(L h))"), min_value=0)
    coalescing = forms.BooleanField(label=_("Bubbles run together (no salts, no antifoam)"), required=False)


class FileForm(forms.Form):
    """A data file."""

    file = forms.FileField(label=_("Data file"))


class CloseForm(forms.Form):
    """The end of a record."""

    conclusion = forms.CharField(label=_("Conclusion"), widget=forms.Textarea(attrs={"rows": 3}))
    password = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class TransferForm(forms.Form):
    """A process carried over."""

    title = forms.CharField(label=_("Title"), max_length=120)
    donor = forms.ChoiceField(label=_("Donor batch"))
    receiver = forms.ChoiceField(label=_("Receiver batch"), required=False)
    description = forms.CharField(
        label=_("Process description"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=8_000,
    )

    def __init__(self, *args: Any, batches: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["donor"].choices = batches  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [("", "—"), *batches]  # type: ignore[attr-defined]


class RiskForm(forms.Form):
    """A line of the failure mode and effects analysis."""

    failure = forms.CharField(label=_("Failure"), max_length=200)
    effect = forms.CharField(label=_("Effect"), max_length=200)
    cause = forms.CharField(label=_("Cause"), max_length=200)
    severity = forms.IntegerField(label=_("Severity (1–10)"), min_value=1, max_value=10)
    occurrence = forms.IntegerField(label=_("Occurrence (1–10)"), min_value=1, max_value=10)
    detection = forms.IntegerField(label=_("Detection (1–10)"), min_value=1, max_value=10)
    action = forms.CharField(label=_("Action"), max_length=200, required=False)


class QuestionForm(forms.Form):
    """What nobody knows yet."""

    text = forms.CharField(label=_("Open question"), max_length=400)
