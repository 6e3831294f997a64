"""HOSPITAL: the score of a discharge in its two editions, and what it needs to be told."""

import pytest

from carecoord.rules import Outcome
from carecoord.rules.readmission import RULES

title = "Risk of a potentially avoidable readmission (HOSPITAL)"

STAY = """
    class | from       | to         | priority | disposition | service
    IMP   | 2026-05-18 | 2026-05-22 | EM       | home        | 419192003
"""
LABS = """
    code   | on         | value | unit
    718-7  | 2026-05-22 | 11.4  | g/dL
    2951-2 | 2026-05-22 | 134   | mmol/L
"""
TITLES = {
    "2013": "High risk of a potentially avoidable readmission (HOSPITAL, 2013)",
    "2016": "High risk of a potentially avoidable readmission (HOSPITAL, 2016)",
}
HEMOGLOBIN, ONCOLOGY, SODIUM, PROCEDURE, INDEX_TYPE, ADMISSIONS, LENGTH = range(7)

each_edition = pytest.mark.parametrize("edition", ["2013", "2016"])


def earlier(*days):
    """Other stays, which begin and end on these days."""
    return "".join(f"    IMP | {day} | {day} | EL | home | 419192003\n" for day in days)


def hospital(ask, edition="2016", *, stay=STAY, labs=LABS, procedures="", **more):
    """The score of an edition; a table that is None was never asked for."""
    rule = next(one for one in RULES if one.title == TITLES[edition])
    given = {"encounters": stay, "observations": labs, "procedures": procedures}
    tables = {name: table for name, table in given.items() if table is not None}
    return ask(rule, more.pop("as_of", "2026-05-22"), tables, **more)


def points(finding):
    return [line.points for line in finding.evidence if line.points is not None]


class TestTheTwoEditions:
    """They differ at exactly one earlier admission; both are reported and named."""

    @pytest.mark.parametrize(
        ("admissions", "in_2013", "in_2016"),
        [(0, 0, 0), (1, 2, 0), (2, 2, 2), (5, 2, 2), (6, 5, 5)],
    )
    def test_points_of_earlier_admissions(self, ask, admissions, in_2013, in_2016):
        stays = STAY + earlier(*[f"2026-02-{day:02}" for day in range(1, 2 * admissions, 2)])

        assert points(hospital(ask, "2013", stay=stays))[ADMISSIONS] == in_2013
        assert points(hospital(ask, "2016", stay=stays))[ADMISSIONS] == in_2016

    def test_one_review_gives_both_each_under_its_own_name(self, ask):
        stays = STAY + earlier("2025-10-06")
        tables = {"encounters": stays, "observations": LABS, "procedures": "", "conditions": ""}
        found = ask(RULES, "2026-05-22", tables, every=True)

        assert [(f.rule, f.edition, f.score) for f in found if "hospital" in f.rule] == [
            ("readmission.hospital", "2016", 3),
            ("readmission.hospital-2013", "2013", 5),
        ]
        assert [f.title for f in found if "hospital" in f.rule] == [TITLES["2016"], TITLES["2013"]]

    def test_neither_opens_work_of_its_own(self, ask):
        """Routine, for a nurse, and the open tasks are what can be worked on."""
        low = LABS.replace("11.4", "9.0")
        stays = STAY.replace("2026-05-18", "2026-05-10") + earlier("2026-02-01", "2026-03-01")
        old, new = (hospital(ask, e, stay=stays, labs=low) for e in ("2013", "2016"))

        assert (old.outcome, old.score, old.action) == (Outcome.MET, 7, None)
        assert (new.outcome, new.score, new.action) == (Outcome.MET, 7, None)

    def test_the_risk_of_the_band_is_told_with_what_it_is(self, ask):
        """It belongs to 2016; of 2013 none could be read."""
        told = dict(hospital(ask).details)

        assert told["risk of a potentially avoidable readmission within 30 days"] == "5.8 %"
        assert told["this risk is"] == "of this band in the validation of 2016, not observed here"
        assert [name for name, _ in hospital(ask, "2013").details] == ["band", "lapses after"]


class TestBands:
    """Low to 4, intermediate 5 and 6, high from 7."""

    @pytest.mark.parametrize(
        ("service", "priority", "since", "told"),
        [
            ("419192003", "EL", "2026-05-18", (2, "low", "5.8 %", "not met")),
            ("394593009", "EL", "2026-05-18", (4, "low", "5.8 %", "not met")),
            ("394593009", "EM", "2026-05-18", (5, "intermediate", "11.9 %", "not met")),
            ("394593009", "EL", "2026-05-17", (6, "intermediate", "11.9 %", "not met")),
            ("394593009", "EM", "2026-05-17", (7, "high", "22.8 %", "met")),
        ],
    )
    def test_where_each_begins(self, ask, service, priority, since, told):
        stay = f"""
            class | from    | to         | priority   | service
            IMP   | {since} | 2026-05-22 | {priority} | {service}
        """
        finding = hospital(ask, stay=stay)
        risk = dict(finding.details)["risk of a potentially avoidable readmission within 30 days"]
        band = dict(finding.details)["band"]

        assert told == (finding.score, band, risk, finding.outcome.value)


