"""Critical laboratory results: Bertil Aas, potassium of 6.9 mmol/L on Monday 1 June 2026."""

from datetime import UTC, date, datetime, timedelta

import pytest

from carecoord import review
from carecoord.model import Chart, Observation, Patient
from carecoord.model.code import Code, concept
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.safety import RULES as SAFETY
from carecoord.rules.safety.critical_result import RULE

title = "Critical laboratory result"

HEAD = "code | on | issued | value | unit | interpretation | category | status"
OVERDUE = "not acknowledged, tell the {} from"


def result(  # noqa: PLR0917  a row of a table
    on="2026-06-01T07:00",
    issued="2026-06-01T09:00",
    flag="HH",
    category="laboratory",
    status="final",
    value="6.9",
):
    return f"\n2823-3 | {on} | {issued} | {value} | mmol/L | {flag} | {category} | {status}"


def alert(ask, *results, as_of="2026-06-01", **more):
    lists = {"communications": "", "tasks": "", "observations": HEAD + "".join(results)}
    lists |= {name: more.pop(name) for name in ("communications", "tasks") if name in more}
    return ask((RULE,), as_of, lists, **more)


class TestHold:
    """Who lives, and whose chart it is, is in danger whatever was agreed about planned work."""

    @pytest.mark.parametrize(
        ("kinds", "goes_on"),
        [
            (["HOSPICE"], True),
            (["CONSENT_WITHDRAWN"], True),
            (["DISENROLLED"], True),
            (["DISENROLLED", "HOSPICE"], True),
            (["DEATH"], False),
            (["MERGED"], False),
            (["WRONG_CHART"], False),
            (["HOSPICE", "DEATH"], False),
        ],
    )
    def test_a_hold_stops_planned_work_and_no_emergency(self, ask, kinds, goes_on):
        held = "kind | since" + "".join(f"\n{kind} | 2026-05-01" for kind in kinds)
        lists = {"communications": "", "tasks": "", "observations": HEAD + result()}
        finding = ask((RULE,), "2026-06-01", {**lists, "holds": held})

        assert (finding.action is not None) is goes_on

    @pytest.mark.parametrize("rule", SAFETY, ids=lambda rule: f"{rule.id}@{rule.edition}")
    def test_so_it_is_with_every_alert(self, rule):
        assert rule.despite == RULE.despite


