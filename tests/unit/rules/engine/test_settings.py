"""Rules refused for what stands in the fields of their shape: kinds of value, and parameters."""

from datetime import date, timedelta

import attrs
import pytest

from carecoord.errors import AuthoringError, NotInForce
from carecoord.model import Encounter, Observation, Procedure
from carecoord.rules.criteria import Exists, Facts, On, Span
from carecoord.rules.engine.parameters import Dated, Parameters
from carecoord.rules.engine.settings import in_force
from carecoord.rules.engine.settled import settled
from carecoord.rules.shapes import (
    Alert,
    FollowUp,
    Interval,
    Parameter,
    Recurring,
    Step,
    Way,
    days,
    months,
)

STAYS, TESTS, ACTS = Facts(Encounter), Facts(Observation), Facts(Procedure)
STEP = Step(
    name="call", title="Call", earliest=days(0), due=days(7), closed_by=ACTS, closes="a call"
)
AGAIN = attrs.evolve(STEP, name="again", after=STEP, no_later_than=STEP)
FOLLOW_UP = FollowUp(trigger=STAYS, trigger_name="stay", steps=(STEP, AGAIN), lapses_after=days(30))
RECURRING = Recurring(
    applies=Exists(STAYS),
    reason_name="stay",
    begins=STAYS,
    ways=(Way("test", TESTS, (Interval(months(2)),)),),
    title="Test",
    closes="a test",
)
ALERT = Alert(
    results=TESTS,
    result_name="result",
    alarming=lambda _: True,
    calm=lambda _: False,
    says=lambda _: "something",
    moment=lambda _: None,
    acknowledge_within=timedelta(hours=1),
    lapses_days=2,
    title="See it",
    closes="acknowledgement",
)


def span(default, name="invented.rule.due"):
    return Parameter(name, default, "when")


def due(value):
    return attrs.evolve(FOLLOW_UP, steps=(attrs.evolve(STEP, due=value),))


def waiting(first):
    second = attrs.evolve(AGAIN, after=first, no_later_than=first)
    return attrs.evolve(FOLLOW_UP, steps=(first, second))


def every(value):
    return attrs.evolve(RECURRING, ways=(Way("test", TESTS, (Interval(value),)),))


def acknowledged(value, *ladder, lapses_days=2):
    return attrs.evolve(ALERT, acknowledge_within=value, ladder=ladder, lapses_days=lapses_days)


@pytest.mark.parametrize(
    ("shape", "clause", "said"),
    [
        (due(span(days(400))), "step call", "due (400 days) lies after lapses after (30 days)"),
        (every(span(days(20))), "test", "it opens 30 days before, as soon as it was done"),
        (due(span(5)), "step call, due", "'5' is not a span of the calendar. Give an offset"),
        (due(span(timedelta(days=5))), "step call, due", "'5 days' is not a span of the calendar"),
        (due(5), "step call, due", "'5' is not a span of the calendar"),
        (due(None), "step call, due", "'None' is not a span of the calendar"),
        (every(span("x")), "way test, every", "'x' is not a span of the calendar"),
        (
            attrs.evolve(FOLLOW_UP, lapses_after=span(True)),
            "lapses after",
            "'true' is not a span of the calendar",
        ),
        (
            attrs.evolve(FOLLOW_UP, one_in=span(3)),
            "one in",
            "'3' is not a span of the calendar",
        ),
        (
            acknowledged(span(days(1))),
            "acknowledge within",
            "'1 day' is not a length of time. Give a timedelta, such as timedelta(hours=1)",
        ),
        (
            acknowledged(span(timedelta(0))),
            "acknowledge within",
            "there is no time to acknowledge it (0 days)",
        ),
        (
            acknowledged(timedelta(hours=73)),
            "acknowledge within",
            "73 hours are over after it has lapsed (2 days)",
        ),
        (
            acknowledged(timedelta(hours=37), "nurse", "chief"),
            "acknowledge within",
            "with 37 hours for each, the chief would be told after it has lapsed (2 days)",
        ),
        (
            acknowledged(timedelta(hours=1), lapses_days=-1),
            "lapses days",
            "it lapses -1 days after",
        ),
        (
            due(span(Dated("due", ((date.min, days(7)), (date(2027, 1, 1), days(31)))))),
            "step call",
            "due (31 days) lies after lapses after (30 days)",
        ),
        (
            due(span(Dated("due", ((date(2027, 1, 1), 7),)))),
            "step call, due",
            "'7' is not a span of the calendar",
        ),
    ],
)
def test_what_stands_in_a_field_is_looked_at_when_the_rule_is_written(rule, shape, clause, said):
    parameters = [
        held
        for held in (
            *(getattr(step, "due", None) for step in getattr(shape, "steps", ())),
            *(one.every for way in getattr(shape, "ways", ()) for one in way.intervals),
            getattr(shape, "lapses_after", None),
            getattr(shape, "one_in", None),
            getattr(shape, "acknowledge_within", None),
        )
        if isinstance(held, Parameter)
    ]
    with pytest.raises(AuthoringError) as refused:
        rule(shape, *parameters)

    told = f"rule 'invented.rule', edition 'only', clause {clause!r}: {said}"
    assert str(refused.value).startswith(told)


