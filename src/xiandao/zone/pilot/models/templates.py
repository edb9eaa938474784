"""Recipes in versions; a version never changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Template(models.Model):
    """A recipe under one name; without a party it is open to everybody."""

    name = models.CharField(max_length=80)
    party = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["party", "name"], name="template_name_is_used_once_by_a_party"),
            models.CheckConstraint(condition=~Q(name=""), name="template_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"recipe {self.pk}"  # the trail is read by others


class TemplateVersion(models.Model):
    """One version of a recipe, as it was checked; append-only."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()  # steps and lags, see rules/recipes.py
    description = models.TextField(blank=True)  # of the process, for the transfer package
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_is_numbered_once")
        ]

    def __str__(self) -> str:
        return f"recipe {self.template_id} v{self.number}"

    @property
    def title(self) -> str:
        """The recipe's name with its version, for those who may know it."""
        return f"{self.template.name} v{self.number}"
