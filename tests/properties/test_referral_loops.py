"""Of any record of a referral: stages in order, nothing from later days, no matter the order."""

from datetime import UTC, date, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st
from moved import exact, moved

from carecoord.model import Appointment, DocumentReference, Encounter, Referral, Task
from carecoord.rules.referrals.loop import LoopState, board, closed, state
from carecoord.rules.referrals.stages import Stage, age, current, stages
from carecoord.testing.strategies import charts

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
RECORDS = charts(
    with_facts_of=(Referral, Task, Task, Appointment, Encounter, DocumentReference), max_facts=2
)


def joined(chart):
    """The chart with all that it holds belonging to its first referral."""
    first = next(one for one in chart.orders if isinstance(one, Referral))
    return first, attrs.evolve(
        chart,
        tasks=[attrs.evolve(one, based_on=(first.id,)) for one in chart.tasks],
        appointments=[attrs.evolve(one, based_on=(first.id,)) for one in chart.appointments],
        encounters=[attrs.evolve(one, based_on=(first.id,)) for one in chart.encounters],
    )


@given(chart=RECORDS)
def test_what_lies_before_the_current_stage_is_reached_or_passed_and_nothing_after(chart):
    referral, record = joined(chart)
    found = stages(referral, record, UTC)
    at = next((place for place, one in enumerate(found) if one.current), -1)

    assert list(Stage) == [one.stage for one in found]
    assert [one.reached or one.passed for one in found] == [
        place <= at for place in range(len(found))
    ]


@given(chart=RECORDS, one=DAYS, other=DAYS)
def test_a_referral_never_goes_back_as_days_pass(chart, one, other):
    referral, record = joined(chart)
    early, late = sorted((one, other))
    order = list(Stage)
    before, after = (current(stages(referral, record, UTC, on=day)) for day in (early, late))

    assert before is None or order.index(before.stage) <= order.index(after.stage)
    assert not closed(referral, record, UTC, on=early) or closed(referral, record, UTC, on=late)


@given(chart=RECORDS, on=DAYS, days=st.integers(-400, 400))
def test_a_record_so_much_later_is_as_old_so_much_later(chart, on, days):
    referral, record = joined(exact(chart))
    later, moved_record = moved(referral, days), moved(record, days)
    found = age(later, moved_record, UTC, on=on + timedelta(days=days))

    assert age(referral, record, UTC, on=on) == found


@given(chart=RECORDS, on=DAYS)
def test_the_age_is_never_below_zero(chart, on):
    referral, record = joined(chart)
    found = age(referral, record, UTC, on=on)

    assert found is None or found >= 0


@given(chart=RECORDS, on=DAYS)
def test_the_order_of_the_record_changes_nothing_on_the_board(chart, on):
    _, record = joined(chart)
    turned = attrs.evolve(
        record,
        orders=record.orders[::-1],
        encounters=record.encounters[::-1],
        appointments=record.appointments[::-1],
    )

    assert board([record], on) == board([turned], on)


@given(chart=RECORDS, on=DAYS)
def test_the_board_holds_each_open_referral_once_and_none_that_is_closed(chart, on):
    _, record = joined(chart)
    rows = board([record], on)
    told = {row.referral for row in rows}
    became = {
        order.id: state(order, record, UTC, orders=record.orders, on=on) for order in record.orders
    }

    assert len(told) == len(rows)
    assert {became[name] for name in told} <= {LoopState.OPEN, LoopState.NEEDS_REREFERRAL}