class TestResults:
    """Hemoglobin and sodium: the last of the stay; the limit itself is not low."""

    @pytest.mark.parametrize(
        ("value", "unit", "earned"),
        [
            ("11.9", "g/dL", 1),
            ("12.0", "g/dL", 0),
            ("119", "g/L", 1),
            ("120", "g/L", 0),
        ],
    )
    def test_hemoglobin_below_twelve(self, ask, value, unit, earned):
        finding = hospital(ask, labs=LABS.replace("11.4  | g/dL", f"{value} | {unit}"))

        assert points(finding)[HEMOGLOBIN] == earned
        assert finding.evidence[HEMOGLOBIN].because == f"{value} {unit}"

    @pytest.mark.parametrize(
        ("value", "unit", "earned"),
        [("134", "mmol/L", 1), ("135", "mmol/L", 0), ("134", "meq/L", 1), ("135", "meq/L", 0)],
    )
    def test_sodium_below_135(self, ask, value, unit, earned):
        """The milliequivalent of an ion with one charge is its millimole."""
        finding = hospital(ask, labs=LABS.replace("134   | mmol/L", f"{value} | {unit}"))

        assert points(finding)[SODIUM] == earned

    @pytest.mark.parametrize(("value", "earned"), [("< 12", 1), (">= 12", 0)])
    def test_a_bound_may_decide(self, ask, value, earned):
        assert points(hospital(ask, labs=LABS.replace("11.4", value)))[HEMOGLOBIN] == earned

    @pytest.mark.parametrize(("value", "unit"), [("< 13", "g/dL"), ("7.1", "mmol/L"), ("11.4", "")])
    def test_what_cannot_be_compared_is_missing(self, ask, value, unit):
        """Moles of hemoglobin are not grams, and a number without a unit is no amount."""
        finding = hospital(ask, labs=LABS.replace("11.4  | g/dL", f"{value} | {unit}"))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("a comparable value for hemoglobin at discharge",)

    def test_words_are_no_amount(self, ask):
        labs = """
            code   | on         | value | unit   | text
            718-7  | 2026-05-22 |       |        | low
            2951-2 | 2026-05-22 | 134   | mmol/L |
        """
        missing = ("a comparable value for hemoglobin at discharge",)

        assert hospital(ask, labs=labs).missing == missing

    @pytest.mark.parametrize(
        ("on", "told"),
        [
            ("2026-05-17", "hemoglobin at discharge"),
            ("2026-05-18", 1),
            ("2026-05-22", 1),
            ("2026-05-23", "hemoglobin at discharge"),
            ("2026-05", "hemoglobin at discharge"),
        ],
    )
    def test_it_is_from_the_stay(self, ask, on, told):
        """The day before, the first day, the last, the day after; a month is no day."""
        labs = LABS.replace("718-7  | 2026-05-22", f"718-7 | {on}")
        finding = hospital(ask, labs=labs, as_of="2026-06-01")

        assert told in {*finding.missing, *points(finding)[:1]}

    @pytest.mark.parametrize(
        ("first", "second", "earned"),
        [
            ("2026-05-19", "2026-05-21", 0),
            ("2026-05-21", "2026-05-19", 1),
            ("2026-05-21T08:00", "2026-05-21T09:00", 0),
            ("2026-05-21T09:00", "2026-05-21T08:00", 1),
        ],
    )
    def test_the_last_one_counts(self, ask, first, second, earned):
        """The first is low, the second is not."""
        labs = LABS.replace("718-7  | 2026-05-22", f"718-7 | {first}")
        finding = hospital(ask, labs=labs + f"    718-7 | {second} | 12.6 | g/dL\n")

        assert points(finding)[HEMOGLOBIN] == earned

    @pytest.mark.parametrize("second", ["2026-05-21", "2026-05-21T09:00", "2026-05"])
    def test_where_it_is_open_which_was_the_last_the_two_must_agree(self, ask, second):
        labs = LABS.replace("718-7  | 2026-05-22", "718-7 | 2026-05-21")
        apart = hospital(ask, labs=labs + f"    718-7 | {second} | 12.6 | g/dL\n")
        agreed = hospital(ask, labs=labs + f"    718-7 | {second} | 10.6 | g/dL\n")

        assert apart.missing == ("which hemoglobin was the last before discharge",)
        assert points(agreed)[HEMOGLOBIN] == 1

    def test_a_result_that_came_after_the_discharge_is_waited_for(self, ask):
        labs = """
            code   | on         | issued     | value | unit
            718-7  | 2026-05-22 | 2026-05-23 | 11.4  | g/dL
            2951-2 | 2026-05-22 | 2026-05-22 | 134   | mmol/L
        """
        assert hospital(ask, labs=labs).missing == ("hemoglobin at discharge",)
        assert points(hospital(ask, labs=labs, as_of="2026-05-23"))[HEMOGLOBIN] == 1

    def test_a_result_entered_in_error_is_none(self, ask):
        labs = """
            code   | on         | value | unit   | status
            718-7  | 2026-05-22 | 11.4  | g/dL   | entered-in-error
            2951-2 | 2026-05-22 | 134   | mmol/L | final
        """
        assert hospital(ask, labs=labs).missing == ("hemoglobin at discharge",)


