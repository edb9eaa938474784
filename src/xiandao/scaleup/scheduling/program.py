"""The schedule as a constraint program for CP-SAT (Perron & Didier, OR-Tools): intervals on machines.

Bookings that stay are not variables: they cut hours out of what the free steps may choose, so that a small
part of a large plan is a small program. Due dates, closures and absences can hang on a literal each, so that
the solver can name those that clash.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.scheduling.bookings import Booking
from xiandao.scaleup.scheduling.problem import Campaign, Cargo, Machine, Plant, Pool, Step, machines_for
from xiandao.scaleup.scheduling.solver import cp, new_solver
from xiandao.scaleup.scheduling.wording import at, closed_words

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: bookings or None, whether none exist, its bound, and the rules that clash."""

    bookings: tuple[Booking, ...] | None
    impossible: bool
    bound_h: int
    clash: tuple[Sentence, ...] = ()
    counted_s: float = 0.0


@dataclass(frozen=True, slots=True)
class _Job:
    key: Key
    cargo: Cargo
    step: Step
    start: Any
    literal: Any


class Program:
    """One scheduling problem written down for CP-SAT; times lie between `not_before_h` and `horizon_h`.

    Steps in `pinned` stay. With `named`, closures, absences and due dates are rules that `clash` can name.
    """

    def __init__(
        self,
        campaigns: tuple[Campaign, ...],
        plant: Plant,
        *,
        horizon_h: int,
        pinned: Iterable[Booking] = (),
        not_before_h: int = 0,
        named: bool = False,
    ) -> None:
        self.campaigns = campaigns
        self.plant = plant
        self.horizon = horizon_h
        self.not_before = not_before_h
        self.named = named
        self.model: Any = cp().CpModel()
        self.start: dict[Key, Any] = {}
        self.on: dict[str, list[_Job]] = {machine.name: [] for machine in plant.machines}
        self.loads: dict[str, list[tuple[Any, int]]] = {pool.name: [] for pool in plant.pools}
        self.rules: dict[int, Sentence] = {}
        self.literals: list[Any] = []
        self.held = {(booking.campaign, booking.step): booking for booking in pinned}
        self.steps = {(c.name, s.name): s for c in campaigns for s in c.template.steps}
        self.cargoes = {campaign.name: campaign.cargo for campaign in campaigns}
        kept = max((booking.free_h for booking in self.held.values()), default=0)
        self.makespan: Any = self.model.new_int_var(kept, max(kept, horizon_h), "makespan")
        self.ends: dict[str, Any] = {}
        for campaign in campaigns:
            if any((campaign.name, step.name) not in self.held for step in campaign.template.steps):
                self._write_campaign(campaign)
        for machine in plant.machines:
            self._write_machine(machine)
        for pool in plant.pools:
            self._write_pool(pool)

    def _rule(self, sentence: Sentence) -> Any:
        literal = self.model.new_bool_var(sentence)
        self.rules[literal.index] = sentence
        self.literals.append(literal)
        return literal

    def _write_campaign(self, campaign: Campaign) -> None:
        starts: dict[str, Any] = {}
        ends: dict[str, Any] = {}
        for step in campaign.template.steps:
            key = (campaign.name, step.name)
            booked = self.held.get(key)
            starts[step.name] = booked.start_h if booked else self._write_step(key, step, campaign)
            ends[step.name] = booked.end_h if booked else starts[step.name] + step.duration_h
        for lag in campaign.template.lags:
            if (campaign.name, lag.before) in self.held and (campaign.name, lag.after) in self.held:
                continue
            wait = starts[lag.after] - ends[lag.before]
            self.model.add(wait >= lag.min_h)
            if lag.max_h is not None:
                self.model.add(wait <= lag.max_h)
        free = [end for name, end in ends.items() if (campaign.name, name) not in self.held]
        self.ends[campaign.name] = self.model.new_int_var(0, self.horizon, "")
        for end in free:
            self.model.add(self.ends[campaign.name] >= end)
        if campaign.due_h is None:
            return
        due = None
        if self.named:
            due = self._rule(
                Sentence("{campaign} is due at {end}", campaign=campaign.name, end=at(campaign.due_h))
            )
        for end in free:
            kept = self.model.add(end <= campaign.due_h)
            if due is not None:
                kept.only_enforce_if(due)

    def _write_step(self, key: Key, step: Step, campaign: Campaign) -> Any:
        low = max(campaign.release_h, self.not_before)
        start = self.model.new_int_var(low, max(low, self.horizon - step.occupied_h), f"{key[0]}/{step.name}")
        self.start[key] = start
        self.model.add(self.makespan >= start + step.occupied_h)
        literals = []
        for machine in machines_for(step, self.plant):
            literal = self.model.new_bool_var(f"{key}@{machine.name}")
            literals.append(literal)
            self.on[machine.name].append(_Job(key, campaign.cargo, step, start, literal))
        self.model.add_exactly_one(literals)
        for pool in self.plant.pools:
            self._load(pool, start, step.duration_h, pool.taken(step.uses))
            self._load(pool, start + step.duration_h, step.cleaning_h, pool.taken(step.cleaning_uses))
        return start

    def _load(self, pool: Pool, start: Any, length: int, amount: int) -> None:
        if length and amount:
            interval = self.model.new_fixed_size_interval_var(start, length, "")
            self.loads[pool.name].append((interval, amount))

    def _write_machine(self, machine: Machine) -> None:
        jobs = self.on[machine.name]
        if not jobs:
            return
        intervals = [
            self.model.new_optional_fixed_size_interval_var(job.start, job.step.occupied_h, job.literal, "")
            for job in jobs
        ]
        for job in jobs:
            self._cut(machine, job)
        for window in machine.closed if self.named else ():
            shut = self._rule(closed_words(machine, window))
            length = window.end_h - window.start_h
            closed = self.model.new_optional_fixed_size_interval_var(window.start_h, length, shut, "")
            for interval in intervals:
                self.model.add_no_overlap([interval, closed])
        if len(jobs) > 1:
            self.model.add_no_overlap(intervals)
        for one, other in combinations(jobs, 2):
            self._change_over(machine, one, other)

    def _cut(self, machine: Machine, job: _Job) -> None:
        """Take the hours of what stays on the machine out of those in which the job may start there."""
        taken = [] if self.named else [(w.start_h, w.end_h) for w in machine.closed]
        for booking in self.held.values():
            if booking.machine == machine.name:
                theirs = self.cargoes[booking.campaign]
                before = self.plant.changeover_h(machine, job.cargo, theirs)
                after = self.plant.changeover_h(machine, theirs, job.cargo)
                taken.append((booking.start_h - before, booking.free_h + after))
        if not taken:
            return
        free, hour = [], 0
        for begin, end in sorted(taken):
            if begin - job.step.occupied_h >= hour:
                free.append((hour, begin - job.step.occupied_h))
            hour = max(hour, end)
        free.append((hour, max(hour, self.horizon)))
        domain = cp().Domain.from_intervals([list(pair) for pair in free])
        self.model.add_linear_expression_in_domain(job.start, domain).only_enforce_if(job.literal)

    def _change_over(self, machine: Machine, one: _Job, other: _Job) -> None:
        there = self.plant.changeover_h(machine, one.cargo, other.cargo)
        back = self.plant.changeover_h(machine, other.cargo, one.cargo)
        if there or back:
            first = self.model.new_bool_var("")
            ahead = one.start + one.step.occupied_h + there <= other.start
            behind = other.start + other.step.occupied_h + back <= one.start
            self.model.add(ahead).only_enforce_if(one.literal, other.literal, first)
            self.model.add(behind).only_enforce_if(one.literal, other.literal, ~first)

    def _write_pool(self, pool: Pool) -> None:
        loads = self.loads[pool.name]
        if not loads:
            return
        standing: list[tuple[int, int, int]] = []
        for key, booking in self.held.items():
            step = self.steps[key]
            standing.append((booking.start_h, booking.end_h, pool.taken(step.uses)))
            standing.append((booking.end_h, booking.free_h, pool.taken(step.cleaning_uses)))
        for window in pool.absent:
            if self.named:
                away = self._rule(
                    Sentence(
                        "{amount} of {pool} are missing from {start} to {end}",
                        amount=window.amount,
                        pool=pool.name,
                        start=at(window.start_h),
                        end=at(window.end_h),
                    )
                )
                length = window.end_h - window.start_h
                interval = self.model.new_optional_fixed_size_interval_var(window.start_h, length, away, "")
                loads.append((interval, window.amount))
            else:
                standing.append((window.start_h, window.end_h, window.amount))
        for begin, end, amount in _profile(standing):
            interval = self.model.new_fixed_size_interval_var(begin, end - begin, "")
            loads.append((interval, min(amount, pool.capacity)))
        self.model.add_cumulative([load[0] for load in loads], [load[1] for load in loads], pool.capacity)

    def solve(
        self, *, hint: tuple[Booking, ...] | None, at_least_h: int, seed: int, limit_s: float
    ) -> Answer:
        """The shortest schedule found within `limit_s`; of equal ones, that whose campaigns end first."""
        weight = 2 * len(self.ends) + 1
        return self._least(weight * self.makespan + sum(self.ends.values()), hint, at_least_h, seed, limit_s)

    def shortest(
        self, *, hint: tuple[Booking, ...] | None, at_least_h: int, seed: int, limit_s: float
    ) -> Answer:
        """As `solve`, for the length alone, with the solver's own bound of it."""
        return self._least(self.makespan, hint, at_least_h, seed, limit_s)

    def earliest(self, campaign: str, *, seed: int, limit_s: float) -> Answer:
        """The schedule in which this campaign ends first; `bound_h` is the proved earliest hour."""
        return self._least(self.ends[campaign], None, 0, seed, limit_s)

    def _least(
        self, objective: Any, hint: tuple[Booking, ...] | None, at_least_h: int, seed: int, limit_s: float
    ) -> Answer:
        for literal in self.literals:
            self.model.add(literal == 1)
        self.model.add(self.makespan >= at_least_h)
        self._give_hint(hint)
        self.model.minimize(objective)
        solver, status = self._run(seed, limit_s)
        counted = float(solver.response_proto.deterministic_time)
        if status in (cp().OPTIMAL, cp().FEASIBLE):
            return Answer(self._bookings(solver), False, round(solver.best_objective_bound), (), counted)
        return Answer(None, status == cp().INFEASIBLE, 0, (), counted)

    def clash(self, *, seed: int, limit_s: float) -> Answer:
        """Only whether any schedule exists; if none does, the rules that together forbid it."""
        self.model.add_assumptions(self.literals)
        solver, status = self._run(seed, limit_s)
        if status in (cp().OPTIMAL, cp().FEASIBLE):
            return Answer(self._bookings(solver), False, 0)
        if status != cp().INFEASIBLE:
            return Answer(None, False, 0)
        core = solver.sufficient_assumptions_for_infeasibility()
        return Answer(None, True, 0, tuple(self.rules[index] for index in core))

    def _give_hint(self, hint: tuple[Booking, ...] | None) -> None:
        wanted = {(booking.campaign, booking.step): booking for booking in hint or ()}
        for key, start in self.start.items():
            if key in wanted:
                self.model.add_hint(start, wanted[key].start_h)
        for name, jobs in self.on.items():
            for job in jobs:
                if job.key in wanted:
                    self.model.add_hint(job.literal, int(name == wanted[job.key].machine))

    def _run(self, seed: int, limit_s: float) -> tuple[Any, Any]:
        solver = new_solver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        # seconds of counted work, not of the clock: the same answer on a slow day
        solver.parameters.max_deterministic_time = limit_s
        # small programs spend longer on these than on the search itself
        solver.parameters.linearization_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        return solver, solver.solve(self.model)

    def _bookings(self, solver: Any) -> tuple[Booking, ...]:
        found = list(self.held.values())
        for name, jobs in self.on.items():
            for job in jobs:
                if solver.value(job.literal):
                    start = int(solver.value(job.start))
                    end = start + job.step.duration_h
                    found.append(Booking(*job.key, name, start, end, end + job.step.cleaning_h))
        return tuple(found)


def _profile(loads: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The same loads as steps that do not overlap."""
    changes: dict[int, int] = {}
    for begin, end, amount in loads:
        if amount and end > begin:
            changes[begin] = changes.get(begin, 0) + amount
            changes[end] = changes.get(end, 0) - amount
    steps, level, since = [], 0, 0
    for moment in sorted(changes):
        if level:
            steps.append((since, moment, level))
        level += changes[moment]
        since = moment
    return steps
