"""The refusal that every document format shares."""

from __future__ import annotations

from xiandao.kernel.refusals import Refusal


class DocumentRefused(Refusal):
    """A file of a known kind could not be read as a document."""
