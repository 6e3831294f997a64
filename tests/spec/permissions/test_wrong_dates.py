"""A visit outside the days of its permission: physiotherapy from 1 April to 31 May 2026."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from permission_facts import item, named, request, visit

from carecoord.model import Label, PartialDate
from carecoord.rules import Outcome

title = "A visit lies outside the days of its permission"

FIRST, LAST = date(2026, 4, 1), date(2026, 5, 31)
AS_OF = date(2026, 3, 3)
GRANTED = request(first=FIRST, last=LAST)


class TestBeforeItsFirstDay:
    """Both ends are inside."""

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [
            (date(2026, 3, 31), Outcome.MET),
            (date(2026, 4, 1), Outcome.NOT_MET),
            (date(2026, 5, 31), Outcome.NOT_MET),
        ],
    )
    def test_the_day_before_it_lies_outside(self, tell, day, outcome):
        booked = [visit("a1", day)]
        finding = tell("wrong-dates", AS_OF, appointments=booked, authorizations=[GRANTED])

        assert finding.outcome is outcome
        assert (finding.action is None) is (outcome is Outcome.NOT_MET)

    def test_the_work_and_what_it_rests_on(self, tell):
        booked = [visit("a1", date(2026, 3, 31)), visit("a2", date(2026, 3, 24))]
        finding = tell("wrong-dates", AS_OF, appointments=booked, authorizations=[GRANTED])

        assert finding.key == "permissions.wrong-dates|p|Authorization:physio:2026-04-01:1"
        assert finding.reason == "a visit on 2026-03-24 lies before its first day, 2026-04-01"
        assert named(finding, "visits outside its days") == ["a2", "a1"]
        assert finding.action.due == finding.action.overdue_after == date(2026, 3, 10)
        assert dict(finding.details) == {
            "first day": FIRST,
            "last day": LAST,
            "first visit outside": date(2026, 3, 24),
        }

    def test_a_finding_carries_the_label_of_the_visit(self, tell):
        label = next(iter(Label))
        booked = [attrs.evolve(visit("a1", date(2026, 3, 31)), labels={label})]
        finding = tell("wrong-dates", AS_OF, appointments=booked, authorizations=[GRANTED])

        assert finding.labels == {label}

    @pytest.mark.parametrize(
        ("granted", "outcome"),
        [
            (request("z0", first=date(2026, 3, 1), last=date(2026, 3, 31)), Outcome.NOT_MET),
            (request("z0", first=date(2026, 3, 1), last=date(2026, 3, 30)), Outcome.NOT_MET),
        ],
        ids=["covers it", "running-out tells of it"],
    )
    def test_another_permission_begun_before_leaves_nothing_to_tell(self, tell, granted, outcome):
        booked = [visit("a1", date(2026, 3, 31))]
        found = tell(
            "wrong-dates",
            AS_OF,
            every=True,
            appointments=booked,
            authorizations=[GRANTED, granted],
        )

        assert {one.outcome for one in found} == {outcome}

    def test_of_two_to_come_the_next_tells(self, tell):
        later = request("z2", first=date(2026, 4, 15), last=LAST)
        found = tell(
            "wrong-dates",
            AS_OF,
            every=True,
            appointments=[visit("a1", date(2026, 3, 31))],
            authorizations=[later, GRANTED],
        )

        assert [(one.key[-12:], one.outcome) for one in found] == [
            ("2026-04-01:1", Outcome.MET),
            ("2026-04-15:1", Outcome.NOT_MET),
        ]

    @pytest.mark.parametrize(("units", "outcome"), [("2", Outcome.MET), ("1", Outcome.NOT_MET)])
    def test_moving_it_helps_only_while_units_are_left(self, tell, units, outcome):
        granted = request("z1", item(units=units), first=FIRST, last=LAST)
        booked = [visit("a1", date(2026, 3, 31)), visit("a2", date(2026, 4, 7))]
        finding = tell("wrong-dates", AS_OF, appointments=booked, authorizations=[granted])

        assert finding.outcome is outcome


class TestAfterItsLastDay:
    """Told of by running-out until 30 June, the 30th day after it; here from 1 July."""

    BOOKED = (visit("a1", date(2026, 7, 20)),)

    @pytest.mark.parametrize(
        ("as_of", "here", "there"),
        [
            (date(2026, 6, 30), Outcome.NOT_MET, Outcome.MET),
            (date(2026, 7, 1), Outcome.MET, Outcome.NOT_APPLICABLE),
        ],
    )
    def test_one_of_the_two_rules_tells(self, tell, as_of, here, there):
        lists = {"appointments": self.BOOKED, "authorizations": [GRANTED]}

        assert tell("wrong-dates", as_of, **lists).outcome is here
        assert tell("running-out", as_of, **lists).outcome is there

    def test_the_reason_names_the_last_day(self, tell):
        finding = tell(
            "wrong-dates", date(2026, 7, 1), appointments=self.BOOKED, authorizations=[GRANTED]
        )

        assert finding.reason == "a visit on 2026-07-20 lies after its last day, 2026-05-31"

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(date(2027, 5, 31), Outcome.MET), (date(2027, 6, 1), Outcome.NOT_APPLICABLE)],
    )
    def test_a_year_after_it_nothing_is_told(self, tell, as_of, outcome):
        booked = [visit("a1", date(2027, 7, 20))]
        finding = tell("wrong-dates", as_of, appointments=booked, authorizations=[GRANTED])

        assert finding.outcome is outcome

    def test_of_two_that_ended_the_last_tells(self, tell):
        before = request("z0", first=date(2026, 2, 1), last=date(2026, 3, 31))
        found = tell(
            "wrong-dates",
            date(2026, 7, 1),
            every=True,
            appointments=self.BOOKED,
            authorizations=[before, GRANTED],
        )

        assert [one.outcome for one in found] == [Outcome.NOT_MET, Outcome.MET]


class TestMissing:
    """Days and lists that are not known."""

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [
            (date(2026, 3, 31), Outcome.MET),
            (date(2026, 4, 1), Outcome.INSUFFICIENT_DATA),
            (date(2026, 4, 29), Outcome.INSUFFICIENT_DATA),
            (date(2026, 4, 30), Outcome.NOT_MET),
        ],
    )
    def test_a_first_day_known_to_the_month(self, tell, day, outcome):
        granted = request(first=PartialDate(2026, 4), last=LAST)
        finding = tell(
            "wrong-dates", AS_OF, appointments=[visit("a1", day)], authorizations=[granted]
        )

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("the exact first day of the permission",)

    def test_a_permission_without_days_has_none_outside(self, tell):
        booked = [visit("a1", date(2026, 3, 31))]
        finding = tell("wrong-dates", AS_OF, appointments=booked, authorizations=[request()])

        assert finding.reason == (
            "good from a day not given to a day not given: no visit ahead lies before its first day"
        )

    def test_appointments_never_asked_for(self, tell):
        finding = tell("wrong-dates", AS_OF, appointments=None, authorizations=[GRANTED])

        assert finding.missing == ("appointments (never asked for)",)

    def test_permissions_never_asked_for(self, tell):
        finding = tell("wrong-dates", AS_OF, authorizations=None)

        assert finding.missing == ("authorizations (never asked for)",)

    @pytest.mark.parametrize(
        "granted",
        [(), (request("z1", item("A3"), first=FIRST, last=LAST),)],
        ids=["none", "denied"],
    )
    def test_nothing_granted(self, tell, granted):
        booked = [visit("a1", date(2026, 3, 31))]
        finding = tell("wrong-dates", AS_OF, appointments=booked, authorizations=granted)

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_a_visit_that_was_kept_is_not_moved(self, tell):
        booked = [visit("a1", date(2026, 3, 2), status="fulfilled")]
        finding = tell("wrong-dates", AS_OF, appointments=booked, authorizations=[GRANTED])

        assert finding.outcome is Outcome.NOT_APPLICABLE
