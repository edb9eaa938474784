"""Secrets that open the door, kept as SHA-256 only: whoever reads the database cannot use them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xiandao.zone.accounts.models.account import Account


class SignInLink(models.Model):
    """A link that signs a person in once."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sign_in_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_in_links_issued"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="sign_in_link_expires_after_it_is_issued"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True)
                | Q(used_at__gte=F("issued_at"), used_at__lt=F("expires_at")),
                name="sign_in_link_is_used_while_it_is_valid",
            ),
        ]


class ApiToken(models.Model):
    """A person's key for programs: it may do what the person may do."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        """Database rules."""

        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="api_token_expires_after_it_is_issued"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="api_token_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
