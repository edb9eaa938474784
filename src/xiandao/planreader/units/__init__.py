"""Who is responsible: the blocks and sentences that name units, and the register of one document's units."""

from xiandao.planreader.units.blocks import Block, find_blocks
from xiandao.planreader.units.register import Register, register_of
from xiandao.planreader.units.roles import Part, UnitRole, read_cell
from xiandao.planreader.units.sentences import office_heading, sentence_block

__all__ = [
    "Block",
    "Part",
    "Register",
    "UnitRole",
    "find_blocks",
    "office_heading",
    "read_cell",
    "register_of",
    "sentence_block",
]
