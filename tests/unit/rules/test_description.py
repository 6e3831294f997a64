"""Rules told in words: what is due when, who closes it, whom it counts, what it adds up.

Names such as ``HIGH_RISK_FROM`` are told without their marks.
"""

import attrs
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
from carecoord.rules.engine.offset import Offset, Unit, year_end
from carecoord.rules.readmission import charlson
from carecoord.rules.safety import critical_result
from carecoord.rules.screening import breast
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


def told(shape, *parameters):
    """The sections of a rule of a shape."""
    rule = Rule(
        id="invented.rule",
        edition="only",
        title="Invented",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody",
        parameters=parameters,
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


def test_of_several_of_one_day_only_one_starts_something():
    (section,) = told(followup(FIRST, one_in=days(0)))

    assert section.closing[-1] == "Another one of the same day starts nothing new."


_PEOPLE = "prescriber, registered nurse"
_DECEMBER = "1 December of the next calendar year"


def _ends(count, and_days=0):
    return Offset(count, Unit.YEAR_ENDS, and_days)


LATE = "7 days; nothing later closes it"
DUE = Parameter("invented.rule.due", default=months(1), says="when")
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
            {"due": DUE},
            ("A test", "1 day", *(["1 month (a site may set it)"] * 2), "it", "anybody"),
        ),
    ],
)
def test_a_step_tells_its_window(changes, row):
    (section,) = told(followup(step(**changes)), DUE)

    assert section.rows == (row,)


@pytest.mark.parametrize(
    ("earliest", "words"), [(days(1), "1 day after: A test"), (days(-1), "1 day before: A test")]
)
def test_a_step_that_waits_for_another_says_so(earliest, words):
    later = step(name="b", title="Another", after=FIRST, earliest=earliest)
    (section,) = told(followup(FIRST, later))

    assert section.rows[1][:2] == ("Another", words)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"earliest": days(-30), "due": days(-2)}, ("30 days before", "2 days before")),
        ({"earliest": months(-2, and_days=3)}, ("2 months less 3 days before", "7 days")),
        ({"due": year_end()}, ("1 day", "the end of the calendar year")),
        ({"due": Offset(2, Unit.YEAR_ENDS, -30)}, ("1 day", _DECEMBER)),
        ({"due": _ends(1, -305)}, ("1 day", "1 March of the calendar year")),
        ({"due": _ends(1, -306)}, ("1 day", "the end of the calendar year less 306 days")),
        ({"due": _ends(3)}, ("1 day", "31 December of the calendar year 2 years later")),
        ({"due": _ends(2, 31)}, ("1 day", "the end of the next calendar year and 31 days")),
    ],
)
def test_spans_are_worded_as_people_say_them(changes, words):
    (section,) = told(followup(step(**changes), lapses_after=months(36)))

    assert section.rows[0][1:3] == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"attempts": ACTS}, "A test: a try that reaches nobody is told, and does not close it."),
        ({"waived_by": ACTS}, "A test: waived (declined or not needed) by any Procedure."),
        ({"until": days(12)}, "A test: nothing closes it after 12 days."),
    ],
)
def test_what_else_decides_about_a_step_is_a_sentence(changes, words):
    (section,) = told(followup(step(**changes)))

    assert section.closing == ("Nothing is to be done any more after 30 days.", words)


def test_an_end_that_nothing_reaches_is_not_told():
    (section,) = told(followup(step(until=days(12), later_closes=False)))

    assert len(section.closing) == 1


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

    assert section.sentences == (
        "It applies while this holds: any Condition.",
        "Test, while there is illness:",
    )
    assert [(p.depth, p.text) for p in section.points] == [
        (0, "test"),
        (1, "every 3 months (when ill), when illness"),
        (1, "every 12 months"),
    ]
    assert section.closing == (
        "It comes onto the worklist 30 days before it is due.",
        "It is overdue after the day on which it is due.",
        "Never done, it is due from the day on which illness began.",
    )


def test_what_begins_on_a_day_with_a_name_tells_it():
    begins = RECURRING.begins.named("a year after the illness")
    (section,) = told(attrs.evolve(RECURRING, begins=begins))

    assert section.closing[2] == "Never done, it is due from a year after the illness."


def test_what_recurs_tells_its_grace_and_what_ends_it():
    (section,) = told(attrs.evolve(RECURRING, grace=days(14), stopped_by=ACTS))

    assert section.closing[1:] == (
        "It is overdue 14 days after the day on which it is due.",
        "Never done, it is due from the day on which illness began.",
        "What ends it for good: any Procedure.",
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

    assert section.sentences[1] == "Test, while there is illness, once:"
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
        ("the first period", "its first day", "its last day"),
        ("every later period", "15 days before its first day", "2 days after its first day"),
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


def test_a_cycle_tells_how_far_ahead_it_comes():
    (section,) = told(cycle(ahead=days(7)))

    assert section.closing == (
        "Closed by a certificate; may close: anybody.",
        "It comes onto the worklist 7 days before the first day on which it can be certified.",
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


@pytest.mark.parametrize(
    ("rule", "items"),
    [("hospital", 7), ("hospital-2013", 7), ("hospital-simplified", 6), ("lace", 4)],
)
def test_a_score_whose_tables_stand_in_several_modules_tells_all_of_them_in_order(rule, items):
    _, points = of(f"readmission.{rule}")

    told = list(dict.fromkeys(item for item, _, _ in points.rows))
    assert len(told) == items
    assert (told[0], told[-1]) == (
        ("length of stay", "emergency visits")
        if rule == "lace"
        else ("hemoglobin at discharge below 12 g/dL", "length of stay")
    )


def test_an_interval_up_to_a_date_of_a_later_year_names_it():
    (section,) = of("screening.social-needs")

    assert section.points[1].text == f"due again by {_DECEMBER}"


def test_a_score_tells_from_how_many_points_it_is_met():
    says, _ = of("readmission.lace")

    assert "Range 0 to 19; met from 10 points." in says.sentences[1]


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
    assert says.sentences[1] == "Names such as HIGH_RISK_FROM are told without their marks."


def _look(_):
    return ()


def test_what_was_written_nowhere_says_nothing():
    nameless = type("Nameless", (), {"__module__": "nowhere", "__call__": lambda *_: ()})()
    (says,) = told(Check(look=nameless))

    assert says.sentences == ()


def test_a_step_that_is_not_to_come_after_another_says_so():
    (section,) = told(followup(FIRST, step(name="b", title="Another", no_later_than=FIRST)))

    assert "Another: no later than A test." in section.closing


def test_the_holds_under_which_a_rule_goes_on_are_named():
    assert critical_result.RULE.going_on == "consent withdrawn, disenrolled, hospice choice"
    assert breast.RULE.going_on == ""


def test_items_that_stand_in_one_tuple_have_a_row_each():
    sections = {section.title: section.rows for section in described(charlson.RULE)}

    assert len(sections["Points"]) == 17
    assert ("heart failure", "yes", "1") in sections["Points"]
    assert ("metastatic solid tumour", "yes", "6") in sections["Points"]
