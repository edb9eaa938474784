"""The files that units attached to their reports."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from xiandao.zone.evidence.api import FileMissing
from xiandao.zone.plans.models import Attachment


def attachment_named(pk: int) -> Attachment:
    """The attachment with this number; ask permissions.check_attachment before handing it out."""
    found = Attachment.objects.select_related("file", "report__unit", "report__measure").filter(pk=pk).first()
    if found is None:
        raise FileMissing(gettext_noop("There is no file number {number}."), number=pk)
    return found
