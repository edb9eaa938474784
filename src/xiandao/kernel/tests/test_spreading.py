"""One function over many items: the same answers in one process, in several, and on a Dask cluster."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator

import pytest

from xiandao.kernel import spreading
from xiandao.kernel.spreading import ClusterRefused, ProcessesRefused, spread


def cube_and_process(item: int) -> tuple[int, int]:
    """The cube, and the process in which it was computed."""
    return item**3, os.getpid()


def refuse_seven(item: int) -> int:
    """Refuse one of the items."""
    if item == 7:
        raise ValueError("seven")
    return item


ITEMS = list(range(20))
EXPECTED = [item**3 for item in ITEMS]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two Dask workers, each a process of its own, on loopback."""
    from distributed import LocalCluster

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what distributed says while it starts is not ours
        made = LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=50,
        )  # type: ignore[no-untyped-call]
    yield made.scheduler_address
    made.close()


@pytest.mark.parametrize("processes", [1, 2])
def test_the_answers_stand_in_the_order_of_the_items(processes: int) -> None:
    answers = spread(cube_and_process, ITEMS, processes=processes, cluster="")

    assert [cube for cube, _ in answers] == EXPECTED


def test_two_processes_both_work() -> None:
    answers = spread(cube_and_process, ITEMS, processes=2, cluster="")

    assert os.getpid() not in {process for _, process in answers}


def test_a_cluster_of_two_workers_gives_the_answers_of_one_process(cluster: str) -> None:
    one = spread(cube_and_process, ITEMS, processes=1, cluster="")

    two = spread(cube_and_process, ITEMS, cluster=cluster)

    assert [cube for cube, _ in two] == [cube for cube, _ in one]
    assert os.getpid() not in {process for _, process in two}


def test_the_cluster_is_found_by_its_name_in_the_environment(
    cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIANDAO_DASK", cluster)

    answers = spread(cube_and_process, ITEMS)

    assert [cube for cube, _ in answers] == EXPECTED
    assert os.getpid() not in {process for _, process in answers}


@pytest.mark.parametrize("processes", [1, 2])
def test_what_the_function_raises_is_raised(processes: int) -> None:
    with pytest.raises(ValueError, match="seven"):
        spread(refuse_seven, range(10), processes=processes, cluster="")


def test_what_the_function_raises_on_a_cluster_is_raised(cluster: str) -> None:
    with pytest.raises(ValueError, match="seven"):
        spread(refuse_seven, range(10), cluster=cluster)


def test_nothing_is_spread_into_nothing() -> None:
    assert spread(cube_and_process, [], processes=2, cluster="") == []


def test_a_cluster_that_does_not_answer_is_refused_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "PATIENCE_S", 0.5)

    with pytest.raises(ClusterRefused, match=r"tcp://127\.0\.0\.1:9 does not answer"):
        spread(cube_and_process, ITEMS, cluster="tcp://127.0.0.1:9")


def test_a_cluster_without_its_library_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spreading, "find_spec", lambda _: None)

    with pytest.raises(ClusterRefused, match=r"Install xiandao\[cluster\]"):
        spread(cube_and_process, ITEMS, cluster="tcp://127.0.0.1:8786")


@pytest.mark.parametrize("said", ["0", "many", "-1"])
def test_a_number_of_processes_that_makes_no_sense_is_refused(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIANDAO_PROCESSES", said)

    with pytest.raises(ProcessesRefused, match=said):
        spread(cube_and_process, ITEMS, cluster="")
