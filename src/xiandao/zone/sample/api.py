"""The door of the sample room."""

from __future__ import annotations

from xiandao.zone.sample.operations.costing import load_sample_costs
from xiandao.zone.sample.operations.laboratory import load_sample_lab
from xiandao.zone.sample.operations.loading import SampleRefused, load_sample

__all__ = ["SampleRefused", "load_sample", "load_sample_costs", "load_sample_lab"]
