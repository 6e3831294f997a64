"""LACE: the index of a discharge, and what it needs to be told."""

import pytest

from carecoord.rules import Outcome
from carecoord.rules.readmission.lace import RULE

title = "Expected risk of death or readmission after discharge (LACE)"

STAY = """
    class | from       | to         | priority | source | disposition
    IMP   | 2026-05-18 | 2026-05-22 | EM       |        | home
"""
ILL = """
    code  | recorded
    I50.9 | 2020-01-01
    E11.9 | 2020-01-01
"""


def visits(*days):
    return "\n".join(f"    EMER | {day} | {day} |  |  |  " for day in days)


def lace(ask, encounters=STAY, conditions=ILL, as_of="2026-05-22", appointments=None, **more):
    lists = {"encounters": encounters, "conditions": conditions}
    return ask(
        RULE,
        as_of,
        lists if appointments is None else lists | {"appointments": appointments},
        **more,
    )


def points(finding):
    return [line.points for line in finding.evidence if line.points is not None]


def test_four_nights_emergent_two_diseases_two_visits_are_twelve(ask):
    """The published table: 4 + 3 + 3 + 2."""
    finding = lace(ask, STAY + visits("2025-12-01", "2026-03-05"))

    assert finding.outcome is Outcome.MET
    assert finding.score == 12
    assert points(finding) == [4, 3, 3, 2]


def test_the_expected_risk_is_told_with_what_it_is(ask):
    """Expected where the index was derived: never observed here."""
    details = dict(lace(ask, STAY + visits("2025-12-01", "2026-03-05")).details)

    assert details["expected risk of death or unplanned readmission within 30 days"] == "17.0 %"
    assert details["this risk is"] == "expected in the derivation model, not observed"


def test_a_high_index_opens_no_work_of_its_own(ask):
    """The open tasks are what can be worked on: readmission.open-tasks tells them."""
    finding = lace(ask)

    assert (finding.outcome, finding.action) == (Outcome.MET, None)


@pytest.mark.parametrize(
    ("discharged", "earned"),
    [
        ("2026-05-18", 0),
        ("2026-05-19", 1),
        ("2026-05-20", 2),
        ("2026-05-21", 3),
        ("2026-05-22", 4),
        ("2026-05-24", 4),
        ("2026-05-25", 5),
        ("2026-05-31", 5),
        ("2026-06-01", 7),
    ],
)
def test_nights_are_counted(ask, discharged, earned):
    """A stay that ends on the day it began has none."""
    finding = lace(ask, STAY.replace("2026-05-22", discharged), as_of=discharged)

    assert points(finding)[0] == earned


def test_both_days_count_where_a_site_counts_them(ask):
    """A site parameter: the day of admission and the day of discharge."""
    counting = {"readmission.lace.count-both-days": True}
    finding = lace(
        ask, STAY.replace("2026-05-22", "2026-05-20"), as_of="2026-05-20", parameters=counting
    )

    assert points(finding)[0] == 3


@pytest.mark.parametrize(("score_of", "outcome"), [(1, Outcome.NOT_MET), (2, Outcome.MET)])
def test_ten_points_are_high(ask, score_of, outcome):
    """Nine are not: 4 + 3 + 1 and one or two visits."""
    finding = lace(
        ask,
        STAY + visits(*["2026-01-05", "2026-01-06"][:score_of]),
        "code | recorded\nI25.2 | 2019-01-01",
    )

    assert finding.score == 8 + score_of
    assert finding.outcome is outcome


