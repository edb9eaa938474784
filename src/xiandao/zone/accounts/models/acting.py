"""For whom an account speaks: a unit of a plan, an organisation of the registry."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xiandao.zone.accounts.models.account import Account


class Acting(models.Model):
    """An account speaks for a party over a time; rooms above name it: `unit:区经委`, `organisation:1f0c…`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="acting")
    party = models.CharField(max_length=120)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        indexes = [models.Index(fields=["party"], name="acting_by_party")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "party"], condition=Q(until=None), name="account_speaks_for_a_party_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="acting_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(party=""), name="acting_names_its_party"),
        ]

    def __str__(self) -> str:
        return f"{self.account} / {self.party}"
