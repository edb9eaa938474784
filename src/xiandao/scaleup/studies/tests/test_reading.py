"""Studies out of files: samples inside or in tables beside, what a feed and a space are made of."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

from xiandao.scaleup.estimation.fitting import SEEN
from xiandao.scaleup.studies import StudyRefused, example, read_space, read_study, results_of


def test_samples_may_stand_in_a_table_beside_the_study(tmp_path: Path) -> None:
    text = example()
    begin, end = text.index("    samples:"), text.index("  - name: rich and fed")
    rows = [line.split(":") for line in text[begin:end].splitlines()[1:]]
    columns = {name.strip(): json.loads(values) for name, values in rows}
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["Time [h]", *(f"{name} [g/L]" for name in list(columns)[1:])])
    writer.writerows(zip(*columns.values(), strict=True))
    (tmp_path / "rich.csv").write_text(table.getvalue().replace("carbon [", "glucose ["), "utf-8")

    beside = read_study(text[:begin] + "    file: rich.csv\n" + text[end:], folder=tmp_path).runs[0]

    inside = read_study(text).runs[0]
    assert beside.hours == pytest.approx(inside.hours)
    for name in SEEN:
        assert beside.seen[name] == pytest.approx(inside.seen[name])


def test_the_example_has_all_that_the_commands_ask_for() -> None:
    study, space = read_study(example()), read_space(example())

    task = study.feed_task(study.strain)
    assert [one.name for one in study.runs] == ["rich batch", "rich and fed"]
    assert [cost for _, cost in study.candidates] == [1.0, 1.0, 1.8]
    assert task.limits.our == 0.05
    assert space.is_allowed({"temperature": 34.0, "feed": 5.0, "medium": "rich"})
    assert not space.is_allowed({"temperature": 34.5, "feed": 5.0, "medium": "rich"})


def test_results_are_read_and_rows_still_to_be_run_left_out() -> None:
    text = "temperature,feed,medium,result\n28,1,rich,3.5\n37,5,minimal,\n"

    rows, seen, cycles = results_of(read_space(example()), text, "done.csv")

    assert rows == pytest.approx(np.array([[-1.0, -1.0, 0.0, 1.0]]))
    assert (seen.tolist(), cycles) == ([3.5], None)


def test_what_cannot_be_read_is_refused_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(StudyRefused, match="line 2: this is no YAML"):
        read_study("a: [\nb: }")
    text = example()
    begin, end = text.index("    samples:"), text.index("  - name: rich and fed")
    elsewhere = text[:begin] + "    file: rich.csv\n" + text[end:]
    with pytest.raises(StudyRefused, match=r"no file rich\.csv beside"):
        read_study(elsewhere, folder=tmp_path)
    with pytest.raises(StudyRefused, match="runs is missing or empty"):
        read_study("format: xiandao-study/1\nerrors: {}\nfree: {}\n")
    space = read_space(example())
    with pytest.raises(StudyRefused, match="done has no column medium"):
        results_of(space, "temperature,feed,result\n", "done")
    with pytest.raises(StudyRefused, match="row 2, column feed: 'x' is not a number"):
        results_of(space, "temperature,feed,medium,result\n28,x,rich,1\n", "done")
    with pytest.raises(StudyRefused, match="no row with a result"):
        results_of(space, "temperature,feed,medium,result\n28,1,rich,\n", "done")
