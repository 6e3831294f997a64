"""Eyes in pregnancy and after: a due date on 14 October 2026, first day of pregnancy 7 January."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.wellness import RULES as ALL

title = "Dilated eye exam in pregnancy with diabetes, and after"

DUE = "code | on | day\n11778-8 | 2026-02-20 | 2026-10-14"
BIRTH = "code | on\n177184002 | 2026-10-01"


def rules(name):
    return tuple(one for one in ALL if one.id == f"wellness.{name}")


def diabetes(onset="2019-05-01"):
    return f"code | onset\nE10.9 | {onset}"


def trimester(ask, number, exam=None, as_of="2026-10-14", conditions=None):
    tests = DUE if exam is None else f"{DUE}\n32451-7 | {exam} |"
    lists = {
        "observations": tests,
        "procedures": "",
        "conditions": diabetes() if conditions is None else conditions,
    }
    name = f"Observation:11778-8:2026-01-07:1:trimester-{number}"
    return ask(rules("eye-exam-in-pregnancy"), as_of, lists, occurrence=name)


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2026, 1, 7), date(2026, 4, 14)),
        (2, date(2026, 4, 15), date(2026, 7, 21)),
        (3, date(2026, 7, 22), date(2026, 10, 14)),
    ],
)
def test_the_trimesters(ask, number, first, last):
    window = trimester(ask, number).window

    assert (window.earliest, window.due, window.closes) == (first, last, last)


@pytest.mark.parametrize(
    ("exam", "closed"),
    [
        ("2026-01-06", None),
        ("2026-01-07", 1),
        ("2026-04-14", 1),
        ("2026-04-15", 2),
        ("2026-07-21", 2),
        ("2026-07-22", 3),
        ("2026-10-14", 3),
        ("2026-10-15", None),
    ],
)
def test_an_exam_closes_the_trimester_in_which_it_falls(ask, exam, closed):
    found = [trimester(ask, n, exam, as_of="2026-10-15").outcome for n in (1, 2, 3)]

    assert [n for n, outcome in enumerate(found, 1) if outcome is Outcome.MET] == (
        [] if closed is None else [closed]
    )


@pytest.mark.parametrize(
    ("onset", "outcome"),
    [("2026-01-07", Outcome.NOT_MET), ("2026-01-08", Outcome.NOT_APPLICABLE)],
)
def test_only_diabetes_from_before(ask, onset, outcome):
    lists = {"observations": DUE, "procedures": "", "conditions": diabetes(onset)}
    found = ask(rules("eye-exam-in-pregnancy"), "2026-03-01", lists, every=True)

    assert {one.outcome for one in found} == {outcome}


def test_a_birth_ends_it(ask):
    lists = {"observations": DUE, "procedures": BIRTH, "conditions": diabetes()}
    found = ask(rules("eye-exam-in-pregnancy"), "2026-10-01", lists, every=True)

    assert {one.reason for one in found} == {"stopped by birth or loss on 2026-10-01"}


def after_birth(ask, exam=None, as_of="2027-10-01", onset="2019-05-01"):
    tests = "" if exam is None else f"code | on\n32451-7 | {exam}"
    lists = {"observations": tests, "procedures": BIRTH, "conditions": diabetes(onset)}
    return ask(rules("eye-exam-after-birth"), as_of, lists)


@pytest.mark.parametrize(
    ("exam", "outcome"),
    [
        ("2026-10-01", Outcome.NOT_MET),
        ("2026-10-02", Outcome.MET),
        ("2027-10-01", Outcome.MET),
    ],
)
def test_in_the_year_after_the_birth(ask, exam, outcome):
    assert after_birth(ask, exam).outcome is outcome


def test_after_the_year_it_is_done_late(ask):
    assert after_birth(ask, "2027-10-02", "2027-10-02").reason == "done late on 2027-10-02"


@pytest.mark.parametrize(
    ("onset", "outcome"),
    [("2025-12-25", Outcome.NOT_MET), ("2025-12-26", Outcome.NOT_APPLICABLE)],
)
def test_from_before_the_pregnancy_is_280_days_before_the_birth(ask, onset, outcome):
    assert after_birth(ask, onset=onset).outcome is outcome


@pytest.mark.parametrize("name", ["eye-exam-in-pregnancy", "eye-exam-after-birth"])
def test_conditions_that_nobody_asked_for(ask, name):
    lists = {"observations": DUE, "procedures": BIRTH.replace("2026-10-01", "2026-02-01")}
    found = ask(rules(name), "2026-03-01", lists, every=True)

    assert {one.missing for one in found} == {("conditions (never asked for)",)}
