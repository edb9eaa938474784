"""Evidence files go out as downloads under a neutral name, and reminders go out as letters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xiandao.kernel.uploads import FileType, neutral_name
from xiandao.zone.accounts.api import caller, open_to, zone_only
from xiandao.zone.evidence.api import file_content
from xiandao.zone.face.api import as_of
from xiandao.zone.plans.api import (
    OFFICE,
    attachment_named,
    check_attachment,
    plan_named,
    send_reminders,
)

TYPES = {
    FileType.PDF: "application/pdf",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
}
UNKNOWN = "application/octet-stream"  # text and HTML too: nothing that was uploaded is ever shown as a page


@zone_only
@never_cache
@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, to those who may open it."""
    found = attachment_named(pk)
    check_attachment(caller(request), found)
    kind = TYPES.get(FileType(found.file.type), UNKNOWN)
    answer = HttpResponse(file_content(found.file), content_type=kind)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=neutral_name(found.name)) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@open_to(*OFFICE)
@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to the officers of every unit that has something open."""
    by = caller(request)
    plan = plan_named(slug, by)
    sent = send_reminders(plan=plan, as_of=as_of(request), by=by, at=timezone.now())
    if sent:
        said = ngettext("{n} reminder was sent.", "{n} reminders were sent.", sent).format(n=sent)
        messages.success(request, said)
    else:
        messages.info(request, _("Nothing to remind of, or no officer with an address: no letter was sent."))
    return redirect("plans:overview", slug)
