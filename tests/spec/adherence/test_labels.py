"""What is said of fills is as sensitive as the fills, also where something else decides."""

from datetime import date

import attrs
import pytest

from carecoord import review
from carecoord.model.label import Label
from carecoord.rules import Outcome
from carecoord.rules.adherence import RULES
from carecoord.rules.catalogue import Catalogue
from carecoord.testing.tables import chart, moment

title = "Sensitive fills"

TWO = """
    product    | on         | days
    lisinopril | 2026-01-01 | 30
    lisinopril | 2026-01-25 | 30
"""
STOPPED = "product | on | status\nlisinopril | 2025-12-01 | stopped"
STAY = "class | from | to\nIMP | {first} | 2025-12-31"


@pytest.mark.parametrize(
    ("rule", "says", "as_of", "tables", "person"),
    [
        ("late-refill", "taken over by adherence.gap", "2026-04-05", {}, {}),
        ("late-refill", "was stopped", "2026-03-05", {"prescriptions": STOPPED}, {}),
        ("gap", "lapsed on", "2026-10-01", {}, {}),
        ("gap", "was stopped", "2026-04-05", {"prescriptions": STOPPED}, {}),
        ("gap", "lapsed on", "2026-10-01", {"fills": TWO.replace("30", "  ")}, {}),
        ("supply-before-visit", "was stopped", "2026-02-01", {"prescriptions": STOPPED}, {}),
        ("pdc", "younger than 18", "2026-03-01", {}, {"born": "2010-01-01"}),
        ("pdc", "not known: birth date", "2026-03-01", {}, {"born": None}),
        ("pdc", "hospice", "2026-03-01", {"holds": "kind | since\nHOSPICE | 2026-02-10"}, {}),
        (
            "pdc",
            "end-stage",
            "2026-03-01",
            {"conditions": "code | recorded\nN18.6 | 2025-01-01"},
            {},
        ),
        (
            "pdc",
            "when end-stage",
            "2026-03-01",
            {"conditions": "code | recorded | status\nN18.6 | 2025-01-01 | resolved"},
            {},
        ),
        ("pdc", "day of death", "2026-03-01", {}, {"deceased": True}),
        (
            "pdc",
            "for the whole period",
            "2025-12-31",
            {
                "fills": TWO.replace("2026-01", "2025-09"),
                "encounters": STAY.format(first="2025-08-01"),
            },
            {},
        ),
        (
            "pdc",
            "the days of a stay",
            "2025-12-31",
            {
                "fills": TWO.replace("2026-01", "2025-09"),
                "encounters": STAY.format(first="2025-09"),
            },
            {},
        ),
        (
            "two-drugs-of-a-class",
            "was stopped",
            "2026-03-05",
            {
                "fills": TWO.replace("30", "90").replace(
                    "lisinopril | 2026-01-25", "losartan | 2026-01-25"
                ),
                "prescriptions": STOPPED,
            },
            {},
        ),
    ],
)
def test_whoever_may_not_see_a_fill_may_not_see_what_is_said_of_it(
    rule, says, as_of, tables, person
):
    lists = {"fills": TWO, "appointments": "on\n2026-04-10"} | tables
    drawn = chart(lists, **{"born": "1950-06-01"} | person)
    fills = tuple(attrs.evolve(fill, labels=frozenset({Label.HIV})) for fill in drawn.fills)
    found = review(attrs.evolve(drawn, fills=fills), Catalogue.of(RULES), moment(as_of)).findings
    told = [f for f in found if f.rule == f"adherence.{rule}" and says in f.reason]

    assert [f.labels for f in told] == [{Label.HIV}]


def test_without_a_label_there_is_none():
    found = review(chart({"fills": TWO}), Catalogue.of(RULES), date(2026, 10, 1)).findings

    assert all(not f.labels for f in found)


@pytest.mark.parametrize(("rule", "as_of"), [("late-refill", "2026-03-05"), ("gap", "2026-04-05")])
def test_a_late_refill_is_as_sensitive_as_the_prescription_that_was_not_stopped(ask, rule, as_of):
    """Without it the one before would be the last, which was."""
    written = f"{STOPPED}\nlisinopril | 2026-01-01 | active"
    rules = tuple(one for one in RULES if one.id == f"adherence.{rule}")
    finding = ask(rules, as_of, {"fills": TWO, "prescriptions": written})

    assert finding.outcome is Outcome.NOT_MET
    assert "p2" in {ref.id for line in finding.evidence for ref in line.facts}
