"""A plan carried out on paper: pieces are joined by the ends they share, and by nothing else."""

from __future__ import annotations

from xiandao.foundry.sequences import reverse_complement
from xiandao.foundry.synthesis.fragments.plans import FragmentPlan, Piece
from xiandao.foundry.synthesis.fragments.sequences import FragmentsRefused


def simulated(plan: FragmentPlan) -> str:
    """What the plan ends in, from the ordered sequences alone.

    Raises FragmentsRefused where an end fits two pieces or none.
    """
    return _made(plan.piece)


def _made(piece: Piece) -> str:
    if not piece.pieces:
        return reverse_complement(piece.ordered) if piece.turned else piece.ordered
    parts = [_made(one) for one in piece.pieces]
    size = min(piece.overlaps)
    starts: dict[str, list[int]] = {}
    for number, part in enumerate(parts):
        starts.setdefault(part[:size], []).append(number)
    at, made, used = 0, parts[0], 1
    while True:
        fitting = [
            number
            for number, overlap in enumerate(piece.overlaps, start=1)
            if number in starts.get(made[-overlap:][:size], ()) and parts[number].startswith(made[-overlap:])
        ]
        if not fitting:
            break
        if len(fitting) > 1:
            raise FragmentsRefused(
                "{source}: the end of piece {number} fits {count} pieces",
                source=piece.source,
                number=at + 1,
                count=len(fitting),
            )
        at, used = fitting[0], used + 1
        made += parts[at][piece.overlaps[at - 1] :]
    if used < len(parts):
        raise FragmentsRefused("{source}: piece {number} fits no other", source=piece.source, number=at + 1)
    return made
