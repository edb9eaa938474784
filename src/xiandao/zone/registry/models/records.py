"""A record is a name for one real thing; what is known of it are dated, sourced statements."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xiandao.zone.registry.rules.vocabulary import Confidence, Kind, NameKind, RelationKind


class Record(models.Model):
    """One organisation, person, project …; a merged record points to the one that speaks for both.

    `current`, `label` and `search` are read from the statements (and those of the records merged into it), so
    that lists are fast; they can be built anew.
    """

    key = models.CharField(max_length=32, unique=True)  # random hex: says nothing, so evidence can carry it
    kind = models.CharField(max_length=16, choices=[(k.value, k.name) for k in Kind])
    owner = models.ForeignKey(  # the organisation whose it is: sees its restricted fields
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="owned"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    label = models.CharField(max_length=300)
    search = models.TextField(blank=True)  # normal forms of names and identifiers; no restricted field
    current = models.JSONField(default=dict)  # field -> {value, on, statement, confidence}
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    created_by = models.ForeignKey(  # shown, never looked for: no index to keep for each of a million rows
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    retracted_at = models.DateTimeField(null=True, blank=True)  # its import was undone
    erased_at = models.DateTimeField(null=True, blank=True)  # its personal data were erased; counts stay
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        indexes = [
            models.Index(fields=["kind", "label"], name="record_by_kind_and_label"),
            models.Index(fields=["kind", "-changed_at"], name="record_by_kind_latest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="record_is_not_merged_into_itself"
            ),
            models.CheckConstraint(condition=~Q(label=""), name="record_has_a_label"),
        ]

    def __str__(self) -> str:
        # The trail keeps these words for ever, so they must not say who a person is.
        return self.subject if self.kind == Kind.PERSON else self.label

    @property
    def subject(self) -> str:
        """Under which name evidence speaks of it."""
        return f"{self.kind}/{self.key}"

    @property
    def party(self) -> str:
        """Under which name accounts speak for it, where it is an organisation."""
        return f"organisation:{self.key}"


class Statement(models.Model):
    """What one source said of a record on one day: several fields, one date, one source, one confidence."""

    record = models.ForeignKey(  # `statement_by_record_and_day` finds it
        Record, on_delete=models.PROTECT, related_name="statements", db_index=False
    )
    values = models.JSONField()  # field -> value, in the vocabulary's own form
    happened_on = models.DateField()  # the day of which it is true
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=8, choices=[(c.value, c.name) for c in Confidence])
    by = models.ForeignKey(  # shown, never looked for
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    brought_by = models.ForeignKey(
        "Import", null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    fingerprint = models.CharField(
        max_length=64
    )  # of record, source, day and values: a re-run says nothing new
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        indexes = [models.Index(fields=["record", "happened_on", "id"], name="statement_by_record_and_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "fingerprint"],
                condition=Q(retracted_at=None),
                name="statement_is_made_once",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="statement_names_its_source"),
        ]


class StatementClaim(models.Model):
    """The evidence entry that a statement gave rise to."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="claims")
    event = models.CharField(max_length=40)  # the kind's event, such as `settled`
    entry = models.BigIntegerField(unique=True)  # the ledger's number


class Name(models.Model):
    """A name that a record has or had."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="names")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="names")
    text = models.CharField(max_length=300)
    normal = models.CharField(max_length=300)  # xiandao.identity's normal form
    kind = models.CharField(max_length=8, choices=[(k.value, k.name) for k in NameKind])
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        indexes = [models.Index(fields=["normal"], name="name_by_normal_form")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gt=F("since")),
                name="name_ends_after_it_begins",
            )
        ]


class Identifier(models.Model):
    """A number that belongs to one record of a kind: credit code, DOI, application number, ORCID."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="identifiers")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=16, choices=[(k.value, k.name) for k in Kind])
    scheme = models.CharField(max_length=24)
    value = models.CharField(max_length=120)
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(
                fields=["kind", "scheme", "value"],
                condition=Q(retracted_at=None),
                name="identifier_belongs_to_one_record",
            )
        ]


class Relation(models.Model):
    """One record has to do with another over a time: employed by, applicant of, owner of, located at."""

    left = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="relations_out")
    kind = models.CharField(max_length=16, choices=[(k.value, k.name) for k in RelationKind])
    right = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="relations_in")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="relations")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        constraints = [
            models.CheckConstraint(condition=~Q(left=F("right")), name="relation_joins_two_records"),
            models.UniqueConstraint(
                fields=["left", "kind", "right", "statement"], name="relation_is_stated_once_by_a_statement"
            ),
        ]
