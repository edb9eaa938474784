"""The sample zone: seeded, labelled, counted by the indicators like any other."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.evidence.api import Claim, indicator_versions, values_ready
from xiandao.zone.pilot.api import Batch, Booking, operates
from xiandao.zone.plans.api import load_bundled, snapshot
from xiandao.zone.registry.api import Record
from xiandao.zone.sample.api import load_sample
from xiandao.zone.sample.operations.inventing import zone

NOW = datetime(2025, 6, 30, 9, tzinfo=UTC)
DAY = date(2025, 6, 30)


def test_the_same_seed_gives_the_same_zone_and_nothing_of_it_lies_ahead() -> None:
    first, again, other = (
        zone("small", seed=1, until=DAY),
        zone("small", seed=1, until=DAY),
        zone("small", seed=2, until=DAY),
    )

    assert first == again
    assert first != other
    assert max(day for one in first for day, _ in one.sayings) <= DAY


@pytest.mark.django_db
def test_a_loaded_sample_zone_is_labelled_and_moves_the_targets() -> None:
    plan = load_bundled(name="baoshan-2023-2025", by=None, at=NOW)

    load_sample(size="small", seed=1, by=None, at=NOW)

    assert not Record.objects.filter(sample=False).exists()
    assert not Claim.objects.filter(sample=False).exists()
    ready = values_ready(indicator_versions(DAY), as_of=DAY)
    assert len(ready) == 10
    seen = snapshot(plan, DAY)
    assert seen is not None
    assert all(target.value is not None for target in seen.targets)
    assert any(target.unverified for target in seen.targets)
    assert not Booking.objects.filter(campaign__sample=False).exists()
    assert Booking.objects.filter(standing=True).exists()
    assert Batch.objects.get().closed_at is not None
    assert not operates(Account.objects.get(username="sample-operator-1"))
    with pytest.raises(Refusal, match="empty one only"):
        load_sample(size="small", seed=1, by=None, at=NOW)
