"""One line of the trail."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Entry(models.Model):
    """Somebody did something to a thing. The database refuses to change or delete it.

    Actor and subject are also kept in words, as they were called then. `verb` is an English phrase that the
    writing room marks for translation; a page shows it in the reader's language.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actor = models.CharField(max_length=200, blank=True)  # empty: the system, or somebody not signed in
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_label = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    address = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        """Database rules."""

        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="entry_latest_first"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="entry_by_subject"),
            models.Index(fields=["verb"], name="entry_by_verb"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(verb=""), name="entry_says_what_was_done"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.subject_label}"
