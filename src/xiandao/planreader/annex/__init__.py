"""What tables add: task lists become measures, tables of indicators become targets."""

from xiandao.planreader.annex.columns import Grid, grids_of
from xiandao.planreader.annex.figures import figure_of
from xiandao.planreader.annex.indicators import IndicatorReading, read_indicators
from xiandao.planreader.annex.tasks import TaskRow, read_tasks

__all__ = ["Grid", "IndicatorReading", "TaskRow", "figure_of", "grids_of", "read_indicators", "read_tasks"]
