"""Many plants in pieces, by joblib: processes of this machine, or a cluster that `parallel_config` names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

import numpy as np

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.economics.capital import Capital
from xiandao.scaleup.economics.cashflow import EconomicsRefused, Values
from xiandao.scaleup.economics.plant import Books, Plant, plant
from xiandao.scaleup.flowsheets import Family, FlowsheetRefused

Name = TypeVar("Name", bound=str)
PIECE: Final = 10_000  # samples of one task


def joined(family: Family, drawn: Mapping[str, Values], *, books: Books, jobs: int, **told: Any) -> Plant:
    """The plants of all pieces as one. A piece in which nothing is feasible counts, it does not end the
    rest.
    """
    from joblib import Parallel, delayed

    many = len(next(iter(drawn.values())))
    cuts = [slice(at, min(at + PIECE, many)) for at in range(0, many, PIECE)]
    pieces = Parallel(n_jobs=jobs)(
        delayed(_piece)(family, {name: one[cut] for name, one in drawn.items()}, books, told) for cut in cuts
    )
    good = [one for one in pieces if isinstance(one, Plant)]
    if not good:
        raise EconomicsRefused("not one sample is feasible: {reason}", reason=str(pieces[0]))
    return _together(pieces, [cut.stop - cut.start for cut in cuts], good[0])


def _piece(family: Family, drawn: Mapping[str, Values], books: Books, told: Mapping[str, Any]) -> Plant | str:
    try:
        found = plant(family, drawn, books=books, **told)
    except FlowsheetRefused as refusal:
        return refusal.sentence
    bare = replace(found.flowsheet, outcomes=(), bought={}, sold={}, consumed={})
    slim = replace(found.capital, lines=(), areas={})
    return replace(found, flowsheet=bare, capital=slim, lines=())  # streams and lines are not sent back


def _together(pieces: list[Plant | str], sizes: list[int], like: Plant) -> Plant:
    """Samples in their order. What holds of one sample only is put end to end; counts are added."""

    def end_to_end(name: str) -> Any:
        return np.concatenate(
            [
                np.broadcast_to(getattr(one, name), (size,))
                if isinstance(one, Plant)
                else np.full(size, np.nan)
                for one, size in zip(pieces, sizes, strict=True)
            ]
        )

    names = ("tonnes", "fixed_capital", "variable_cost", "fixed_cost", "price", "carbon", "market", "npv")
    feasible = np.concatenate(
        [
            one.feasible if isinstance(one, Plant) else np.zeros(size, dtype=bool)
            for one, size in zip(pieces, sizes, strict=True)
        ]
    )
    good = [one for one in pieces if isinstance(one, Plant)]
    reasons = _added([one.reasons for one in good])
    lost = sum(size for one, size in zip(pieces, sizes, strict=True) if isinstance(one, str))
    if lost:
        reasons[Sentence("a piece in which nothing is feasible")] = lost
    told = Capital((), {}, np.zeros(()), np.zeros(()), np.zeros(()), _added([one.flagged for one in good]))
    figures = {
        key: np.concatenate(
            [
                one.flowsheet.figures[key] if isinstance(one, Plant) else np.full(size, np.nan)
                for one, size in zip(pieces, sizes, strict=True)
            ]
        )
        for key in like.flowsheet.figures
    }
    sheet = replace(like.flowsheet, feasible=feasible, reasons=reasons, figures=figures)
    return replace(
        like, flowsheet=sheet, capital=told, feasible=feasible, lines=(), **{n: end_to_end(n) for n in names}
    )


def _added(counts: list[Mapping[Name, int]]) -> dict[Name, int]:
    total: dict[Name, int] = {}
    for one in counts:
        for reason, many in one.items():
            total[reason] = total.get(reason, 0) + many
    return total
