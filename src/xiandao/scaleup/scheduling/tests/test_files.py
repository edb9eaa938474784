"""Plants and campaigns from files; every fault is named with its place."""

from __future__ import annotations

import pytest

from xiandao.scaleup.scheduling.files import PlanFileRefused, read_campaigns, read_plan

PLAN = """\
plant:
  machines:
    - {name: S1, capability: seed, volume_m3: 0.05}
    - {name: F1, capability: ferment, volume_m3: 0.5, changeover_h: 24, closed: [[0, 8]]}
  pools:
    - {name: skid, capacity: 1}
  people:
    - {name: one, qualifications: [operator], shifts: [[0, 168]]}
    - {name: two, qualifications: [operator, analyst]}
templates:
  protein:
    steps:
      - {name: seed, capability: seed, duration_h: 10, uses: {operator: 1}}
      - {name: run, capability: ferment, duration_h: 20, cleaning_h: 4, cleaning_uses: {skid: 1}}
    lags:
      - {before: seed, after: run, max_h: 2}
campaigns:
  - {name: first, template: protein, organism: E. coli}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("volume_m3: 0.05", "volume: 0.05", "machine 1: volume is not known"),
        ("duration_h: 10", "duration_h: ten", "protein, step 1: duration_h is 'ten'; a int is expected"),
        ("duration_h: 10, ", "", "protein, step 1: duration_h is missing"),
        (
            "template: protein",
            "template: protien",
            "campaign 1: there is no template protien; known: protein",
        ),
        ("closed: [[0, 8]]", "closed: [[0]]", "machine 2: a window is"),
        ("plant:", "plants:", "plants is not known"),
        ("[operator, analyst]", "[operator", "is not YAML"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_place(old: str, new: str, said: str) -> None:
    with pytest.raises(PlanFileRefused, match=said):
        read_plan(PLAN.replace(old, new), "plant.yaml")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("name,template\n", "missing organism"),
        ("name,template,organism,colour\n", "unknown colour"),
        ("name,template,organism,due_h\na,protein,x,soon\n", "line 2: due_h is whole hours"),
        ("name,template,organism\na,protein\n", "line 2: has not as many cells"),
        ("name,template,organism\na,nothing,x\n", "line 2: there is no template nothing"),
    ],
)
def test_a_fault_in_the_rows_is_named_with_its_line(rows: str, said: str) -> None:
    _, templates, _ = read_plan(PLAN, "plant.yaml")

    with pytest.raises(PlanFileRefused, match=said):
        read_campaigns(rows, templates)
