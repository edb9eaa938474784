"""A newcomer finds a living lab, labelled, and nobody else's is touched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xiandao.zone.lab import api as lab
from xiandao.zone.pilot import tasks
from xiandao.zone.sample.operations.costing import load_sample_costs
from xiandao.zone.sample.operations.laboratory import SAMPLES, load_sample_lab
from xiandao.zone.sample.operations.loading import SampleRefused, load_sample

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)


def test_a_sample_lab_shows_a_chain_and_its_label(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    load_sample(size="small", seed=1, by=None, at=NOW)

    scientist = load_sample_lab(seed=1, at=NOW)

    client = Client()
    client.force_login(scientist)
    page = client.get(reverse("lab:home")).content.decode()
    assert page.count("示例：") >= 2
    assert sorted(lab.Sequencing.objects.values_list("result", flat=True)) == ["fail", "pass"]
    assert lab.Sample.objects.count() == SAMPLES
    assert lab.Order.objects.get().state == "held"
    assert all(wish.sample for wish in lab.Wish.objects.all())


def test_without_a_sample_zone_there_is_no_sample_lab() -> None:
    with pytest.raises(SampleRefused, match="sample zone"):
        load_sample_lab(seed=1, at=NOW)


def test_a_sample_plant_is_fitted_costed_and_labelled(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks, "DRAWS", 300)
    load_sample(size="small", seed=1, by=None, at=NOW)
    scientist = load_sample_lab(seed=1, at=NOW)

    case = load_sample_costs(scientist=scientist, at=NOW)

    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(scientist)
    page = client.get(reverse("pilot:cost", args=[case.pk])).content.decode()
    assert case.result
    assert case.fit
    assert '<span class="tag">示例</span>' in page
    assert "目前结论" in page
