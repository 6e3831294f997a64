"""Severe blood pressure: Bertil Aas, 76, measured at 09:00 UTC on Monday 1 June 2026."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.engine.parameters import Dated
from carecoord.rules.safety import RULES as ALL

title = "Severe blood pressure"

RULES = tuple(rule for rule in ALL if rule.id == "safety.severe-blood-pressure")
ASIDE = ("born", "deceased", "gender", "parameters", "sex", "zone")
"""What is no list of the chart."""
HEAD = "    code    | on               | 8480-6 | 8462-4 | unit   | status"


def reading(on="2026-06-01T09:00", systolic="190", diastolic="100", unit="mm[Hg]", status="final"):
    """A panel of both pressures, as a row."""
    return f"\n    85354-9 | {on} | {systolic} | {diastolic} | {unit} | {status}"


def alert(ask, *readings, as_of="2026-06-01", occurrence=None, **more):
    lists = {"communications": "", "tasks": "", "observations": HEAD + "".join(readings)}
    person = {"gender": "male"} | {key: more.pop(key) for key in ASIDE if key in more}
    return ask(RULES, as_of, lists | more, occurrence=occurrence, **person)


def of(on):
    return f"Observation:85354-9:{on}:1"


class TestLimit:
    """Above 180 or above 120 mm[Hg]: the limit itself is not above it."""

    @pytest.mark.parametrize(
        ("systolic", "diastolic", "outcome"),
        [
            ("179", "119", Outcome.NOT_APPLICABLE),
            ("180", "119", Outcome.NOT_APPLICABLE),
            ("180.0", "120", Outcome.NOT_APPLICABLE),
            ("180.1", "80", Outcome.MET),
            ("181", "80", Outcome.MET),
            ("150", "120", Outcome.NOT_APPLICABLE),
            ("150", "120.1", Outcome.MET),
            ("150", "121", Outcome.MET),
            ("181", "121", Outcome.MET),
            ("181", "", Outcome.MET),
            ("", "121", Outcome.MET),
            ("180", "", Outcome.NOT_APPLICABLE),
            ("", "", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_either_pressure_above_its_limit(self, ask, systolic, diastolic, outcome):
        finding = alert(ask, reading(systolic=systolic, diastolic=diastolic))

        assert finding.outcome is outcome
        assert (finding.action is not None) is (outcome is Outcome.MET)

    @pytest.mark.parametrize(
        ("code", "value", "outcome"),
        [
            ("8480-6", "181", Outcome.MET),
            ("8480-6", "180", Outcome.NOT_APPLICABLE),
            ("8462-4", "121", Outcome.MET),
            ("8462-4", "120", Outcome.NOT_APPLICABLE),
            ("8867-4", "190", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_a_pressure_may_stand_alone(self, ask, code, value, outcome):
        """8867-4 is the heart rate."""
        alone = f"code | on | value | unit\n{code} | 2026-06-01T09:00 | {value} | mm[Hg]"

        assert alert(ask, observations=alone).outcome is outcome

    @pytest.mark.parametrize("panel", ["85354-9", "55284-4"])
    def test_either_panel_is_a_reading(self, ask, panel):
        assert alert(ask, reading().replace("85354-9", panel)).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("systolic", "outcome"), [("23.9", Outcome.NOT_APPLICABLE), ("24.1", Outcome.MET)]
    )
    def test_kilopascals_are_converted(self, ask, systolic, outcome):
        """180 mm[Hg] are 23.998 kPa."""
        assert alert(ask, reading(systolic=systolic, diastolic="", unit="kPa")).outcome is outcome

    @pytest.mark.parametrize("unit", ["-", "%"])
    def test_a_unit_that_cannot_be_converted_is_not_known(self, ask, unit):
        finding = alert(ask, reading(unit=unit))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the value or unit of blood pressure",)
        assert finding.action is None

    @pytest.mark.parametrize(
        ("systolic", "outcome"),
        [
            ("> 180", Outcome.MET),
            (">= 181", Outcome.MET),
            (">= 180", Outcome.INSUFFICIENT_DATA),
            ("> 170", Outcome.INSUFFICIENT_DATA),
            ("< 180", Outcome.NOT_APPLICABLE),
            ("<= 180", Outcome.NOT_APPLICABLE),
            ("< 181", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_a_bound_decides_only_what_it_can(self, ask, systolic, outcome):
        """A cuff that stops at its limit writes "> 180"."""
        assert alert(ask, reading(systolic=systolic, diastolic="90")).outcome is outcome

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("final", Outcome.MET),
            ("amended", Outcome.MET),
            ("corrected", Outcome.MET),
            ("preliminary", Outcome.MET),
            ("registered", Outcome.NOT_APPLICABLE),
            ("cancelled", Outcome.NOT_APPLICABLE),
            ("entered-in-error", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_a_preliminary_result_waits_for_nothing(self, ask, status, outcome):
        assert alert(ask, reading(status=status)).outcome is outcome


class TestWhatIsToBeDone:
    """Seen now, by a licence, never by the patient."""

    def test_it_is_urgent_beyond_all_and_for_a_nurse_or_prescriber(self, ask):
        action = alert(ask, reading()).action

        assert action.urgency is Urgency.STAT
        assert set(action.licences) == {Licence.RN, Licence.PRESCRIBER}

    def test_it_is_acknowledged_within_an_hour_of_the_reading(self, ask):
        action = alert(ask, reading()).action

        assert action.acknowledge_by == datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
        assert action.due == action.overdue_after == action.acknowledge_by

    def test_a_site_sets_its_own_time(self, ask):
        """From 1 July 2026, a quarter of an hour."""
        name = "safety.severe-blood-pressure.acknowledge-within"
        own = {name: Dated(name, ((date(2026, 7, 1), timedelta(minutes=15)),))}
        before = alert(ask, reading(), parameters=own).action
        after = alert(ask, reading("2026-07-01T09:00"), parameters=own, as_of="2026-07-01").action

        assert before.acknowledge_by == datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
        assert after.acknowledge_by == datetime(2026, 7, 1, 9, 15, tzinfo=UTC)

    def test_it_says_who_is_told_when_nobody_has_acknowledged_it(self, ask):
        finding = alert(ask, reading())

        assert [pair for pair in finding.details if "tell" in pair[0]] == [
            (
                "not acknowledged, tell the prescriber on call from",
                datetime(2026, 6, 1, 10, 0, tzinfo=UTC),
            ),
            (
                "not acknowledged, tell the medical director from",
                datetime(2026, 6, 1, 11, 0, tzinfo=UTC),
            ),
        ]
        assert finding.action.window_over == (
            "not acknowledged: tell the prescriber on call, then the medical director"
        )

    def test_its_days_are_those_of_the_zone(self, ask):
        """09:00 UTC in Honolulu is 23:00 of the day before; an hour later that day is over."""
        window = alert(ask, reading(), zone=ZoneInfo("Pacific/Honolulu")).window

        assert (window.earliest, window.due) == (date(2026, 5, 31), date(2026, 6, 1))
        assert (window.closes, window.done) == (date(2026, 6, 30), None)

    @pytest.mark.parametrize("zone", [UTC, ZoneInfo("America/New_York")])
    def test_of_a_reading_without_an_hour_by_the_end_of_its_day(self, ask, zone):
        action = alert(ask, reading(on="2026-06-01"), zone=zone).action

        assert action.acknowledge_by == datetime(2026, 6, 1, 23, 59, 59, tzinfo=zone)

    def test_of_a_reading_over_a_span_the_hour_starts_at_its_end(self, ask):
        """A mean of a day's monitoring."""
        over_a_day = (
            "code | on | to | value | unit\n"
            "8480-6 | 2026-05-31T09:00 | 2026-06-01T09:30 | 190 | mm[Hg]"
        )
        action = alert(ask, observations=over_a_day).action

        assert action.acknowledge_by == datetime(2026, 6, 1, 10, 30, tzinfo=UTC)

    def test_it_says_the_pressures(self, ask):
        finding = alert(ask, reading(systolic="190.04", diastolic="100.5"))

        assert finding.reason == ("systolic 190 mm[Hg], diastolic 100.5 mm[Hg] on 2026-06-01")

    def test_it_says_a_bound_as_a_bound_and_a_pressure_that_is_not_there_not_at_all(self, ask):
        finding = alert(ask, reading(systolic="> 180", diastolic=""))

        assert finding.reason == "systolic >180 mm[Hg] on 2026-06-01"

    def test_it_says_that_a_unit_is_not_there(self, ask):
        finding = alert(ask, reading(diastolic="", unit="-"))

        assert finding.evidence[0].because == "systolic 190 without a unit"

    def test_each_severe_reading_is_an_alert_of_its_own(self, ask):
        two = reading(), reading(on="2026-06-03T09:00")

        for day in ("2026-06-01", "2026-06-03"):
            finding = alert(ask, *two, as_of="2026-06-03", occurrence=of(day))
            assert finding.action.earliest == date.fromisoformat(day)

    def test_a_hold_keeps_the_finding_and_stops_the_work(self, ask):
        finding = alert(ask, reading(), deceased="2026-06-01")

        assert finding.outcome is Outcome.MET
        assert finding.action is None


