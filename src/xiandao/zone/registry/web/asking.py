"""Who is asking, in which language, and the words of the vocabulary."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xiandao.zone.registry.rules.vocabulary import RelationKind

# How a relation reads from its left side, and from its right side.
RELATIONS = {
    RelationKind.EMPLOYED_BY: (_("works for"), _("employs")),
    RelationKind.LED_BY: (_("led by"), _("leads")),
    RelationKind.CARRIED_BY: (_("carried by"), _("carries")),
    RelationKind.APPLICANT: (_("applied for by"), _("applied for")),
    RelationKind.INVENTOR: (_("invented by"), _("invented")),
    RelationKind.AUTHOR: (_("written by"), _("wrote")),
    RelationKind.FROM: (_("comes from"), _("brought forth")),
    RelationKind.RECEIVED_BY: (_("received by"), _("received")),
    RelationKind.PART_OF: (_("part of"), _("has the part")),
}


def language() -> str:
    """The reader's language."""
    return get_language() or "en"
