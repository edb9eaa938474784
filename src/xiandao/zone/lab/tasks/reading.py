"""Files that were brought to the lab, as a run finds them: by the hash of their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop

from xiandao.kernel.content import place_in
from xiandao.kernel.refusals import Refusal


class BroughtFileRefused(Refusal):
    """A file that was brought is gone, or is no longer what was brought."""


def brought(sha256: str, name: str) -> bytes:
    """The content under this hash. Raises BroughtFileRefused."""
    try:
        content = place_in(Path(settings.MEDIA_ROOT), sha256).read_bytes()
    except OSError as gone:
        raise BroughtFileRefused(
            gettext_noop("{name} is missing from the store. Bring it again."), name=name
        ) from gone
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BroughtFileRefused(gettext_noop("{name} was changed in the store. Bring it again."), name=name)
    return content
