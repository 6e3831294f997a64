from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.model import (
    Appointment,
    Code,
    Condition,
    Draw,
    Encounter,
    Hold,
    HoldKind,
    Identifier,
    Label,
    Observation,
    PartialDate,
    Period,
    Quantity,
    Referral,
    Source,
    Verification,
)
from carecoord.model.code import LOINC, concept
from carecoord.model.content import content, said
from carecoord.testing import strategies

TOKYO = timezone(timedelta(hours=9))
SAID = Observation(
    id="o", code=concept(Code(LOINC, "4548-4")), value=Quantity(Decimal("7.1"), "%"), encounter="e"
)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "other"},
        {"identifiers": [Identifier(system="urn:x", value="1")]},
        {"labels": [Label.HIV]},
        {"source": Source(digest="digest", ordinal=1, content=b"{}")},
        {"encounter": "another"},
        {"code": concept(Code(LOINC, "4548-4", "shown"))},
        {"based_on": ["o1"]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_content_leaves_out_who_says_it_and_what_it_refers_to(change):
    assert content(SAID) == content(attrs.evolve(SAID, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"code": concept(Code(LOINC, "4549-2"))},
        {"code": concept(Code(LOINC, "4548-4"), text="HbA1c")},
        {"value": Quantity(Decimal("7.2"), "%")},
        {"value": Quantity(Decimal("7.1"), "%", "<")},
        {"value": "7.1[%]"},
        {"status": "final"},
        {"effective": date(2026, 3, 10)},
        {"effective": PartialDate(2026, 3)},
        {"effective": Period(date(2026, 3, 10))},
        {"value": time(8, 30)},
        {"value": True},
    ],
)
def test_content_tells_apart_what_says_something_else(change):
    assert content(SAID) != content(attrs.evolve(SAID, **change))


def test_one_instant_is_one_content_whatever_its_offset():
    here = datetime(2026, 3, 10, 8, tzinfo=UTC)

    assert content(Encounter(id="e", period=Period(here))) == content(
        Encounter(id="e", period=Period(here.astimezone(TOKYO)))
    )


def test_two_spans_with_one_end_are_two_contents():
    spans = [Period(date(2026, 3, 10)), Period(date(2026, 3, 10), date(2026, 3, 11)), Period()]

    assert len({content(Encounter(id="e", period=span)) for span in spans}) == len(spans)


def test_two_kinds_of_hold_are_two_contents():
    assert content(Hold(id="h", kind=HoldKind.DEATH)) != content(
        Hold(id="h", kind=HoldKind.HOSPICE)
    )


def test_an_empty_field_is_not_part_of_the_content():
    assert content(Condition(id="c")) == "{Condition;}"


@given(st.sampled_from(strategies.FACT_TYPES).flatmap(strategies.facts))
def test_no_type_of_fact_has_its_id_in_its_content(fact):
    assert content(fact) == content(attrs.evolve(fact, id="another"))


@pytest.mark.parametrize(
    ("one", "other"), [("3.10", "3.1"), ("3.0", "3"), ("0.00", "0"), ("-1.50", "-1.5")]
)
def test_equal_numbers_are_one_content_however_they_are_written(one, other):
    written = [Quantity(Decimal(text), "mmol/L") for text in (one, other)]

    assert content(written[0]) == content(written[1])


@pytest.mark.parametrize(("one", "other"), [("10", "1"), ("100", "10"), ("1E+10", "1E+1")])
def test_zeros_that_count_are_kept(one, other):
    assert content(Decimal(one)) != content(Decimal(other))


def test_a_text_that_is_already_made_is_taken():
    value = Period(date(2026, 1, 1), None)

    assert said("Visit", {"period": value}, {id(value): "made"}) == "{Visit;period=made}"


DRAWN = Draw(appointment="a", on=date(2026, 3, 2), units=Decimal(4), unit="UN")


@pytest.mark.parametrize(
    ("held", "change"),
    [
        (DRAWN, {"appointment": "b"}),
        (Verification(response="r"), {"response": "s"}),
        (Referral(id="o", appointment="a"), {"appointment": "b"}),
        (Appointment(id="a", next_step="b"), {"next_step": "o"}),
    ],
    ids=["draw", "verification", "referral", "appointment"],
)
def test_content_leaves_out_what_a_visit_or_an_answer_is_called(held, change):
    assert content(held) == content(attrs.evolve(held, **change))


def test_content_says_how_much_was_drawn():
    assert content(DRAWN) != content(attrs.evolve(DRAWN, units=Decimal(5)))