class TestEnd:
    """Acknowledged, calm again, or thirty days old (decision 0004)."""

    @pytest.mark.parametrize(
        ("status", "about", "outcome"),
        [
            ("completed", "o1", Outcome.NOT_MET),
            ("in-progress", "o1", Outcome.MET),
            ("not-done", "o1", Outcome.MET),
            ("completed", "o9", Outcome.MET),
            ("completed", "", Outcome.MET),
        ],
    )
    def test_a_completed_communication_about_it_acknowledges_it(self, ask, status, about, outcome):
        told = f"on | status | about\n2026-06-01 | {status} | {about}"

        assert alert(ask, reading(), communications=told).outcome is outcome

    @pytest.mark.parametrize(
        ("status", "focus", "outcome"),
        [
            ("accepted", "o1", Outcome.NOT_MET),
            ("in-progress", "o1", Outcome.NOT_MET),
            ("completed", "o1", Outcome.NOT_MET),
            ("requested", "o1", Outcome.MET),
            ("rejected", "o1", Outcome.MET),
            ("accepted", "o9", Outcome.MET),
        ],
    )
    def test_a_task_on_it_that_was_taken_acknowledges_it(self, ask, status, focus, outcome):
        tasks = f"on | status | focus\n2026-06-01 | {status} | {focus}"

        assert alert(ask, reading(), tasks=tasks).outcome is outcome

    @pytest.mark.parametrize("how", ["communications", "tasks"])
    @pytest.mark.parametrize(
        ("by", "outcome"),
        [
            ("RN", Outcome.NOT_MET),
            ("MD", Outcome.NOT_MET),
            ("?", Outcome.NOT_MET),
            ("CMA", Outcome.MET),
            ("PHARMD", Outcome.MET),
            ("Patient", Outcome.MET),
        ],
    )
    def test_by_a_nurse_or_prescriber_or_a_professional_not_known_better(
        self, ask, how, by, outcome
    ):
        heads = {"communications": "on | status | about | by", "tasks": "on | status | focus | by"}
        told = f"{heads[how]}\n2026-06-01 | completed | o1 | {by}"

        assert alert(ask, reading(), **{how: told}).outcome is outcome

    def test_what_acknowledged_it_is_named(self, ask):
        told = "on | status | about\n2026-06-01 | completed | o1"
        finding = alert(ask, reading(), communications=told)

        assert finding.reason == "acknowledged on 2026-06-01"
        assert [ref.id for ref in finding.evidence[1].facts] == ["c1"]

    @pytest.mark.parametrize(
        ("systolic", "diastolic", "outcome"),
        [
            ("139", "89", Outcome.NOT_MET),
            ("140", "89", Outcome.MET),
            ("139", "90", Outcome.MET),
            ("160", "95", Outcome.MET),
            ("139", "", Outcome.MET),
            ("", "89", Outcome.MET),
            ("< 140", "89", Outcome.NOT_MET),
            ("< 150", "89", Outcome.MET),
        ],
    )
    def test_a_later_reading_below_140_and_below_90_ends_it(
        self, ask, systolic, diastolic, outcome
    ):
        """One that is lower but not so low does not: somebody should still have seen it."""
        later = reading("2026-06-04T09:00", systolic, diastolic)

        assert alert(ask, reading(), later, as_of="2026-06-05").outcome is outcome

    def test_a_later_reading_in_another_unit_ends_nothing(self, ask):
        """Its own value is not known either: two findings."""
        later = reading("2026-06-04T09:00", "120", "70", "-")
        finding = alert(ask, reading(), later, as_of="2026-06-05", occurrence=of("2026-06-01"))

        assert finding.outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            ("2026-05-31T09:00", Outcome.MET),
            ("2026-06-01T08:59", Outcome.MET),
            ("2026-06-01T09:01", Outcome.NOT_MET),
        ],
    )
    def test_the_reading_has_to_be_later_to_the_minute(self, ask, on, outcome):
        assert alert(ask, reading(), reading(on, "120", "70")).outcome is outcome

    def test_it_says_which_reading_was_calm(self, ask):
        later = reading("2026-06-04T09:00", "120", "70"), reading("2026-06-05T09:00", "110", "60")
        finding = alert(ask, reading(), *later, as_of="2026-06-05")

        assert finding.reason == "later blood pressure no longer alarming on 2026-06-04"
        assert finding.evidence[1].because == "systolic 120 mm[Hg], diastolic 70 mm[Hg]"

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-07-01", Outcome.MET), ("2026-07-02", Outcome.NOT_APPLICABLE)],
    )
    def test_after_thirty_days_nothing_is_left(self, ask, as_of, outcome):
        assert alert(ask, reading(), as_of=as_of).outcome is outcome

    def test_it_says_when_it_lapses(self, ask):
        assert dict(alert(ask, reading()).details)["lapses after"] == date(2026, 7, 1)

    def test_it_was_not_known_the_day_before(self, ask):
        assert alert(ask, reading(), as_of="2026-05-31").outcome is Outcome.NOT_APPLICABLE


