"""Places are given in the order asked; no promise is broken for a new one, and who waits knows why."""

from __future__ import annotations

from dataclasses import replace

from xiandao.scaleup.scheduling import admit, schedule, violations
from xiandao.scaleup.scheduling.tests.plants import PLANT, campaigns


def test_a_campaign_that_fits_is_placed_and_nothing_else_moves() -> None:
    plan = schedule(campaigns(2), PLANT, seed=1, limit_s=0.3)
    more = replace(campaigns(3)[2], due_h=400)

    found = admit(plan, (more,), now_h=0, seed=1, limit_s=0.3)

    assert found.waiting == ()
    assert set(plan.bookings) <= set(found.schedule.bookings)
    assert violations(found.schedule.bookings, found.schedule.campaigns, PLANT) == ()


def test_a_campaign_that_would_break_a_promise_waits_with_the_reason() -> None:
    plan = schedule(campaigns(4), PLANT, seed=1, limit_s=0.3)
    more = replace(campaigns(5)[4], due_h=90)

    found = admit(plan, (more,), now_h=0, seed=1, limit_s=0.3)

    assert found.schedule == plan
    (waits,) = found.waiting
    assert waits.campaign == more
    assert waits.earliest_h is not None
    assert waits.earliest_h > 90
    assert "gives way" in waits.why.message or "one more" in waits.why.message


def test_others_move_within_their_promise_to_make_room() -> None:
    plan = schedule(tuple(replace(one, due_h=400) for one in campaigns(2)), PLANT, seed=1, limit_s=0.3)
    first = min(b.end_h for b in plan.bookings if b.step == "harvest")
    more = replace(campaigns(3)[2], due_h=first + 10)

    found = admit(plan, (more,), now_h=0, seed=1, limit_s=0.5)

    assert found.waiting == ()
    assert max(b.end_h for b in found.schedule.bookings if b.campaign == more.name) <= first + 10
    assert max(b.end_h for b in found.schedule.bookings) <= 400
