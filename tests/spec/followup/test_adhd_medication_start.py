"""After a first medicine for ADHD: Leo Park, 9, has methylphenidate since Monday 2 March 2026.

CMS136: a follow-up visit on days 1 to 30 (by 1 April), two more on days 31 to 300 (from 2 April to
27 December). New is what nothing preceded in the 120 days before.
"""

import attrs
import pytest

from carecoord.model.code import snomed
from carecoord.rules.measures import value_sets as named
from carecoord.testing.invented.value_sets import value_sets as small_sets

title = "Follow-up after a first medicine for ADHD"

OFFICE, PHONE, VIDEO = "185349003", "185317003", "448337001"
"""What the sets of this page hold: office visits, telephone visits, virtual encounters."""
value_sets = tuple(
    attrs.evolve(one, codes=(snomed(VIDEO),)) if one.url == named.VIRTUAL_ENCOUNTER.url else one
    for one in small_sets()
)

rule = "followup.adhd-medication-start"
as_of = "2026-12-27"
person = {"born": "2016-08-30"}
on_record = {
    "prescriptions": """
        code    | on         | days | status
        1091392 | 2026-03-02 | 30   | active
        """,
    "encounters": "type | class | from | to | status",
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    visit-30   | not met
    visits-300 | not met
    """
NONE = "no first prescription for ADHD"


def visit(on, kind=OFFICE, status="finished"):
    return f"{kind} | AMB | {on} | {on} | {status}"


def visits(*days, kind=OFFICE):
    return "\n".join(visit(on, kind) for on in days)


class TestWindows:
    """Days 1 to 30, days 31 to 300."""

    def test_the_days_of_both_steps(self, says):
        says(
            """
            occurrence | due        | earliest   | overdue after | closes     | edition
            visit-30   | 2026-04-01 | 2026-03-03 | 2026-04-01    | 2026-12-27 | 2026
            visits-300 | 2026-12-27 | 2026-04-02 | 2026-12-27    | 2026-12-27 | 2026
            """
        )

    @pytest.mark.parametrize(
        ("day", "first", "again"),
        [
            ("2026-03-02", "upcoming", "upcoming"),
            ("2026-03-03", "due", "upcoming"),
            ("2026-04-01", "due", "upcoming"),
            ("2026-04-02", "overdue", "due"),
            ("2026-12-27", "overdue", "due"),
        ],
    )
    def test_how_they_stand_while_nobody_was_seen(self, says, day, first, again):
        says(
            f"""
            occurrence | outcome | standing
            visit-30   | not met | {first}
            visits-300 | not met | {again}
            """,
            day,
        )

    def test_it_lapses_after_day_300(self, nothing):
        ended = "first prescription for ADHD ended 2026-03-02"
        nothing(f"lapsed on 2026-12-27: {ended}", "2026-12-28")

    @pytest.mark.parametrize(
        ("on", "outcome", "standing"),
        [
            ("2026-03-02", "not met", "overdue"),
            ("2026-03-03", "met", "done"),
            ("2026-04-01", "met", "done"),
            ("2026-04-02", "met", "done late"),
        ],
    )
    def test_the_day_of_the_prescription_does_not_count(self, says, on, outcome, standing):
        says(
            f"""
            occurrence | outcome   | standing
            visit-30   | {outcome} | {standing}
            visits-300 | not met   |
            """,
            encounters=visit(on),
        )

    @pytest.mark.parametrize(
        ("days", "outcome"),
        [
            (["2026-04-01", "2026-12-27"], "not met"),
            (["2026-04-02", "2026-12-27"], "met"),
            (["2026-04-02", "2026-04-02"], "not met"),
            (["2026-04-02"], "not met"),
        ],
    )
    def test_two_visits_on_two_days_from_day_31(self, says, days, outcome):
        says(
            f"""
            occurrence | outcome
            visit-30   | met
            visits-300 | {outcome}
            """,
            encounters=visits(*days),
        )


class TestWhatCloses:
    """Follow-up visits of the measure; later on, virtual encounters as well."""

    @pytest.mark.parametrize(
        ("kind", "first", "again"),
        [
            (OFFICE, "met", "met"),
            (PHONE, "met", "met"),
            (VIDEO, "not met", "met"),
            ("4525004", "not met", "not met"),
        ],
    )
    def test_kinds_of_visit(self, says, kind, first, again):
        """4525004 is an emergency visit; two virtual ones count (decision 0017)."""
        says(
            f"""
            occurrence | outcome
            visit-30   | {first}
            visits-300 | {again}
            """,
            encounters=visits("2026-03-20", "2026-05-04", "2026-07-06", kind=kind),
        )

    @pytest.mark.parametrize("status", ["planned", "cancelled"])
    def test_that_took_place(self, says, status):
        says(OPEN, encounters=visit("2026-03-20", status=status))

    def test_a_voicemail_is_an_attempt(self, says):
        seen = says(OPEN, communications="2026-03-09 | not-done")

        assert seen["visit-30"][-1] == seen["visits-300"][-1] == "1 attempt, nobody reached"

    def test_who_works_on_it(self, says):
        says(
            """
            occurrence | to do | urgency | licences
            visit-30   | yes   | urgent  | care coordinator, registered nurse
            visits-300 | yes   | routine | care coordinator, registered nurse
            """,
        )


class TestWhichPrescription:
    """The first in 120 days, of a child of 6 to 12."""

    @pytest.mark.parametrize("born", ["2020-03-02", "2013-03-03"])
    def test_from_the_sixth_to_before_the_thirteenth_birthday(self, says, born):
        says(OPEN, person={"born": born})

    @pytest.mark.parametrize("born", ["2020-03-03", "2013-03-02"])
    def test_neither_younger_nor_older(self, nothing, born):
        nothing(NONE, person={"born": born})

    def test_another_medicine_is_none(self, nothing):
        nothing(NONE, change={"1091392": "36437"})

    def test_methamphetamine_is_one(self, says):
        says(OPEN, change={"1091392": "977860"})

    @pytest.mark.parametrize("status", ["cancelled", "draft"])
    def test_an_order_that_does_not_stand_is_none(self, nothing, status):
        nothing(NONE, change={"active": status})

    @pytest.mark.parametrize(
        "before",
        [
            "1091392 | 2025-11-02 | 1   | active",
            "1091392 | 2026-03-01 | 30  | active",
            "1091392 | 2025-09-01 | 90  | active",
        ],
    )
    def test_not_when_there_was_one_in_the_120_days_before(self, nothing, before):
        """Of a child who turned 6 on that day, so that the one before started nothing itself."""
        nothing(NONE, person={"born": "2020-03-02"}, prescriptions=before)

    @pytest.mark.parametrize(
        "before",
        [
            "1091392 | 2025-11-01 | 1  | active",
            "1091392 | 2025-11-02 | 1  | completed",
            "36437   | 2026-03-01 | 30 | active",
        ],
    )
    def test_one_that_was_over_by_then_or_of_something_else_does_not_matter(self, says, before):
        says(
            OPEN,
            person={"born": "2020-03-02"},
            prescriptions=before,
        )

    def test_begun_again_within_300_days_it_starts_nothing_new(self, says):
        says(OPEN, prescriptions="1091392 | 2026-12-27 | 30 | active")

    def test_begun_again_after_that_it_starts_anew(self, says):
        says(
            """
            occurrence | due
            visit-30   | 2027-01-27
            visits-300 | 2027-10-24
            """,
            "2026-12-28",
            prescriptions="1091392 | 2026-12-28 | 30 | active",
        )

    def test_it_starts_when_it_is_written_whatever_its_supply(self, says):
        says(
            """
            occurrence | due
            visit-30   | 2026-04-01
            visits-300 | 2026-12-27
            """,
            change={"| 30   |": "| 90   |"},
        )

    def test_none_before_2025(self, nothing):
        day = {"2026-03-02": "2024-12-31"}
        nothing("no edition before 2025-01-01", "2025-01-02", change=day)

    def test_from_2025(self, says):
        says(OPEN, "2025-01-02", change={"2026-03-02": "2025-01-01"})


class TestMissing:
    """Lists that nobody asked for, a birth date that is not known."""

    def test_prescriptions(self, says):
        says(
            """
            outcome           | missing
            insufficient data | prescriptions (never asked for)
            """,
            prescriptions=None,
        )

    def test_visits(self, says):
        says(
            """
            occurrence | outcome           | to do | missing
            visit-30   | insufficient data | yes   | encounters (never asked for)
            visits-300 | insufficient data | yes   | encounters (never asked for)
            """,
            encounters=None,
        )

    def test_a_birth_date(self, says):
        says(
            """
            outcome           | missing
            insufficient data | birth date
            """,
            person={"born": None},
        )
