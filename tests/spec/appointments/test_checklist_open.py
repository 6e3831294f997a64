"""The checklist of a visit: an MRI on Tuesday 10 March 2026."""

from datetime import UTC, date, datetime

import pytest

from carecoord.model import Appointment, ChecklistItem, PartialDate
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.appointments import RULES as ALL
from carecoord.rules.engine.offset import days

title = "Checklist of a visit is open"

RULES = tuple(rule for rule in ALL if rule.id == "appointments.checklist-open")
START = datetime(2026, 3, 10, 9, tzinfo=UTC)
TICKED = datetime(2026, 3, 8, 12, tzinfo=UTC)
SAFETY = ChecklistItem(name="mri-safety", text="MRI safety", blocks=True)
RIDE = ChecklistItem(name="transport")


def visit(*items, start=START, status="booked"):
    return Appointment(id="a", status=status, start=start, checklist=items)


def ask(told, *items, as_of=date(2026, 3, 9), every=False, parameters=None, **more):
    booked = [visit(*items, **more)]
    return told(RULES, as_of, every=every, parameters=parameters, appointments=booked)


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (date(2026, 3, 6), Outcome.NOT_APPLICABLE),
        (date(2026, 3, 7), Outcome.MET),
        (date(2026, 3, 10), Outcome.MET),
        (date(2026, 3, 11), Outcome.NOT_APPLICABLE),
    ],
)
def test_it_is_looked_at_from_three_days_before_until_the_day_itself(told, as_of, outcome):
    assert ask(told, RIDE, as_of=as_of).outcome is outcome


def test_a_site_may_look_sooner(told):
    sooner = {"appointments.checklist-open.lead": days(4)}

    assert ask(told, RIDE, as_of=date(2026, 3, 6), parameters=sooner).outcome is Outcome.MET


def test_it_is_due_the_day_before(told):
    action = ask(told, RIDE).action

    assert (action.earliest, action.due) == (date(2026, 3, 7), date(2026, 3, 9))
    assert action.overdue_after == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("item", "who"),
    [
        ("mri-safety", (Licence.MR_PERSONNEL,)),
        ("MRI safety", (Licence.MR_PERSONNEL,)),
        ("transport", tuple(Licence)),
        ("a thing of the site's own", (Licence.RN, Licence.PRESCRIBER)),
    ],
)
def test_the_item_decides_who_may_see_to_it(told, item, who):
    """Nobody but MR personnel says who may go into the scanner (ACR Manual on MR Safety)."""
    assert who == ask(told, ChecklistItem(name=item)).action.licences


@pytest.mark.parametrize(
    ("blocks", "urgency", "over"),
    [
        (True, Urgency.URGENT, "the visit cannot take place"),
        (False, Urgency.ROUTINE, "ask at check-in"),
    ],
)
def test_what_stands_in_the_way_is_urgent(told, blocks, urgency, over):
    action = ask(told, ChecklistItem(name="transport", blocks=blocks)).action

    assert (action.urgency, action.window_over) == (urgency, over)


@pytest.mark.parametrize(
    ("ticked_at", "blocks", "outcome", "reason"),
    [
        (None, False, Outcome.MET, "fasting is open for the visit on 2026-03-10"),
        (TICKED, False, Outcome.NOT_MET, "all of the checklist is seen to"),
        (TICKED, True, Outcome.MET, "fasting stands in the way for the visit on 2026-03-10"),
        (
            datetime(2026, 3, 10, 8, tzinfo=UTC),
            False,
            Outcome.MET,
            "fasting is open for the visit on 2026-03-10",
        ),
    ],
    ids=["open", "ticked", "its answer blocks", "ticked later"],
)
def test_an_item_is_open_until_it_is_ticked_with_an_answer_that_goes_ahead(
    told, ticked_at, blocks, outcome, reason
):
    item = ChecklistItem(name="fasting", ticked_at=ticked_at, blocks=blocks)
    finding = ask(told, item)

    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_each_open_item_is_told_by_itself(told):
    found = ask(told, SAFETY, RIDE, ChecklistItem(name="fasting", ticked_at=TICKED), every=True)

    assert [one.key.rsplit(":", 1)[1] for one in found] == ["mri-safety", "transport"]
    assert [one.action.title for one in found] == [
        "See to the checklist of the visit: MRI safety",
        "See to the checklist of the visit: transport",
    ]


def test_a_month_is_no_day_to_prepare_for(told):
    finding = ask(told, RIDE, start=PartialDate(2026, 3))

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == ("the day of a booked visit",)


def test_nor_is_none(told):
    assert ask(told, RIDE, start=None).missing == ("the day of a booked visit",)


@pytest.mark.parametrize("lists", [{}, {"appointments": [visit()]}, {"appointments": []}])
def test_without_a_checklist_nothing_is_asked(told, lists):
    finding = told(RULES, date(2026, 3, 9), **lists)

    wanted = Outcome.NOT_APPLICABLE if lists else Outcome.INSUFFICIENT_DATA
    assert finding.outcome is wanted


def test_before_the_first_day_of_the_calendar_nothing_is_due(told):
    finding = ask(told, RIDE, start=date.min, as_of=date.min)

    assert finding.outcome is Outcome.MET
    assert finding.action.earliest == finding.action.due == date.min
