"""Splitting of long genes and genome segments into pieces that can be made, at least cost and stated days."""

from __future__ import annotations

from xiandao.foundry.synthesis.fragments.assembling import simulated
from xiandao.foundry.synthesis.fragments.planning import plan_fragments, trade_offs
from xiandao.foundry.synthesis.fragments.plans import FragmentPlan, Piece
from xiandao.foundry.synthesis.fragments.sequences import FragmentsRefused

__all__ = ["FragmentPlan", "FragmentsRefused", "Piece", "plan_fragments", "simulated", "trade_offs"]
