import attrs
import pytest
from hypothesis import given

from carecoord.errors import RecordRejected
from carecoord.model import (
    Chart,
    Condition,
    Fill,
    Hold,
    HoldKind,
    Observation,
    Order,
    Patient,
    Practitioner,
    Referral,
)
from carecoord.model.chart import LISTS
from carecoord.testing import strategies


def chart(**lists):
    return Chart(key="k", patient=Patient(), **lists)


def test_a_list_that_was_never_asked_for_differs_from_an_empty_one():
    assert chart(fills=[]) != chart()


@pytest.mark.parametrize(
    ("lists", "facts"),
    [({}, None), ({"fills": []}, ()), ({"fills": [Fill(id="f")]}, (Fill(id="f"),))],
)
def test_the_facts_of_a_type_are_none_when_nobody_asked_for_them(lists, facts):
    assert facts == chart(**lists).facts_of(Fill)


def test_referrals_stand_among_the_orders():
    orders = (Order(id="o"), Referral(id="r"))

    assert orders == chart(orders=orders).facts_of(Referral)


def test_all_facts_come_list_by_list():
    held = chart(
        holds=[Hold(id="h", kind=HoldKind.DEATH)],
        observations=[Observation(id="o")],
        conditions=[Condition(id="c1"), Condition(id="c2")],
        fills=[],
    )

    assert [fact.id for fact in held.facts()] == ["c1", "c2", "o", "h"]


@pytest.mark.parametrize(
    ("entry", "remedy"),
    [
        (Observation(id="o"), "Put it into observations"),
        (Patient(), "Put only facts into it"),
        ("E11.9", "Put only facts into it"),
    ],
)
def test_a_list_refuses_what_belongs_elsewhere(entry, remedy):
    with pytest.raises(RecordRejected, match="the chart's list conditions") as refused:
        chart(conditions=[entry])

    assert f"a {type(entry).__name__}" == refused.value.found
    assert remedy == refused.value.remedy


def test_a_practitioner_is_found_by_id():
    nurse = Practitioner(id="p2")
    held = chart(practitioners=[Practitioner(id="p1"), nurse])

    assert nurse is held.practitioner("p2")


@pytest.mark.parametrize("unknown", ["p9", None])
def test_nobody_is_found_under_an_unknown_id(unknown):
    assert chart(practitioners=[Practitioner(id="p1")]).practitioner(unknown) is None


def test_the_lists_are_the_charts_fields_in_order():
    aside = {"key", "patient", "practitioners", "organizations", "records"}

    assert list(LISTS) == [one.name for one in attrs.fields(Chart) if one.name not in aside]


@given(strategies.charts())
def test_every_fact_is_found_in_the_list_of_its_type(drawn):
    assert [fact.id for fact in drawn.facts() if fact not in drawn.facts_of(type(fact))] == []
