import pytest

from carecoord.rules.engine.answers import answering
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Finding, Outcome, Urgency

CITATION = Citation(text="t", locator="l", status=Status.CONVENTION)
CALL = Action(title="Call", urgency=Urgency.ROUTINE, closes="a call", licences=())


def finding(rule, occurrence, action=None):
    return Finding(
        key=f"{rule}|p|{occurrence}",
        patient="p",
        rule=rule,
        edition="1",
        title="t",
        outcome=Outcome.NOT_MET,
        citation=CITATION,
        action=action,
    )


ASKING = finding("readmission.open-tasks", "Encounter:e1")
CONTACT = finding("followup.care", "Encounter:e1:contact")
VISIT = finding("followup.care", "Encounter:e1:visit")
OF_ANOTHER = finding("followup.care", "Encounter:e10:visit", CALL)
REFILL = finding("adherence.late-refill", "statins", CALL)
IN_HAND = finding("adherence.late-refill", "diabetes medicines")
ALL = (CONTACT, VISIT, OF_ANOTHER, REFILL, IN_HAND)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("followup.care:visit", (VISIT,)),
        ("followup.care:contact", (CONTACT,)),
        ("followup.care", (CONTACT, VISIT)),
        ("followup.care:other", ()),
        ("adherence.late-refill", (REFILL,)),
        ("adherence.gap", ()),
    ],
)
def test_the_same_occurrence_answers_else_what_asks_for_something(name, expected):
    assert answering(name, ASKING, ALL) == expected


def test_of_another_occurrence_only_open_work_answers():
    assert answering("followup.care:visit", ASKING, (OF_ANOTHER,)) == (OF_ANOTHER,)