class TestAcuity:
    """Emergent, elective, or not known: never a default."""

    @pytest.mark.parametrize(
        ("priority", "source", "earned"),
        [("EM", "", 3), ("UR", "", 3), ("", "emd", 3), ("EL", "emd", 3), ("EL", "", 0)],
    )
    def test_priority_or_source_tell(self, ask, priority, source, earned):
        stay = f"""
            class | from       | to         | priority   | source
            IMP   | 2026-05-18 | 2026-05-22 | {priority} | {source}
        """
        assert points(lace(ask, stay))[1] == earned

    @pytest.mark.parametrize(
        ("began", "ended", "earned"),
        [
            ("2026-05-17T08:00", "2026-05-17T12:00", 3),
            ("2026-05-18T08:00", "2026-05-18T09:00", 3),
            ("2026-05-18T10:00", "2026-05-18T11:00", 3),
            ("2026-05-14T08:00", "2026-05-17T12:00", 3),
            ("2026-05-18T10:01", "2026-05-18T11:00", 0),
            ("2026-05-16T08:00", "2026-05-16T12:00", 0),
        ],
    )
    def test_an_emergency_visit_that_ran_into_the_stay_tells(self, ask, began, ended, earned):
        """That day or the day before; one that began after the admission is another matter."""
        encounters = f"""
            class | from             | to               | priority
            IMP   | 2026-05-18T10:00 | 2026-05-22T10:00 | EL
            EMER  | {began}          | {ended}          |
        """
        assert points(lace(ask, encounters))[1] == earned

    def test_without_any_word_of_it_the_index_is_not_known(self, ask):
        """That no emergency visit is on record does not make an admission elective."""
        finding = lace(ask, STAY.replace("EM ", "   "))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("acuity of admission",)

    def test_a_priority_that_says_neither_leaves_it_open(self, ask):
        assert lace(ask, STAY.replace("EM", "R")).missing == ("acuity of admission",)


class TestComorbidity:
    """LACE's own weights, of what was known when the patient went home."""

    @pytest.mark.parametrize(
        ("codes", "earned"),
        [
            ("", 0),
            ("I25.2", 1),
            ("I50.9", 2),
            ("88805009", 2),
            ("185086009", 2),
            ("F03.90", 3),
            ("I50.9 I25.2", 3),
            ("B20", 5),
            ("C78.00", 5),
            ("K25.0", 0),
            ("G81.90", 0),
        ],
    )
    def test_points_of_the_groups(self, ask, codes, earned):
        """Ulcer and hemiplegia are Charlson's, not LACE's."""
        table = "code | recorded\n" + "\n".join(f"{c} | 2020-01-01" for c in codes.split())

        assert points(lace(ask, conditions=table))[2] == earned

    @pytest.mark.parametrize(
        ("lighter", "heavier", "name"),
        [
            ("E11.9", "E11.22", "diabetes with end-organ damage 2"),
            ("K74.60", "K76.6", "moderate or severe liver or renal disease 4"),
            ("N18.2", "N18.30", "moderate or severe liver or renal disease 4"),
            ("431856006", "46177005", "moderate or severe liver or renal disease 4"),
            ("C50.919", "C79.51", "metastatic solid tumour 6"),
        ],
    )
    def test_of_a_pair_only_the_heavier_counts(self, ask, lighter, heavier, name):
        table = f"code | recorded\n{lighter} | 2020-01-01\n{heavier} | 2020-01-01"
        line = lace(ask, conditions=table).evidence[2]

        assert line.because.split("; ")[1:] == [name]
        assert [ref.id for ref in line.facts] == ["c2"]

    @pytest.mark.parametrize(
        ("recorded", "earned"),
        [("2026-05-22", 2), ("2026-05-23", 0), ("2026-05", None), ("", None)],
    )
    def test_what_was_known_by_the_day_of_discharge(self, ask, recorded, earned):
        """A later entry does not count; one whose day is open leaves the index open."""
        finding = lace(ask, conditions=f"code | recorded\nI50.9 | {recorded}", as_of="2026-06-01")

        if earned is None:
            assert finding.missing == ("whether a comorbidity was known at discharge",)
        else:
            assert points(finding)[2] == earned

    def test_a_diagnosis_of_the_stay_counts_when_it_was_recorded_later(self, ask):
        table = "code | recorded | encounter\nI50.9 | 2026-05-25 | e1"

        assert points(lace(ask, conditions=table, as_of="2026-06-01"))[2] == 2

    def test_a_resolved_condition_counts_a_refuted_one_does_not(self, ask):
        """History weighs; what turned out not to be so does not."""
        table = """
            code  | recorded   | status   | verification
            I25.2 | 2015-01-01 | resolved | confirmed
            F03.9 | 2015-01-01 | active   | refuted
        """
        assert points(lace(ask, conditions=table))[2] == 1

    def test_what_is_open_does_not_matter_once_the_points_are_settled(self, ask):
        """From a sum of four on, more comorbidity earns no more points."""
        table = "code | recorded\nB20 | 2020-01-01\nI50.9 | "

        assert points(lace(ask, conditions=table))[2] == 5

    def test_a_list_of_conditions_never_asked_for_is_missing(self, ask):
        finding = ask(RULE, "2026-05-22", {"encounters": STAY})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("conditions (never asked for)",)


