"""Fewer units than the booked visits need: therapy granted for April and May 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from permission_facts import item, named, request, visit

from carecoord.model.permission_case import Draw
from carecoord.rules import Outcome

title = "Fewer units than booked visits need"

AS_OF = date(2026, 4, 1)
DAYS = tuple(date(2026, 4, day) for day in (7, 14, 21, 28))
FIRST, LAST = date(2026, 4, 1), date(2026, 5, 31)


def granted(units, unit, *, name="z1", draws=(), last=LAST, **more):
    case = {"draws": draws} if draws else None
    return request(name, item(units=units, unit=unit), first=FIRST, last=last, case=case, **more)


def visits(many, minutes=45, **more):
    return [visit(f"a{n + 1}", DAYS[n], minutes=minutes, **more) for n in range(many)]


def draw(appointment, units="1", unit="visits", on=date(2026, 4, 1)):
    return Draw(appointment=appointment, on=on, units=Decimal(units), unit=unit)


class TestMinutes:
    """A visit of 45 minutes takes three units of a quarter of an hour."""

    @pytest.mark.parametrize(
        ("units", "unit", "outcome"),
        [
            ("9", "15 min", Outcome.NOT_MET),
            ("8", "15 min", Outcome.MET),
            ("2.25", "h", Outcome.NOT_MET),
            ("2.24", "h", Outcome.MET),
            ("135", "min", Outcome.NOT_MET),
            ("134", "min", Outcome.MET),
        ],
    )
    def test_three_visits_take_two_hours_and_a_quarter(self, tell, units, unit, outcome):
        asked = [granted(units, unit)]
        finding = tell("units-short", AS_OF, appointments=visits(3), authorizations=asked)

        assert finding.outcome is outcome
        assert (finding.action is None) is (outcome is Outcome.NOT_MET)

    def test_the_work_and_what_it_rests_on(self, tell):
        asked = [granted("5", "15 min")]
        finding = tell("units-short", AS_OF, appointments=visits(3), authorizations=asked)

        assert finding.reason == "units do not reach the visits from 2026-04-14"
        assert named(finding, "visits that its units do not reach") == ["a2", "a3"]
        assert named(finding, "booked visits") == ["a1", "a2", "a3"]
        assert finding.action.due == finding.action.overdue_after == date(2026, 3, 31)

    def test_start_and_end_say_how_long_a_visit_takes(self, tell):
        start, end = datetime(2026, 4, 7, 9, tzinfo=UTC), datetime(2026, 4, 7, 9, 31, tzinfo=UTC)
        booked = [visit("a1", start, end=end)]
        finding = tell(
            "units-short", AS_OF, appointments=booked, authorizations=[granted("2", "15 min")]
        )

        assert finding.outcome is Outcome.MET

    @pytest.mark.parametrize(
        "end",
        [None, datetime(2026, 4, 7, 8, tzinfo=UTC)],
        ids=["no end", "an end before its start"],
    )
    def test_a_visit_of_unknown_length_is_not_measured(self, tell, end):
        booked = [visit("a1", DAYS[0], end=end)]
        finding = tell(
            "units-short", AS_OF, appointments=booked, authorizations=[granted("2", "15 min")]
        )

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("how long a booked visit takes",)


class TestDays:
    """Two visits of one day take one day."""

    @pytest.mark.parametrize(("units", "outcome"), [("2", Outcome.NOT_MET), ("1", Outcome.MET)])
    def test_three_visits_on_two_days(self, tell, units, outcome):
        booked = [visit("a1", DAYS[0]), visit("a2", DAYS[0]), visit("a3", DAYS[1])]
        finding = tell(
            "units-short", AS_OF, appointments=booked, authorizations=[granted(units, "d")]
        )

        assert finding.outcome is outcome


class TestDraws:
    """What was drawn stands before what is reckoned."""

    def test_what_unseen_visits_drew_is_gone(self, tell):
        asked = [granted("3", "visits", draws=(draw("x1"), draw("x2")))]
        finding = tell("units-short", AS_OF, appointments=visits(2), authorizations=asked)

        assert finding.outcome is Outcome.MET
        assert named(finding, "visits that its units do not reach") == ["a2"]

    def test_a_visit_takes_what_was_drawn_for_it(self, tell):
        asked = [granted("3", "visits", draws=(draw("a1", "2"),))]
        finding = tell("units-short", AS_OF, appointments=visits(3), authorizations=asked)

        assert named(finding, "visits that its units do not reach") == ["a3"]

    def test_hours_drawn_count_in_quarters(self, tell):
        asked = [granted("8", "15 min", draws=(draw("x1", "1", "h"),))]
        finding = tell("units-short", AS_OF, appointments=visits(2), authorizations=asked)

        assert named(finding, "visits that its units do not reach") == ["a2"]

    def test_more_drawn_than_granted_leaves_nothing_and_no_less(self, tell):
        asked = [granted("1", "visits", draws=(draw("x1", "5"),))]
        finding = tell("units-short", AS_OF, appointments=visits(1), authorizations=asked)

        assert named(finding, "visits that its units do not reach") == ["a1"]

    def test_a_draw_of_a_later_day_is_none(self, tell):
        asked = [granted("1", "visits", draws=(draw("x1", on=date(2026, 4, 2)),))]
        finding = tell("units-short", AS_OF, appointments=visits(1), authorizations=asked)

        assert finding.outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize("unit", ["d", "boxes"])
    def test_a_draw_of_other_units_leaves_open_what_is_left(self, tell, unit):
        asked = [granted("1", "visits", draws=(draw("x1", unit=unit),))]
        finding = tell("units-short", AS_OF, appointments=visits(1), authorizations=asked)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("what the recorded draws count",)

    def test_two_draws_for_one_visit_add_up(self, tell):
        asked = [granted("3", "visits", draws=(draw("x1"), draw("x1")))]
        finding = tell("units-short", AS_OF, appointments=visits(2), authorizations=asked)

        assert named(finding, "visits that its units do not reach") == ["a2"]

    def test_visits_that_running_out_names_are_not_named_again(self, tell):
        asked = [granted("2", "visits", draws=(draw("a1"),))]
        lists = {"appointments": visits(3), "authorizations": asked}

        assert tell("running-out", AS_OF, **lists).outcome is Outcome.MET
        assert tell("units-short", AS_OF, **lists).outcome is Outcome.NOT_MET


class TestCap:
    """So much in a week, from Sunday to Saturday: 5 to 11 April, 12 to 18 April 2026."""

    def short(self, tell, booked, *items, draws=()):
        case = {"draws": draws} if draws else None
        asked = [request("z1", *items, first=FIRST, last=LAST, case=case)]
        return tell("units-short", AS_OF, appointments=booked, authorizations=asked)

    def test_an_hour_a_week_holds_one_visit_of_45_minutes(self, tell):
        days = (date(2026, 4, day) for day in (7, 8, 14))
        booked = [visit(f"a{n}", day, minutes=45) for n, day in enumerate(days, 1)]
        finding = self.short(tell, booked, item(unit="h", cap=Decimal(1)))

        assert finding.reason == "units or cap do not reach the visits from 2026-04-08"
        assert named(finding, "visits that its units do not reach") == ["a2"]
        assert finding.action.closes == (
            "a permission that covers the visits, or the visits moved or cancelled"
        )

    @pytest.mark.parametrize(("units", "reached"), [("90", ["a4"]), ("135", [])])
    def test_one_beyond_the_cap_takes_nothing_of_the_units(self, tell, units, reached):
        """45 minutes on 7 and on 14 April, none on 8 April: 90 minutes, and 45 on 21 April."""
        days = (date(2026, 4, day) for day in (7, 8, 14, 21))
        booked = [visit(f"a{n}", day, minutes=45) for n, day in enumerate(days, 1)]
        finding = self.short(tell, booked, item(units=units, unit="min", cap=Decimal(60)))

        assert named(finding, "visits that its units do not reach") == ["a2", *reached]

    @pytest.mark.parametrize(
        ("second", "outcome"), [(7, Outcome.NOT_MET), (8, Outcome.MET), (12, Outcome.NOT_MET)]
    )
    def test_one_day_a_week(self, tell, second, outcome):
        booked = [visit("a1", date(2026, 4, 7)), visit("a2", date(2026, 4, second))]

        assert self.short(tell, booked, item(unit="d", cap=Decimal(1))).outcome is outcome

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            (date(2026, 4, 4), Outcome.NOT_MET),
            (date(2026, 4, 5), Outcome.MET),
            (date(2026, 4, 11), Outcome.MET),
        ],
    )
    def test_what_an_unseen_visit_drew_counts_in_its_week(self, tell, on, outcome):
        """One a week, and a visit booked for Saturday 11 April."""
        asked = [
            request(
                "z1",
                item(units="9", cap=Decimal(1)),
                first=FIRST,
                last=LAST,
                case={"draws": (draw("x1", on=on),)},
            )
        ]
        booked = [visit("a1", date(2026, 4, 11))]
        finding = tell("units-short", date(2026, 4, 11), appointments=booked, authorizations=asked)

        assert finding.outcome is outcome

    def test_a_cap_that_not_all_items_have_is_not_known(self, tell):
        both = item(units="90", unit="min", cap=Decimal(45)), item(units="90", unit="min")
        finding = self.short(tell, visits(1), *both)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("how the payer counts its cap",)


class TestWhichPermissions:
    """Those that running-out does not count, in force or ended lately."""

    @pytest.mark.parametrize(
        ("units", "unit"), [("1", "visits"), (None, "15 min"), ("1", "boxes"), ("1", "FL")]
    )
    def test_visits_no_number_and_other_units_are_not_counted_here(self, tell, units, unit):
        finding = tell(
            "units-short", AS_OF, appointments=visits(2), authorizations=[granted(units, unit)]
        )

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_items_that_count_different_things_are_not_counted(self, tell):
        both = (item(units="1", unit="d"), item(units="1", unit="h"))
        asked = [request("z1", *both, first=FIRST, last=LAST)]
        finding = tell("units-short", AS_OF, appointments=visits(2), authorizations=asked)

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_items_of_hours_and_of_quarter_hours_add_up(self, tell):
        """An hour and two quarters hold two visits of 45 minutes, and not the third."""
        both = (item(units="1", unit="h"), item(units="2", unit="15 min"))
        asked = [request("z1", *both, first=FIRST, last=LAST)]
        finding = tell("units-short", AS_OF, appointments=visits(3), authorizations=asked)

        assert named(finding, "visits that its units do not reach") == ["a3"]

    def test_the_first_to_end_is_drawn_on_first(self, tell):
        asked = [
            granted("3", "15 min", name="z1", last=date(2026, 4, 30)),
            granted("6", "15 min", name="z2"),
        ]
        found = tell("units-short", AS_OF, every=True, appointments=visits(4), authorizations=asked)

        assert sorted(one.outcome.value for one in found) == ["met", "not met"]
        (met,) = [one for one in found if one.outcome is Outcome.MET]
        assert named(met, "permission") == ["z2"]
        assert named(met, "visits that its units do not reach") == ["a4"]

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [(date(2026, 5, 31), Outcome.MET), (date(2026, 6, 1), Outcome.NOT_MET)],
    )
    def test_the_last_day_is_inside(self, tell, day, outcome):
        """Of 1 June running-out tells: it lies after the last day."""
        booked = [visit("a1", day, minutes=45)]
        finding = tell(
            "units-short", AS_OF, appointments=booked, authorizations=[granted("2", "15 min")]
        )

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [(date(2026, 6, 30), Outcome.NOT_MET), (date(2026, 7, 1), Outcome.NOT_APPLICABLE)],
    )
    def test_it_matters_for_thirty_days_after_its_last(self, tell, as_of, outcome):
        finding = tell("units-short", as_of, authorizations=[granted("2", "15 min")])

        assert finding.outcome is outcome

    def test_visits_that_are_past_are_not_named(self, tell):
        booked = visits(2, status="fulfilled")
        finding = tell(
            "units-short",
            date(2026, 4, 20),
            appointments=booked,
            authorizations=[granted("3", "15 min")],
        )

        assert finding.outcome is Outcome.NOT_MET


class TestMissing:
    """Lists that nobody asked for."""

    def test_appointments(self, tell):
        finding = tell(
            "units-short", AS_OF, appointments=None, authorizations=[granted("2", "15 min")]
        )

        assert finding.missing == ("appointments (never asked for)",)

    def test_permissions(self, tell):
        finding = tell("units-short", AS_OF, authorizations=None)

        assert finding.missing == ("authorizations (never asked for)",)
