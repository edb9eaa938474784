"""What may run: a computation is a named, versioned function that its room registers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
NAME: Final = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+")


class Work(Protocol):
    """What a computation is given beside its inputs: the seed, and the ways to speak and to keep."""

    @property
    def seed(self) -> int:
        """The run's seed; the same seed and inputs give the same result."""

    def say(self, done: float, sentence: str, **values: object) -> None:
        """Report how far it is (0..1), in an English sentence that the room marks with gettext_noop.

        This is where a cancelled run ends: it raises, and the computation lets that pass.
        """

    def step(self, name: str, compute: Callable[[], Any]) -> Any:
        """The JSON value of `compute()`, kept: after a worker's death it is read and not computed again."""

    def keep_file(self, name: str, content: bytes, content_type: str) -> str:
        """Keep a file of the result; its SHA-256."""

    def spread(
        self,
        function: Callable[[Item], Answer],
        items: Sequence[Item],
        sentence: str,
        *,
        keep_as: str = "",
    ) -> list[Answer]:
        """The function of every item, over processes or a cluster; `sentence` takes {at} and {all}.

        With `keep_as` each answer (JSON then) is kept as a step of its own: a death costs few of them.
        """


@dataclass(frozen=True, slots=True)
class Done:
    """A run that has come to its result, as its room is told."""

    number: int
    inputs: Mapping[str, Any]
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Computation:
    """A function that may run in the background, under a name and a version that never mean anything else.

    `compute` takes frozen JSON inputs and gives JSON. `when_done` is called in the transaction that ends the
    run well, so that its room keeps what follows from the result or nothing does. `by_hand` opens it to the
    API.
    """

    name: str  # dotted, its room first: lab.verification
    version: int
    title: str  # English; the room marks it with gettext_noop
    compute: Callable[[Mapping[str, Any], Work], Mapping[str, Any]]
    when_done: Callable[[Done], None] | None = None
    by_hand: bool = False

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or self.version < 1:
            raise ValueError(f"{self.name}/{self.version} is no dotted name with a version from 1")

    @property
    def key(self) -> str:
        """Under which it is registered and its runs are kept."""
        return f"{self.name}/{self.version}"
