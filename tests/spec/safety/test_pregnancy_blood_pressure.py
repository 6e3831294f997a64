"""Severe blood pressure in pregnancy or after it: Hanna Vik, 30, on Monday 1 June 2026."""

from datetime import UTC, date, datetime, timedelta

import pytest

from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.safety.pregnancy_blood_pressure import RULE

title = "Severe blood pressure in pregnancy or after it"

HEAD = "code | on | 8480-6 | 8462-4 | unit"
CONDITION = "code | onset | ended | recorded | status | verification"
PREGNANT = f"{CONDITION}\n77386006 | 2026-01-10 | | | active |"


def reading(on="2026-06-01T09:00", systolic="165", diastolic="100", unit="mm[Hg]"):
    return f"\n85354-9 | {on} | {systolic} | {diastolic} | {unit}"


def alert(ask, *readings, as_of="2026-06-01", born="1996-02-03", without=(), **more):
    lists = {
        "communications": "",
        "tasks": "",
        "procedures": "",
        "conditions": PREGNANT,
        "observations": HEAD + "".join(readings or (reading(),)),
    } | {name: more.pop(name) for name in tuple(more) if name != "parameters"}
    kept = {name: table for name, table in lists.items() if name not in without}
    return ask((RULE,), as_of, kept, born=born, gender="female", **more)


def having(code, onset="2026-01-10", ended="", recorded="", *, status="active", verification=""):
    return f"{CONDITION}\n{code} | {onset} | {ended} | {recorded} | {status} | {verification}"


