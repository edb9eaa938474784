"""Orders and the biosecurity gate before them: who orders, what was screened, who released what was held."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from xiandao.zone.lab.models.wishes import RECORD, Design, Wish
from xiandao.zone.lab.rules.vocabulary import OrderState


class Customer(models.Model):
    """Who orders for an organisation and what for: the legitimacy record, checked by somebody of the zone."""

    organisation = models.ForeignKey(RECORD, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_how = models.CharField(max_length=400, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(purpose=""), name="customer_says_who_and_why"),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(verified_by__isnull=False),
                name="customer_is_verified_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"customer #{self.pk}"


class Order(models.Model):
    """Designs that are ordered together. Its state follows from its screening and review; nobody sets it."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="orders")
    reference = models.CharField(max_length=60)
    template = models.CharField(max_length=40)  # a form of xiandao.foundry.ordering
    customer = models.ForeignKey(
        Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    screening = models.JSONField()  # rules/screenings.py
    screened_at = models.DateTimeField()
    waiting = models.BooleanField(default=False)  # a screening was asked for and has not come yet
    asked = models.PositiveIntegerField(default=0)  # how often one was asked for: only the last one counts
    run = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=[(s.value, s.name) for s in OrderState])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[*OrderState]), name="order_has_a_known_state"),
            models.CheckConstraint(condition=~Q(reference=""), name="order_has_a_reference"),
            models.CheckConstraint(
                condition=Q(waiting=False) | Q(state=OrderState.HELD.value),
                name="order_is_held_while_it_is_screened",
            ),
        ]

    def __str__(self) -> str:
        return f"order #{self.pk}"


class OrderItem(models.Model):
    """A design in an order."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="items")

    class Meta:
        """Database rules."""

        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["order", "design"], name="design_is_ordered_once")]


class OrderReview(models.Model):
    """What a person decided about a held order, and why; never rewritten."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    released = models.BooleanField()
    reason = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)  # of the sequences that were judged

    class Meta:
        """Database rules."""

        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="review_says_why")]
