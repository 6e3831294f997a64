"""What a site sets is looked at in the rules that it changes."""

from datetime import date, timedelta

import attrs
import pytest

from carecoord.errors import AuthoringError
from carecoord.model import Encounter, Observation, Procedure
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.criteria import Exists, Facts
from carecoord.rules.engine.parameters import Dated
from carecoord.rules.shapes import FollowUp, Interval, Parameter, Recurring, Step, Way, days, months

INR = "monitoring.inr.in-range"
ALBUMIN = "screening.raised-albumin.confirmation"
CRITICAL = "safety.critical-result.acknowledge-within"
EARLIEST = Parameter("invented.rule.earliest", days(0), "from when")
LATEST = Parameter("invented.rule.due", days(7), "by when")
STAYS = Facts(Encounter)
STEP = Step(
    name="call",
    title="Call",
    earliest=EARLIEST,
    due=LATEST,
    closed_by=Facts(Procedure),
    closes="a call",
)
FOLLOW_UP = FollowUp(trigger=STAYS, trigger_name="stay", steps=(STEP,), lapses_after=days(30))


@pytest.fixture
def written(rule):
    """A rule that is due no earlier than one parameter and no later than another."""
    return rule(FOLLOW_UP, EARLIEST, LATEST)


def dated(*rows):
    return Dated("it", rows)


def refused(parameters, *rules):
    with pytest.raises(AuthoringError) as told:
        (Catalogue.of(*rules, parameters=parameters) if rules else standard(parameters=parameters))
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            INR,
            days(5),
            (
                "rule 'monitoring.inr', edition '2012', clause 'INR', parameter "
                "'monitoring.inr.in-range': with 5 days, it opens 7 days before, as soon as it was "
                "done. Set it otherwise; by default it is 28 days"
            ),
        ),
        (INR, days(7), "with 7 days, it opens 7 days before, as soon as it was done"),
        (INR, days(999_999), "with 999999 days, no life is so long: the interval (999999 days)"),
        (
            INR,
            dated((date(2026, 1, 1), days(28)), (date(2027, 1, 1), days(5))),
            "with 5 days, it opens 7 days before, as soon as it was done",
        ),
        (
            ALBUMIN,
            months(24),
            (
                "rule 'screening.raised-albumin', edition '2026', clause 'step confirmation', "
                "parameter 'screening.raised-albumin.confirmation': with 24 months, due (24 "
                "months) lies after lapses after (12 months). Set it otherwise; by default it is "
                "6 months"
            ),
        ),
        (
            CRITICAL,
            timedelta(hours=99_999),
            (
                "clause 'acknowledge within', parameter "
                "'safety.critical-result.acknowledge-within': with 99999 hours, 99999 hours are "
                "over after it has lapsed (30 days)"
            ),
        ),
    ],
)
def test_what_turns_a_shipped_rule_inside_out_is_refused(name, value, told):
    assert told in refused({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (INR, days(8)),
        (INR, days(84)),
        (INR, dated((date(2027, 1, 1), days(8)))),
        (ALBUMIN, months(12)),
        (CRITICAL, timedelta(hours=24)),
    ],
)
def test_what_a_shipped_rule_can_bear_is_taken(name, value):
    assert standard(parameters={name: value}).parameters.site == {name: value}


def test_two_that_do_not_go_together_are_both_named(written):
    told = (
        "clause 'step call', parameter 'invented.rule.earliest' and 'invented.rule.due': with "
        "9 days and 8 days, earliest (9 days) lies after due (8 days). Set it otherwise; by "
        "default it is 0 days, 7 days"
    )

    assert told in refused({EARLIEST.name: days(9), LATEST.name: days(8)}, written)


def test_the_one_that_does_not_fit_is_named_alone(written):
    told = "parameter 'invented.rule.due': with 31 days, due (31 days) lies after lapses after"

    assert told in refused({EARLIEST.name: days(1), LATEST.name: days(31)}, written)


def test_two_of_which_either_would_not_fit_are_both_named(rule):
    one, other = (Parameter(f"invented.rule.{name}", days(90), "how long") for name in "ab")
    shape = Recurring(
        applies=Exists(STAYS),
        reason_name="stay",
        begins=STAYS,
        ways=tuple(
            Way("test", done, (Interval(every),))
            for done, every in ((Facts(Observation), one), (Facts(Procedure), other))
        ),
        title="Test",
        closes="a test",
    )
    told = "parameter 'invented.rule.a' and 'invented.rule.b': with 5 days and 5 days, it opens"

    assert told in refused(dict.fromkeys((one.name, other.name), days(5)), rule(shape, one, other))


def test_two_that_only_go_together_are_taken_together(written):
    together = {EARLIEST.name: days(9), LATEST.name: days(10)}

    assert Catalogue.of(written, parameters=together).parameters.site == together
    assert "with 9 days" in refused({EARLIEST.name: days(9)}, written)


def test_an_edition_is_not_asked_about_days_for_which_another_speaks(written):
    longer = attrs.evolve(FOLLOW_UP, lapses_after=days(90))
    new = attrs.evolve(written, edition="new", in_force_from=date(2026, 1, 1), shape=longer)
    later = {LATEST.name: dated((date(2026, 1, 1), days(60)))}
    sooner = {LATEST.name: dated((date(2025, 12, 31), days(60)))}

    assert Catalogue.of(written, new, parameters=later).parameters.site == later
    assert "edition 'only', clause 'step call'" in refused(sooner, written, new)


def test_the_clause_of_what_does_not_fit_is_named(written):
    told = (
        "clause 'step call, due' of rule 'invented.rule', parameter 'invented.rule.due': '1 month' "
        "is in months, not in days. Give it as its default is given: 7 days"
    )

    assert refused({LATEST.name: months(1)}, written) == told
