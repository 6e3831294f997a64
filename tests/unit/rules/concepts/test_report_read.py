"""What shows that the report of a referral was read; ordered on Monday 2 March 2026."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord import review
from carecoord.model import Actor, Chart, Order, Patient, Period, Practitioner, Referral, Task
from carecoord.model.code import NUCC, Code, concept, snomed
from carecoord.rules import Citation, Licence, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.concepts.report_read import ReportRead, fulfills, keeps_reading, when_done
from carecoord.rules.criteria import Facts
from carecoord.rules.engine.citation import Status
from carecoord.rules.shapes import FollowUp, Rule, Step, days

CODE = concept(snomed("306206005"))
ORDERED = date(2026, 3, 2)
REFERRAL = Referral(id="ref", status="active", code=CODE, authored_on=ORDERED)
READ = attrs.evolve(REFERRAL, reported_on=date(2026, 3, 30), read_on=date(2026, 4, 1))
ORDER = Order(id="ref", status="active", code=CODE, authored_on=ORDERED)
NURSE = Practitioner(id="nurse", roles=[concept(Code(NUCC, "163W00000X"))])
CLERK = Practitioner(id="clerk", roles=[concept(Code(NUCC, "171M00000X"))])


def done(**fields):
    return Task(id="task", status="completed", focus="ref", **fields)


def through(start, end):
    return Period.through(date(2026, *start), date(2026, *end))


@pytest.mark.parametrize(
    ("referral", "keeps"),
    [
        (REFERRAL, False),
        (ORDER, False),
        (attrs.evolve(REFERRAL, seen_on=date(2026, 3, 20)), False),
        (attrs.evolve(REFERRAL, report="letter"), True),
        (attrs.evolve(REFERRAL, reported_on=date(2026, 3, 30)), True),
        (attrs.evolve(REFERRAL, read_on=date(2026, 4, 1)), True),
    ],
)
def test_a_referral_keeps_its_reading_when_it_keeps_anything_that_came_back(referral, keeps):
    assert keeps_reading(referral) is keeps


@pytest.mark.parametrize(
    ("task", "day"),
    [
        (done(execution=through((3, 5), (3, 30)), modified_at=date(2026, 4, 9)), date(2026, 3, 30)),
        (done(execution=Period(date(2026, 3, 5)), modified_at=date(2026, 4, 9)), date(2026, 4, 9)),
        (done(modified_at=date(2026, 4, 9)), date(2026, 4, 9)),
        (done(), None),
    ],
)
def test_a_task_was_done_when_it_ended_else_when_it_last_changed(task, day):
    assert when_done(task) == day


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("task", "ordered", "expected"),
    [
        (done(modified_at=ORDERED), ORDERED, True),
        (done(modified_at=date(2026, 3, 1)), ORDERED, False),
        (done(modified_at=NOON.replace(hour=11)), NOON, False),
        (done(modified_at=NOON), NOON, True),
        (done(modified_at=ORDERED), NOON, True),
        (done(), ORDERED, True),
        (done(modified_at=ORDERED), None, True),
        (attrs.evolve(done(modified_at=ORDERED), status="failed"), ORDERED, False),
    ],
)
def test_a_task_fulfills_a_referral_when_done_and_not_over_before_it(task, ordered, expected):
    assert fulfills(task, attrs.evolve(REFERRAL, authored_on=ordered), UTC) is expected


def rule(*, by=frozenset()):
    step = Step(
        name="report",
        title="Read",
        earliest=days(0),
        due=days(60),
        closed_by=ReportRead.of_it(),
        trigger_closes=True,
        closes="reading",
        by=by,
    )
    return Rule(
        id="invented.loop",
        edition="only",
        title="Loop",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody",
        shape=FollowUp(
            trigger=Facts(Order), trigger_name="referral", steps=(step,), lapses_after=days(365)
        ),
    )


def asked(referral, *tasks, as_of=date(2026, 4, 10), by=frozenset(), **lists):
    chart = Chart(key="p", patient=Patient(), **{"tasks": tasks, **lists}, orders=[referral])
    return review(chart, Catalogue.of(rule(by=by)), as_of)


def finding(*facts, **more):
    (found,) = asked(*facts, **more).findings
    return found


def test_the_day_of_reading_closes_it_and_is_the_evidence():
    found = finding(READ)
    (fact,) = found.evidence[-1].facts

    assert (found.outcome, found.reason) == (Outcome.MET, "done on 2026-04-01")
    assert (fact.id, fact.type, fact.on) == ("ref", "Referral", date(2026, 4, 1))


@pytest.mark.parametrize(
    "referral", [attrs.evolve(READ, read_on=None), attrs.evolve(REFERRAL, report="letter")]
)
def test_no_task_speaks_for_a_referral_that_keeps_its_report(referral):
    found = finding(referral, done(modified_at=date(2026, 4, 1)))

    assert found.outcome is Outcome.NOT_MET
    assert found.action is not None


def test_nor_is_a_list_of_tasks_asked_for():
    assert finding(attrs.evolve(READ, read_on=None), tasks=None).outcome is Outcome.NOT_MET
    assert finding(REFERRAL, tasks=None).missing == ("tasks (never asked for)",)


@pytest.mark.parametrize("referral", [REFERRAL, ORDER], ids=["referral", "order"])
@pytest.mark.parametrize("named", [{"focus": "ref"}, {"based_on": ["ref"]}])
def test_a_task_that_is_done_speaks_for_one_that_keeps_nothing(referral, named):
    task = Task(id="task", status="completed", modified_at=date(2026, 4, 1), **named)
    found = finding(referral, task)

    assert (found.outcome, found.reason) == (Outcome.MET, "done on 2026-04-01")
    assert found.evidence[-1].facts[0].id == "task"


def test_a_task_that_was_over_an_hour_before_the_referral_does_not():
    """Instants are compared as instants."""
    early, late = done(modified_at=NOON.replace(hour=11)), done(modified_at=NOON.replace(hour=13))
    referral = attrs.evolve(REFERRAL, authored_on=NOON)

    assert finding(referral, early).outcome is Outcome.NOT_MET
    assert finding(referral, late).outcome is Outcome.MET


def test_a_task_of_no_day_leaves_it_open_whether():
    assert finding(REFERRAL, done()).missing == ("the exact day: Read",)


@pytest.mark.parametrize(
    ("fields", "tasks"),
    [
        ({"reported_on": date(2026, 3, 30), "read_on": date(2026, 4, 1)}, ()),
        ({}, (done(authored_on=ORDERED, modified_at=date(2026, 4, 1)),)),
    ],
    ids=["referral", "task"],
)
def test_what_lies_ahead_has_not_happened_and_wakes_the_rule(fields, tasks):
    referral = attrs.evolve(REFERRAL, **fields)
    before = asked(referral, *tasks, as_of=date(2026, 3, 31))
    (open_,) = before.findings

    assert (open_.outcome, before.valid_until) == (Outcome.NOT_MET, date(2026, 4, 1))
    assert finding(referral, *tasks, as_of=date(2026, 4, 1)).outcome is Outcome.MET


def test_an_instant_of_reading_has_come_at_that_instant():
    at = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
    referral = attrs.evolve(READ, read_on=at)
    before = asked(referral, as_of=at.replace(minute=29))

    assert (before.findings[0].outcome, before.valid_until) == (Outcome.NOT_MET, at)
    assert finding(referral, as_of=at).outcome is Outcome.MET


class TestWhoReadIt:
    """A step that only a nurse closes asks of the reader what it asks of the owner of a task."""

    BY = frozenset({Licence.RN})

    def asked(self, *facts):
        return finding(*facts, by=self.BY, practitioners=[NURSE, CLERK])

    @pytest.mark.parametrize(
        ("who", "outcome"), [("nurse", Outcome.MET), ("clerk", Outcome.NOT_MET)]
    )
    def test_the_reader_as_the_owner(self, who, outcome):
        actor = Actor(kind="Practitioner", id=who)
        task = done(modified_at=date(2026, 4, 1), owner=actor)

        assert self.asked(attrs.evolve(READ, read_by=actor)).outcome is outcome
        assert self.asked(REFERRAL, task).outcome is outcome

    def test_those_who_were_asked_did_not_read_it(self):
        """Who is not known is accepted, as of a task without an owner."""
        clerk = Actor(kind="Practitioner", id="clerk")
        task = done(modified_at=date(2026, 4, 1))

        assert self.asked(attrs.evolve(READ, performers=[clerk])).outcome is Outcome.MET
        assert self.asked(REFERRAL, task).outcome is Outcome.MET


def test_it_says_what_it_selects():
    assert str(ReportRead.of_it()) == "the day on which its report was read"
