"""An import: a file read, its rows proposed, applied as one, and undone as one."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiandao.zone.registry.models.records import Record
from xiandao.zone.registry.rules.vocabulary import ImportState, Kind, RowState


class Import(models.Model):
    """One file from one source, for one kind of record."""

    kind = models.CharField(max_length=16, choices=[(k.value, k.name) for k in Kind])
    source = models.CharField(
        max_length=120
    )  # who or what the rows come from; column maps are kept per source
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)  # the evidence room keeps the file
    format = models.CharField(max_length=16)  # xlsx, csv, bibtex, ris, openalex
    columns = models.JSONField(default=dict)  # the file's heading -> field of the kind
    happened_on = models.DateField()  # the day of which rows without their own day speak
    state = models.CharField(
        max_length=8, choices=[(s.value, s.name) for s in ImportState], default=ImportState.DRAFT
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports")
    owner = models.ForeignKey(  # a member's import is its organisation's; null: the zone's
        Record, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["-created_at", "-pk"]


class ImportRow(models.Model):
    """One row: what it says, what is wrong with it, what it would do."""

    brought_by = models.ForeignKey(  # `import_row_is_read_once` finds it
        Import, on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    number = models.PositiveIntegerField()  # as the file counts, headings included
    values = models.JSONField()  # field -> text as written
    faults = models.JSONField(default=list)  # [{field, template, values}]
    state = models.CharField(max_length=8, choices=[(s.value, s.name) for s in RowState])
    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Database rules."""

        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["brought_by", "number"], name="import_row_is_read_once")
        ]


class ColumnMap(models.Model):
    """Which heading of a source means which field: remembered for the next file."""

    source = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=[(k.value, k.name) for k in Kind])
    columns = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(fields=["source", "kind"], name="column_map_is_kept_once_per_source")
        ]