class TestEmergencyVisits:
    """In the six months before admission, without the one that became the stay."""

    @pytest.mark.parametrize(("number", "earned"), [(0, 0), (1, 1), (3, 3), (4, 4), (5, 4)])
    def test_up_to_four_points(self, ask, number, earned):
        days = [f"2026-02-0{n}" for n in range(1, number + 1)]

        assert points(lace(ask, STAY + visits(*days)))[3] == earned

    @pytest.mark.parametrize(
        ("day", "earned"), [("2025-11-17", 0), ("2025-11-18", 1), ("2026-05-16", 1)]
    )
    def test_the_window_begins_six_months_before_admission(self, ask, day, earned):
        assert points(lace(ask, STAY + visits(day)))[3] == earned

    @pytest.mark.parametrize("day", ["2026-05-17", "2026-05-18", "2026-05-19"])
    def test_the_visit_that_led_to_the_stay_is_left_out(self, ask, day):
        """So is one after admission."""
        assert points(lace(ask, STAY + visits(day)))[3] == 0

    def test_of_two_visits_before_admission_only_the_last_led_to_it(self, ask):
        finding = lace(ask, STAY + visits("2026-05-17", "2026-05-18"))

        assert [ref.id for ref in finding.evidence[3].facts] == ["e2"]

    def test_a_visit_of_which_only_the_month_is_known_leaves_it_open(self, ask):
        assert lace(ask, STAY + visits("2026-02")).missing == ("the day of an emergency visit",)

    def test_a_visit_that_was_cancelled_is_none(self, ask):
        encounters = """
            class | from       | to         | priority | status
            IMP   | 2026-05-18 | 2026-05-22 | EM       | finished
            EMER  | 2026-02-01 | 2026-02-01 |          | cancelled
        """
        assert points(lace(ask, encounters))[3] == 0


