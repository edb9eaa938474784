"""Fans one function out over many items: processes of this machine, or a Dask cluster that is named.

Functions and items are pickled, so they are importable functions of a pure package and plain data.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Final, TypeVar

from xiandao.kernel.refusals import Refusal

Item = TypeVar("Item")
Answer = TypeVar("Answer")
CLUSTER: Final = "XIANDAO_DASK"  # the address of a Dask scheduler, for example tcp://10.0.0.7:8786
PROCESSES: Final = "XIANDAO_PROCESSES"  # how many at a time on this machine; every core where it is not set
PATIENCE_S: Final = 10  # for the scheduler to answer


class ClusterRefused(Refusal):
    """The cluster that was named cannot be used."""

    http_status = 503


class ProcessesRefused(Refusal):
    """The number of processes makes no sense."""


def spread(
    function: Callable[[Item], Answer],
    items: Iterable[Item],
    *,
    processes: int | None = None,
    cluster: str | None = None,
) -> list[Answer]:
    """The answers in the order of the items, wherever each was computed.

    `cluster` is a scheduler's address; None reads XIANDAO_DASK, "" keeps the work on this machine. Raises
    what the function raises, and ClusterRefused where the cluster is not there.
    """
    return list(spreading(function, list(items), processes=processes, cluster=cluster))


def spreading(
    function: Callable[[Item], Answer],
    items: Sequence[Item],
    *,
    processes: int | None = None,
    cluster: str | None = None,
) -> Iterator[Answer]:
    """The same, one answer after the other as they come in, in order: for those who report progress."""
    address = os.environ.get(CLUSTER, "").strip() if cluster is None else cluster
    at_once = processes_of_this_machine() if processes is None else processes
    if at_once < 1:
        raise ProcessesRefused("{number} processes cannot work; name one or more.", number=at_once)
    if address:
        with _cluster(address):
            yield from _parallel(function, items, None)
    elif at_once == 1 or len(items) < 2:
        yield from map(function, items)
    else:
        yield from _parallel(function, items, min(at_once, len(items)))


def processes_of_this_machine() -> int:
    """How many processes work at once here: what XIANDAO_PROCESSES says, else one for each core."""
    said = os.environ.get(PROCESSES, "").strip()
    if not said:
        return os.cpu_count() or 1
    if not said.isascii() or not said.isdigit() or int(said) < 1:
        raise ProcessesRefused("XIANDAO_PROCESSES is “{said}”; name a number from 1.", said=said)
    return int(said)


def _parallel(function: Callable[[Any], Any], items: Sequence[Any], at_once: int | None) -> Iterator[Any]:
    import joblib

    jobs: dict[str, Any] = {} if at_once is None else {"n_jobs": at_once}
    work = joblib.Parallel(return_as="generator", **jobs)
    yield from work(joblib.delayed(function)(item) for item in items)


@contextmanager
def _cluster(address: str) -> Iterator[None]:
    """A client of the scheduler for as long as the work takes."""
    if find_spec("distributed") is None:
        raise ClusterRefused(
            "The work was to go to the Dask cluster {address}, but the library “distributed” is not "
            "installed. Install xiandao[cluster], or take XIANDAO_DASK away to compute on this machine.",
            address=address,
        )
    import joblib
    from distributed import Client

    try:
        client: Any = Client(address, timeout=PATIENCE_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as gone:
        raise ClusterRefused(
            "The Dask cluster {address} does not answer. Start its scheduler, or take XIANDAO_DASK away to "
            "compute on this machine.",
            address=address,
        ) from gone
    with client, joblib.parallel_config(backend="dask", client=client, n_jobs=-1):
        yield
