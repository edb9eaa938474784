"""The schedule as a constraint program for CP-SAT (Perron & Didier, OR-Tools): intervals on machines.

Due dates, closures and absences hang on a literal each, so that the solver can name those that clash.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from xiandao.scaleup.scheduling.bookings import Booking
from xiandao.scaleup.scheduling.problem import Campaign, Machine, Plant, machines_for

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: bookings or None, whether none exist, its bound, and the rules that clash."""

    bookings: tuple[Booking, ...] | None
    impossible: bool
    bound_h: int
    clash: tuple[str, ...] = ()


class Program:
    """One scheduling problem written down for CP-SAT; times lie between `not_before_h` and `horizon_h`."""

    def __init__(
        self,
        campaigns: tuple[Campaign, ...],
        plant: Plant,
        *,
        horizon_h: int,
        pinned: tuple[Booking, ...] = (),
        not_before_h: int = 0,
    ) -> None:
        self.campaigns = campaigns
        self.plant = plant
        self.horizon = horizon_h
        self.not_before = not_before_h
        self.model: Any = cp_model.CpModel()
        self.start: dict[Key, Any] = {}
        self.on: dict[str, list[tuple[Key, str, Any, int]]] = {machine.name: [] for machine in plant.machines}
        self.chosen: dict[tuple[Key, str], Any] = {}
        self.loads: dict[str, list[tuple[Any, int]]] = {pool.name: [] for pool in plant.pools}
        self.rules: dict[int, str] = {}
        self.literals: list[Any] = []
        self.makespan: Any = self.model.new_int_var(0, horizon_h, "makespan")
        held = {(booking.campaign, booking.step): booking for booking in pinned}
        for campaign in campaigns:
            self._write_campaign(campaign, held)
        for machine in plant.machines:
            self._write_machine(machine)
        self._write_pools()

    def _rule(self, sentence: str) -> Any:
        literal = self.model.new_bool_var(sentence)
        self.rules[literal.index] = sentence
        self.literals.append(literal)
        return literal

    def _write_campaign(self, campaign: Campaign, held: dict[Key, Booking]) -> None:
        ends: dict[str, Any] = {}
        for step in campaign.template.steps:
            key = (campaign.name, step.name)
            booked = held.get(key)
            low = booked.start_h if booked else max(campaign.release_h, self.not_before)
            high = booked.start_h if booked else max(low, self.horizon - step.occupied_h)
            start = self.model.new_int_var(low, high, f"{campaign.name}/{step.name}")
            self.start[key] = start
            ends[step.name] = start + step.duration_h
            self.model.add(self.makespan >= start + step.occupied_h)
            literals = []
            for machine in machines_for(step, self.plant):
                literal = self.model.new_bool_var(f"{key}@{machine.name}")
                literals.append(literal)
                self.chosen[key, machine.name] = literal
                self.on[machine.name].append((key, campaign.organism, literal, step.occupied_h))
                if booked:
                    self.model.add(literal == int(machine.name == booked.machine))
            self.model.add_exactly_one(literals)
            for use in step.uses:
                interval = self.model.new_fixed_size_interval_var(start, step.duration_h, "")
                self.loads[use.pool].append((interval, use.amount))
            for use in step.cleaning_uses if step.cleaning_h else ():
                interval = self.model.new_fixed_size_interval_var(
                    start + step.duration_h, step.cleaning_h, ""
                )
                self.loads[use.pool].append((interval, use.amount))
        for lag in campaign.template.lags:
            wait = self.start[campaign.name, lag.after] - ends[lag.before]
            self.model.add(wait >= lag.min_h)
            if lag.max_h is not None:
                self.model.add(wait <= lag.max_h)
        if campaign.due_h is not None:
            due = self._rule(f"{campaign.name} is due at hour {campaign.due_h}")
            for end in ends.values():
                self.model.add(end <= campaign.due_h).only_enforce_if(due)

    def _write_machine(self, machine: Machine) -> None:
        jobs = self.on[machine.name]
        intervals = [
            self.model.new_optional_fixed_size_interval_var(self.start[key], length, literal, "")
            for key, _, literal, length in jobs
        ]
        for window in machine.closed:
            shut = self._rule(f"{machine.name} is closed from hour {window.start_h} to {window.end_h}")
            length = window.end_h - window.start_h
            closed = self.model.new_optional_fixed_size_interval_var(window.start_h, length, shut, "")
            for interval in intervals:
                self.model.add_no_overlap([interval, closed])
        self.model.add_no_overlap(intervals)
        for one, other in combinations(jobs, 2):
            there = self.plant.changeover_h(machine, one[1], other[1])
            back = self.plant.changeover_h(machine, other[1], one[1])
            if there or back:
                first = self.model.new_bool_var("")
                ahead = self.start[one[0]] + one[3] + there <= self.start[other[0]]
                behind = self.start[other[0]] + other[3] + back <= self.start[one[0]]
                self.model.add(ahead).only_enforce_if(one[2], other[2], first)
                self.model.add(behind).only_enforce_if(one[2], other[2], ~first)

    def _write_pools(self) -> None:
        for pool in self.plant.pools:
            loads = list(self.loads[pool.name])
            for window in pool.absent:
                away = self._rule(
                    f"{window.amount} of {pool.name} are missing from hour {window.start_h} to {window.end_h}"
                )
                length = window.end_h - window.start_h
                interval = self.model.new_optional_fixed_size_interval_var(window.start_h, length, away, "")
                loads.append((interval, window.amount))
            if loads:
                self.model.add_cumulative(
                    [load[0] for load in loads], [load[1] for load in loads], pool.capacity
                )

    def solve(
        self, *, hint: tuple[Booking, ...] | None, at_least_h: int, seed: int, limit_s: float
    ) -> Answer:
        """The shortest schedule found within `limit_s`, every rule kept."""
        for literal in self.literals:
            self.model.add(literal == 1)
        self.model.add(self.makespan >= at_least_h)
        self._give_hint(hint)
        self.model.minimize(self.makespan)
        solver, status = self._run(seed, limit_s)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(self._bookings(solver), False, round(solver.best_objective_bound))
        return Answer(None, status == cp_model.INFEASIBLE, 0)

    def clash(self, *, seed: int, limit_s: float) -> Answer:
        """Only whether any schedule exists; if none does, the rules that together forbid it."""
        self.model.add_assumptions(self.literals)
        solver, status = self._run(seed, limit_s)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(self._bookings(solver), False, 0)
        if status != cp_model.INFEASIBLE:
            return Answer(None, False, 0)
        core = solver.sufficient_assumptions_for_infeasibility()
        return Answer(None, True, 0, tuple(self.rules[index] for index in core))

    def _give_hint(self, hint: tuple[Booking, ...] | None) -> None:
        for booking in hint or ():
            key = (booking.campaign, booking.step)
            self.model.add_hint(self.start[key], booking.start_h)
            for machine in self.plant.machines:
                if (key, machine.name) in self.chosen:
                    self.model.add_hint(self.chosen[key, machine.name], int(machine.name == booking.machine))

    def _run(self, seed: int, limit_s: float) -> tuple[Any, Any]:
        solver: Any = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        # seconds of counted work, not of the clock: the same answer on a slow day
        solver.parameters.max_deterministic_time = limit_s
        return solver, solver.solve(self.model)

    def _bookings(self, solver: Any) -> tuple[Booking, ...]:
        found = []
        for campaign in self.campaigns:
            for step in campaign.template.steps:
                key = (campaign.name, step.name)
                start = int(solver.value(self.start[key]))
                machine = next(
                    name for (k, name), literal in self.chosen.items() if k == key and solver.value(literal)
                )
                end = start + step.duration_h
                found.append(Booking(*key, machine, start, end, end + step.cleaning_h))
        return tuple(found)
