"""Registering, saying, taking back: and the claims that follow."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.evidence.api import Claim, State, state_of, vocabulary
from xiandao.zone.registry import api
from xiandao.zone.registry.api import Kind
from xiandao.zone.registry.rules.codes import SCHEMES, WEIGHTS, check_character, credit_code
from xiandao.zone.registry.rules.happenings import Stated, current_of
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.vocabulary import RelationKind
from xiandao.zone.registry.tests.conftest import DAY, NOW, SOURCE, registered

CODE = "9131011569563811" + "7" + check_character("91310115695638117")


def states(record: api.Record) -> list[tuple[str, date, State]]:
    claims = Claim.objects.filter(subject=record.subject).order_by("pk")
    return [(claim.kind, claim.happened_on, state_of(claim)) for claim in claims]


@pytest.mark.django_db
def test_a_registered_firm_claims_that_it_settled_once_the_day_is_known(firm: api.Record) -> None:
    before = states(firm)

    api.say(
        record=firm,
        values={"settled_on": date(2025, 5, 2), "how": "attracted"},
        source=SOURCE,
        happened_on=DAY,
        by=None,
        at=NOW,
    )

    assert before == []
    assert states(firm) == [("organisation-settled", date(2025, 5, 2), State.CLAIMED)]
    assert Claim.objects.get().details == {"rank": "leading", "how": "attracted"}


@pytest.mark.django_db
def test_a_correction_supersedes_the_claim_and_the_same_words_change_nothing(firm: api.Record) -> None:
    for day in (date(2025, 5, 2), date(2025, 5, 3), date(2025, 5, 3)):
        api.say(record=firm, values={"settled_on": day}, source=SOURCE, happened_on=DAY, by=None, at=NOW)

    assert [(day, state) for _, day, state in states(firm)] == [
        (date(2025, 5, 2), State.SUPERSEDED),
        (date(2025, 5, 3), State.CLAIMED),
    ]
    assert firm.statements.count() == 3


@pytest.mark.django_db
def test_each_year_of_output_is_a_claim_of_its_own(firm: api.Record) -> None:
    for year, output in ((2023, Decimal(10)), (2024, Decimal(20)), (2023, Decimal(11))):
        api.say(
            record=firm,
            values={"output": output, "output_year": year},
            source=SOURCE,
            happened_on=date(year + 1, 1, 31),
            by=None,
            at=NOW,
        )

    standing = Claim.objects.filter(superseded_at=None).order_by("details__year")
    assert [(claim.details["year"], claim.quantity) for claim in standing] == [
        (2023, Decimal(11)),
        (2024, Decimal(20)),
    ]


@pytest.mark.django_db
def test_a_statement_taken_back_withdraws_its_claim_or_leaves_the_one_before(
    firm: api.Record, registrar: Account
) -> None:
    first = api.say(
        record=firm, values={"settled_on": date(2025, 5, 2)}, source=SOURCE, happened_on=DAY, by=None, at=NOW
    )
    second = api.say(
        record=firm, values={"settled_on": date(2025, 5, 3)}, source=SOURCE, happened_on=DAY, by=None, at=NOW
    )
    assert first is not None and second is not None  # noqa: PT018

    api.retract_statement(statement=second, reason="typing error", by=registrar, at=NOW)
    after_one = [(day, state) for _, day, state in states(firm)]
    api.retract_statement(statement=first, reason="never came", by=registrar, at=NOW)

    assert after_one[-1] == (date(2025, 5, 2), State.CLAIMED)
    assert {state for *_, state in states(firm)} == {State.SUPERSEDED, State.WITHDRAWN}
    firm.refresh_from_db()
    assert "settled_on" not in firm.current


@pytest.mark.django_db
def test_relations_find_the_one_record_of_that_name_and_keep_the_words_else(firm: api.Record) -> None:
    patent = registered(
        Kind.PATENT, title="一种底盘细胞", applicant="上海示例生物科技有限公司；无名公司", inventor="张三"
    )

    relation = patent.relations_out.get()
    assert (relation.kind, relation.right) == (RelationKind.APPLICANT, firm)
    assert patent.current["applicant"]["value"][1] == {"label": "无名公司"}


@pytest.mark.django_db
def test_a_number_belongs_to_one_record() -> None:
    registered(Kind.ORGANISATION, name="甲", uscc=CODE)

    with pytest.raises(Refusal, match="registered already"):
        registered(Kind.ORGANISATION, name="乙", uscc=CODE.lower())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sort": "firm"}, "A new record needs"),
        ({"name": "甲", "colour": "red"}, "no field"),
        ({"name": "甲", "sort": "circus"}, "Expected"),
        ({"name": "甲", "uscc": CODE[:-1] + ("0" if CODE[-1] != "0" else "1")}, f"end in {CODE[-1]}"),
        ({"name": "甲", "settled_on": NOW.date() + timedelta(days=1)}, "still to come"),
        ({"name": "甲", "output": Decimal(-1)}, "a figure from 0"),
        ({}, "Nothing was said"),
    ],
)
def test_what_cannot_be_registered_is_refused_with_its_reason(values: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        registered(Kind.ORGANISATION, **values)  # type: ignore[arg-type]

    assert not api.Record.objects.exists()


@pytest.mark.django_db
def test_a_member_states_of_its_own_organisation_only(firm: api.Record, member: Account) -> None:
    other = registered(Kind.ORGANISATION, name="别家公司")

    api.say(record=firm, values={"headcount": 12}, source="本单位", happened_on=DAY, by=member, at=NOW)
    product = registered(Kind.PRODUCT, by=member, owner=firm, name="示例产品")

    assert product.owner == firm
    with pytest.raises(Refusal, match="your own organisation"):
        api.say(record=other, values={"headcount": 12}, source="x", happened_on=DAY, by=member, at=NOW)
    with pytest.raises(Refusal, match="your own organisation"):
        registered(Kind.PRODUCT, by=member, name="无主产品")


@pytest.mark.django_db
def test_many_are_said_at_once_or_none() -> None:
    sayings = [
        api.Saying({"name": f"公司{number}", "rank": "affiliated", "settled_on": DAY}, DAY)
        for number in range(30)
    ]

    said = api.say_many(kind=Kind.ORGANISATION, sayings=sayings, source=SOURCE, by=None, at=NOW)
    with pytest.raises(Refusal):
        api.say_many(
            kind=Kind.ORGANISATION, sayings=[*sayings, api.Saying({}, DAY)], source=SOURCE, by=None, at=NOW
        )

    assert len({one.record.pk for one in said}) == 30
    assert Claim.objects.filter(kind="organisation-settled").count() == 30
    assert api.Record.objects.count() == 30


@given(
    st.lists(
        st.tuples(st.dictionaries(st.sampled_from("abc"), st.integers(), min_size=1), st.integers(0, 40)),
        unique_by=lambda said: said[1],
    ),
    st.randoms(),
)
def test_the_order_of_statements_of_different_days_does_not_matter(
    said: list[tuple[dict[str, int], int]], chance: object
) -> None:
    statements = [
        Stated(n, values, DAY + timedelta(days=day), "claimed") for n, (values, day) in enumerate(said)
    ]
    shuffled = list(statements)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert current_of(statements) == current_of(shuffled)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_event_claims_what_the_ledger_knows(kind: Kind) -> None:
    known, words = KINDS[kind], vocabulary()
    for event in known.events:
        claim = words.kinds[event.claim]
        details = {detail.key: detail for detail in claim.details}
        assert set(event.details) <= set(details)
        assert {key for key, detail in details.items() if detail.required} <= set(event.details)
        for name in (event.day_of, event.quantity, event.subject, *event.needs, *event.per):
            assert not name or name in known.by_key
        for detail, field in event.details.items():
            if not field.startswith("=") and details[detail].choices:
                chosen = {choice.key for choice in known.by_key[field].choices}
                if detail == "stage":
                    continue
                assert chosen <= set(details[detail].choices), (event, detail)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_whole(kind: Kind) -> None:
    known = KINDS[kind]

    keys = [field.key for field in known.fields]
    assert len(keys) == len(set(keys))
    assert known.by_key[known.label].required
    assert set(known.columns) <= set(keys)
    assert all(field.scheme in SCHEMES for field in known.fields if field.type == "identifier")
    assert all((field.relation is None) == (field.type != "relation") for field in known.fields)
    assert all(field.choices for field in known.fields if field.type in ("choice", "choices"))


@given(
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17),
    st.integers(0, 16),
    st.integers(1, 30),
)
def test_a_wrong_character_in_a_credit_code_is_always_found(begun: str, place: int, by: int) -> None:
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    code = begun + check_character(begun)
    wrong = code[:place] + letters[(letters.index(code[place]) + by) % 31] + code[place + 1 :]

    assert credit_code(code) == code
    with pytest.raises(Refusal, match="should end in"):
        credit_code(wrong)


def test_the_weights_are_those_of_the_standard() -> None:
    assert WEIGHTS == (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
