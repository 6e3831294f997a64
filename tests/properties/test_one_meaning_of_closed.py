"""The loop of a referral and the rule that follows referrals mean one thing by closed.

Not compared is what the rule leaves to other words: days that are not exact ("not known"), a
reading dated before the order, and what comes after 24 months. All else has to agree on every day.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from access_charts import with_access
from hypothesis import event, given
from hypothesis import strategies as st
from test_valid_until import walk

from carecoord import review
from carecoord.model import Chart, Order, Patient, Period, Referral, Task
from carecoord.model.code import concept, snomed
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.followup import referral as followed
from carecoord.rules.referrals import stage_overdue
from carecoord.rules.referrals.loop import closed

CODE = concept(snomed("306206005"))
ORDERED = date(2026, 6, 15)
CHICAGO = ZoneInfo("America/Chicago")
BEHIND = timedelta(days=25)
"""How far the days of a drawn record lie behind the order at most."""


def times(least=0):
    """A day or an instant on or after the order."""
    days = st.integers(least, BEHIND.days).map(lambda n: ORDERED + timedelta(days=n))
    noon = time(12, tzinfo=UTC)
    instants = st.builds(
        lambda day, hours: datetime.combine(day, noon) + timedelta(hours=hours),
        days,
        st.integers(0, 11),
    )
    return st.one_of(days, instants)


maybe = st.one_of(st.none(), times(1))
ended = times().map(lambda end: Period.through(None, end))
referrals = st.one_of(
    st.builds(
        Referral,
        id=st.just("ref"),
        status=st.sampled_from(("active", "completed")),
        intent=st.just("order"),
        code=st.just(CODE),
        authored_on=st.one_of(st.just(ORDERED), st.just(datetime(2026, 6, 15, 18, tzinfo=UTC))),
        sent_on=maybe,
        accepted_on=maybe,
        rejected_on=maybe,
        seen_on=maybe,
        reported_on=maybe,
        read_on=maybe,
        report=st.sampled_from((None, None, "letter")),
    ),
    st.just(Order(id="ref", status="active", intent="order", code=CODE, authored_on=ORDERED)),
)


@st.composite
def tasks(draw, name):
    """A task on the referral or on another, that says when it was done."""
    status = draw(st.sampled_from(("completed", "completed", "accepted", "rejected", "failed")))
    over, changed = draw(st.sampled_from(((True, True), (True, False), (False, True))))
    return Task(
        id=name,
        status=status,
        focus=draw(st.sampled_from(("ref", "ref", "other", None))),
        based_on=draw(st.sampled_from(((), ("ref",)))),
        authored_on=ORDERED,
        execution=draw(ended) if over and status == "completed" else None,
        modified_at=draw(times()) if changed else None,
    )


@st.composite
def records(draw):
    held = [draw(tasks(f"task-{n}")) for n in range(draw(st.integers(0, 3)))]
    return Chart(key="p", patient=Patient(), orders=[draw(referrals)], tasks=held)


def days_after(most):
    return st.integers(0, most).map(lambda n: ORDERED + timedelta(days=n))


@given(records(), days_after(BEHIND.days + 2), st.sampled_from((UTC, CHICAGO)))
def test_the_rule_is_met_when_the_loop_is_closed_and_at_no_other_time(chart, on, zone):
    (found,) = review(chart, Catalogue.of(followed.RULE, zone=zone), on).findings
    done = closed(chart.orders[0], chart, zone, on=on)
    event(f"closed: {done}")

    assert (found.outcome is Outcome.MET) is done
    assert not done or found.action is None


@given(records(), days_after(BEHIND.days + 2), st.sampled_from((UTC, CHICAGO)))
def test_the_rule_of_stages_calls_the_same_closed(chart, on, zone):
    """A rejected referral is not spoken of by stages unless it was seen after all."""
    found = review(chart, Catalogue.of(stage_overdue.RULE, zone=zone), on).findings
    said = "closed: the report is read" in {one.reason for one in found}

    assert said is closed(chart.orders[0], chart, zone, on=on)


AROUND = date(2026, 6, 15)
CHARTS = 150


def broken(moments):
    """The charts in which a finding changed before it was said to."""
    rules = Catalogue.of(followed.RULE)
    return [
        (seed, moment)
        for seed in range(CHARTS)
        for what, moment in walk(with_access(seed, AROUND), rules, moments)
        if what == "wrong"
    ]


def test_what_the_rule_says_holds_on_every_day_until_valid_until():
    assert broken([AROUND + timedelta(days=n) for n in range(-45, 46)]) == []


def test_and_at_every_instant():
    moments = [
        datetime.combine(AROUND + timedelta(days=n), time(hour, 20), UTC)
        for n in range(-4, 5)
        for hour in range(0, 24, 2)
    ]

    assert broken(moments) == []
