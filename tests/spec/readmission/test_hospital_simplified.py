"""Simplified HOSPITAL: a cancer or oncology, no procedure, and a cut-off that the site chooses."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.readmission import hospital, hospital_2013, lace
from carecoord.rules.readmission.hospital_simplified import RULE
from carecoord.rules.shapes import Dated

title = "Whether a potentially avoidable readmission is likely (simplified HOSPITAL)"

LIKELY_FROM = "readmission.hospital-simplified.likely-from"
NOBODY_CHOSE = f"a cut-off of 1 to 12 points, to be chosen by the site ({LIKELY_FROM})"
OPEN = "whether a cancer was active at discharge"
STAY = """
    class | from       | to         | priority | disposition | service
    IMP   | 2026-05-18 | 2026-05-22 | EM       | home        | 419192003
"""
LABS = """
    code   | on         | value | unit
    718-7  | 2026-05-22 | 11.4  | g/dL
    2951-2 | 2026-05-22 | 134   | mmol/L
"""
CANCER = """
    code    | recorded
    C50.919 | 2024-03-01
"""
HEMOGLOBIN, ONCOLOGY, SODIUM, INDEX_TYPE, ADMISSIONS, LENGTH = range(6)


def simplified(ask, *, cut=5, stay=STAY, labs=LABS, conditions=CANCER, **more):
    """The score with a cut-off; a table that is None was never asked for."""
    given = {"encounters": stay, "observations": labs, "conditions": conditions}
    tables = {name: table for name, table in given.items() if table is not None}
    parameters = None if cut is None else {LIKELY_FROM: cut}
    return ask(RULE, more.pop("as_of", "2026-05-22"), tables, parameters=parameters, **more)


def points(finding):
    return [line.points for line in finding.evidence if line.points is not None]


def test_six_items_and_no_procedure(ask):
    """Whether there was one need not be known: 1 + 2 + 1 + 1 + 0 + 0."""
    finding = simplified(ask)

    assert (finding.score, points(finding)) == (5, [1, 2, 1, 1, 0, 0])
    assert finding.edition == "2017"
    assert finding.title == "Potentially avoidable readmission likely (simplified HOSPITAL, 2017)"


class TestTheCutOff:
    """Sources do not agree on it: a site has to choose."""

    @pytest.mark.parametrize(
        ("cut", "outcome", "band"),
        [
            (1, Outcome.MET, "likely"),
            (4, Outcome.MET, "likely"),
            (5, Outcome.MET, "likely"),
            (6, Outcome.NOT_MET, "unlikely"),
            (12, Outcome.NOT_MET, "unlikely"),
        ],
    )
    def test_from_it_on_a_readmission_is_likely(self, ask, cut, outcome, band):
        finding = simplified(ask, cut=cut)

        assert finding.outcome is outcome
        assert finding.reason == f"discharged on 2026-05-22: 5 points, {band}"
        told = dict(finding.details)
        assert told["band"] == band
        assert told["likely from"] == f"{cut} points, as the site has chosen"

    @pytest.mark.parametrize("cut", [None, 0, -1, 13])
    def test_without_one_the_score_is_told_and_no_group(self, ask, cut):
        """A number that no score can lie on both sides of is none."""
        finding = simplified(ask, cut=cut)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (NOBODY_CHOSE,)
        assert (finding.score, points(finding)) == (5, [1, 2, 1, 1, 0, 0])
        assert finding.reason == "discharged on 2026-05-22: 5 points, no cut-off chosen"
        assert [name for name, _ in finding.details] == ["lapses after"]

    @pytest.mark.parametrize(
        ("since", "outcome"),
        [("2026-05-22", Outcome.MET), ("2026-05-23", Outcome.INSUFFICIENT_DATA)],
    )
    def test_it_is_that_of_the_day_of_discharge(self, ask, since, outcome):
        chosen = Dated(LIKELY_FROM, ((date.fromisoformat(since), 5),))

        assert simplified(ask, cut=chosen, as_of="2026-06-01").outcome is outcome

    @pytest.mark.parametrize("cut", [None, 5, 12])
    def test_no_risk_is_told_and_no_work_opened(self, ask, cut):
        finding = simplified(ask, cut=cut)

        assert finding.action is None
        assert not [name for name, _ in finding.details if "risk" in name]


class TestCancer:
    """A malignancy that is a diagnosis of the stay, or on record and not over by discharge."""

    @pytest.mark.parametrize(
        ("code", "earned"),
        [
            ("C50.919", 2),
            ("C79.51", 2),
            ("C80.1", 2),
            ("C91.10", 2),
            ("363406005", 2),
            ("94260004", 2),
            ("C44.91", 0),
            ("D05.10", 0),
            ("I50.9", 0),
        ],
    )
    def test_which_diseases_it_is(self, ask, code, earned):
        """Solid, spread or of the blood; not of the skin, in situ, or of another kind."""
        finding = simplified(ask, conditions=f"code | recorded\n{code} | 2024-03-01")

        assert points(finding)[ONCOLOGY] == earned

    @pytest.mark.parametrize(
        ("recorded", "told"),
        [("2026-05-22", 2), ("2026-05-23", 0), ("2026-05", OPEN), ("", OPEN)],
    )
    def test_it_was_known_by_discharge(self, ask, recorded, told):
        conditions = f"code | recorded\nC50.919 | {recorded}"
        finding = simplified(ask, conditions=conditions, as_of="2026-06-01")

        assert told in {*finding.missing, *points(finding)[1:2]}

    @pytest.mark.parametrize(
        ("ended", "told"),
        [("2026-05-21", 0), ("2026-05-22", 2), ("2026-05-23", 2), ("2026-05", OPEN)],
    )
    def test_it_had_not_ended_before_the_day_of_discharge(self, ask, ended, told):
        conditions = f"code|recorded|ended|status\nC50.919|2024-03-01|{ended}|resolved"
        finding = simplified(ask, conditions=conditions, as_of="2026-06-01")

        assert told in {*finding.missing, *points(finding)[1:2]}

    @pytest.mark.parametrize(
        ("status", "told"),
        [
            ("active", 2),
            ("recurrence", 2),
            ("relapse", 2),
            ("remission", OPEN),
            ("inactive", OPEN),
            ("resolved", OPEN),
        ],
    )
    def test_one_that_is_over_since_nobody_knows_when_leaves_it_open(self, ask, status, told):
        conditions = f"code | recorded | status\nC50.919 | 2024-03-01 | {status}"
        finding = simplified(ask, conditions=conditions)

        assert told in {*finding.missing, *points(finding)[1:2]}

    def test_a_diagnosis_of_the_stay_counts_however_it_is_marked(self, ask):
        conditions = """
            code    | recorded   | status   | encounter
            C50.919 | 2026-05-25 | resolved | e1
        """
        assert points(simplified(ask, conditions=conditions, as_of="2026-06-01"))[ONCOLOGY] == 2

    def test_a_refuted_one_does_not(self, ask):
        conditions = "code | recorded | verification\nC50.919 | 2024-03-01 | refuted"

        assert points(simplified(ask, conditions=conditions))[ONCOLOGY] == 0

    def test_another_one_decides_where_one_is_open(self, ask):
        conditions = """
            code    | recorded   | status
            C50.919 | 2024-03-01 | resolved
            C18.9   | 2026-01-01 | active
        """
        line = simplified(ask, conditions=conditions).evidence[ONCOLOGY]

        assert (line.points, [ref.id for ref in line.facts]) == (2, ["c2"])


class TestOncology:
    """A cancer or the service: one of them is enough, and what earned the points is named."""

    @pytest.mark.parametrize(
        ("service", "conditions", "because", "facts"),
        [
            ("419192003", CANCER, "cancer diagnosis", ["c1"]),
            ("394593009", "", "discharged from an oncology service", ["e1"]),
            ("394593009", None, "discharged from an oncology service", ["e1"]),
            ("", CANCER, "cancer diagnosis", ["c1"]),
            (
                "394593009",
                CANCER,
                "cancer diagnosis, discharged from an oncology service",
                ["c1", "e1"],
            ),
        ],
    )
    def test_either_earns_two(self, ask, service, conditions, because, facts):
        stay = STAY.replace("419192003", service)
        line = simplified(ask, stay=stay, conditions=conditions).evidence[ONCOLOGY]

        assert (line.points, line.because) == (2, because)
        assert [ref.id for ref in line.facts] == facts

    def test_neither_earns_none(self, ask):
        line = simplified(ask, conditions="").evidence[ONCOLOGY]

        assert (line.points, line.because, [ref.id for ref in line.facts]) == (0, "no", ["e1"])

    @pytest.mark.parametrize(
        ("service", "conditions", "missing"),
        [
            ("", "", ("discharging service",)),
            ("419192003", None, ("conditions (never asked for)",)),
            ("", None, ("conditions (never asked for)", "discharging service")),
        ],
    )
    def test_what_is_not_known_of_the_other_is_missing(self, ask, service, conditions, missing):
        stay = STAY.replace("419192003", service)
        finding = simplified(ask, stay=stay, conditions=conditions)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert (finding.missing, finding.score) == (missing, None)


@pytest.mark.parametrize(
    ("discharged", "earned"), [("2026-05-18", 0), ("2026-05-22", 0), ("2026-05-23", 2)]
)
def test_five_nights_earn_two(ask, discharged, earned):
    stay, labs = (text.replace("2026-05-22", discharged) for text in (STAY, LABS))

    assert points(simplified(ask, stay=stay, labs=labs, as_of=discharged))[LENGTH] == earned


@pytest.mark.parametrize(("admissions", "earned"), [(0, 0), (1, 0), (2, 2), (5, 2), (6, 5)])
def test_admissions_earn_what_they_do_in_2016(ask, admissions, earned):
    days = [f"2026-02-{day:02}" for day in range(1, 2 * admissions, 2)]
    others = "".join(f"    IMP | {day} | {day} | EL | home | 419192003\n" for day in days)

    assert points(simplified(ask, stay=STAY + others))[ADMISSIONS] == earned


@pytest.mark.parametrize(
    ("hemoglobin", "sodium", "earned"), [("12.0", "135", 0), ("11.9", "134", 1)]
)
def test_a_result_on_its_limit_is_not_low(ask, hemoglobin, sodium, earned):
    finding = simplified(ask, labs=LABS.replace("11.4", hemoglobin).replace("134", sodium))

    assert (points(finding)[HEMOGLOBIN], points(finding)[SODIUM]) == (earned, earned)


def test_everything_that_is_missing_is_named(ask):
    """No procedure among it."""
    stay = """
        class | from       | to
        IMP   | 2026-05-18 | 2026-05-22
        IMP   | 2025       |
    """
    finding = simplified(ask, stay=stay, labs="", conditions=None)

    assert finding.missing == (
        "hemoglobin at discharge",
        "conditions (never asked for)",
        "discharging service",
        "sodium at discharge",
        "acuity of admission",
        "the day of an earlier admission",
    )


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2026-05-21", Outcome.NOT_APPLICABLE),
        ("2026-05-22", Outcome.MET),
        ("2026-06-21", Outcome.MET),
        ("2026-06-22", Outcome.NOT_APPLICABLE),
    ],
)
def test_it_speaks_from_discharge_for_thirty_days(ask, as_of, outcome):
    assert simplified(ask, as_of=as_of).outcome is outcome


def test_a_disposition_nobody_gave_counts_as_home_and_says_so(ask):
    line = simplified(ask, stay=STAY.replace("home", "")).evidence[-1]

    assert (line.holds, line.because) == (None, "disposition not given, taken as the community")


@pytest.mark.parametrize("rule", [lace.RULE, hospital.RULE, hospital_2013.RULE, RULE])
def test_every_point_of_every_score_names_the_fact_that_earned_it(ask, rule):
    """Everything that can earn points does."""
    stay = """
        class | from       | to         | priority | service
        IMP   | 2026-05-08 | 2026-05-22 | EM       | 394593009
        IMP   | 2026-02-01 | 2026-02-02 | EL       | 419192003
        IMP   | 2026-03-01 | 2026-03-02 | EL       | 419192003
        EMER  | 2026-04-01 | 2026-04-01 |          |
    """
    tables = {
        "encounters": stay,
        "observations": LABS,
        "procedures": "code | on\n73761001 | 2026-05-10",
        "conditions": CANCER,
    }
    finding = ask(rule, "2026-05-22", tables)
    earning = [line for line in finding.evidence if line.points is not None]

    assert [line.clause for line in earning if not line.points] == []
    assert [line.clause for line in earning if not line.facts] == []
