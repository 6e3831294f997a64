"""Planning: Teresa Quill, with diabetes, tested on 15 January 2026; days counted by hand."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.adapters.calendars import us
from carecoord.errors import AuthoringError, UnknownRule
from carecoord.model import HoldKind
from carecoord.rules import Licence
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.window import Standing, Window
from carecoord.rules.followup import medication_reconciliation, transitional_care
from carecoord.rules.measures import cms122
from carecoord.rules.monitoring import hba1c
from carecoord.rules.planning import Load, Planned, load, next_if_done, plan
from carecoord.rules.screening import breast, hepatitis_c
from carecoord.rules.shapes import Interval, months
from carecoord.testing.tables import chart

DIABETES = """
    code  | onset      | status
    E11.9 | 2015-03-10 | active
"""
AS_OF = date(2026, 3, 1)
CATALOGUE = Catalogue.of(
    hba1c.RULE_2014,
    hba1c.RULE_2026,
    medication_reconciliation.RULE,
    transitional_care.RULE,
    calendar=us(),
)


def teresa(value="6.5", on="2026-01-15", **more):
    tests = f"code | on | value | unit | status\n4548-4 | {on} | {value} | % | final"
    lists = {"conditions": DIABETES, "observations": tests, "encounters": "", "procedures": ""}
    return chart(lists | {"communications": ""} | more, born="1950-06-01")


def dues(found):
    return [(one.window.due, one.projected) for one in found]


def test_what_repeats_is_carried_on_to_the_horizon():
    """At goal every six months: July, then January and July again."""
    found = plan(teresa(), CATALOGUE, AS_OF, date(2027, 7, 15))

    assert dues(found) == [
        (date(2026, 7, 15), False),
        (date(2027, 1, 15), True),
        (date(2027, 7, 15), True),
    ]


def test_the_last_day_of_the_horizon_is_inside():
    assert dues(plan(teresa(), CATALOGUE, AS_OF, date(2026, 7, 14))) == []
    assert dues(plan(teresa(), CATALOGUE, AS_OF, date(2026, 7, 15))) == [(date(2026, 7, 15), False)]


def test_a_horizon_of_one_day_can_be_asked():
    assert plan(teresa(), CATALOGUE, AS_OF, AS_OF) == ()


def test_it_stops_at_the_age_up_to_which_the_rule_asks():
    """74 until 31 July 2026: due in May 2026, not in May 2028."""
    mammogram = "code | on | status\n24606-6 | 2024-05-01 | final"
    woman = chart(
        {"observations": mammogram, "procedures": "", "conditions": ""},
        born="1951-08-01",
        sex="248152002",
    )
    found = plan(woman, Catalogue.of(breast.RULE), AS_OF, date(2030, 1, 1))

    assert dues(found) == [(date(2026, 5, 1), False)]


def test_what_is_overdue_is_carried_on_from_the_day_of_planning():
    """Due on 15 July 2025 and never done: the next six months after today."""
    found = plan(teresa(on="2025-01-15"), CATALOGUE, AS_OF, date(2026, 12, 31))

    assert dues(found) == [(date(2025, 7, 15), False), (date(2026, 9, 1), True)]
    assert [one.standing for one in found] == [Standing.OVERDUE, Standing.UPCOMING]


def test_a_projected_one_opens_as_long_before_as_the_first():
    first, second = plan(teresa(), CATALOGUE, AS_OF, date(2027, 1, 15))

    assert first.window.due - first.window.earliest == second.window.due - second.window.earliest
    assert second.window.earliest == date(2026, 12, 16)
    assert second.window.overdue_after == date(2027, 1, 15)


def test_it_says_what_and_who():
    (one,) = plan(teresa(), CATALOGUE, AS_OF, date(2026, 7, 15))

    assert one.key == f"monitoring.hba1c|{one.patient}|-"
    assert (one.rule, one.title) == ("monitoring.hba1c", "HbA1c monitoring in diabetes")
    assert one.licences == (Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER)


STAY = """
    class | from       | to         | disposition | status
    IMP   | 2026-02-24 | 2026-02-27 | home        | finished
