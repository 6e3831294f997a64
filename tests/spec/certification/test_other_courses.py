"""Hospice, equipment, waivers, and the face-to-face visit of home health care."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.certification import RULES as ALL

title = "Certification of courses of care"


def rule(name):
    return tuple(one for one in ALL if one.id == f"certification.{name}")


def course(code, start="2026-10-09"):
    return f"type | from | to\n{code} | {start} |"


HOSPICE = "urn:carecoord:program#hospice"
EQUIPMENT = "urn:carecoord:program#equipment"
WAIVER = "urn:carecoord:program#waiver"


def periods(ask, name, code, as_of):
    """The first and last day of the period of each occurrence told."""
    lists = {"programs": course(code), "procedures": ""}
    return ask(rule(name), as_of, lists, every=True)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2026-10-09", [("2026-10-09", "2027-01-06"), ("2027-01-07", "2027-04-06")]),
        ("2027-04-07", [("2027-04-07", "2027-06-05"), ("2027-06-06", "2027-08-04")]),
    ],
)
def test_hospice_has_90_then_90_then_60_days(ask, as_of, told):
    found = [dict(one.details)["period"] for one in periods(ask, "hospice", HOSPICE, as_of)]

    assert [tuple(day.isoformat() for day in one) for one in found][-2:] == told


@pytest.mark.parametrize(
    ("kind", "goes_on"), [("HOSPICE", True), ("DISENROLLED", False), ("DEATH", False)]
)
def test_hospice_is_certified_for_those_who_chose_it_as_a_hold(ask, kind, goes_on):
    lists = {
        "programs": course(HOSPICE),
        "procedures": "",
        "holds": f"kind | since\n{kind} | 2026-10-09",
    }
    first, *_ = ask(rule("hospice"), "2026-10-12", lists, every=True)

    assert (first.action is not None) is goes_on


def test_hospice_is_certified_from_15_days_before_to_two_days_after(ask):
    _, second = periods(ask, "hospice", HOSPICE, "2026-10-09")

    assert (second.window.earliest, second.window.due) == (date(2026, 12, 23), date(2027, 1, 9))


@pytest.mark.parametrize(("name", "code"), [("equipment", EQUIPMENT), ("waiver", WAIVER)])
def test_a_year_is_renewed_in_the_sixty_days_before_the_next(ask, name, code):
    _, second = periods(ask, name, code, "2026-10-09")

    assert dict(second.details)["period"] == (date(2027, 10, 9), date(2028, 10, 8))
    assert (second.window.earliest, second.window.due) == (date(2027, 8, 10), date(2027, 10, 8))


CARE = "type | from | to\n60689008 | 2026-10-09 |"


def face_to_face(ask, on, as_of="2026-11-08", by="MD"):
    visits = f"class | from | to | status | by\nAMB | {on} | {on} | finished | {by}"
    lists = {"programs": CARE, "encounters": visits, "communications": ""}
    name = "Program:60689008:2026-10-09:1:visit"
    return ask(rule("home-health-encounter"), as_of, lists, occurrence=name)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-07-10", Outcome.NOT_MET),
        ("2026-07-11", Outcome.MET),
        ("2026-11-08", Outcome.MET),
    ],
)
def test_from_90_days_before_to_30_days_after(ask, on, outcome):
    finding = face_to_face(ask, on)

    assert finding.outcome is outcome
    assert finding.window.due == date(2026, 11, 8)


def test_after_30_days_the_window_is_closed(ask):
    assert face_to_face(ask, "2026-11-09", "2026-11-09").outcome is Outcome.NOT_MET


def test_a_prescriber_is_needed(ask):
    assert face_to_face(ask, "2026-10-12", by="RN").outcome is Outcome.NOT_MET