class TestFlag:
    """What the laboratory calls critical is an alert, whatever the value."""

    @pytest.mark.parametrize(
        ("flag", "outcome"),
        [
            ("HH", Outcome.MET),
            ("LL", Outcome.MET),
            ("AA", Outcome.MET),
            ("H, HH", Outcome.MET),
            ("H", Outcome.NOT_APPLICABLE),
            ("L", Outcome.NOT_APPLICABLE),
            ("A", Outcome.NOT_APPLICABLE),
            ("HU", Outcome.NOT_APPLICABLE),
            ("N", Outcome.NOT_APPLICABLE),
            ("", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_only_the_three_critical_flags(self, ask, flag, outcome):
        finding = alert(ask, result(flag=flag))

        assert finding.outcome is outcome
        assert (finding.action is not None) is (outcome is Outcome.MET)

    @pytest.mark.parametrize(
        ("system", "outcome"),
        [
            ("http://terminology.hl7.org/CodeSystem/v2-0078", Outcome.MET),
            ("http://invented.example/flags", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_the_older_table_has_the_same_codes(self, system, outcome):
        flagged = Observation(
            id="o1",
            status="final",
            effective=date(2026, 6, 1),
            interpretation=(concept(Code(system, "LL")),),
        )
        chart = Chart(key="p", patient=Patient(), observations=(flagged,))
        (finding,) = review(chart, Catalogue.of(RULE), date(2026, 6, 1)).findings

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        ("category", "outcome"),
        [
            ("laboratory", Outcome.MET),
            ("", Outcome.MET),
            ("vital-signs", Outcome.NOT_APPLICABLE),
            ("survey", Outcome.NOT_APPLICABLE),
            ("imaging", Outcome.NOT_APPLICABLE),
            ("exam", Outcome.NOT_APPLICABLE),
            ("procedure", Outcome.NOT_APPLICABLE),
            ("therapy", Outcome.NOT_APPLICABLE),
            ("activity", Outcome.NOT_APPLICABLE),
            ("social-history", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_what_no_laboratory_found_is_left_to_other_rules(self, ask, category, outcome):
        assert alert(ask, result(category=category)).outcome is outcome

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
        assert alert(ask, result(status=status)).outcome is outcome


class TestWhatIsToBeDone:
    """Seen now, by a licence; then who is told in turn (decision 0021)."""

    def test_it_is_stat_for_a_nurse_or_prescriber(self, ask):
        action = alert(ask, result()).action

        assert action.urgency is Urgency.STAT
        assert action.licences == (Licence.RN, Licence.PRESCRIBER)

    def test_it_is_acknowledged_within_an_hour_of_being_there_to_see(self, ask):
        """Taken at 07:00, issued at 09:00."""
        action = alert(ask, result()).action

        assert action.acknowledge_by == datetime(2026, 6, 1, 10, tzinfo=UTC)
        assert action.due == action.overdue_after == action.acknowledge_by

    def test_nobody_said_when_it_was_issued(self, ask):
        action = alert(ask, result(issued="")).action

        assert action.acknowledge_by == datetime(2026, 6, 1, 8, tzinfo=UTC)

    def test_issued_on_a_day_without_an_hour(self, ask):
        finding = alert(ask, result(issued="2026-06-02"), as_of="2026-06-02")

        assert finding.action.acknowledge_by == datetime(2026, 6, 2, 23, 59, 59, tzinfo=UTC)
        assert finding.window.earliest == date(2026, 6, 2)

    def test_who_is_told_when_nobody_has(self, ask):
        finding = alert(ask, result())
        told = dict(finding.details)

        assert told[OVERDUE.format("prescriber on call")] == datetime(2026, 6, 1, 10, tzinfo=UTC)
        assert told[OVERDUE.format("medical director")] == datetime(2026, 6, 1, 11, tzinfo=UTC)
        assert finding.action.window_over == (
            "not acknowledged: tell the prescriber on call, then the medical director"
        )

    def test_a_site_sets_its_own_time(self, ask):
        own = {"safety.critical-result.acknowledge-within": timedelta(minutes=20)}
        finding = alert(ask, result(), parameters=own)
        told = dict(finding.details)

        assert finding.action.due == datetime(2026, 6, 1, 9, 20, tzinfo=UTC)
        assert told[OVERDUE.format("medical director")] == datetime(2026, 6, 1, 9, 40, tzinfo=UTC)

    def test_it_says_the_result_as_the_laboratory_called_it(self, ask):
        assert alert(ask, result()).reason == "2823-3 6.9 mmol/L, critical high on 2026-06-01"

    def test_without_a_value_or_a_name(self):
        flags = tuple(
            concept(Code("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", f))
            for f in ("LL", "AA")
        )
        bare = Observation(
            id="o1", status="final", effective=date(2026, 6, 1), interpretation=flags
        )
        chart = Chart(key="p", patient=Patient(), observations=(bare,))
        (finding,) = review(chart, Catalogue.of(RULE), date(2026, 6, 1)).findings

        told = "a result without a value, critical abnormal and critical low on 2026-06-01"
        assert finding.reason == told

    def test_its_days(self, ask):
        window = alert(ask, result()).window

        assert (window.earliest, window.due, window.overdue_after) == (date(2026, 6, 1),) * 3
        assert (window.closes, window.done) == (date(2026, 7, 1), None)

    def test_the_last_instant_of_the_calendar_is_no_fault(self, ask):
        last = "9999-12-31T23:30"
        finding = alert(ask, result(on=last, issued=last), as_of="9999-12-31")

        assert finding.outcome is Outcome.MET
        assert finding.action.due == datetime(9999, 12, 31, 23, 30, tzinfo=UTC)


class TestEnd:
    """Acknowledged, or thirty days old; no later result ends it."""

    def test_acknowledged(self, ask):
        told = "on | status | about | by\n2026-06-01T09:20 | completed | o1 | RN"
        finding = alert(ask, result(), communications=told)

        assert finding.outcome is Outcome.NOT_MET
        assert finding.reason == "acknowledged on 2026-06-01"
        assert finding.window.done == date(2026, 6, 1)

    @pytest.mark.parametrize("by", ["PHARMD", "CMA", "Patient"])
    def test_not_by_somebody_else(self, ask, by):
        told = f"on | status | about | by\n2026-06-01T09:20 | completed | o1 | {by}"

        assert alert(ask, result(), communications=told).outcome is Outcome.MET

    def test_a_later_normal_result_does_not_end_it(self, ask):
        later = result("2026-06-01T15:00", "2026-06-01T16:00", "N", value="4.4")

        assert alert(ask, result(), later).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-05-31", Outcome.NOT_APPLICABLE),
            ("2026-06-01", Outcome.MET),
            ("2026-07-01", Outcome.MET),
            ("2026-07-02", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_from_the_day_it_is_known_for_thirty_days(self, ask, as_of, outcome):
        assert alert(ask, result(), as_of=as_of).outcome is outcome


class TestMissing:
    """Lists that nobody asked for, days that are not known."""

    def test_observations_never_asked_for(self, ask):
        finding = ask((RULE,), "2026-06-01", {})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("observations (never asked for)",)

    def test_no_day_known(self, ask):
        finding = alert(ask, result(on="", issued=""))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("the exact day of critical result",)
