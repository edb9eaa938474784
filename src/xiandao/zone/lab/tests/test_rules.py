"""The lab's pure decisions: laws, tables, and slow twins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.foundry.screening import screen
from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.zone.lab.rules.barcodes import (
    COLUMNS,
    LETTERS,
    ROWS,
    BarcodeRefused,
    Label,
    barcode_from,
    qr_path,
    read_barcode,
    sheets_of,
)
from xiandao.zone.lab.rules.calibration import Compared, calibration
from xiandao.zone.lab.rules.differences import difference
from xiandao.zone.lab.rules.drawing import DEPTH_HEIGHT, WIDTH, drawing_of
from xiandao.zone.lab.rules.places import SHAPES, PlaceRefused, grid, places, read_place
from xiandao.zone.lab.rules.records import SavedFormRefused, record_from, written
from xiandao.zone.lab.rules.screenings import screening_from, state_after
from xiandao.zone.lab.rules.screenings import written as screening_written
from xiandao.zone.lab.rules.steps import Standing, Step, next_step
from xiandao.zone.lab.rules.vocabulary import ORDER_NEXT, ContainerKind, OrderState, ReadingResult
from xiandao.zone.lab.tests.conftest import DAY

DNA = st.text("ACGT", min_size=1, max_size=60)


@given(st.integers(0, 2**35 - 1))
def test_a_barcode_is_read_as_it_was_made(number: int) -> None:
    barcode = barcode_from(number)

    if barcode:
        assert read_barcode(barcode.lower().replace("-", " ")) == barcode


@given(st.integers(0, 2**35 - 1), st.integers(0, 6), st.sampled_from(LETTERS))
def test_a_wrong_letter_in_a_barcode_is_noticed(number: int, place: int, letter: str) -> None:
    barcode = barcode_from(number)
    if not barcode or barcode[3 + place] == letter:
        return

    wrong = barcode[: 3 + place] + letter + barcode[4 + place :]

    with pytest.raises(BarcodeRefused, match="wrong letter"):
        read_barcode(wrong)


@pytest.mark.parametrize("said", ["", "XD", "XD-1234567", "XD-123456!-1", "hello world"])
def test_what_is_no_barcode_is_refused(said: str) -> None:
    with pytest.raises(BarcodeRefused):
        read_barcode(said)


def test_letters_that_look_alike_are_read_as_one() -> None:
    barcode = next(b for n in range(10**6) if (b := barcode_from(n)) and "0" in b and "1" in b)

    assert read_barcode(barcode.replace("0", "O").replace("1", "I")) == barcode


def test_a_code_draws_every_dark_module() -> None:
    path, size = qr_path("XD-0000000-0")
    segments = [part for part in path.split("z") if part]
    dark = sum(int(part.split("h")[1].split("v")[0]) for part in segments)

    import segno

    matrix = segno.make("XD-0000000-0", error="m", micro=False).matrix
    assert size == len(matrix)
    assert dark == sum(map(sum, matrix))


def test_labels_fill_sheets_row_by_row() -> None:
    sheets = sheets_of([Label(f"XD-{n}", "a", "b") for n in range(COLUMNS * ROWS + 1)])

    assert [len(sheet) for sheet in sheets] == [COLUMNS * ROWS, 1]
    assert sheets[0][0].y == sheets[0][COLUMNS - 1].y < sheets[0][COLUMNS].y


@pytest.mark.parametrize("kind", ContainerKind)
def test_every_place_of_a_container_is_read_and_drawn_once(kind: ContainerKind) -> None:
    rows, columns = SHAPES[kind]
    every = places(kind)

    assert len(set(every)) == rows * columns
    assert sorted(every) == sorted(place for _, row in grid(kind) for place in row)
    assert all(read_place(place.lower(), kind) == place for place in every)
    assert every[1] == "B1"


@pytest.mark.parametrize("said", ["", "A0", "A13", "I1", "AA1", "1A", "A1A"])
def test_a_place_that_a_plate_lacks_is_refused(said: str) -> None:
    with pytest.raises(PlaceRefused):
        read_place(said, ContainerKind.PLATE_96)


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (Standing(open=False, designs=3), Step.NONE),
        (Standing(open=True), Step.DESIGN),
        (Standing(open=True, computing=True), Step.COMPUTING),
        (Standing(open=True, designs=1), Step.ORDER),
        (Standing(open=True, designs=1, order=OrderState.HELD), Step.REVIEW),
        (Standing(open=True, designs=1, order=OrderState.HELD, customer=False), Step.RECORD_CUSTOMER),
        (Standing(open=True, designs=1, order=OrderState.CLEARED), Step.TAKE_SHEET),
        (Standing(open=True, designs=1, order=OrderState.LEFT), Step.REGISTER_SAMPLE),
        (Standing(open=True, designs=1, order=OrderState.REFUSED), Step.DESIGN_AGAIN),
        (Standing(open=True, designs=1, order=OrderState.REJECTED), Step.DESIGN_AGAIN),
        (Standing(open=True, designs=1, samples=1), Step.UPLOAD_READS),
        (Standing(open=True, designs=1, samples=1, readings=1), Step.COMPUTING),
        (Standing(open=True, samples=1, readings=1, reading=ReadingResult.LOOK), Step.LOOK),
        (Standing(open=True, samples=1, readings=1, reading=ReadingResult.FAIL), Step.DESIGN_AGAIN),
        (Standing(open=True, reading=ReadingResult.PASS, has_project=False), Step.LINK_PROJECT),
        (Standing(open=True, reading=ReadingResult.PASS), Step.RECORD_EVIDENCE),
        (Standing(open=True, reading=ReadingResult.PASS, has_evidence=True), Step.LEARN),
        (Standing(open=True, reading=ReadingResult.PASS, has_evidence=True, notes=1), Step.NONE),
    ],
)
def test_the_next_step_follows_from_what_is_there(standing: Standing, step: Step) -> None:
    assert next_step(standing) is step


def test_every_step_and_every_state_is_spoken_of() -> None:
    from xiandao.zone.lab.web.words import STEPS

    assert set(STEPS) == set(Step)
    assert set(ORDER_NEXT) == set(OrderState)


@given(DNA, DNA)
def test_changes_applied_to_the_older_give_the_newer(older: str, newer: str) -> None:
    changed = difference(Record("a", older), Record("a", newer))

    text, shift = older, 0
    for change in changed.letters:
        at = change.at - 1 + shift
        assert text[at : at + len(change.was)] == change.was
        text = text[:at] + change.now + text[at + len(change.was) :]
        shift += len(change.now) - len(change.was)
    assert text == newer
    assert changed.nothing == (older == newer)


def test_features_that_came_and_went_are_named() -> None:
    older = Record("a", "ACGTACGT", features=(Feature("CDS", (Place(0, 6),), (("gene", "old"),)),))
    newer = Record(
        "a", "ACGTACGT", circular=True, features=(Feature("CDS", (Place(0, 6),), (("gene", "new"),)),)
    )

    changed = difference(older, newer)

    assert (changed.many, changed.turned) == (0, True)
    assert changed.gone == ("CDS old (6: ACGTAC)",)
    assert changed.new == ("CDS new (6: ACGTAC)",)


@given(DNA, st.booleans(), st.sampled_from([Molecule.DNA, Molecule.RNA]), st.integers(0, 20))
def test_a_design_is_kept_whole(letters: str, circular: bool, molecule: Molecule, start: int) -> None:
    end = len(letters)
    place = Place(min(start, end), end, -1, before_start=True)
    record = Record(
        "名",
        letters,
        molecule,
        circular,
        "words",
        (Feature("CDS", (place,), (("gene", "x"),), "order"),),
        (("a", "b"),),
    )

    assert record_from(written(record)) == record


def test_another_form_is_refused() -> None:
    with pytest.raises(SavedFormRefused, match="other/9"):
        record_from({"format": "other/9"})


def test_a_screening_is_kept_whole() -> None:
    screening = screen([Record("a", "ACGT" * 30)], None, None, on=DAY)

    kept = screening_from(screening_written(screening))

    assert (kept.verdict, kept.digest, kept.on) == (screening.verdict, screening.digest, screening.on)
    assert kept.concerns == screening.concerns
    assert [c.values for c in kept.concerns] == [c.values for c in screening.concerns]
    assert state_after(kept) is OrderState.HELD


def test_calibration_counts_intervals_and_errors() -> None:
    found = calibration(
        [Compared(2.0, 1.0, 3.0, 2.5), Compared(2.0, 1.0, 3.0, 4.0), Compared(2.0, None, None, 1.0)]
    )

    assert found is not None
    assert (found.compared, found.judged, found.held) == (3, 2, 1)
    assert found.mean_error == pytest.approx(0.5)
    assert found.mean_absolute_error == pytest.approx(3.5 / 3)
    assert calibration([]) is None


@given(st.integers(1, 3000), st.integers(1, 400))
def test_a_line_of_depths_stays_on_its_drawing(length: int, stretches: int) -> None:
    record = Record("a", "A" * length)
    cover = [[float(n % 7 + 1), n % 7] for n in range(min(stretches, length))]

    drawing = drawing_of(record, {"cover": cover, "findings": []})

    points = [tuple(map(float, pair.split(","))) for pair in drawing.depth.split()]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert all(0 <= x <= WIDTH and 0 <= y <= DEPTH_HEIGHT + 5 for x, y in points)


def test_features_that_overlap_stand_in_lanes_of_their_own() -> None:
    features = tuple(Feature("CDS", (Place(at, at + 50),), (("gene", str(at)),)) for at in (0, 20, 60))

    drawing = drawing_of(Record("a", "A" * 200, features=features))

    assert len({box.y for box in drawing.boxes}) == 2
    assert drawing.boxes[0].y == drawing.boxes[2].y != drawing.boxes[1].y
