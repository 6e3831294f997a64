"""Periods of certification: an invented course of ten days, then of a month each."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord import review
from carecoord.errors import AuthoringError
from carecoord.model import (
    Appointment,
    Chart,
    PartialDate,
    Patient,
    Period,
    Procedure,
    Program,
)
from carecoord.model.code import Code, concept
from carecoord.rules import Citation, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import Facts, On, Span, coded
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.cycle import Around, Cycle, DaysBefore
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.review import view_of
from carecoord.rules.engine.rule import Rule
from carecoord.rules.shapes import business_days, days, months

CARE, CERTIFIED, STOPPED = (Code("urn:invented", name) for name in ("care", "certified", "stopped"))
BASE = Cycle(
    begins=Facts(Program),
    begins_name="course",
    lengths=(days(10), months(1)),
    review=Around(days(-3), days(1)),
    certified_by=Facts(Procedure, coded("Certified", CERTIFIED)),
    title="Certify",
    closes="a certification",
    stopped_by=Facts(Procedure, coded("Stopped", STOPPED)),
    stopped_name="stop",
)
FIRST = date(2026, 1, 31)


def course(start=FIRST, end=None, name="p1"):
    return Program(id=name, type=[concept(CARE)], period=Period(start, end))


def act(on, code=CERTIFIED, name="a1", status="completed"):
    return Procedure(id=name, status=status, code=concept(code), performed=on)


def chart(*facts, **lists):
    held = {"programs": [], "procedures": []} | lists
    for fact in facts:
        held[fact.listed_under].append(fact)
    return Chart(key="p1", patient=Patient(), **held)


def rule(shape=BASE, since=None, **changes):
    return Rule(
        id="invented.cycle",
        edition="only",
        title="Certified",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody in a course",
        in_force_from=since,
        shape=attrs.evolve(shape, **changes),
    )


def told(subject, as_of, shape=BASE, since=None, **changes):
    return review(subject, Catalogue.of(rule(shape, since, **changes)), as_of).findings


def spans(findings):
    return [dict(f.details)["period"] for f in findings]


def one(subject, as_of, **changes):
    (finding,) = told(subject, as_of, **changes)
    return finding


class TestPeriods:
    """Ten days, then months counted from there."""

    def test_they_follow_one_another_without_a_gap(self):
        found = told(chart(course()), date(2026, 2, 10))

        assert spans(found) == [
            (date(2026, 2, 10), date(2026, 3, 9)),
            (date(2026, 3, 10), date(2026, 4, 9)),
        ]

    def test_a_day_that_a_month_lacks_comes_back(self):
        monthly = told(chart(course()), date(2026, 3, 31), lengths=(months(1),))

        assert spans(monthly)[-1] == (date(2026, 4, 30), date(2026, 5, 30))

    def test_those_of_the_course_only(self):
        """It ends within the second period: there is no third."""
        found = told(chart(course(end=date(2026, 2, 20))), date(2026, 2, 10))

        assert spans(found) == [(date(2026, 2, 10), date(2026, 3, 9))]

    def test_at_the_end_of_the_calendar_there_is_no_next(self):
        found = told(chart(course(date(9999, 12, 20))), date(9999, 12, 25))

        assert spans(found) == [(date(9999, 12, 20), date(9999, 12, 29))]

    def test_the_first_is_certified_by_the_start_itself(self):
        first, second = told(chart(course()), FIRST)

        assert (first.outcome, first.reason) == (
            Outcome.MET,
            "2026-01-31 to 2026-02-09: begins with course",
        )
        assert (second.window.earliest, second.window.due) == (date(2026, 2, 7), date(2026, 2, 11))

    def test_a_first_one_may_have_a_window_of_its_own(self):
        first, _ = told(
            chart(course()), FIRST, initial=Around(days(0), days(2)), initial_title="Certify first"
        )

        assert (first.title, first.window.due) == ("Certify first", date(2026, 2, 2))

    def test_days_of_the_period_before(self):
        _, second = told(chart(course()), FIRST, review=DaysBefore(8, 10), lengths=(days(10),))

        assert (second.window.earliest, second.window.due) == (date(2026, 2, 7), date(2026, 2, 9))

    def test_a_window_up_to_the_end_of_the_period(self):
        _, second = told(chart(course()), FIRST, review=Around(days(0)))

        assert (second.window.earliest, second.window.due) == (date(2026, 2, 10), date(2026, 3, 9))

    def test_the_first_has_no_days_before_it(self):
        first, _ = told(chart(course()), FIRST, initial=DaysBefore(8, 10))

        assert (first.window.earliest, first.window.due) == (FIRST, FIRST)


class TestCourse:
    """When it goes on, and when it does not."""

    @pytest.mark.parametrize(
        ("facts", "reason"),
        [
            ((), "no course"),
            ((course(date(2026, 3, 1)),), "no course"),
            ((course(end=date(2026, 2, 10)),), "course ended 2026-02-09"),
            ((course(), act(date(2026, 2, 5), STOPPED)), "stop on 2026-02-05"),
        ],
    )
    def test_nothing_is_certified_without_one(self, facts, reason):
        found = one(chart(*facts), date(2026, 2, 12))

        assert (found.outcome, found.reason) == (Outcome.NOT_APPLICABLE, reason)

    def test_one_that_is_known_before_it_begins(self):
        booked = Appointment(
            id="p1",
            status="booked",
            service_type=[concept(CARE)],
            start=datetime(2026, 3, 1, 9, tzinfo=UTC),
            created_on=date(2026, 1, 1),
        )
        found = one(chart(booked, appointments=[]), FIRST, begins=Facts(Appointment))

        assert found.reason == "course begins 2026-03-01"

    @pytest.mark.parametrize("stop", [date(2026, 1, 30), date(2026, 2, 13)])
    def test_a_stop_before_it_or_to_come_leaves_it_going(self, stop):
        assert len(told(chart(course(), act(stop, STOPPED)), date(2026, 2, 12))) == 2

    def test_rows_without_a_day_between_them_are_one(self):
        before = course(date(2026, 1, 1), FIRST, "p0")
        found = told(chart(before, course()), date(2026, 1, 31))

        assert spans(found)[-1][0] == date(2026, 2, 11)

    def test_a_gap_starts_anew(self):
        before = course(date(2026, 1, 1), date(2026, 1, 30), "p0")
        found = told(chart(before, course()), FIRST)

        assert spans(found)[0][0] == FIRST

    @pytest.mark.parametrize(
        ("subject", "missing"),
        [
            (chart(course(PartialDate(2026, 1))), "the exact first day of course"),
            (chart(programs=None), "programs (never asked for)"),
            (chart(course(end=PartialDate(2026, 2))), "the exact last day of course"),
            (chart(course(), procedures=None), "procedures (never asked for)"),
            (
                chart(course(), act(PartialDate(2026, 2), STOPPED)),
                "the exact day of stop",
            ),
        ],
    )
    def test_what_is_not_known_is_named(self, subject, missing):
        found = one(subject, date(2026, 2, 12))

        assert (found.outcome, found.missing) == (Outcome.INSUFFICIENT_DATA, (missing,))

    def test_one_that_may_be_none_leaves_it_open(self):
        late_ones = Facts(Program).starting(Span(On(date(2026, 2, 1)), None))
        found = one(chart(course(PartialDate(2026))), date(2026, 12, 31), begins=late_ones)

        assert (found.outcome, found.missing) == (Outcome.INSUFFICIENT_DATA, ("course",))

    def test_an_uncertain_stop_before_it_matters_to_nobody(self):
        earlier = chart(course(), act(PartialDate(2025), STOPPED))

        assert len(told(earlier, date(2026, 2, 12))) == 2


def second(*acts, as_of=date(2026, 2, 12), **changes):
    """What is said of the period from 10 February, to be certified from the 7th to the 11th."""
    lists = {"procedures": None} if acts == (None,) else {}
    facts = () if acts == (None,) else acts
    found = told(chart(course(), *facts, **lists), as_of, stopped_by=None, **changes)
    return next(f for f in found if f.window.due == date(2026, 2, 11))


class TestCertified:
    """What certifies a period."""

    @pytest.mark.parametrize(
        ("day", "outcome", "reason"),
        [
            (date(2026, 2, 6), Outcome.NOT_MET, "none seen; due 2026-02-11"),
            (date(2026, 2, 7), Outcome.MET, "done on 2026-02-07"),
            (date(2026, 2, 11), Outcome.MET, "done on 2026-02-11"),
            (date(2026, 2, 12), Outcome.MET, "done late on 2026-02-12"),
        ],
    )
    def test_at_the_edges_of_its_window(self, day, outcome, reason):
        found = second(act(day))

        assert (found.outcome, found.reason.partition(": ")[2]) == (outcome, reason)

    def test_what_certifies_the_next_one_does_not_certify_it(self):
        """The window of the period from 10 March opens on the 7th."""
        early = act(date(2026, 3, 6))
        in_the_next = act(date(2026, 3, 7))

        assert second(early, as_of=date(2026, 3, 9)).outcome is Outcome.MET
        assert second(in_the_next, as_of=date(2026, 3, 9)).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("as_of", "open_now"),
        [(date(2026, 2, 4), False), (date(2026, 2, 5), True), (date(2026, 3, 6), True)],
    )
    def test_it_comes_onto_the_worklist_ahead_of_its_window(self, as_of, open_now):
        assert (second(as_of=as_of, ahead=days(2)).action is not None) is open_now

    def test_once_the_next_window_is_open_nothing_is_to_be_done(self):
        assert second(as_of=date(2026, 3, 7)).action is None

    def test_the_last_one_missed_is_told_with_the_one_that_runs(self):
        found = told(chart(course()), date(2026, 3, 10))

        assert [f.outcome for f in found] == [Outcome.NOT_MET, Outcome.NOT_MET, Outcome.MET]

    def test_it_is_told_as_long_as_the_course_goes_on(self):
        """The one after it was certified."""
        found = told(chart(course(), act(date(2026, 3, 9))), date(2026, 4, 10))

        assert spans(found)[0] == (date(2026, 2, 10), date(2026, 3, 9))
        assert found[0].action is None

    @pytest.mark.parametrize(
        ("fact", "missing"),
        [
            (act(PartialDate(2026, 2)), "the exact day: Certify"),
            (None, "procedures (never asked for)"),
        ],
    )
    def test_what_is_not_known_is_named(self, fact, missing):
        found = second(fact)

        assert (found.outcome, found.missing) == (Outcome.INSUFFICIENT_DATA, (missing,))

    def test_one_that_may_be_another_is_named(self):
        on_the_tenth = BASE.certified_by.starting(Span(On(date(2026, 2, 10)), None))
        found = second(act(PartialDate(2026, 2)), certified_by=on_the_tenth)

        assert found.missing == ("whether it was Certify",)

    def test_who_performed_it_has_to_be_known_where_it_matters(self):
        found = second(
            act(date(2026, 2, 8)), by=frozenset({Licence.RN}), unknown_performer_closes=False
        )

        assert found.missing == ("who performed it: Certify",)

    def test_before_its_window_nothing_is_missing(self):
        assert second(None, as_of=date(2026, 2, 6)).outcome is Outcome.MET


class TestEditions:
    """Each period by the edition in force on its first day."""

    def test_a_period_from_before_the_first_edition_is_not_told(self):
        found = told(chart(course()), date(2026, 2, 12), since=date(2026, 2, 11))

        assert spans(found) == [(date(2026, 3, 10), date(2026, 4, 9))]

    def test_before_it_is_in_force_it_says_so(self):
        found = one(chart(course()), date(2026, 2, 10), since=date(2026, 2, 11))

        assert found.reason == "no edition before 2026-02-11"

    def test_of_two_editions_each_tells_its_own(self):
        newer = attrs.evolve(rule(since=date(2026, 3, 1)), edition="newer")
        both = Catalogue.of(rule(), newer)
        found = review(chart(course()), both, date(2026, 2, 12)).findings
        none = review(chart(), both, date(2026, 3, 12)).findings

        assert [f.edition for f in found] == ["only", "newer"]
        assert len(none) == 1


class TestNextDue:
    """What follows when one is certified."""

    @pytest.mark.parametrize(
        ("done_on", "due"),
        [(date(2026, 2, 6), date(2026, 2, 11)), (date(2026, 2, 7), date(2026, 3, 11))],
    )
    def test_early_or_late_moves_none(self, done_on, due):
        frame = Frame(view_of(chart(course()), Catalogue.of(rule()), FIRST))

        assert BASE.next_due(frame, done_on.toordinal()) == due.toordinal()

    @pytest.mark.parametrize("facts", [(), (course(end=date(2026, 2, 5)),)])
    def test_nothing_follows_a_course_that_ends(self, facts):
        frame = Frame(view_of(chart(*facts), Catalogue.of(rule()), FIRST))

        assert BASE.next_due(frame, date(2026, 2, 7).toordinal()) is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"lengths": ()}, "there is none"),
        ({"lengths": (days(0),)}, "a period cannot be 0 days long"),
        ({"lengths": (business_days(5),)}, "a period cannot be 5 business days long"),
        ({"review": DaysBefore(9, 8)}, "no period has the days 9 to 8"),
        ({"review": DaysBefore(0, 8)}, "no period has the days 0 to 8"),
        ({"review": DaysBefore(8, 11)}, "no period has the days 8 to 11"),
        ({"review": Around(business_days(-1), days(1))}, "it is counted in business days"),
        ({"review": Around(days(2), days(1))}, "earliest (2 days) lies after due (1 day)"),
        (
            {"review": Around(days(-3), days(7))},
            "after 10 days the next window opens before this one is over",
        ),
        (
            {"initial": Around(days(-3), days(7))},
            "after 10 days the next window opens before this one is over",
        ),
    ],
)
def test_one_that_no_course_can_have_is_refused(changes, found):
    with pytest.raises(AuthoringError) as refused:
        rule(**changes)

    assert refused.value.found == found
