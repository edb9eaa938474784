"""The ledger as it is asked: what each claim says and what became of it, read from the entries."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from xiandao.zone.evidence.models.files import StoredFile
from xiandao.zone.evidence.models.ledger import Entry


class Claim(models.Model):
    """Something happened: the claim of one entry, with what later entries did to it.

    `subject` is `<kind of record>/<key>` as it was written; `canonical` the record it is today, after merges.
    Free words lie here and not in the entry's body, which carries their salted digest: they can be erased.
    """

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="claim")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    canonical = models.CharField(max_length=80)
    quantity = models.DecimalField(max_digits=20, decimal_places=4, default=1)
    unit = models.CharField(max_length=16, blank=True)  # "" counts; money says CNY
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    family = models.CharField(max_length=80)  # what it is one with: its patent family, else the subject
    details = models.JSONField(default=dict)  # countable facts only, as the kind's vocabulary lists them
    source = models.CharField(max_length=16)  # file, record, system, report
    source_reference = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    party = models.CharField(
        max_length=120, blank=True
    )  # for whom it was claimed; may read it, may not verify
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    salt = models.CharField(max_length=32)
    erased_at = models.DateTimeField(null=True, blank=True)
    sample = models.BooleanField(default=False)

    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)  # recorded moment of the correction
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(  # shown, never looked for
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejected_by = models.ForeignKey(  # shown, never looked for
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    reason = models.CharField(max_length=400, blank=True)  # of a rejection or a withdrawal

    class Meta:
        """Database rules."""

        indexes = [
            models.Index(fields=["kind", "happened_on"], name="claim_by_kind_and_day"),
            models.Index(fields=["canonical", "happened_on"], name="claim_by_subject_and_day"),
            models.Index(fields=["subject"], name="claim_by_written_subject"),
            models.Index(fields=["family"], name="claim_by_family"),
            models.Index(fields=["party"], name="claim_by_party"),
            models.Index(
                fields=["entry"], condition=Q(sample=True, withdrawn_at=None), name="claim_of_a_sample"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["supersedes"], condition=Q(withdrawn_at=None), name="claim_is_corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(rejected_at=None), name="claim_is_verified_or_rejected"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.subject}"


class ClaimTarget(models.Model):
    """A claim is meant for a target of a plan: `<plan>/<target>`, in the words of the room above."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="targets")
    target = models.CharField(max_length=160)

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(fields=["target", "claim"], name="claim_is_meant_for_a_target_once")
        ]


class Alias(models.Model):
    """A subject was found to be another one, from one moment to the next: as the ledger knew it then."""

    subject = models.CharField(max_length=80)
    canonical = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Database rules."""

        indexes = [models.Index(fields=["canonical"], name="alias_by_canonical")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(until=None), name="subject_is_one_other_at_a_time"
            ),
        ]
