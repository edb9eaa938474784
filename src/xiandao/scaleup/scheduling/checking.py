"""What no schedule could ever hold is refused first, naming the campaign and the step."""

from __future__ import annotations

from typing import Final

from xiandao.scaleup.scheduling.problem import (
    Campaign,
    CampaignRefused,
    Plant,
    PlantRefused,
    Step,
    Use,
    Window,
    machines_for,
)

NEEDS: Final = "{campaign}, {step}: needs {amount} of {pool}, the plant has {capacity}"


def check_plant(plant: Plant) -> None:
    """Raises PlantRefused when names repeat or a window or an amount makes no sense."""
    names = [machine.name for machine in plant.machines] + [pool.name for pool in plant.pools]
    for name in names:
        if names.count(name) > 1:
            raise PlantRefused("two machines or pools are called {name}", name=name)
    for machine in plant.machines:
        _check_windows(machine.name, machine.closed, 0)
        if machine.changeover_h < 0:
            raise PlantRefused("{name}: a changeover cannot take negative time", name=machine.name)
    for pool in plant.pools:
        _check_windows(pool.name, pool.absent, pool.capacity)
    for before, after, hours in (*plant.changeovers_h, *plant.class_changeovers_h):
        if hours < 0:
            raise PlantRefused(
                "{before} to {after}: a changeover cannot take negative time", before=before, after=after
            )


def _check_windows(name: str, windows: tuple[Window, ...], capacity: int) -> None:
    for window in windows:
        if window.end_h <= window.start_h or window.start_h < 0:
            raise PlantRefused("{name}: a window must end after it starts, from hour 0 on", name=name)
        if not 0 <= window.amount <= capacity:
            raise PlantRefused("{name}: more is absent than there is", name=name)
    for moment in {window.start_h for window in windows} if capacity else ():
        if sum(w.amount for w in windows if w.start_h <= moment < w.end_h) > capacity:
            raise PlantRefused("{name}: more is absent than there is", name=name)


def check_campaigns(campaigns: tuple[Campaign, ...], plant: Plant) -> None:
    """Raises CampaignRefused naming the campaign and the step that this plant can never run."""
    if len({campaign.name for campaign in campaigns}) < len(campaigns):
        raise CampaignRefused("two campaigns have the same name")
    for campaign in campaigns:
        _check_network(campaign)
        for step in campaign.template.steps:
            _check_step(campaign.name, step, plant)


def _check_network(campaign: Campaign) -> None:
    names = [step.name for step in campaign.template.steps]
    if not names or len(set(names)) < len(names):
        raise CampaignRefused("{campaign}: needs steps, each with its own name", campaign=campaign.name)
    if campaign.release_h < 0:
        raise CampaignRefused("{campaign}: cannot start before hour 0", campaign=campaign.name)
    for lag in campaign.template.lags:
        for name in (lag.before, lag.after):
            if name not in names:
                raise CampaignRefused(
                    "{campaign}: there is no step {step}", campaign=campaign.name, step=name
                )
        if lag.min_h < 0 or (lag.max_h is not None and lag.max_h < lag.min_h):
            raise CampaignRefused(
                "{campaign}: the wait from {before} to {after} has no possible length",
                campaign=campaign.name,
                before=lag.before,
                after=lag.after,
            )
    campaign.template.ordered()


def _check_step(campaign: str, step: Step, plant: Plant) -> None:
    if step.duration_h <= 0 or step.cleaning_h < 0:
        raise CampaignRefused("{campaign}, {step}: must take time", campaign=campaign, step=step.name)
    if not machines_for(step, plant):
        raise CampaignRefused(
            "{campaign}, {step}: no machine does {capability} with {volume} m3, hygiene class {hygiene} and "
            "biosafety level {level}",
            campaign=campaign,
            step=step.name,
            capability=step.capability,
            volume=step.min_volume_m3,
            hygiene=step.min_hygiene_class,
            level=step.min_biosafety_level,
        )
    for uses in (step.uses, step.cleaning_uses):
        _check_uses(campaign, step, uses, plant)


def _check_uses(campaign: str, step: Step, uses: tuple[Use, ...], plant: Plant) -> None:
    known = {name for pool in plant.pools for name in (pool.serves or (pool.name,))}
    for use in uses:
        capacity = min([p.capacity for p in plant.pools if use.pool in (p.serves or (p.name,))], default=0)
        if use.amount <= 0 or use.pool not in known:
            raise CampaignRefused(
                NEEDS, campaign=campaign, step=step.name, amount=use.amount, pool=use.pool, capacity=capacity
            )
    for pool in plant.pools:
        amount = pool.taken(uses)
        if amount > pool.capacity:
            raise CampaignRefused(
                NEEDS,
                campaign=campaign,
                step=step.name,
                amount=amount,
                pool=pool.name,
                capacity=pool.capacity,
            )
