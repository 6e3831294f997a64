"""Rules told in words: what is due when, who closes it, whom it counts, what it adds up."""

import pytest

from carecoord.model import Condition, Encounter, Observation, Procedure
from carecoord.rules import Citation, Licence
from carecoord.rules.catalogue import standard
from carecoord.rules.criteria import All, Any, Exists, Facts, Not, coded
from carecoord.rules.criteria.dates import MEASUREMENT_PERIOD
from carecoord.rules.description import described
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.cycle import Around, Cycle, DaysBefore
from carecoord.rules.engine.group import Group, Stratum
from carecoord.rules.shapes import (
    AtAge,
    Check,
    FollowUp,
    Interval,
    Loop,
    Measure,
    Parameter,
    Recurring,
    Rule,
    Step,
    Way,
    business_days,
    days,
    months,
)

STAYS, TESTS, ILL, ACTS = Facts(Encounter), Facts(Observation), Facts(Condition), Facts(Procedure)
ILLNESS = Exists(ILL).named("illness")


def told(shape):
    """The sections of a rule of a shape."""
    rule = Rule(
        id="invented.rule",
        edition="only",
        title="Invented",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody",
        shape=shape,
    )
    return list(described(rule))


def step(**changes):
    given = {"name": "a", "title": "A test", "due": days(7), "earliest": days(1), "closes": "it"}
    return Step(closed_by=TESTS, **(given | changes))


def followup(*steps, **changes):
    given = {"trigger": STAYS, "trigger_name": "stay", "lapses_after": days(30)}
    return FollowUp(steps=steps, **(given | changes))


def test_a_follow_up_tells_its_clock_its_steps_and_its_end():
    (section,) = told(
        followup(
            step(by=frozenset({Licence.RN, Licence.PRESCRIBER}), overdue_after=days(9)),
            superseded_by=STAYS,
            superseded_name="readmission",
            stopped_by=ACTS,
            stopped_name="stop",
            one_in=days(10),
            only_if=ILLNESS,
        )
    )

    assert section.sentences == (
        "The clock starts with the stay, only if illness; its day is day 0.",
    )
    assert section.rows == (("A test", "1 day", "7 days", "9 days", "it", _PEOPLE),)
    assert section.closing == (
        "Nothing is to be done any more after 30 days.",
        "A readmission ends it.",
        "A stop stops what is still open.",
        "Another one within 10 days starts nothing new.",
    )


_PEOPLE = "prescriber, registered nurse"
LATE = "7 days; nothing later closes it"
FIRST = step()


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ({}, ("A test", "1 day", "7 days", "7 days", "it", "anybody")),
        (
            {"only_if": ILLNESS},
            ("A test (if illness)", "1 day", "7 days", "7 days", "it", "anybody"),
        ),
        (
            {"later_closes": False, "times": 2},
            ("A test", "1 day", "7 days", LATE, "it, on 2 days", "anybody"),
        ),
        (
            {"hours": 36, "due": business_days(2)},
            ("A test", "1 day", "36 hours", "2 business days", "it", "anybody"),
        ),
        (
            {"due": Parameter("invented.rule.due", default=months(1), says="when")},
            ("A test", "1 day", *(["1 month (a site may set it)"] * 2), "it", "anybody"),
        ),
    ],
)
def test_a_step_tells_its_window(changes, row):
    (section,) = told(followup(step(**changes)))

    assert section.rows == (row,)


def test_a_step_that_waits_for_another_says_so():
    (section,) = told(followup(FIRST, step(name="b", title="Another", after=FIRST)))

    assert section.rows[1][:2] == ("Another", "1 day after: A test")


RECURRING = Recurring(
    applies=ILLNESS,
    reason_name="illness",
    begins=ILL,
    ways=(Way("test", TESTS, (Interval(months(3), ILLNESS, "when ill"), Interval(months(12)))),),
    title="Test",
    closes="a test",
)


def test_what_recurs_tells_its_intervals_and_when_it_begins():
    (section,) = told(RECURRING)

    assert section.sentences == ("Test, while there is illness:",)
    assert [(p.depth, p.text) for p in section.points] == [
        (0, "test"),
        (1, "every 3 months (when ill), when illness"),
        (1, "every 12 months"),
    ]
    assert section.closing == (
        "It comes onto the worklist 30 days before it is due.",
        "It is overdue 0 days after the day on which it is due.",
        "Never done, it is due from the day on which illness began.",
    )


def test_what_is_done_once_from_an_age_on_says_so_and_names_its_loops():
    loop = Loop(
        name="positive",
        title="a positive test",
        opened_by=TESTS,
        closed_by=ACTS,
        lapses_after=months(12),
    )
    (section,) = told(
        Recurring(
            applies=ILLNESS,
            reason_name="illness",
            begins=AtAge(40),
            ways=(Way("test", TESTS, ()),),
            title="Test",
            closes="a test",
            once=True,
            loops=(loop,),
        )
    )

    assert section.sentences == ("Test, while there is illness, once:",)
    assert [p.text for p in section.points] == ["test: any time"]
    assert section.closing[-2:] == (
        "Never done, it is due from the age of 40 years.",
        "While a positive test is not resolved, it is not due.",
    )