DUE = span(days(30))
SOON = span(Dated("due", ((date(2027, 1, 1), days(7)),)))
LATER = span(Dated("due", ((date(2027, 1, 1), days(31)),)))
LATER_ACKNOWLEDGED = span(Dated("due", ((date(2027, 1, 1), timedelta(hours=1)),)))


@pytest.mark.parametrize(
    ("shape", "parameters"),
    [
        (due(DUE), [DUE]),
        (due(DUE), [DUE, span(400, "invented.rule.other")]),
        (attrs.evolve(FOLLOW_UP, one_in=None), []),
        (every(span(days(31))), [span(days(31))]),
        (acknowledged(timedelta(hours=72)), []),
        (acknowledged(timedelta(hours=36), "nurse", "chief"), []),
        (acknowledged(span(timedelta(hours=72))), [span(timedelta(hours=72))]),
        (due(SOON), [SOON]),
        (every(LATER), [LATER]),
        (waiting(attrs.evolve(STEP, earliest=SOON)), [SOON]),
        (acknowledged(LATER_ACKNOWLEDGED), [LATER_ACKNOWLEDGED]),
    ],
)
def test_what_can_be_is_left(rule, shape, parameters):
    assert rule(shape, *parameters).shape is shape


@pytest.mark.parametrize(
    ("shape", "clause"),
    [
        (due(DUE), "step call, due"),
        (every(DUE), "way test, every"),
        (attrs.evolve(FOLLOW_UP, lapses_after=DUE), "lapses after"),
        (acknowledged(span(timedelta(hours=1))), "acknowledge within"),
    ],
)
def test_a_parameter_that_the_rule_does_not_list_is_named(rule, shape, clause):
    with pytest.raises(AuthoringError) as refused:
        rule(shape, span(days(1), "invented.rule.other"))

    assert str(refused.value) == (
        f"rule 'invented.rule', edition 'only', clause '{clause}': parameter 'invented.rule.due' "
        "is not among the rule's parameters. List it in the rule's parameters"
    )


def test_a_parameter_that_the_rule_lists_with_another_default_is_named(rule):
    with pytest.raises(AuthoringError, match=r"clause 'step call, due': parameter .* another def"):
        rule(due(DUE), span(days(29)))


def test_a_parameter_where_a_number_stands_is_named(rule):
    times = Parameter("invented.rule.times", 2, "how often")
    told = r"clause 'step call, times': parameter 'invented\.rule\.times' cannot .* itself: 2$"
    with pytest.raises(AuthoringError, match=told):
        rule(attrs.evolve(FOLLOW_UP, steps=(attrs.evolve(STEP, times=times),)), times)


@attrs.frozen
class Own:
    """A shape of somebody else's, with a span of days as measures count them."""

    window: "Span"
    sets: tuple[()] = ()


def test_a_span_of_two_days_may_stand_in_a_shape_of_ones_own(rule):
    may = Span(On(date(2026, 5, 1)), On(date(2026, 5, 31)))

    assert rule(Own(window=may)).shape.window is may


def test_steps_that_are_one_stay_one_once_their_spans_are_set():
    first = attrs.evolve(STEP, due=DUE)
    second = attrs.evolve(AGAIN, after=first, no_later_than=first)
    shape = settled(attrs.evolve(FOLLOW_UP, steps=(first, second)), {DUE.name: days(3)})

    assert shape.steps[0].due == days(3)
    assert shape.steps[1].after is shape.steps[1].no_later_than is shape.steps[0]


def test_a_shape_without_parameters_stays_itself():
    assert settled(FOLLOW_UP, {DUE.name: days(3)}) is FOLLOW_UP


def test_what_is_in_force_changes_on_the_days_of_what_is_dated():
    july, august = date(2026, 7, 1), date(2026, 8, 1)
    given = {
        "a": 1,
        "b": Dated("b", ((date.min, 2), (august, 3))),
        "c": Dated("c", ((july, 4), (august, 5))),
    }

    assert list(in_force(given)) == [
        (date.min, {"a": 1, "b": 2}),
        (july, {"a": 1, "b": 2, "c": 4}),
        (august, {"a": 1, "b": 3, "c": 5}),
    ]


def test_a_dated_default_has_no_value_before_its_first_day():
    held = Parameters({"a": Dated("a", ((date(2026, 7, 1), 4),))})

    assert held.value("a", date(2026, 7, 1)) == 4
    with pytest.raises(NotInForce, match="nothing in force before 2026-07-01"):
        held.value("a", date(2026, 6, 30))
