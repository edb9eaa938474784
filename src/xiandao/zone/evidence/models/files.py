"""Files that evidence and documents lean on, kept once under the hash of their content."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """A file kept once. Who may open it is decided by the room that refers to it."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    type = models.CharField(max_length=8)
    stored_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)  # its content was erased on request

    class Meta:
        """Database rules."""

        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="kept_file_is_not_empty")]

    def __str__(self) -> str:
        return self.sha256[:12]
