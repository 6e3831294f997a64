"""After a first medicine for ADHD: Leo Park, 9, has methylphenidate since Friday 6 March 2026.

CMS136: a follow-up visit on days 1 to 30 (by 5 April), two more on days 31 to 300 (from 6 April to
31 December). New is what nothing preceded in the 120 days before.
"""

import pytest

from carecoord.model import ValueSet
from carecoord.model.code import Code
from carecoord.rules.measures import value_sets as named

title = "Follow-up after a first medicine for ADHD"


def small(*sets):
    """Value sets with one invented code each: the number of the set."""
    return tuple(
        ValueSet(url=one.url, name=one.name, codes=(Code("urn:x", number(one)),)) for one in sets
    )


def number(one):
    return one.url.rpartition("/")[2]


def coded(one):
    return f"urn:x#{number(one)}"


MEDICINES = (
    named.ATOMOXETINE,
    named.CLONIDINE,
    named.DEXMETHYLPHENIDATE,
    named.DEXTROAMPHETAMINE,
    named.LISDEXAMFETAMINE,
    named.METHYLPHENIDATE,
    named.GUANFACINE,
    named.VILOXAZINE,
)
VISITS = (
    named.OFFICE_VISIT,
    named.PREVENTIVE_GROUP_COUNSELING,
    named.PREVENTIVE_INDIVIDUAL_COUNSELING,
    named.BEHAVIORAL_HEALTH_FOLLOW_UP_VISIT,
    named.OUTPATIENT_CONSULTATION,
    named.HOME_HEALTHCARE_SERVICES,
    named.PREVENTIVE_INITIAL_0_TO_17,
    named.PREVENTIVE_ESTABLISHED_0_TO_17,
    named.PSYCH_VISIT_DIAGNOSTIC_EVALUATION,
    named.PSYCH_VISIT_PSYCHOTHERAPY,
    named.TELEPHONE_VISITS,
)
MANAGEMENT = named.PSYCHOTHERAPY_AND_PHARMACOLOGIC_MANAGEMENT
OTHERS = (MANAGEMENT, named.AMBULATORY, named.VIRTUAL_ENCOUNTER, named.ED_EVALUATION_AND_MANAGEMENT)
value_sets = small(*MEDICINES, *VISITS, *OTHERS)