"""
VISITED = f"{STAY.rstrip()}\n    AMB | 2026-03-01 | 2026-03-01 | | finished"


def steps(found):
    return [(one.key.rpartition(":")[2], one.window.due, one.standing) for one in found]


def test_steps_that_are_not_done_are_planned_as_they_stand():
    """Out on Friday 27 February: contact by Tuesday, visits by 6 and 13 March."""
    found = plan(teresa(encounters=STAY), CATALOGUE, AS_OF, date(2026, 4, 30))

    assert steps(found) == [
        ("contact", date(2026, 3, 3), Standing.DUE),
        ("visit-7", date(2026, 3, 6), Standing.DUE),
        ("reconciliation", date(2026, 3, 13), Standing.DUE),
        ("visit-14", date(2026, 3, 13), Standing.DUE),
        ("reconciliation-30", date(2026, 3, 29), Standing.DUE),
    ]


def test_what_was_done_is_not_planned():
    found = plan(teresa(encounters=VISITED), CATALOGUE, AS_OF, date(2026, 4, 30))

    assert [name for name, *_ in steps(found) if name in {"contact", "visit-7", "visit-14"}] == []


def test_a_window_that_is_over_is_not_planned():
    found = plan(teresa(encounters=STAY), CATALOGUE, date(2026, 3, 7), date(2026, 4, 30))

    assert "visit-7" not in [name for name, *_ in steps(found)]


def test_nothing_is_planned_while_work_is_held():
    hospice = "kind | since\nHOSPICE | 2026-02-01"

    assert plan(teresa(holds=hospice), CATALOGUE, AS_OF, date(2027, 1, 1)) == ()


def test_what_goes_on_under_a_hold_is_planned():
    """A contact after discharge that somebody's own rule wants in spite of a choice of hospice."""
    rules = [attrs.evolve(rule, despite=frozenset({HoldKind.HOSPICE})) for rule in CATALOGUE.rules]
    goes_on = Catalogue.of(rules[:1], calendar=CATALOGUE.calendar)
    hospice = "kind | since\nHOSPICE | 2026-02-01"
    until = date(2026, 4, 30)
    held = plan(teresa(encounters=STAY, holds=hospice), goes_on, AS_OF, until)

    assert held == plan(teresa(encounters=STAY), goes_on, AS_OF, until)


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("day", [NOON, NOON.replace(tzinfo=None)])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("as_of", lambda day: plan(teresa(), CATALOGUE, day, AS_OF)),
        ("until", lambda day: plan(teresa(), CATALOGUE, AS_OF, day)),
        ("as_of", lambda day: next_if_done(teresa(), CATALOGUE, "monitoring.hba1c", day, AS_OF)),
        ("done_on", lambda day: next_if_done(teresa(), CATALOGUE, "monitoring.hba1c", AS_OF, day)),
        ("as_of", lambda day: load((), day)),
    ],
)
def test_an_instant_is_no_day_to_plan_from_or_to(name, asked, day):
    with pytest.raises(AuthoringError, match=rf"`{name}` of a plan: an instant\. Give a whole day"):
        asked(day)


def test_what_is_no_date_at_all_is_refused():
    with pytest.raises(AuthoringError, match=r"`until` of a plan: not a date\. Give a whole day"):
        plan(teresa(), CATALOGUE, AS_OF, "2026-12-31")


def test_a_horizon_before_the_day_of_planning_is_refused():
    with pytest.raises(AuthoringError, match=r"ends before it starts\. Give in `until` a last day"):
        plan(teresa(), CATALOGUE, AS_OF, date(2026, 2, 28))


