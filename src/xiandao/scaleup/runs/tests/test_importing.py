"""Files as common controllers write them, read; and what can be wrong with them, refused by its place."""

from __future__ import annotations

import io

import numpy as np
import openpyxl
import pytest

from xiandao.scaleup.runs import (
    Happening,
    Run,
    RunRefused,
    columns_from_text,
    confirm,
    from_text,
    import_run,
    propose,
    tables,
    to_text,
)

# in the manner of a multi-vessel controller: preamble, tags with vessel numbers, set points beside values
TAGS = """\
"Batch report";"Station 3"
"Operator";"K"

"Timestamp";"Duration";"T1.PV [°C]";"T1.SP [°C]";"pH1.PV [pH]";"DO1.PV [%DO]";"N1.PV [rpm]";\
"F1.PV [sL/h]";"XO2 1.Out [%]";"VA1.PV [mL]";"VB1.PV [mL]";"Unit 1.Alarm"
"2026-03-01 08:00:00";"00:00:00";37,02;37,0;7,01;99,5;400;60,0;20,9;0,0;0,0;
"2026-03-01 08:06:00";"00:06:00";36,98;37,0;7,00;98,0;400;60,0;20,8;0,5;0,0;
"2026-03-01 08:12:00";"00:12:00";37,01;37,0;6,99;96,1;410;60,0;20,7;1,0;;
"2026-03-01 08:18:00";"00:18:00";37,00;37,0;7,00;---;410;61,2;20,6;1,5;2,5;
"""
# in the manner of a single-vessel logger: header row, unit row, points
UNITS_BELOW = """Age,Temp,pH,pO2,Stirrer,Air flow,Off gas CO2,Feed total,Weight
h,°C,-,%,1/min,L/min,%,mL,g
0.0,30.1,6.8,100,300,2.0,0.05,0,2000
0.5,30.0,6.8,95,300,2.0,0.09,10,2010
1.0,30.0,6.8,90,320,2.0,0.15,20,2020
"""


def imported(text: str, name: str = "run.csv", **asked: object) -> Run:
    parts = [(table, confirm(table, propose(table))) for table in tables(name, text.encode())]
    return import_run("R1", parts, **{"volume_l": 2.0, **asked})  # type: ignore[arg-type]


def test_a_controllers_export_with_tags_and_decimal_commas_is_read() -> None:
    run = imported(TAGS)

    assert set(run.online) == {
        "temperature", "ph", "dissolved_oxygen", "stirrer", "air_flow", "off_gas_o2", "base_volume",
        "feed_volume",
    }  # fmt: skip
    assert run.online["temperature"].values[0] == 37.02
    assert run.online["air_flow"].values[3] == pytest.approx(61.2 / 60)
    assert run.online["base_volume"].values[3] == pytest.approx(0.0015)
    assert run.online["dissolved_oxygen"].hours == pytest.approx([0.0, 0.1, 0.2])
    assert run.began == "2026-03-01T08:00:00"


def test_units_in_a_row_below_the_names_are_read() -> None:
    run = imported(UNITS_BELOW)

    assert run.online["stirrer"].unit == "rpm"
    assert run.online["feed_volume"].values[-1] == pytest.approx(0.020)
    assert run.online["weight"].values[0] == pytest.approx(2.0)
    assert run.online["off_gas_co2"].hours == pytest.approx([0.0, 0.5, 1.0])


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Online"
    for row in (
        ["Time [h]", "Temperature [K]", "Pressure (mbar)"],
        [0.0, 310.15, 100],
        [0.5, 310.25, 110],
        [1.0, 310.15, 105],
    ):
        sheet.append(row)
    samples = book.create_sheet("Samples")
    for told in (
        ["发酵时间 (h)", "干重 (g/L)", "葡萄糖 (mg/L)", "OD600"],
        [0, 0.5, 20000, 1.2],
        [1, 0.8, "-", 2.0],
    ):
        samples.append(told)
    events = book.create_sheet("Events")
    for done in (
        ["Time (h)", "Event", "Amount (mL)", "Note"],
        [0.1, "inoculation", 50, "from flask 2"],
        [0.9, "Sample", 10, None],
    ):
        events.append(done)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_workbook_has_its_sheets_joined_on_one_clock() -> None:
    parts = [(table, confirm(table, propose(table))) for table in tables("run.xlsx", workbook())]

    run = import_run("R2", parts, volume_l=1.5)

    assert run.online["temperature"].values == pytest.approx([37.0, 37.1, 37.0])
    assert run.online["pressure"].values == pytest.approx([0.1, 0.11, 0.105])
    assert run.offline["carbon"].values == pytest.approx([20.0])
    assert run.offline["biomass"].values == pytest.approx([0.5, 0.8])
    assert [(one.kind, one.litres) for one in run.events] == [
        (Happening.INOCULATION, 0.05),
        (Happening.SAMPLE, pytest.approx(0.01)),
    ]
    assert run.events[0].note == "from flask 2"