class TestWhichStay:
    """The inpatient stay that finished last, of an adult who went home alive."""

    def test_the_last_discharge_counts(self, ask):
        encounters = """
            class | from       | to         | priority
            IMP   | 2026-05-01 | 2026-05-03 | EL
            IMP   | 2026-05-18 | 2026-05-22 | EM
            IMP   | 2026-05-24 |            | EM
        """
        finding = lace(
            ask, encounters.replace("|            |", "| 2026-06-01 |"), as_of="2026-05-26"
        )

        assert finding.reason.startswith("discharged on 2026-05-22")

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-05-21", Outcome.NOT_APPLICABLE),
            ("2026-05-22", Outcome.MET),
            ("2026-06-21", Outcome.MET),
            ("2026-06-22", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_it_speaks_from_discharge_for_thirty_days(self, ask, as_of, outcome):
        assert lace(ask, as_of=as_of).outcome is outcome

    def test_what_is_missing_lapses_too(self, ask):
        """A stay of long ago asks nobody for its acuity."""
        finding = lace(ask, STAY.replace("EM ", "   "), as_of="2026-06-22")

        assert finding.reason == "lapsed on 2026-06-21: discharged on 2026-05-22"

    @pytest.mark.parametrize("where", ["exp", "hosp", "other-hcf", "snf", "rehab"])
    def test_who_did_not_go_home_alive_is_not_scored(self, ask, where):
        finding = lace(ask, STAY.replace("home", where))

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "discharged on 2026-05-22, not alive to the community"

    def test_a_disposition_nobody_gave_counts_as_home_and_says_so(self, ask):
        finding = lace(ask, STAY.replace("home", "    "))
        line = finding.evidence[-1]

        assert finding.outcome is Outcome.MET
        assert (line.holds, line.because) == (
            None,
            "disposition not given, taken as the community",
        )

    @pytest.mark.parametrize(
        ("died", "outcome"),
        [
            ("2026-05-22", Outcome.NOT_APPLICABLE),
            ("2026-05-23", Outcome.MET),
            (True, Outcome.MET),
        ],
    )
    def test_who_died_by_the_day_of_discharge_died_in_the_stay(self, ask, died, outcome):
        """Unless the disposition says otherwise."""
        stay = STAY.replace("home", "    ")

        assert lace(ask, stay, as_of="2026-05-30", deceased=died).outcome is outcome

    @pytest.mark.parametrize("kind", ["IMP", "ACUTE", "NONAC"])
    def test_classes_of_inpatient_stays(self, ask, kind):
        assert lace(ask, STAY.replace("IMP", kind)).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("kind", "outcome"), [("", Outcome.MET), ("AMB", Outcome.NOT_APPLICABLE)]
    )
    def test_a_type_tells_where_the_class_is_missing(self, ask, kind, outcome):
        stay = f"""
            class  | type      | from       | to         | priority
            {kind} | 183452005 | 2026-05-18 | 2026-05-22 | EM
        """
        assert lace(ask, stay).outcome is outcome

    @pytest.mark.parametrize(
        ("born", "told"),
        [
            ("2008-05-18", "MET"),
            ("2008-05-19", "younger than 18 at admission"),
            ("2008", "not known: exact birth date"),
            (None, "not known: birth date"),
        ],
    )
    def test_adults_at_admission(self, ask, born, told):
        finding = lace(ask, born=born)

        assert told in {finding.outcome.name, finding.reason}

    def test_no_stay_is_not_applicable(self, ask):
        assert lace(ask, "").reason == "no finished inpatient stay"

    def test_encounters_never_asked_for_are_missing(self, ask):
        finding = ask(RULE, "2026-05-22", {"conditions": ""})

        assert finding.missing == ("encounters (never asked for)",)

    @pytest.mark.parametrize("end", ["2026-05", ""])
    def test_a_stay_without_a_day_of_discharge_cannot_be_scored(self, ask, end):
        finding = lace(ask, STAY.replace("2026-05-22", end or "          "), as_of="2026-06-30")

        assert finding.missing == ("the days of an inpatient stay",)


class TestOneStayInParts:
    """What went on in another hospital, or was written in several parts, is one stay."""

    PARTS = """
        class | from       | to         | priority | disposition | hospital
        IMP   | 2026-05-14 | 2026-05-18 | EM       | 02          | north
        IMP   | 2026-05-18 | 2026-05-22 | EL       | home        | south
    """

    def test_days_count_from_the_first_admission_which_tells_the_acuity(self, ask):
        """Eight nights are 5 points, and the emergency of the first part 3."""
        finding = lace(ask, self.PARTS)

        assert points(finding)[:2] == [5, 3]
        assert [ref.id for ref in finding.evidence[0].facts] == ["e1", "e2"]

    def test_parts_two_days_apart_are_two_stays(self, ask):
        """The last one is scored: three nights, elective."""
        finding = lace(ask, self.PARTS.replace("IMP   | 2026-05-18", "IMP   | 2026-05-20"))

        assert points(finding)[:2] == [2, 0]

    def test_a_diagnosis_of_any_part_counts(self, ask):
        ill = """
            code  | recorded   | encounter
            I50.9 |            | e1
            E11.9 |            | e2
        """
        assert points(lace(ask, self.PARTS, ill))[2] == 3

    def test_the_visit_that_led_to_the_first_part_is_not_an_earlier_one(self, ask):
        finding = lace(ask, f"{self.PARTS.rstrip()}\n EMER | 2026-05-14 | 2026-05-14 | | | north")

        assert points(finding)[3] == 0


@pytest.mark.parametrize(
    "booked", ["", "on | status\n2026-05-29 | booked", "on | status\n2026-05-23 | fulfilled"]
)
def test_a_booked_visit_changes_nothing(ask, booked):
    assert lace(ask, as_of="2026-05-25", appointments=booked) == lace(ask, as_of="2026-05-25")