@pytest.mark.parametrize(
    ("done_on", "next_due"),
    [
        (date(2026, 6, 20), date(2026, 12, 20)),
        (date(2026, 7, 15), date(2027, 1, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_early_or_late_the_next_counts_from_the_actual_day(done_on, next_due):
    assert next_if_done(teresa(), CATALOGUE, "monitoring.hba1c", AS_OF, done_on) == next_due


def test_what_does_not_repeat_has_nothing_that_follows():
    with pytest.raises(AuthoringError, match="does not repeat"):
        next_if_done(teresa(), CATALOGUE, "followup.transitional-care", AS_OF, AS_OF)


def test_a_rule_that_is_not_there_has_nothing_that_follows():
    with pytest.raises(UnknownRule, match="no such rule"):
        next_if_done(teresa(), CATALOGUE, "monitoring.nothing", AS_OF, AS_OF)


def one_due(on, *licences):
    window = Window(earliest=on, due=on, overdue_after=on)
    return Planned(
        key="k",
        patient="p",
        rule="r.r",
        title="t",
        window=window,
        standing=Standing.DUE,
        licences=licences,
    )


def test_weeks_start_on_monday_and_count_by_licence():
    sunday, monday = date(2026, 3, 8), date(2026, 3, 9)
    found = load(
        [
            one_due(sunday, Licence.RN),
            one_due(monday, Licence.RN, Licence.PRESCRIBER),
            one_due(monday, Licence.RN),
        ],
        date(2026, 3, 2),
    )

    assert found == (
        Load(week=date(2026, 3, 2), licence=Licence.RN, may=1, only=1),
        Load(week=monday, licence=Licence.PRESCRIBER, may=1, only=0),
        Load(week=monday, licence=Licence.RN, may=2, only=1),
    )


def test_what_is_overdue_belongs_to_the_week_of_planning():
    (week,) = load([one_due(date(2026, 1, 5), Licence.RN)], date(2026, 3, 4))

    assert week.week == date(2026, 3, 2)


def test_a_gap_of_a_measure_is_planned_up_to_the_end_of_the_year():
    """Without its value sets nothing is known of a measure: nothing is planned."""
    assert plan(teresa(), Catalogue.of(cms122.RULE), AS_OF, date(2026, 12, 31)) == ()


def test_somebody_who_was_never_tested_can_be_planned():
    """Due since diabetes is on record; what follows a first test is asked without one."""
    never = teresa(observations="")
    first, *_ = plan(never, CATALOGUE, AS_OF, date(2027, 3, 1))

    assert first.standing is Standing.OVERDUE
    assert next_if_done(never, CATALOGUE, "monitoring.hba1c", AS_OF, AS_OF) == date(2026, 9, 1)


def test_nothing_follows_once_the_rule_no_longer_applies():
    """74 until 31 July 2026."""
    woman = chart(
        {"observations": "", "procedures": "", "conditions": ""},
        born="1951-08-01",
        sex="248152002",
    )
    rules = Catalogue.of(breast.RULE)

    assert next_if_done(woman, rules, "screening.breast", AS_OF, date(2026, 4, 1)) is None


def test_from_a_new_edition_on_its_own_interval_counts():
    """Six months until 2026; an edition of 2027 asks once a year."""
    (way,) = hba1c.RULE_2026.shape.ways
    yearly = attrs.evolve(way, intervals=(Interval(months(12)),))
    later = attrs.evolve(
        hba1c.RULE_2026,
        edition="2027",
        in_force_from=date(2027, 1, 1),
        shape=attrs.evolve(hba1c.RULE_2026.shape, ways=(yearly,)),
    )
    found = plan(teresa(), Catalogue.of(hba1c.RULE_2026, later), AS_OF, date(2028, 12, 31))

    assert [day for day, _ in dues(found)] == [
        date(2026, 7, 15),
        date(2027, 1, 15),
        date(2028, 1, 15),
    ]


def test_nothing_follows_what_is_done_once():
    man = chart({"observations": "", "conditions": ""}, born="1960-01-01")
    once = Catalogue.of(hepatitis_c.RULE)

    assert next_if_done(man, once, "screening.hepatitis-c", AS_OF, AS_OF) is None
