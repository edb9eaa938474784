"""From numbering and headings to a tree of items; levels are relative, learned from each document."""

from xiandao.planreader.outline.chapters import Role
from xiandao.planreader.outline.contents import without_contents
from xiandao.planreader.outline.tree import Node, Outline, read_outline

__all__ = ["Node", "Outline", "Role", "read_outline", "without_contents"]
