"""What people type on the pages of this room. Forms parse; the operations decide."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xiandao.zone.accounts.models import Role
from xiandao.zone.accounts.rules import LONGEST_TOKEN_DAYS
from xiandao.zone.audit.api import EntryFilter

TOKEN_DAYS = 90


class DetailsForm(forms.Form):
    """What a person is called and where mail reaches them."""

    display_name = forms.CharField(label=_("Name that people see"), max_length=80)
    email = forms.EmailField(label=_("E-mail (for reminders)"), required=False)


class RoleForm(forms.Form):
    """What a person is here for."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class CreateForm(RoleForm, DetailsForm):
    """A new account."""

    username = forms.CharField(
        label=_("Account name"),
        max_length=80,
        help_text=_("2 to 80 letters, digits or . @ + - _ without spaces. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ["username", "display_name", "role", "email"]


class LanguageForm(forms.Form):
    """The language of one's pages and mails."""

    language = forms.ChoiceField(
        label=_("Language of pages and mails"),
        choices=[("", _("as the browser asks")), *settings.LANGUAGES],
        required=False,
    )


class TokenForm(forms.Form):
    """A new personal token."""

    name = forms.CharField(label=_("What will use the token"), max_length=80)
    days = forms.IntegerField(
        label=_("Valid for days"), min_value=1, max_value=LONGEST_TOKEN_DAYS, initial=TOKEN_DAYS
    )


class TrailForm(forms.Form):
    """Which part of the trail to show; it lives in the address, so that a view can be sent to a colleague."""

    actor = forms.CharField(label=_("Who"), required=False, max_length=80)
    verb = forms.ChoiceField(label=_("Did what"), required=False)
    subject = forms.CharField(label=_("To what"), required=False, max_length=80)
    since = forms.DateField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    subject_type = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    subject_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict, *, verbs: list[str]) -> None:
        super().__init__(asked, label_suffix="")
        offered = sorted((gettext(verb), verb) for verb in verbs)
        self.fields["verb"].choices = [  # type: ignore[attr-defined]
            ("", _("anything")),
            *((verb, words) for words, verb in offered),
        ]

    def wanted(self) -> EntryFilter:
        """The filter that was asked for; a field that cannot be read is marked and does not narrow."""
        self.is_valid()
        return EntryFilter(**{name: value for name, value in self.cleaned_data.items() if value})
