"""Repeated readmission: two returns within 30 days of a discharge, in twelve months."""

import pytest

from carecoord.rules import Outcome
from carecoord.rules.readmission.repeated import RULE

title = "Repeated readmission"

HEAD = "class | from | to | status | disposition | priority | hospital"


def stay(begun, over="", priority="EM", *, kind="IMP", hospital="north", disposition="home"):
    status = "finished" if over else "in-progress"
    disposition = disposition if over else ""
    return f"{kind} | {begun} | {over} | {status} | {disposition} | {priority} | {hospital}"


FIRST = stay("2026-01-05", "2026-01-09")
AGAIN = stay("2026-01-20", "2026-01-24")
ONCE_MORE = stay("2026-02-10", "2026-02-14")


def repeated(ask, *stays, as_of="2026-06-01", **more):
    return ask(RULE, as_of, {"encounters": "\n".join([HEAD, *stays])}, **more)


def returns(finding):
    return [line.clause for line in finding.evidence if line.clause.startswith("returned")]


def test_two_returns_in_twelve_months_are_told_each_with_its_stays(ask):
    finding = repeated(ask, FIRST, AGAIN, ONCE_MORE)

    assert finding.outcome is Outcome.MET
    assert finding.reason == (
        "2 returns within 30 days of a discharge in 12 months, not known to be planned"
    )
    assert returns(finding) == [
        "returned on 2026-01-20, discharged before on 2026-01-09",
        "returned on 2026-02-10, discharged before on 2026-01-24",
    ]
    assert [[ref.id for ref in line.facts] for line in finding.evidence[1:]] == [
        ["e1", "e2"],
        ["e2", "e3"],
    ]


def test_it_opens_no_work(ask):
    """Nothing in a record would say that the case was reviewed."""
    assert repeated(ask, FIRST, AGAIN, ONCE_MORE).action is None


def test_one_return_is_not_repeated(ask):
    finding = repeated(ask, FIRST, AGAIN)

    assert finding.outcome is Outcome.NOT_MET
    assert "1 return within 30 days" in finding.reason


def test_stays_that_no_return_followed_do_not_concern_it(ask):
    finding = repeated(ask, FIRST, stay("2026-04-01", "2026-04-03"))

    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert [ref.id for ref in finding.evidence[0].facts] == ["e1", "e2"]


@pytest.mark.parametrize(
    ("begun", "counts"),
    [("2026-01-24", True), ("2026-02-23", True), ("2026-02-24", False)],
)
def test_day_0_and_day_30_are_inside(ask, begun, counts):
    """Of the discharge of 24 January; 23 February is day 30."""
    finding = repeated(ask, FIRST, AGAIN, stay(begun))

    assert (finding.outcome is Outcome.MET) is counts


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2026-02-09", Outcome.NOT_MET),
        ("2026-02-10", Outcome.MET),
        ("2027-01-19", Outcome.MET),
        ("2027-01-20", Outcome.NOT_MET),
        ("2027-02-09", Outcome.NOT_MET),
        ("2027-02-10", Outcome.NOT_APPLICABLE),
    ],
)
def test_a_return_counts_for_twelve_months_from_its_first_day(ask, as_of, outcome):
    assert repeated(ask, FIRST, AGAIN, ONCE_MORE, as_of=as_of).outcome is outcome


@pytest.mark.parametrize(
    ("priority", "holds", "because", "outcome"),
    [
        ("EM", True, "admitted as an emergency", Outcome.MET),
        ("", True, "whether it was planned is not on record", Outcome.MET),
        ("EL", False, "an elective admission", Outcome.NOT_MET),
    ],
)
def test_an_elective_return_is_named_and_does_not_count(ask, priority, holds, because, outcome):
    finding = repeated(ask, FIRST, AGAIN, stay("2026-02-10", "2026-02-14", priority))

    assert finding.outcome is outcome
    assert (finding.evidence[-1].holds, finding.evidence[-1].because) == (holds, because)


def test_the_discharge_before_may_have_been_to_a_facility(ask):
    first = stay("2026-01-05", "2026-01-09", disposition="snf")

    assert repeated(ask, first, AGAIN, ONCE_MORE).outcome is Outcome.MET


def test_a_transfer_is_no_return(ask):
    """The next day in another hospital: one stay."""
    moved = stay("2026-01-10", "2026-01-12", hospital="south")
    finding = repeated(ask, FIRST, moved, AGAIN)

    assert returns(finding) == ["returned on 2026-01-20, discharged before on 2026-01-12"]


@pytest.mark.parametrize("to", ["02", "05", "43", "66", "82", "85", "88", "94", "other-hcf"])
@pytest.mark.parametrize(("begun", "apart"), [("2026-01-10", False), ("2026-01-11", True)])
def test_a_transfer_by_the_disposition_needs_no_hospital(ask, to, begun, apart):
    """The same or the next day; from the day after that it is a return."""
    first = stay("2026-01-05", "2026-01-09", disposition=to, hospital="")
    finding = repeated(ask, first, stay(begun, "2026-01-12", hospital=""), AGAIN, ONCE_MORE)

    assert (f"returned on {begun}, discharged before on 2026-01-09" in returns(finding)) is apart


def test_a_stay_in_a_facility_is_no_return_and_hides_none(ask):
    there = stay("2026-01-10", "2026-01-19", kind="NONAC")
    finding = repeated(ask, FIRST, there, AGAIN, ONCE_MORE)

    assert finding.outcome is Outcome.MET
    assert returns(finding)[0] == "returned on 2026-01-20, discharged before on 2026-01-09"


def test_a_stay_of_one_day_that_is_written_twice_is_no_return(ask):
    one_day = stay("2026-01-20", "2026-01-20")
    finding = repeated(ask, FIRST, one_day, one_day)

    assert returns(finding) == ["returned on 2026-01-20, discharged before on 2026-01-09"]


def test_a_return_on_the_one_day_of_a_stay_is_one(ask):
    finding = repeated(ask, stay("2026-01-20", "2026-01-20"), stay("2026-01-20", "2026-01-24"))

    assert returns(finding) == ["returned on 2026-01-20, discharged before on 2026-01-20"]


def test_a_return_that_goes_on_counts(ask):
    assert repeated(ask, FIRST, AGAIN, stay("2026-02-10")).outcome is Outcome.MET


class TestWhatIsNotKnown:
    """Missing is not none."""

    def test_without_a_list_of_stays_nobody_knows(self, ask):
        finding = ask(RULE, "2026-06-01", {})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("encounters (never asked for)",)

    def test_a_stay_without_its_day_may_be_a_return(self, ask):
        finding = repeated(ask, FIRST, AGAIN, stay("2026-03", "2026-03-31"))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the exact days of an inpatient stay",)

    def test_two_returns_are_enough_whatever_else_there_was(self, ask):
        finding = repeated(ask, FIRST, AGAIN, ONCE_MORE, stay("2026-03", "2026-03-31"))

        assert finding.outcome is Outcome.MET

    def test_a_vague_stay_of_more_than_twelve_months_ago_is_over(self, ask):
        finding = repeated(ask, stay("2025-05", "2025-05-31"), FIRST, AGAIN)

        assert finding.outcome is Outcome.NOT_MET

    def test_a_stay_without_any_day_leaves_it_open(self, ask):
        finding = repeated(ask, FIRST, "IMP | | | finished | home | EM | north")

        assert finding.outcome is Outcome.INSUFFICIENT_DATA

    def test_no_stay_at_all_is_nothing_to_tell(self, ask):
        finding = repeated(ask)

        assert (finding.outcome, finding.evidence) == (Outcome.NOT_APPLICABLE, ())
