"""The ledger itself: a gapless chain of entries, each sealed by the digest of the one before."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from xiandao.zone.evidence.rules.chain import Algorithm


class Entry(models.Model):
    """One act, written once. The database refuses to change or delete it.

    `body` is canonical JSON and the only truth; Claim and Alias are read from it and can be built anew.
    """

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    body = models.TextField()
    algorithm = models.CharField(max_length=8, choices=[(a.value, a.name) for a in Algorithm])
    digest = models.CharField(max_length=64)  # hex, over the digest before and this body

    class Meta:
        """Database rules."""

        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="ledger_entry_numbers_begin_at_one"),
            models.CheckConstraint(condition=~Q(body=""), name="ledger_entry_says_something"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.digest[:12]}"


class Head(models.Model):
    """The chain's last link. Writers lock this one row, so that they append one after the other."""

    number = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        """Database rules."""

        constraints = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_ledger_head")]