rule = "followup.adhd-medication-start"
as_of = "2026-12-31"
person = {"born": "2016-09-03"}
on_record = {
    "prescriptions": """
        code                                    | on         | days | status | intent | forbids
        urn:x#2.16.840.1.113883.3.464.1003.1176 | 2026-03-06 | 30   | active | order  |
        """,
    "encounters": "type | class | from | to | status | place",
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    visit-30   | not met
    visits-300 | not met
    """
NONE = "no first prescription for ADHD"


def visit(on, kind=named.OFFICE_VISIT, status="finished", place=""):
    return f"{coded(kind)} | AMB | {on} | {on} | {status} | {place}"


def visits(*days, **more):
    return "\n".join(visit(on, **more) for on in days)


def ordered(on, days, status="active", medicine="urn:x#2.16.840.1.113883.3.464.1003.1176"):
    return f"{medicine} | {on} | {days} | {status} | |"


class TestWindows:
    """Days 1 to 30, days 31 to 300."""

    def test_the_days_of_both_steps(self, says):
        says(
            """
            occurrence | due        | earliest   | overdue after | closes     | edition
            visit-30   | 2026-04-05 | 2026-03-07 | 2026-04-05    | 2026-12-31 | 2026
            visits-300 | 2026-12-31 | 2026-04-06 | 2026-12-31    | 2026-12-31 | 2026
            """
        )

    @pytest.mark.parametrize(
        ("day", "first", "again"),
        [
            ("2026-03-06", "upcoming", "upcoming"),
            ("2026-03-07", "due", "upcoming"),
            ("2026-04-05", "due", "upcoming"),
            ("2026-04-06", "overdue", "due"),
            ("2026-12-31", "overdue", "due"),
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
        ended = "first prescription for ADHD ended 2026-03-06"
        nothing(f"lapsed on 2026-12-31: {ended}", "2027-01-01")

    @pytest.mark.parametrize(
        ("on", "outcome", "standing"),
        [
            ("2026-03-06", "not met", "overdue"),
            ("2026-03-07", "met", "done"),
            ("2026-04-05", "met", "done"),
            ("2026-04-06", "met", "done late"),
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
            (["2026-04-05", "2026-12-31"], "not met"),
            (["2026-04-06", "2026-12-31"], "met"),
            (["2026-04-06", "2026-04-06"], "not met"),
            (["2026-04-06"], "not met"),
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

    THREE = ("2026-03-24", "2026-05-08", "2026-07-10")
    BOTH = """
        occurrence | outcome
        visit-30   | met
        visits-300 | met
        """

    @pytest.mark.parametrize("kind", VISITS, ids=lambda kind: kind.name)
    def test_follow_up_visits(self, says, kind):
        says(self.BOTH, encounters=visits(*self.THREE, kind=kind))

    def test_medication_management_where_people_come_and_go(self, says):
        place = coded(named.AMBULATORY)
        says(self.BOTH, encounters=visits(*self.THREE, kind=MANAGEMENT, place=place))

    @pytest.mark.parametrize("place", ["", "urn:x#ward"])
    def test_not_elsewhere(self, says, place):
        says(OPEN, encounters=visits(*self.THREE, kind=MANAGEMENT, place=place))

    def test_virtual_encounters_from_day_31(self, says):
        """Decision 0017: two of them are two, where the measure wants another kind for one."""
        says(
            """
            occurrence | outcome
            visit-30   | not met
            visits-300 | met
            """,
            encounters=visits(*self.THREE, kind=named.VIRTUAL_ENCOUNTER),
        )

    def test_an_emergency_visit_is_none(self, says):
        says(OPEN, encounters=visits(*self.THREE, kind=named.ED_EVALUATION_AND_MANAGEMENT))

    @pytest.mark.parametrize("status", ["planned", "cancelled"])
    @pytest.mark.parametrize("kind", [named.OFFICE_VISIT, MANAGEMENT, named.VIRTUAL_ENCOUNTER])
    def test_none_that_did_not_take_place(self, says, status, kind):
        place = coded(named.AMBULATORY)
        says(OPEN, encounters=visits(*self.THREE, kind=kind, status=status, place=place))

    def test_a_voicemail_is_an_attempt(self, says):
        seen = says(OPEN, communications="2026-03-13 | not-done")

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

    @pytest.mark.parametrize("born", ["2020-03-06", "2013-03-07"])
    def test_from_the_sixth_to_before_the_thirteenth_birthday(self, says, born):
        says(OPEN, person={"born": born})

    @pytest.mark.parametrize("born", ["2020-03-07", "2013-03-06"])
    def test_neither_younger_nor_older(self, nothing, born):
        nothing(NONE, person={"born": born})

    @pytest.mark.parametrize(
        "medicine", [*map(coded, MEDICINES), "977860"], ids=lambda code: code.rpartition("#")[2]
    )
    def test_medicines(self, says, medicine):
        """977860 is methamphetamine, 5 mg."""
        says(OPEN, change={"urn:x#2.16.840.1.113883.3.464.1003.1176": medicine})

    def test_another_medicine_is_none(self, nothing):
        nothing(NONE, change={"urn:x#2.16.840.1.113883.3.464.1003.1176": "36437"})

    @pytest.mark.parametrize(
        ("status", "intent"),
        [
            *(("active", "order"), ("completed", "order"), ("active", "original-order")),
            *(("active", "reflex-order"), ("active", "filler-order"), ("active", "instance-order")),
        ],
    )
    def test_orders_that_stand(self, says, status, intent):
        says(OPEN, change={"active | order  |": f"{status} | {intent}  |"})

    @pytest.mark.parametrize(
        ("status", "intent", "no"),
        [
            *(("cancelled", "order", ""), ("draft", "order", "")),
            *(("active", "plan", ""), ("active", "order", "yes")),
        ],
    )
    def test_orders_that_do_not(self, nothing, status, intent, no):
        nothing(NONE, change={"active | order  |": f"{status} | {intent}  | {no}"})

    @pytest.mark.parametrize("before", [("2025-11-06", 1), ("2026-03-05", 30), ("2025-09-05", 90)])
    def test_not_when_there_was_one_in_the_120_days_before(self, nothing, before):
        """Of a child who turned 6 on that day, so that the one before started nothing itself."""
        nothing(NONE, person={"born": "2020-03-06"}, prescriptions=ordered(*before))

    @pytest.mark.parametrize(
        "before",
        [
            ordered("2025-11-05", 1),
            ordered("2025-11-06", 1, status="completed"),
            ordered("2026-03-05", 30, medicine="36437"),
        ],
    )
    def test_one_that_was_over_by_then_or_of_something_else_does_not_matter(self, says, before):
        says(OPEN, person={"born": "2020-03-06"}, prescriptions=before)

    def test_begun_again_within_300_days_it_starts_nothing_new(self, says):
        says(OPEN, prescriptions=ordered("2026-12-31", 30))

    def test_begun_again_after_that_it_starts_anew(self, says):
        says(
            """
            occurrence | due
            visit-30   | 2027-01-31
            visits-300 | 2027-10-28
            """,
            "2027-01-01",
            prescriptions=ordered("2027-01-01", 30),
        )

    def test_it_starts_when_it_is_written_whatever_its_supply(self, says):
        says(
            """
            occurrence | due
            visit-30   | 2026-04-05
            visits-300 | 2026-12-31
            """,
            change={"| 30   |": "| 90   |"},
        )

    def test_none_before_2025(self, nothing):
        day = {"2026-03-06": "2024-12-31"}
        nothing("no edition before 2025-01-01", "2025-01-02", change=day)

    def test_from_2025(self, says):
        says(OPEN, "2025-01-02", change={"2026-03-06": "2025-01-01"})


class TestMissing:
    """Lists that nobody asked for, sets that nobody loaded, a birth date that is not known."""

    def test_the_sets_of_medicines(self, says):
        names = ", ".join(f"value set {one.name}" for one in MEDICINES)
        says(
            f"""
            outcome           | missing
            insufficient data | {names}
            """,
            value_sets=small(*VISITS, *OTHERS),
        )

    def test_the_sets_of_visits(self, says):
        names = ", ".join(f"value set {one.name}" for one in (*VISITS, MANAGEMENT))
        says(
            f"""
            occurrence | outcome           | missing
            visit-30   | insufficient data | {names}
            visits-300 | insufficient data | {names}, value set {named.VIRTUAL_ENCOUNTER.name}
            """,
            value_sets=small(*MEDICINES),
        )

    def test_the_set_of_places(self, says):
        place = coded(named.AMBULATORY)
        says(
            """
            occurrence | outcome           | to do | missing
            visit-30   | insufficient data | yes   | value set Ambulatory
            visits-300 | insufficient data | yes   | value set Ambulatory
            """,
            value_sets=small(*MEDICINES, *VISITS, MANAGEMENT, named.VIRTUAL_ENCOUNTER),
            encounters=visits("2026-03-20", "2026-05-04", kind=MANAGEMENT, place=place),
        )

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