def test_set_points_and_unknown_columns_are_left_out_and_say_why() -> None:
    (table,) = tables("run.csv", TAGS.encode())

    told = {one.header: one for one in propose(table)}

    assert told["T1.SP [°C]"].quantity == ""
    assert "set point" in told["T1.SP [°C]"].why
    assert told["Unit 1.Alarm"].quantity == ""
    assert told["VB1.PV [mL]"].quantity == "feed_volume"


def test_a_person_can_correct_a_column_and_the_correction_is_kept() -> None:
    (table,) = tables("run.csv", TAGS.encode())
    mapped = confirm(table, propose(table), corrections={"VB1.PV [mL]": "antifoam_volume", "N1.PV [rpm]": ""})

    again = columns_from_text(mapped.to_text())

    assert again == mapped
    run = import_run("R", [(table, again)], volume_l=1.0)
    assert "antifoam_volume" in run.online
    assert "stirrer" not in run.online


def test_a_run_file_is_read_back_as_it_was_written() -> None:
    run = imported(TAGS)

    again = from_text(to_text(run))

    assert to_text(again) == to_text(run)
    assert again.online["ph"].source == "run.csv, column pH1.PV [pH]"


def test_run_files_of_the_first_version_are_read_for_ever() -> None:
    kept = (
        '{"format": "xiandao-run", "version": 1, "name": "old", "began": "", "volume_l": 1.0, "online": '
        '[{"quantity": "ph", "unit": "dimensionless", "source": "", "hours": [0, 1], "values": [7, null]}], '
        '"offline": [], "events": [{"hour": 0.5, "kind": "addition", "litres": 0.1, "contents_g_per_l": '
        '{"carbon": 500.0}, "note": ""}], "alterations": [{"quantity": "ph", "hour": 0.4, "before": 9.0, '
        '"after": null, "reason": "spike"}]}'
    )

    run = from_text(kept)

    assert run.events[0].contents == {"carbon": 500.0}
    assert np.isnan(run.online["ph"].values[1])
    assert run.alterations[0].after is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (UNITS_BELOW.replace("0.5,30.0", "1.5,30.0"), r"row 5: 1.0 h is not after the 1.5 h"),
        (UNITS_BELOW.replace("95,300", "warm,300"), r"row 4, column pO2: 'warm' is not a number"),
        (UNITS_BELOW.replace("20,2020", "-20,2020"), r"row 5, column Feed total: feed_volume of -0.02 L"),
        (UNITS_BELOW.replace("1.0,30.0", ",30.0"), r"row 5, column Age: a row without a time"),
        ("just a note\nand another", "no row with names above rows with numbers"),
        ("a;b\n1;2\n", "no column is confirmed as time"),
        ("Time [h],Temp [°C]\n0,30\n0.1,30\n0.2,30\n0.3,30\n9,30\n9.1,30", r"nothing between 0.3 and 9.0 h"),
        ("Time [h],Temp [°C]\n0,30.5\n\"0,1\",30\n", r"row 3, column Time \[h\]: '0,1' is not a number"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_by_row_and_column(text: str, said: str) -> None:
    with pytest.raises(RunRefused, match=said):
        imported(text)


def test_gaps_that_are_known_are_let_in() -> None:
    run = imported("Time [h],Temp [°C]\n0,30\n0.1,30\n0.2,30\n9,30\n", gaps_known=True)

    assert run.until_h == 9.0


def test_a_unit_that_does_not_fit_is_refused_when_it_is_said() -> None:
    (table,) = tables("run.csv", TAGS.encode())

    with pytest.raises(
        RunRefused, match=r"column T1.PV \[°C\]: degC does not fit feed_volume, which is kept in L"
    ):
        confirm(table, propose(table), corrections={"T1.PV [°C]": "feed_volume"})
    with pytest.raises(RunRefused, match="has no column Colour"):
        confirm(table, propose(table), corrections={"Colour": "ph"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not a run file"),
        ("{}", "import it from its table first"),
        ('{"format": "xiandao-run", "version": 9}', "of version 9; this program reads 1"),
        ('{"format": "xiandao-run", "version": 1, "name": "x"}', "damaged near 'volume_l'"),
    ],
)
def test_a_run_file_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(RunRefused, match=said):
        from_text(text)


def test_an_event_that_is_none_or_of_negative_volume_is_refused_by_its_row() -> None:
    head = "Time [h],Event,Amount [mL]\n"
    with pytest.raises(RunRefused, match="row 2: 'dance' is not an event"):
        imported(head + "0.1,dance,5\n")
    with pytest.raises(RunRefused, match=r"row 3, column Amount \[mL\]: a volume of -5.0 is below nothing"):
        imported(head + "0.1,sample,5\n0.2,sample,-5\n")


def test_a_quantity_that_is_there_twice_is_refused() -> None:
    parts = [(table, confirm(table, propose(table))) for table in tables("run.csv", UNITS_BELOW.encode())]

    with pytest.raises(RunRefused, match="and again in"):
        import_run("R", parts * 2, volume_l=1.0)
