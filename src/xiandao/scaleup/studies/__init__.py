"""A bench study as a file: strain, runs, candidates for the next run, a feed to plan, a space to search."""

from __future__ import annotations

from xiandao.scaleup.studies.reading import Study, candidate_of, example, read_study
from xiandao.scaleup.studies.sections import StudyRefused
from xiandao.scaleup.studies.spaces import read_space, results_of

__all__ = ["Study", "StudyRefused", "candidate_of", "example", "read_space", "read_study", "results_of"]
