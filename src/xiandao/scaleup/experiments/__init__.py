"""Experiments: where to look for a better process, what was learnt, and which run would tell most."""

from __future__ import annotations

from xiandao.scaleup.experiments.campaigns import Campaign, by_chance, by_learning, by_surfaces, first_design
from xiandao.scaleup.experiments.cycles import CycleScore, forward
from xiandao.scaleup.experiments.designs import box_behnken, central_composite, d_efficiency, d_optimal
from xiandao.scaleup.experiments.learning import Belief, believe, next_batch
from xiandao.scaleup.experiments.next_run import Candidate, Promise, information, prove, rank
from xiandao.scaleup.experiments.space import ExperimentRefused, Factor, Kind, Space, settings_of
from xiandao.scaleup.experiments.surfaces import Surface, fit_surface, term_names

__all__ = [
    "Belief",
    "Campaign",
    "Candidate",
    "CycleScore",
    "ExperimentRefused",
    "Factor",
    "Kind",
    "Promise",
    "Space",
    "Surface",
    "believe",
    "box_behnken",
    "by_chance",
    "by_learning",
    "by_surfaces",
    "central_composite",
    "d_efficiency",
    "d_optimal",
    "first_design",
    "fit_surface",
    "forward",
    "information",
    "next_batch",
    "prove",
    "rank",
    "settings_of",
    "term_names",
]
