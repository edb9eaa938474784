"""What a computation holds while it runs: it speaks, keeps steps and files, and learns here of a cancel."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.content import keep_in
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.kernel.spreading import spreading
from xiandao.kernel.uploads import neutral_name
from xiandao.zone.runs.models import Run, RunFile, RunStep
from xiandao.zone.runs.queries.runs import store
from xiandao.zone.runs.rules import RunState, frozen, storable

Item = TypeVar("Item")
Answer = TypeVar("Answer")
LONGEST_SENTENCE: Final = 300
BETWEEN_WRITES_S: Final = 0.4  # a computation may speak as often as it likes; readers look every second


class RunCancelled(BaseException):
    """Somebody cancelled the run. Not an Exception: no computation swallows it by mistake."""


class RunLost(BaseException):
    """The run was taken up by another worker, which believed this one dead."""


class WorkerStopping(BaseException):
    """The worker was asked to stop; the run goes back to the queue."""


class StepRefused(Refusal):
    """Two steps of one run have the same name."""


class RunWork:
    """The `Work` of one attempt."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._kept = dict(run.steps.values_list("name", "result"))
        self._made: set[str] = set()
        self._written_at = 0.0

    @property
    def seed(self) -> int:
        """The run's seed."""
        return int(self._run.seed)

    def say(self, done: float, sentence: str, **values: object) -> None:
        """Note how far it is; raise where the run was cancelled or lost."""
        self._listen()
        now = time.monotonic()
        if now - self._written_at < BETWEEN_WRITES_S and done < 1:
            return
        self._written_at = now
        self._mine().update(
            progress=min(1.0, max(0.0, done)),
            said=sentence[:LONGEST_SENTENCE],
            said_values=storable({name: kept(value) for name, value in values.items()}),
            heard_at=timezone.now(),
        )

    def step(self, name: str, compute: Callable[[], Any]) -> Any:
        """The step's value: read where an earlier attempt kept it, else computed and kept now."""
        if name in self._made:
            raise StepRefused(gettext_noop("Two steps of a run are called “{name}”."), name=name)
        self._made.add(name)
        self._listen()
        if name in self._kept:
            return self._kept[name]
        value, _ = frozen(compute(), "step")
        self._listen()
        RunStep.objects.create(run=self._run, name=name, result=value, made_at=timezone.now())
        return value

    def keep_file(self, name: str, content: bytes, content_type: str) -> str:
        """Keep a file of the result; a second one of the same name takes its place."""
        name = neutral_name(name)
        digest = keep_in(store(), content)
        RunFile.objects.update_or_create(
            run=self._run,
            name=name,
            defaults={"sha256": digest, "size": len(content), "content_type": content_type},
        )
        return digest

    def spread(
        self,
        function: Callable[[Item], Answer],
        items: Sequence[Item],
        sentence: str,
        *,
        keep_as: str = "",
    ) -> list[Answer]:
        """Every answer in order; a cancel is noticed between two of them, kept ones are not computed anew."""
        names = [f"{keep_as}-{number}" if keep_as else "" for number in range(len(items))]
        waiting = [item for item, name in zip(items, names, strict=True) if name not in self._kept]
        coming = spreading(function, waiting)
        answers: list[Answer] = []
        for name in names:
            answers.append(self.step(name, lambda: next(coming)) if name else next(coming))
            self.say(len(answers) / len(items), sentence, at=len(answers), all=len(items))
        return answers

    def _mine(self) -> Any:
        """The run's row, as long as it is this attempt's."""
        return Run.objects.filter(pk=self._run.pk, state=RunState.RUNNING, attempts=self._run.attempts)

    def _listen(self) -> None:
        asked = self._mine().values_list("cancel_asked_at", flat=True).first()
        if asked is not None:
            raise RunCancelled
        if not self._mine().exists():
            raise RunLost
