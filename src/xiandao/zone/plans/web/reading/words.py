"""The standings' names for lists to choose from and for charts; badges have theirs in the face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# In the order from good to bad, like the face's divided bar.
STANDINGS: Final[Mapping[str, str | Promise]] = {
    "done": _("Done"),
    "on_track": _("On track"),
    "not_started": _("Not started"),
    "at_risk": _("At risk"),
    "late": _("Late"),
}