def cycle(**changes):
    given = {
        "begins": STAYS,
        "begins_name": "care",
        "lengths": (days(90), days(60)),
        "review": Around(days(-15), days(2)),
        "certified_by": ACTS,
        "title": "Certify",
        "closes": "a certificate",
    }
    return Cycle(**(given | changes))


def test_a_cycle_tells_its_periods_and_its_windows():
    (section,) = told(
        cycle(
            initial=Around(days(0)),
            by=frozenset({Licence.RN}),
            stopped_by=TESTS,
            stopped_name="end",
        )
    )

    assert section.sentences == (
        "The periods of care, from its first day: 90 days, then each 60 days.",
    )
    assert section.rows == (
        ("the first period", "0 days after its first day", "its last day"),
        ("every later period", "-15 days after its first day", "2 days after its first day"),
    )
    assert section.closing == (
        "Closed by a certificate; may close: registered nurse.",
        "A end ends it.",
    )


def test_a_window_may_lie_in_the_period_before():
    (section,) = told(cycle(lengths=(days(60),), review=DaysBefore(56, 60)))

    assert section.sentences == ("The periods of care, from its first day: each 60 days.",)
    assert section.rows == (
        ("every later period", "day 56 of the period before", "day 60 of the period before"),
    )


def measure(*groups, **changes):
    return Measure(groups=groups, years=(2026,), closes="a test", **changes)


GROUP = Group(
    name="One",
    initial_population=All(ILLNESS, Not(Exists(STAYS)), name="everybody asked"),
    numerator=Any(Exists(TESTS.named("a good test")), Exists(ACTS)),
)


def test_a_measure_tells_its_years_its_clauses_and_its_terms():
    head, population, numerator, counting, terms = told(measure(GROUP))

    assert head.sentences == ("Measurement years: 2026.", "An open gap is closed by a test.")
    assert population.title == "One: initial population"
    assert [(p.depth, p.text) for p in population.points] == [
        (0, "everybody asked: all of"),
        (1, "illness: any Condition"),
        (1, "not"),
        (2, "any Encounter"),
    ]
    assert [(p.depth, p.text) for p in numerator.points] == [
        (0, "any of"),
        (1, "a good test"),
        (1, "any Procedure"),
    ]
    assert counting.sentences == (
        "An open gap can be closed up to the last day of the measurement period.",
    )
    assert [p.text for p in terms.points] == ["a good test: any Observation"]


def test_a_measure_without_terms_tells_what_it_counts_and_its_strata():
    group = Group(
        name="Two",
        initial_population=ILLNESS,
        denominator=Exists(STAYS),
        denominator_exclusions=Exists(ACTS),
        numerator=Exists(TESTS),
        denominator_exceptions=Exists(coded_tests()),
        per=STAYS,
        strata=(Stratum(id="1", title="the young", holds=ILLNESS),),
        last_day=MEASUREMENT_PERIOD.start,
    )
    head, *sections = told(measure(group, inverse=True))

    assert head.sentences[-1] == "Fewer are better: being in the numerator is the open gap."
    assert [s.title for s in sections] == [
        "Two: initial population",
        "Two: denominator",
        "Two: denominator exclusions",
        "Two: numerator",
        "Two: denominator exceptions",
        "Two: counting",
    ]
    assert sections[-1].sentences == (
        "Counted is each any Encounter.",
        "Stratum 1: the young.",
        "An open gap can be closed up to the first day of the measurement period.",
    )


def coded_tests():
    from carecoord.model.code import loinc

    return Facts(Observation, coded("Pulse", loinc("8867-4")))


def of(rule_id):
    return list(described(standard().rule(rule_id)))


def test_a_score_tells_what_it_says_and_each_row_of_its_points():
    says, points = of("readmission.lace")

    assert says.sentences[0].startswith("LACE: how likely death or an unplanned readmission is")
    assert points.columns == ("item", "from", "points")
    assert ("length of stay", "14 days", "7") in points.rows
    assert ("emergent admission", "yes", "3") in points.rows


def test_an_alert_tells_who_has_to_see_it_and_when():
    says, alert = of("safety.critical-result")

    assert says.sentences[0].startswith("A laboratory result that the laboratory calls critical")
    assert alert.sentences == (
        "STAT, to be acknowledged within 1 hour.",
        "Not acknowledged by then, tell the prescriber on call, then the medical director.",
        "Closed by acknowledgement by a nurse or prescriber; lapses after 30 days.",
    )


def test_a_check_tells_what_its_module_says():
    (says,) = told(Check(look=_look))

    assert says.sentences[0].startswith("Rules told in words")


def _look(_):
    return ()


def test_what_was_written_nowhere_says_nothing():
    nameless = type("Nameless", (), {"__module__": "nowhere", "__call__": lambda *_: ()})()
    (says,) = told(Check(look=nameless))

    assert says.sentences == ()