class TestService:
    """The service that discharged the patient, by a specialty in SNOMED CT."""

    @pytest.mark.parametrize(
        ("service", "earned"),
        [("394593009", 2), ("394592004", 2), ("419815003", 2), ("419192003", 0)],
    )
    def test_oncology_earns_two(self, ask, service, earned):
        finding = hospital(ask, stay=STAY.replace("419192003", service))

        assert points(finding)[ONCOLOGY] == earned

    @pytest.mark.parametrize("service", ["", "http://example.org/services#ONC"])
    def test_a_service_nobody_coded_is_missing(self, ask, service):
        """A hospital's own code may mean oncology."""
        stay = STAY.replace("419192003", service)

        assert hospital(ask, stay=stay).missing == ("discharging service",)


class TestProcedure:
    """Anything coded that was done in the stay."""

    @pytest.mark.parametrize(
        ("on", "earned"),
        [("2026-05-17", 0), ("2026-05-18", 1), ("2026-05-22", 1), ("2026-05-23", 0)],
    )
    def test_by_its_day(self, ask, on, earned):
        finding = hospital(ask, procedures=f"code | on\n73761001 | {on}", as_of="2026-06-01")

        assert points(finding)[PROCEDURE] == earned

    @pytest.mark.parametrize(("encounter", "earned"), [("e1", 1), ("e2", 0)])
    def test_by_the_encounter_that_it_names_before_its_day(self, ask, encounter, earned):
        procedures = f"code | on | encounter\n73761001 | 2026-05-20 | {encounter}"

        assert points(hospital(ask, procedures=procedures))[PROCEDURE] == earned

    def test_of_a_month_that_holds_more_than_the_stay_it_is_open(self, ask):
        procedures = "code | on\n73761001 | 2026-05"
        finding = hospital(ask, procedures=procedures, as_of="2026-06-01")

        assert finding.missing == ("the day of a procedure",)

    @pytest.mark.parametrize(
        ("code", "category", "status"),
        [
            ("430193006", "", "completed"),
            ("1111F", "", "completed"),
            ("73761001", "409073007", "completed"),
            ("73761001", "409063005", "completed"),
            ("73761001", "", "not-done"),
            ("", "", "completed"),
        ],
    )
    def test_paperwork_talk_and_what_was_not_done_are_none(self, ask, code, category, status):
        procedures = f"""
            code   | on         | category   | status
            {code} | 2026-05-20 | {category} | {status}
        """
        assert points(hospital(ask, procedures=procedures))[PROCEDURE] == 0


class TestAcuityAndAdmissions:
    """Not elective by the same signs as in LACE; other stays of the twelve months before."""

    @pytest.mark.parametrize(("priority", "earned"), [("EM", 1), ("UR", 1), ("EL", 0)])
    def test_not_elective_earns_one(self, ask, priority, earned):
        stay = STAY.replace("| EM ", f"| {priority} ")

        assert points(hospital(ask, stay=stay))[INDEX_TYPE] == earned

    def test_without_any_word_of_it_the_score_is_not_known(self, ask):
        assert hospital(ask, stay=STAY.replace("| EM ", "| ")).missing == ("acuity of admission",)

    @pytest.mark.parametrize(
        ("day", "earned"),
        [
            ("2025-05-17", 0),
            ("2025-05-18", 2),
            ("2026-05-17", 2),
            ("2026-05-18", 0),
        ],
    )
    def test_the_window_begins_twelve_months_before(self, ask, day, earned):
        """The day before it, its first day, its last day, the day of this admission."""
        finding = hospital(ask, "2013", stay=STAY + earlier(day))

        assert points(finding)[ADMISSIONS] == earned

    @pytest.mark.parametrize("day", ["2025", "2025-05", "2026-05"])
    def test_an_admission_of_which_the_day_is_open_leaves_it_open(self, ask, day):
        stay = STAY + f"    IMP | {day} |  | EL | home | 419192003\n"
        finding = hospital(ask, stay=stay, as_of="2026-05-22")

        assert finding.missing == ("the day of an earlier admission",)

    def test_a_month_within_the_window_is_day_enough(self, ask):
        stay = STAY + "    IMP | 2026-02 | 2026-02 | EL | home | 419192003\n"

        assert points(hospital(ask, "2013", stay=stay))[ADMISSIONS] == 2


