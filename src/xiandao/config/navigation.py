"""The lists that join rooms in the frame: (address name, label). A room adds its line when it opens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAVIGATION = (
    ("home:overview", _("Overview")),
    ("plans:list", _("Plans")),
    ("lab:home", _("Lab")),
    ("pilot:home", _("Pilot plant")),
    ("registry:home", _("Registry")),
    ("evidence:ledger", _("Evidence ledger")),
    ("runs:mine", _("My computations")),
    ("home:search", _("Search")),
    ("accounts:people", _("People")),
    ("accounts:trail", _("Audit trail")),
)
ACCOUNT_MENU = (("accounts:mine", _("My account")),)
