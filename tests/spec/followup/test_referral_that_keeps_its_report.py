"""A referral of 10 March 2026 that was moved stage by stage: reading alone closes it.

CMS50 looks for a task; a referral that keeps its own report needs none (decision 0056).
"""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord import review
from carecoord.model import Actor, Chart, PartialDate, Patient, Period, Referral, Task
from carecoord.model.code import concept, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.followup import referral
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import move
from carecoord.rules.moves.referral import REFERRAL

title = "Referral loop: a report that the referral keeps"

DOCTOR = Performer(licence=Licence.PRESCRIBER, actor=Actor(kind="Practitioner", id="dr"))
REPORTED = Referral(
    id="o",
    status="active",
    intent="order",
    code=concept(snomed("306206005")),
    authored_on=date(2026, 3, 10),
    performers=[Actor(kind="Organization", id="heart-clinic")],
    reported_on=date(2026, 4, 8),
    report="letter",
)
READ = move(REFERRAL, REPORTED, "read", at=date(2026, 4, 9), by=DOCTOR).value
TASK = Task(
    id="t",
    status="completed",
    focus="o",
    execution=Period.through(date(2026, 3, 12), date(2026, 4, 8)),
)


def reviewed(*orders, as_of=date(2026, 5, 1), tasks=()):
    chart = Chart(key="p", patient=Patient(), orders=orders, tasks=tasks)
    return review(chart, Catalogue.of(referral.RULE), as_of)


def found(*orders, **more):
    (finding,) = reviewed(*orders, **more).findings
    return finding


@pytest.mark.parametrize("tasks", [(), (TASK,), None], ids=["no task", "task", "not asked for"])
def test_a_report_that_came_and_was_not_read_leaves_it_open(tasks):
    finding = found(REPORTED, tasks=tasks)

    assert finding.outcome is Outcome.NOT_MET
    assert finding.action.due == date(2026, 12, 31)


@pytest.mark.parametrize("tasks", [(), (TASK,), None], ids=["no task", "task", "not asked for"])
def test_the_move_read_closes_it_on_its_day(tasks):
    finding = found(READ, tasks=tasks)

    assert (finding.outcome, finding.reason) == (Outcome.MET, "done on 2026-04-09")
    assert [(one.id, one.on) for one in finding.evidence[-1].facts] == [("o", date(2026, 4, 9))]
    assert finding.action is None


@pytest.mark.parametrize(
    ("as_of", "outcome"), [(date(2026, 4, 8), Outcome.NOT_MET), (date(2026, 4, 9), Outcome.MET)]
)
def test_until_that_day_it_is_not_known_to_be_read(as_of, outcome):
    assert outcome is found(READ, as_of=as_of).outcome


def test_the_day_of_reading_wakes_the_rule():
    assert reviewed(READ, as_of=date(2026, 4, 8)).valid_until == date(2026, 4, 9)


def test_at_the_instant_of_reading():
    at = datetime(2026, 4, 9, 15, 30, tzinfo=UTC)
    read = attrs.evolve(READ, read_on=at)
    before = reviewed(read, as_of=at.replace(minute=0))

    assert (before.findings[0].outcome, before.valid_until) == (Outcome.NOT_MET, at)
    assert found(read, as_of=at).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("day", "standing"), [(date(2026, 12, 31), "done"), (date(2027, 1, 1), "done late")]
)
def test_read_in_the_year_or_late(day, standing):
    finding = found(attrs.evolve(READ, read_on=day), as_of=date(2027, 2, 1))

    assert finding.window.standing(date(2027, 2, 1)).value == standing


def test_of_a_month_of_reading_the_day_is_not_known():
    finding = found(attrs.evolve(READ, read_on=PartialDate(2026, 4)))

    assert finding.missing == ("the exact day: Report of the referral read by the referrer",)


def test_read_before_it_was_ordered_does_not_close_it():
    assert found(attrs.evolve(READ, read_on=date(2026, 3, 9))).outcome is Outcome.NOT_MET


def test_a_referral_that_keeps_no_report_is_closed_by_its_task():
    """As one that is no more than an order: CMS50 reads such records."""
    sent = attrs.evolve(REPORTED, reported_on=None, report=None)

    assert found(sent).outcome is Outcome.NOT_MET
    assert found(sent, tasks=[TASK]).reason == "done on 2026-04-08"