class TestLimit:
    """At or above 160 or at or above 110 mm[Hg]."""

    @pytest.mark.parametrize(
        ("systolic", "diastolic", "outcome"),
        [
            ("159", "109", Outcome.NOT_APPLICABLE),
            ("159.9", "109.9", Outcome.NOT_APPLICABLE),
            ("160", "80", Outcome.MET),
            ("120", "110", Outcome.MET),
            ("190", "125", Outcome.MET),
            ("160", "", Outcome.MET),
            ("", "110", Outcome.MET),
            ("", "", Outcome.NOT_APPLICABLE),
            ("> 159", "80", Outcome.INSUFFICIENT_DATA),
            (">= 160", "80", Outcome.MET),
            ("> 160", "80", Outcome.MET),
            ("< 160", "80", Outcome.NOT_APPLICABLE),
            ("<= 160", "80", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_either_pressure_that_reaches_its_limit(self, ask, systolic, diastolic, outcome):
        finding = alert(ask, reading(systolic=systolic, diastolic=diastolic))

        assert finding.outcome is outcome
        assert (finding.action is not None) is (outcome is Outcome.MET)

    def test_a_unit_that_cannot_be_converted_is_not_known(self, ask):
        finding = alert(ask, reading(unit="-"))

        assert finding.missing == ("the value or unit of blood pressure in pregnancy",)


class TestPregnancy:
    """A pregnancy that began within twelve months and ended, if at all, within twelve weeks."""

    @pytest.mark.parametrize(
        ("code", "outcome"),
        [
            ("77386006", Outcome.MET),
            ("72892002", Outcome.MET),
            ("47200007", Outcome.MET),
            ("O14.13", Outcome.MET),
            ("Z33.1", Outcome.MET),
            ("Z34.03", Outcome.MET),
            ("Z37.0", Outcome.MET),
            ("Z39.2", Outcome.MET),
            ("Z3A.36", Outcome.MET),
            ("Z32.02", Outcome.NOT_APPLICABLE),
            ("I10", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_by_code(self, ask, code, outcome):
        assert alert(ask, conditions=having(code)).outcome is outcome

    @pytest.mark.parametrize(
        ("onset", "outcome"),
        [
            ("2025-05-31", Outcome.NOT_APPLICABLE),
            ("2025-06-01", Outcome.MET),
            ("2026-06-01", Outcome.MET),
            ("2025", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_one_that_nobody_ended_lasts_twelve_months_from_its_start(self, ask, onset, outcome):
        assert alert(ask, conditions=having("77386006", onset)).outcome is outcome

    def test_one_that_began_after_the_reading(self, ask):
        """The reading of 1 June is looked at on 3 June."""
        later = alert(ask, conditions=having("77386006", "2026-06-02"), as_of="2026-06-03")

        assert later.outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("ended", "outcome"),
        [("2026-03-08", Outcome.NOT_APPLICABLE), ("2026-03-09", Outcome.MET)],
    )
    def test_one_that_ended_counts_for_twelve_weeks(self, ask, ended, outcome):
        """Twelve weeks before 1 June is 9 March."""
        over = having("77386006", "2025-07-01", ended, status="resolved")

        assert alert(ask, conditions=over).outcome is outcome

    @pytest.mark.parametrize(
        ("recorded", "outcome"),
        [
            ("2025-05-31", Outcome.NOT_APPLICABLE),
            ("2025-06-01", Outcome.MET),
            ("", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_without_an_onset_it_began_when_it_was_recorded(self, ask, recorded, outcome):
        assert alert(ask, conditions=having("77386006", "", "", recorded)).outcome is outcome

    def test_without_an_onset_one_that_is_over_ended_some_day(self, ask):
        over = having("77386006", "", "", "2025-07-01", status="resolved")

        assert alert(ask, conditions=over).outcome is Outcome.INSUFFICIENT_DATA

    @pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
    def test_one_that_was_none(self, ask, verification):
        none = having("77386006", verification=verification)

        assert alert(ask, conditions=none).outcome is Outcome.NOT_APPLICABLE


class TestDelivery:
    """A delivery of the last twelve weeks."""

    @pytest.mark.parametrize(
        ("code", "outcome"),
        [
            ("66348005", Outcome.MET),
            ("11466000", Outcome.MET),
            ("177184002", Outcome.MET),
            ("236974004", Outcome.MET),
            ("59400", Outcome.MET),
            ("59409", Outcome.MET),
            ("59410", Outcome.MET),
            ("59510", Outcome.MET),
            ("59514", Outcome.MET),
            ("59515", Outcome.MET),
            ("icd10pcs:10E0XZZ", Outcome.MET),
            ("icd10pcs:10D00Z1", Outcome.MET),
            ("icd10pcs:10A07ZZ", Outcome.NOT_APPLICABLE),
            ("430193006", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_by_code(self, ask, code, outcome):
        born = f"code | on\n{code} | 2026-05-20"

        assert alert(ask, conditions="", procedures=born).outcome is outcome

    @pytest.mark.parametrize(
        ("on", "status", "outcome"),
        [
            ("2026-03-08", "completed", Outcome.NOT_APPLICABLE),
            ("2026-03-09", "completed", Outcome.MET),
            ("2026-06-01", "completed", Outcome.MET),
            ("2026-05-20", "not-done", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_for_twelve_weeks(self, ask, on, status, outcome):
        born = f"code | on | status\n11466000 | {on} | {status}"

        assert alert(ask, conditions="", procedures=born).outcome is outcome


class TestAge:
    """From 10 to 60 years on the day of the reading."""

    @pytest.mark.parametrize(
        ("born", "outcome"),
        [
            ("2016-06-02", Outcome.NOT_APPLICABLE),
            ("2016-06-01", Outcome.MET),
            ("1965-06-02", Outcome.MET),
            ("1965-06-01", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_outside_it_no_pregnancy_is_looked_for(self, ask, born, outcome):
        assert alert(ask, born=born).outcome is outcome

    def test_beyond_it_lists_that_nobody_asked_for_do_not_matter(self, ask):
        finding = alert(ask, born="1940-01-01", without=("conditions", "procedures"))

        assert finding.outcome is Outcome.NOT_APPLICABLE


class TestMissing:
    """Whether there is a pregnancy may not be known."""

    @pytest.mark.parametrize("absent", ["conditions", "procedures"])
    def test_a_list_that_nobody_asked_for(self, ask, absent):
        finding = alert(ask, without=(absent,), conditions="")

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (f"{absent} (never asked for)",)
        assert finding.reason == f"not known: {absent} (never asked for)"

    def test_neither_matters_when_the_pressure_is_not_severe(self, ask):
        finding = alert(ask, reading(systolic="150"), without=("conditions", "procedures"))

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_nor_after_somebody_has_seen_it(self, ask):
        told = "on | status | about | by\n2026-06-01T09:20 | completed | o1 | RN"
        finding = alert(ask, without=("conditions",), communications=told)

        assert finding.outcome is Outcome.NOT_MET


class TestWhatIsToBeDone:
    """Within half an hour, by a nurse or prescriber (decision 0021)."""

    def test_stat(self, ask):
        action = alert(ask).action

        assert action.urgency is Urgency.STAT
        assert action.licences == (Licence.RN, Licence.PRESCRIBER)
        assert action.acknowledge_by == datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
        assert action.window_over == (
            "not acknowledged: tell the obstetric prescriber on call, then the medical director"
        )

    def test_a_site_sets_its_own_time(self, ask):
        own = {"safety.pregnancy-blood-pressure.acknowledge-within": timedelta(minutes=10)}

        action = alert(ask, parameters=own).action
        assert action.acknowledge_by == datetime(2026, 6, 1, 9, 10, tzinfo=UTC)

    def test_the_pregnancy_is_evidence(self, ask):
        evidence = alert(ask).evidence

        assert [line.clause for line in evidence] == [
            "blood pressure in pregnancy",
            "aged 10 to 60 at the reading",
            "pregnant, or no more than 12 weeks after it",
        ]
        assert [ref.id for ref in evidence[-1].facts] == ["c1"]

    def test_it_says_the_pressures(self, ask):
        told = "systolic 165 mm[Hg], diastolic 100 mm[Hg] on 2026-06-01"

        assert alert(ask).reason == told


class TestEnd:
    """As the alert above 180/120."""

    @pytest.mark.parametrize(
        ("systolic", "diastolic", "outcome"),
        [
            ("139", "89", Outcome.NOT_MET),
            ("140", "89", Outcome.MET),
            ("150", "95", Outcome.MET),
        ],
    )
    def test_a_later_reading_below_140_and_below_90_ends_it(
        self, ask, systolic, diastolic, outcome
    ):
        later = reading("2026-06-02T09:00", systolic, diastolic)

        assert alert(ask, reading(), later, as_of="2026-06-02").outcome is outcome

    def test_the_day_it_ended_is_in_its_window(self, ask):
        later = reading("2026-06-02T09:00", "120", "80")
        window = alert(ask, reading(), later, as_of="2026-06-02").window

        assert (window.due, window.done) == (date(2026, 6, 1), date(2026, 6, 2))

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-07-01", Outcome.MET), ("2026-07-02", Outcome.NOT_APPLICABLE)],
    )
    def test_thirty_days(self, ask, as_of, outcome):
        assert alert(ask, as_of=as_of).outcome is outcome
