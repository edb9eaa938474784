"""Which items are measures: the smallest ones with their own units, and those that share a block."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from xiandao.planreader.doubts import Code
from xiandao.planreader.folding import trim
from xiandao.planreader.measures.items import Blocks, Item, items_of, merge_points, sentence_items
from xiandao.planreader.model import Span
from xiandao.planreader.outline import Node, Outline, Role
from xiandao.planreader.units import Block, office_heading

_NO_MEASURES: Final = frozenset({Role.GENERAL, Role.TARGETS, Role.FOCUS, Role.LAYOUT, Role.SUPPLEMENT})
_FEWEST_WORDS: Final = 12  # characters behind a heading that make a text of their own
_FEWEST_OF_A_LEVEL: Final = 0.1  # below this share of a chapter's measures a level is an odd one out


@dataclass(frozen=True, slots=True)
class Draft:
    """A measure before its names and quantities are read."""

    node: Node
    span: Span
    block: Block | None
    lost: bool = False
    part: bool = False
    headed: bool = False  # a part below the heading of its node
    shared: bool = False

    @property
    def depth(self) -> int:
        """How deep it stands: a part stands one below the item it is part of."""
        return self.node.depth + self.part


@dataclass(frozen=True, slots=True)
class Selection:
    """The measures in the order of the text, the tree they stand in, and what was odd."""

    drafts: tuple[Draft, ...]
    nodes: tuple[Node, ...]
    doubts: tuple[tuple[Code, Span], ...]
    task_depth: dict[int, int]  # by the id of a chapter's node

    def group_of(self, draft: Draft) -> Node | None:
        """The heading right below a chapter of tasks; elsewhere the nearest one above the task level."""
        chain = [*draft.node.ancestors(), draft.node]
        if draft.headed and not draft.node.generic:
            return draft.node
        if chain[0].generic:
            return chain[min(2, draft.depth - 1) - 1] if draft.depth > 1 else None
        depth = self.task_depth.get(id(chain[0]), 1)
        level = min(depth, draft.depth) - 1
        return chain[level - 1] if 0 < level <= len(chain) else None


def select(
    folded: str, outline: Outline, blocks: Blocks, barriers: list[int], *, legal: bool = False
) -> Selection:
    """Choose the measures. `barriers` are places that no item reaches across: tables, the signature.

    A legal text has measures only where a block names units: its sentences give duties, not tasks.
    """
    nodes = merge_points(outline, blocks)
    for node in nodes:
        for block in blocks.within(node.heading.start, node.heading.end)[:1]:
            node.heading = Span(*trim(folded, node.heading.start, block.span.start, "。;:"))
    chooser = _Chooser(folded, nodes, blocks, barriers, legal=legal)
    drafts = sorted(chooser.choose(), key=lambda draft: (draft.span.start, draft.span.end))
    return Selection(tuple(drafts), tuple(nodes), tuple(chooser.doubts), _task_depths(drafts))


class _Chooser:
    """One pass over the tree from the leaves up."""

    def __init__(
        self, folded: str, nodes: list[Node], blocks: Blocks, barriers: list[int], *, legal: bool
    ) -> None:
        self.folded = folded
        self.nodes = nodes
        self.blocks = blocks
        self.barriers = barriers
        self.legal = legal
        self.doubts: list[tuple[Code, Span]] = []
        self.drafts: dict[int, list[Draft]] = {}  # by the id of the node whose words they are
        self._has_units: set[int] = set()
        self._leaf_owners: dict[int, set[int]] = {}  # items with units and nothing below, by their parent

    def choose(self) -> list[Draft]:
        for node in self.nodes[1:]:
            self._read_own(node)
        for node in reversed(self.nodes[1:]):
            if self.drafts.get(id(node)) or any(id(child) in self._has_units for child in node.children):
                self._has_units.add(id(node))
            if not node.items and self.drafts.get(id(node)):
                self._leaf_owners.setdefault(id(node.parent), set()).add(id(node))
        self._share_headings()
        self._share_endings()
        if not self.legal:
            self._add_without_units()
        return [draft for drafts in self.drafts.values() for draft in drafts]

    # items with their own units

    def _read_own(self, node: Node) -> None:
        items = items_of(self.folded, node, self._end(node, node.end), self.blocks)
        has_block = any(item.block is not None and item.block.parts for item in items)
        if not (has_block or node.items or self.legal or node.role in _NO_MEASURES):
            items = sentence_items(
                self.folded, items[0], node.marker.end, named_only=node.role is Role.SAFEGUARDS
            )
        if not any(item.block is not None for item in items) and not self.legal:
            items = [replace(items[0], block=office_heading(self.folded, node.marker.end, node.end))]
        found = [item for item in items if item.block is not None and item.block.parts]
        if found and (node.role not in _NO_MEASURES or has_block):
            self.drafts[id(node)] = [self._draft(node, item) for item in found]

    def _draft(self, node: Node, item: Item) -> Draft:
        return Draft(node, item.span, item.block, item.lost, item.part, item.headed)

    def _end(self, node: Node, end: int) -> int:
        """Where the words end: before a table or the signature, if one comes first."""
        at = bisect_right(self.barriers, node.start)
        return min(end, self.barriers[at]) if at < len(self.barriers) else end

    # one block for several items

    def _share_headings(self) -> None:
        """A block at a heading serves the items right below it that have none."""
        for node in self.nodes[1:]:
            own = self.drafts.get(id(node))
            if not node.items or not own:
                continue
            without = [child for child in node.items if id(child) not in self._has_units]
            is_heading = own[-1].block is not None and own[-1].block.span == node.heading
            if without and len(without) == len(node.items) and self._is_task(node) and not is_heading:
                self._take_whole(node, own[-1].block)
            elif without:
                block = own[-1].block
                del self.drafts[id(node)]
                for child in without:
                    self._give(child, block)
            elif own[-1].block is not None and not self._has_sentences(node, own[-1].block):
                del self.drafts[id(node)]

    def _is_task(self, node: Node) -> bool:
        """Whether units are given on this very level: an item beside it, without any below, has its own."""
        owners = self._leaf_owners.get(id(node.parent), set())
        return len(owners) > (id(node) in owners)

    def _take_whole(self, node: Node, block: Block | None) -> None:
        """The item with all that stands below it is the measure; what is below are its points."""
        span = Span(*trim(self.folded, node.start, self._end(node, node.stop)))
        for child in node.items:
            self.drafts.pop(id(child), None)
        self.drafts[id(node)] = [Draft(node, span, block)]
        self._has_units.update(id(child) for child in (node, *node.items))

    def _has_sentences(self, node: Node, block: Block) -> bool:
        """Whether the node says more of its own than a heading."""
        before = self.folded[node.marker.end : block.span.start]
        after = self.folded[block.span.end : node.end]
        return "。" in before.strip().rstrip("。") or len(after.strip("。; \n")) > _FEWEST_WORDS

    def _give(self, child: Node, block: Block | None, *, doubtful: bool = False) -> None:
        span = Span(*trim(self.folded, child.start, self._end(child, child.stop)))
        self.drafts[id(child)] = [Draft(child, span, block, shared=True)]
        self._has_units.add(id(child))
        if doubtful:
            self.doubts.append((Code.UNITS_SHARED, span))

    def _share_endings(self) -> None:
        """A block behind the last of several items serves them all, where this document writes so."""
        last_only: list[Node] = []
        complete = 0
        for node in self.nodes:
            items = node.items
            if len(items) < 2 or any(child.items for child in items):
                continue
            having = [id(child) in self._has_units for child in items]
            complete += all(having)
            shares = node.role not in _NO_MEASURES and node.role is not Role.SAFEGUARDS
            if having[-1] and not any(having[:-1]) and shares:
                last_only.append(node)
        alone = sum(block.own_line for block in self.blocks.all)
        rare = 2 * alone <= len(self.blocks.all)
        for node in last_only:
            self._share_from_last(node, usual=complete < len(last_only), alone_is_rare=rare)

    def _share_from_last(self, node: Node, *, usual: bool, alone_is_rare: bool) -> None:
        """On a line of its own where others stand inside their items, a block speaks for the group."""
        last = node.items[-1]
        drafts = self.drafts.get(id(last))
        if not drafts or len(drafts) != 1 or drafts[0].block is None:
            return
        block = drafts[0].block
        serves_all = usual or block.for_all or (block.own_line and alone_is_rare)
        if block not in self.blocks.within(last.start, last.stop) or not serves_all:
            return
        for child in node.items[:-1]:
            self._give(child, block, doubtful=not (block.own_line or block.for_all))
        if block.own_line:
            span = Span(*trim(self.folded, last.start, block.span.start))
            self.drafts[id(last)] = [Draft(last, span, block, shared=True)]

    # items without units

    def _add_without_units(self) -> None:
        any_units = bool(self.drafts)
        has_tasks = any(node.role is Role.TASKS for node in self.nodes[1:])
        for node in self.nodes[1:]:
            if node.items or node.generic or not node.numbered:
                continue
            if id(node) in self._has_units or self._covered(node):
                continue
            if node.role is Role.TASKS or (node.role is None and self._expected(node, any_units, has_tasks)):
                span = Span(*trim(self.folded, node.start, self._end(node, node.end)))
                self.drafts[id(node)] = [Draft(node, span, None)]

    def _covered(self, node: Node) -> bool:
        """Whether an item around it already is a measure."""
        return any(id(above) in self.drafts for above in node.ancestors())

    def _expected(self, node: Node, any_units: bool, has_tasks: bool) -> bool:
        if not any_units:
            return not has_tasks
        chapter = node.ancestors()[0] if node.depth > 1 else node
        return node.depth > 1 and id(chapter) in self._has_units


def _task_depths(drafts: list[Draft]) -> dict[int, int]:
    """By chapter, the shallowest level on which a fair share of its measures stands."""
    levels: dict[int, Counter[int]] = {}
    for draft in drafts:
        chain = draft.node.ancestors()
        chapter = chain[0] if chain else draft.node
        levels.setdefault(id(chapter), Counter())[draft.depth] += 1
    depths: dict[int, int] = {}
    for chapter_id, counts in levels.items():
        total = counts.total()
        depths[chapter_id] = min(
            level for level, count in counts.items() if count >= _FEWEST_OF_A_LEVEL * total
        )
    return depths