@pytest.mark.parametrize(
    ("discharged", "earned"), [("2026-05-18", 0), ("2026-05-22", 0), ("2026-05-23", 2)]
)
def test_five_nights_earn_two(ask, discharged, earned):
    """Four do not."""
    stay, labs = (text.replace("2026-05-22", discharged) for text in (STAY, LABS))

    assert points(hospital(ask, stay=stay, labs=labs, as_of=discharged))[LENGTH] == earned


@each_edition
def test_everything_that_is_missing_is_named(ask, edition):
    """In the order of the score's name."""
    stay = """
        class | from       | to
        IMP   | 2026-05-18 | 2026-05-22
        IMP   | 2025       |
    """
    finding = hospital(ask, edition, stay=stay, labs="", procedures=None)

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == (
        "hemoglobin at discharge",
        "discharging service",
        "sodium at discharge",
        "procedures (never asked for)",
        "acuity of admission",
        "the day of an earlier admission",
    )


@each_edition
def test_results_never_asked_for_are_missing(ask, edition):
    finding = hospital(ask, edition, labs=None)

    assert finding.missing == ("observations (never asked for)",) * 2


@each_edition
@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2026-05-21", Outcome.NOT_APPLICABLE),
        ("2026-05-22", Outcome.NOT_MET),
        ("2026-06-21", Outcome.NOT_MET),
        ("2026-06-22", Outcome.NOT_APPLICABLE),
    ],
)
def test_it_speaks_from_discharge_for_thirty_days(ask, edition, as_of, outcome):
    assert hospital(ask, edition, as_of=as_of).outcome is outcome


@each_edition
@pytest.mark.parametrize("where", ["exp", "hosp", "snf"])
def test_who_did_not_go_home_alive_is_not_scored(ask, edition, where):
    finding = hospital(ask, edition, stay=STAY.replace("home", where))

    assert finding.reason == "discharged on 2026-05-22, not alive to the community"


def test_a_disposition_nobody_gave_counts_as_home_and_says_so(ask):
    line = hospital(ask, stay=STAY.replace("home", "")).evidence[-1]

    assert (line.holds, line.because) == (None, "disposition not given, taken as the community")


class TestOneStayInParts:
    """What went on in another hospital, or was written in several parts, is one stay."""

    PARTS = """
        class | from       | to         | priority | disposition | service   | hospital
        IMP   | 2026-05-14 | 2026-05-18 | EM       | 02          | 419192003 | north
        IMP   | 2026-05-18 | 2026-05-22 | EL       | home        | 394593009 | south
    """

    def test_its_parts_are_no_earlier_admissions_and_its_days_add_up(self, ask):
        """Eight nights are 2 points; the service is that of the last part."""
        earned = points(hospital(ask, "2013", stay=self.PARTS))

        assert (earned[ADMISSIONS], earned[LENGTH]) == (0, 2)
        assert (earned[ONCOLOGY], earned[INDEX_TYPE]) == (2, 1)

    def test_an_earlier_stay_in_parts_is_one_admission(self, ask):
        moved = """
        IMP | 2026-02-01 | 2026-02-03 | EM | 02   | 419192003 | north
        IMP | 2026-02-04 | 2026-02-09 | EM | home | 419192003 | south
        """
        finding = hospital(ask, "2013", stay=self.PARTS.rstrip() + moved)
        line = next(line for line in finding.evidence if line.clause.startswith("admissions"))

        assert (line.points, line.because) == (2, "1 admission")
        assert [ref.id for ref in line.facts] == ["e3", "e4"]

    def test_a_procedure_of_any_part_counts(self, ask):
        done = "code | on | encounter\n73761001 | 2026-05-15 | e1"

        assert points(hospital(ask, stay=self.PARTS, procedures=done))[PROCEDURE] == 1

    def test_an_earlier_stay_without_its_last_day_counts_by_its_first(self, ask):
        open_ended = "    IMP | 2026-02-01 | | EM | home | 419192003\n"

        assert points(hospital(ask, "2013", stay=STAY + open_ended))[ADMISSIONS] == 2


@pytest.mark.parametrize("edition", ["2013", "2016"])
def test_a_booked_visit_changes_nothing(ask, edition):
    lists = {"encounters": STAY, "observations": LABS, "procedures": ""}
    rule = next(one for one in RULES if one.title == TITLES[edition])
    booked = lists | {"appointments": "on | status\n2026-05-29 | booked"}

    assert ask(rule, "2026-05-25", booked) == ask(rule, "2026-05-25", lists)
