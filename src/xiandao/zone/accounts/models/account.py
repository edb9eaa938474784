"""A person who signs in, with the one role that decides what is open to them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is here for. Everything a role may do is stated with `open_to` on the page itself."""

    ADMINISTRATOR = "administrator", _("Administrator")
    PLAN_OFFICE = "plan_office", _("Plan office")
    UNIT_OFFICER = "unit_officer", _("Unit officer")
    REGISTRAR = "registrar", _("Registrar")
    VIEWER = "viewer", _("Viewer")
    MEMBER = "member", _("Member of an organisation")


# Those who work for the zone; a member works for an organisation in it and sees what is public or its own.
ZONE_ROLES = (Role.ADMINISTRATOR, Role.PLAN_OFFICE, Role.UNIT_OFFICER, Role.REGISTRAR, Role.VIEWER)


class Account(AbstractBaseUser):
    """A person's account. There is no super user: an administrator is a role like the others."""

    username = models.CharField(max_length=80, unique=True)
    display_name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    language = models.CharField(max_length=10, blank=True, choices=settings.LANGUAGES)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name", "role"]

    class Meta:
        """Database rules."""

        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="account_name_is_used_once_in_any_case"),
            models.CheckConstraint(condition=~Q(display_name=""), name="account_has_a_name_for_people"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="account_has_a_known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.display_name} ({self.username})"
