"""Of any coverages: answers hold on their days alone, nobody pays twice, changes are apart."""

from datetime import date, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord.model import Actor, Code, Coverage, CoverageEligibilityResponse, Period
from carecoord.model.code import concept
from carecoord.model.verification import Verification
from carecoord.rules.coverage.benefits import benefits, patient_shares
from carecoord.rules.coverage.order import on_day, order_of_payers, primary
from carecoord.rules.coverage.payer_change import payer_changes
from carecoord.rules.coverage.verification import from_response, verified_for
from carecoord.testing.strategies import facts

FIRST, LAST = date(2026, 1, 1), date(2029, 12, 31)
DAYS = st.dates(FIRST, LAST)
TYPES = st.sampled_from(
    [None, *(concept(Code("https://nahdo.org/sopt", code)) for code in ("1", "2", "5", "32"))]
)


@st.composite
def spans(draw):
    start = draw(st.none() | DAYS)
    length = draw(st.none() | st.integers(0, 400))
    begins = start or draw(DAYS)
    return Period.through(start, None if length is None else begins + timedelta(days=length))


@st.composite
def plans(draw):
    held = draw(st.lists(st.tuples(spans(), TYPES, st.none() | st.integers(1, 3)), max_size=5))
    return [
        Coverage(
            id=f"plan-{place}",
            status=draw(st.sampled_from(["active", "active", "cancelled"])),
            period=period,
            type=type_,
            order=order,
            payors=(Actor(id=draw(st.sampled_from("xyz"))),),
        )
        for place, (period, type_, order) in enumerate(held)
    ]


@given(period=spans(), asked=spans(), on=DAYS)
def test_verified_is_a_day_inside_both_periods_and_no_other(period, asked, on):
    verification = Verification(status="verified", period=asked)
    coverage = Coverage(id="c", status="active", period=period, verification=verification)
    both = period.contains(on) and asked.contains(on)

    assert both is (verified_for(coverage, on).holds is True)


@given(held=plans(), on=DAYS)
def test_each_coverage_of_a_day_has_one_place_or_none(held, on):
    found = order_of_payers(held, on)

    assert sorted(one.id for one in on_day(held, on)) == sorted((*found.ordered, *found.unordered))


@given(held=plans(), on=DAYS, seed=st.randoms(use_true_random=False))
def test_who_pays_first_does_not_depend_on_the_order_of_the_list(held, on, seed):
    shuffled = list(held)
    seed.shuffle(shuffled)

    assert order_of_payers(held, on) == order_of_payers(shuffled, on)
    assert primary(held, on) == primary(shuffled, on)


@given(held=plans(), on=DAYS)
def test_an_order_that_is_not_known_is_asked_or_contradictory(held, on):
    found = order_of_payers(held, on)
    told = {name for one in (*found.questions, *found.contradictions) for name in one.coverages}

    assert set(found.unordered) <= told or _in_a_circle(found)


def _in_a_circle(found):
    """The record and the law can order each two, and not all."""
    return len(found.unordered) > 2


@given(held=plans())
def test_a_change_has_a_gap_or_an_overlap_and_not_both(held):
    for change in payer_changes(held):
        assert change.gap_days == 0 or change.overlap_days == 0
        assert change.verify_from <= change.first_day
        assert change.overlap_days is not None or change.last_day is None


@given(held=plans(), days=st.integers(-400, 400))
def test_coverages_so_much_later_change_so_much_later(held, days):
    by = timedelta(days=days)

    def later(time):
        return None if time is None else time + by

    moved = [
        attrs.evolve(one, period=Period(later(one.period.start), later(one.period.end)))
        for one in held
    ]
    expected = [
        attrs.evolve(
            one,
            last_day=later(one.last_day),
            first_day=later(one.first_day),
            verify_from=later(one.verify_from),
        )
        for one in payer_changes(held)
    ]

    assert expected == list(payer_changes(moved))


@given(response=facts(CoverageEligibilityResponse), coverage=facts(Coverage), on=DAYS)
def test_no_amount_is_told_that_the_record_does_not_hold(response, coverage, on):
    """Nothing is added up: every amount of what the patient pays stands in the record."""
    named = attrs.evolve(
        response, insurance=[attrs.evolve(one, coverage=coverage.id) for one in response.insurance]
    )
    held = [cost.value for cost in coverage.costs] + [
        benefit.allowed
        for one in named.insurance
        for item in one.items
        for benefit in item.benefits
    ]
    lines = benefits(coverage, (named,), on)

    assert [
        one.amount for one in patient_shares(coverage, (named,), on) if one.amount not in held
    ] == []
    assert len(lines) <= len(held)


@given(response=facts(CoverageEligibilityResponse), coverage=facts(Coverage), on=DAYS)
def test_an_answer_verifies_only_what_it_says_is_in_force(response, coverage, on):
    named = attrs.evolve(
        response, insurance=[attrs.evolve(one, coverage=coverage.id) for one in response.insurance]
    )
    made = from_response(coverage, named)
    told = {one.in_force for one in named.insurance} - {None}
    asked = attrs.evolve(coverage, verification=made)

    assert made.status != "verified" or told == {True}
    assert verified_for(asked, on).holds is not True or made.status == "verified"
