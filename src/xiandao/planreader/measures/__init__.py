"""Which items of the outline are measures, with their titles, groups, units and dated promises."""

from xiandao.planreader.measures.composition import Composition, compose
from xiandao.planreader.measures.items import Blocks
from xiandao.planreader.measures.selection import Selection, select

__all__ = ["Blocks", "Composition", "Selection", "compose", "select"]