class TestEditions:
    """ACC/AHA from 13 November 2017, AHA/ACC from 14 August 2025: by the day of the reading."""

    @pytest.mark.parametrize(
        ("on", "edition"),
        [
            ("2017-11-13", "2017"),
            ("2025-08-13", "2017"),
            ("2025-08-14", "2025"),
            ("2026-06-01", "2025"),
        ],
    )
    def test_the_edition_of_its_day_speaks(self, ask, on, edition):
        finding = alert(ask, reading(on), as_of=on)

        assert finding.outcome is Outcome.MET
        assert finding.edition == edition
        assert bool(finding.missing) is (edition == "2025")

    def test_a_reading_of_the_old_edition_keeps_it_after_the_new_one_came(self, ask):
        assert alert(ask, reading("2025-08-13"), as_of="2025-08-20").edition == "2017"

    def test_before_the_first_none_does(self, ask):
        finding = alert(ask, reading("2017-11-12"), as_of="2017-11-12")

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no edition before 2017-11-13"


class TestPrevent:
    """What the 2025 edition would need to go on is listed when the record does not hold it."""

    def test_all_that_is_not_on_record_is_missing(self, ask):
        finding = alert(ask, reading(), born=None, gender=None)

        assert finding.missing == (
            "PREVENT input: total cholesterol",
            "PREVENT input: HDL cholesterol",
            "PREVENT input: estimated GFR",
            "PREVENT input: smoking status",
            "PREVENT input: body mass index",
            "PREVENT input: birth date",
            "PREVENT input: sex",
        )

    @pytest.mark.parametrize(
        ("person", "absent"),
        [
            ({"born": None}, "PREVENT input: birth date"),
            ({"gender": None}, "PREVENT input: sex"),
        ],
    )
    def test_of_the_patient_each_counts_alone(self, ask, person, absent):
        missing = alert(ask, reading(), **person).missing

        assert [m for m in missing if "birth date" in m or "sex" in m] == [absent]

    def test_either_sex_or_administrative_gender_tells(self, ask):
        finding = alert(ask, reading(), gender=None, sex="248152002")

        assert "PREVENT input: sex" not in finding.missing

    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("2093-3", "total cholesterol"),
            ("2085-9", "HDL cholesterol"),
            ("33914-3", "estimated GFR"),
            ("98979-8", "estimated GFR"),
            ("72166-2", "smoking status"),
            ("39156-5", "body mass index"),
        ],
    )
    def test_each_input_is_known_by_its_code(self, ask, code, name):
        finding = alert(ask, reading(), f"\n    {code} | 2026-01-15 | | | | final")

        assert f"PREVENT input: {name}" not in finding.missing
        assert len(finding.missing) == 4

    @pytest.mark.parametrize("status", ["cancelled", "entered-in-error", "preliminary"])
    def test_an_input_that_does_not_stand_is_missing(self, ask, status):
        finding = alert(ask, reading(), f"\n    39156-5 | 2026-01-15 | | | | {status}")

        assert "PREVENT input: body mass index" in finding.missing

    def test_what_is_on_record_is_evidence(self, ask):
        bmi = "\n    39156-5 | 2026-01-15 | | | kg/m2 | final"
        finding = alert(ask, reading(), bmi)

        assert "PREVENT input: body mass index" not in finding.missing
        assert [line.clause for line in finding.evidence[1:]] == ["PREVENT input: body mass index"]


class TestMissing:
    """Lists that nobody asked for, days that are not known."""

    def test_observations_never_asked_for(self, ask):
        finding = ask(RULES, "2026-06-01", {"communications": "", "tasks": ""})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("observations (never asked for)",)

    def test_communications_and_tasks_never_asked_for_keep_the_alert(self, ask):
        finding = ask(RULES, "2026-06-01", {"observations": HEAD + reading()})

        assert finding.outcome is Outcome.MET

    def test_no_reading(self, ask):
        finding = alert(ask)

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no alarming blood pressure that has not lapsed"

    def test_a_severe_reading_of_which_no_day_is_known(self, ask):
        finding = alert(ask, reading(""))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the exact day of blood pressure",)

    def test_a_calm_one_does_not_matter(self, ask):
        assert alert(ask, reading("", "120", "70")).outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-07-30", Outcome.MET), ("2026-07-31", Outcome.NOT_APPLICABLE)],
    )
    def test_of_a_month_the_last_day_counts_to_the_lapse(self, ask, as_of, outcome):
        """Thirty days after 30 June are 30 July."""
        assert alert(ask, reading("2026-06"), as_of=as_of).outcome is outcome
