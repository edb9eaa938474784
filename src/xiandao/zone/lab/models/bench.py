"""What stands on the bench: samples and where they are, their reads and verdicts, what was measured."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xiandao.zone.lab.models.ordering import Order
from xiandao.zone.lab.models.wishes import RECORD, Design, Wish
from xiandao.zone.lab.rules.vocabulary import ContainerKind, ReadingResult, Reads, SampleKind, SampleState


class Container(models.Model):
    """A plate or a box, and where it stands."""

    organisation = models.ForeignKey(RECORD, on_delete=models.PROTECT, related_name="+")
    barcode = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=[(k.value, k.name) for k in ContainerKind])
    stands = models.CharField(max_length=120, blank=True)  # freezer, shelf
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="container_has_a_name")]

    def __str__(self) -> str:
        return self.barcode


class Sample(models.Model):
    """A tube or a well with something in it."""

    organisation = models.ForeignKey(RECORD, on_delete=models.PROTECT, related_name="+")
    wish = models.ForeignKey(Wish, null=True, blank=True, on_delete=models.PROTECT, related_name="samples")
    design = models.ForeignKey(
        Design, null=True, blank=True, on_delete=models.PROTECT, related_name="samples"
    )
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="samples")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    barcode = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=[(k.value, k.name) for k in SampleKind])
    state = models.CharField(
        max_length=9, choices=[(s.value, s.name) for s in SampleState], default=SampleState.HERE
    )
    container = models.ForeignKey(
        Container, null=True, blank=True, on_delete=models.PROTECT, related_name="samples"
    )
    place = models.CharField(max_length=4, blank=True)
    made_on = models.DateField()
    remark = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        indexes = [models.Index(fields=["organisation", "-id"], name="sample_by_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["container", "place"],
                condition=Q(container__isnull=False, state=SampleState.HERE),
                name="place_holds_one_sample",
            ),
            models.CheckConstraint(
                condition=Q(container=None, place="") | (Q(container__isnull=False) & ~Q(place="")),
                name="sample_in_a_container_has_a_place",
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="sample_is_not_made_of_itself"),
            models.CheckConstraint(condition=~Q(name=""), name="sample_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.barcode


class PlateReading(models.Model):
    """Reads of many samples of a plate or box, brought and judged in one go."""

    container = models.ForeignKey(Container, on_delete=models.PROTECT, related_name="readings")
    technology = models.CharField(max_length=9, choices=[(r.value, r.name) for r in Reads])
    read_on = models.DateField()
    run = models.BigIntegerField(null=True, blank=True)
    left_out = models.JSONField(default=list)  # files that were not taken: template, values
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"plate reading #{self.pk}"


class Sequencing(models.Model):
    """Reads of a sample, held against the design that it should be; the verdict comes from a run."""

    specimen = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="sequencings")
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="sequencings")
    technology = models.CharField(max_length=9, choices=[(r.value, r.name) for r in Reads])
    read_on = models.DateField()
    run = models.BigIntegerField(null=True, blank=True)
    verdict = models.JSONField(null=True, blank=True)  # rules/records.py
    result = models.CharField(max_length=4, blank=True, choices=[(r.value, r.name) for r in ReadingResult])
    fault = models.JSONField(null=True, blank=True)  # why it could not be judged: template, values
    plate = models.ForeignKey(
        PlateReading, null=True, blank=True, on_delete=models.CASCADE, related_name="wells"
    )
    place = models.CharField(max_length=4, blank=True)  # where it stood on the plate when it was read
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=None, result="") | (Q(verdict__isnull=False) & ~Q(result="")),
                name="sequencing_has_its_result_with_its_verdict",
            ),
            models.CheckConstraint(
                condition=Q(fault__isnull=True) | Q(verdict__isnull=True),
                name="sequencing_has_a_verdict_or_a_fault",
            ),
            models.CheckConstraint(
                condition=Q(plate=None, place="") | (Q(plate__isnull=False) & ~Q(place="")),
                name="sequencing_of_a_plate_has_its_place",
            ),
        ]

    def __str__(self) -> str:
        return f"sequencing #{self.pk}"

    @property
    def standing(self) -> str:
        """pass, fail or look; fault where it could not be judged; nothing while it waits."""
        return self.result or ("fault" if self.fault else "")


class ReadFile(models.Model):
    """A file of reads, kept under the hash of its content."""

    sequencing = models.ForeignKey(Sequencing, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        """Database rules."""

        ordering = ["pk"]


class Measurement(models.Model):
    """A figure with its unit, condition, day and source."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="measurements")
    design = models.ForeignKey(
        Design, null=True, blank=True, on_delete=models.PROTECT, related_name="measurements"
    )
    specimen = models.ForeignKey(
        Sample, null=True, blank=True, on_delete=models.PROTECT, related_name="measurements"
    )
    what = models.CharField(max_length=80)
    value = models.FloatField()
    unit = models.CharField(max_length=24)
    condition = models.CharField(max_length=200, blank=True)
    measured_on = models.DateField()
    source = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["measured_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(unit="") & ~Q(source=""), name="measurement_has_unit_and_source"
            )
        ]
