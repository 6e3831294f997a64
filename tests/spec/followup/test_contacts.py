"""What is a contact: Otto Brand, 75, goes home on Friday 22 May 2026.

A conversation with the patient or a caregiver, in whatever way they can answer. A letter, a fax,
a form handed over and what clinicians tell one another are none.
"""

import pytest

from carecoord.rules.concepts.visits import CONTACTS

title = "Contacts after a discharge"

rule = "followup.patient-engagement"
as_of = "2026-06-21"
person = {"born": "1950-06-01"}
on_record = {
    "encounters": """
        class | from       | to         | disposition | status
        IMP   | 2026-05-18 | 2026-05-22 | home        | finished
        """,
    "communications": "on | status | by | to | medium | topic | about",
}
TOLD = """
    occurrence | outcome
    engagement | {}
    """


def _said(*, by="", to="", medium="", topic="", about="", status="completed"):
    return f"2026-05-26 | {status} | {by} | {to} | {medium} | {topic} | {about}"


@pytest.mark.parametrize(
    ("message", "outcome"),
    [
        (_said(), "met"),
        (_said(to="Patient"), "met"),
        (_said(to="RelatedPerson"), "met"),
        (_said(by="Patient"), "met"),
        (_said(by="RN", to="Patient", medium="PHONE", about="e1"), "met"),
        (_said(by="RN", about="e1"), "not met"),
        (_said(by="RN", to="MD"), "not met"),
        (_said(by="MD"), "met"),
        (_said(to="Patient", medium="FAXWRIT"), "not met"),
        (_said(to="Patient", medium="MAILWRIT"), "not met"),
        (_said(to="Patient", medium="EMAILWRIT"), "met"),
        (_said(to="Patient", topic="urn:carecoord:cms-form#CMS-10065"), "not met"),
        (_said(to="Patient", status="not-done"), "not met"),
    ],
)
def test_what_is_a_contact(says, message, outcome):
    says(TOLD.format(outcome), communications=message)


def test_what_a_contact_is_called():
    assert " with the patient or a caregiver or " in str(CONTACTS)
