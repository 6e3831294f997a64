"""A permission runs out: Ada Moss, 75, physiotherapy granted from 1 March to 31 March 2026."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from permission_facts import item, named, request, visit

from carecoord import review
from carecoord.model import AuthorizationItem, PartialDate
from carecoord.model.authorization_item import CapPeriod
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.permissions import RULES as ALL
from carecoord.testing.tables import chart

title = "Permission runs out before the booked visits"

RULES = tuple(rule for rule in ALL if rule.id == "permissions.running-out")
GRANTED = """
    from       | to         | code   | order | action | units | unit
    2026-03-01 | 2026-03-31 | physio |       | A1     | 3     | visits
"""
ENDLESS = GRANTED.replace("| 3     |", "|       |")
"""The same without a number of visits."""


def visits(*days, code="physio", order="", status="booked"):
    head = "on | code | order | status"
    return "\n".join([head, *(f"{day} | {code} | {order} | {status}" for day in days)])


def permission(ask, booked, as_of="2026-03-01", granted=GRANTED, **more):
    lists = {"authorizations": granted, "appointments": booked}
    return ask(RULES, as_of, lists, **more)


def first_uncovered(finding):
    return dict(finding.details).get("first visit not covered")


def of(start, code="physio"):
    return f"Authorization:{code}:{start}:1"


class TestByDate:
    """The last day is inside."""

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [
            ("2026-03-30", Outcome.NOT_MET),
            ("2026-03-31", Outcome.NOT_MET),
            ("2026-04-01", Outcome.MET),
        ],
    )
    def test_a_visit_after_the_last_day_is_not_covered(self, ask, day, outcome):
        finding = permission(ask, visits(day))

        assert finding.outcome is outcome
        assert (finding.action is None) is (outcome is Outcome.NOT_MET)

    def test_it_names_the_first_and_shows_them_all(self, ask):
        finding = permission(ask, visits("2026-03-10", "2026-04-08", "2026-04-01"))

        assert finding.reason == "visits from 2026-04-01 are after its last day"
        assert dict(finding.details) == {
            "last day": date(2026, 3, 31),
            "first visit not covered": date(2026, 4, 1),
        }
        assert [ref.id for ref in finding.evidence[-1].facts] == ["a3", "a2"]

    def test_a_permission_without_a_last_day_does_not_end(self, ask):
        granted = ENDLESS.replace("2026-03-31", "          ")
        finding = permission(ask, visits("2036-01-01"), granted=granted)

        assert finding.reason == "covers the booked visits; last day not given"

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [
            ("2026-03-01", Outcome.NOT_MET),
            ("2026-03-02", Outcome.INSUFFICIENT_DATA),
            ("2026-03-31", Outcome.INSUFFICIENT_DATA),
            ("2026-04-01", Outcome.MET),
        ],
    )
    def test_a_last_day_known_to_the_month_leaves_visits_of_the_month_open(self, ask, day, outcome):
        """It ends some day of March."""
        granted = ENDLESS.replace("2026-03-01", "2026-02-01").replace("2026-03-31", "2026-03")
        finding = permission(ask, visits(day), granted=granted)

        assert finding.outcome is outcome
        if outcome is Outcome.INSUFFICIENT_DATA:
            assert finding.missing == ("the exact last day of the permission",)


class TestByUnits:
    """Three visits were granted."""

    @pytest.mark.parametrize(
        ("number", "outcome"),
        [(0, Outcome.NOT_MET), (3, Outcome.NOT_MET), (4, Outcome.MET)],
    )
    def test_more_visits_than_were_granted_are_not_covered(self, ask, number, outcome):
        booked = visits(*[f"2026-03-{day:02}" for day in range(5, 5 + number)])

        assert permission(ask, booked).outcome is outcome

    def test_it_names_the_first_beyond_them(self, ask):
        days = "2026-03-23", "2026-03-02", "2026-03-09", "2026-03-16", "2026-03-30"
        finding = permission(ask, visits(*days))

        assert finding.reason == "visits from 2026-03-23 are beyond its units"
        assert [ref.id for ref in finding.evidence[-1].facts] == ["a1", "a5"]
        assert {ref.id for ref in finding.evidence[1].facts} == {"a1", "a2", "a3", "a4", "a5"}

    def test_a_visit_beyond_the_units_comes_before_one_after_the_last_day(self, ask):
        """The work is due for the first of all that are not covered."""
        days = "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-04-02"
        finding = permission(ask, visits(*days))

        assert first_uncovered(finding) == date(2026, 3, 5)
        assert finding.reason == "visits from 2026-03-05 are beyond its units"
        assert [line.clause for line in finding.evidence[-2:]] == [
            "visits beyond its units",
            "visits after its last day",
        ]

    def test_visits_before_its_first_day_draw_nothing(self, ask):
        days = "2026-02-26", "2026-02-27", "2026-03-02", "2026-03-03", "2026-03-04"

        assert permission(ask, visits(*days)).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("booked", Outcome.MET),
            ("pending", Outcome.MET),
            ("arrived", Outcome.MET),
            ("checked-in", Outcome.MET),
            ("fulfilled", Outcome.MET),
            ("noshow", Outcome.NOT_MET),
            ("cancelled", Outcome.NOT_MET),
            ("proposed", Outcome.NOT_MET),
            ("waitlist", Outcome.NOT_MET),
        ],
    )
    def test_a_visit_that_was_not_kept_draws_nothing(self, ask, status, outcome):
        kept = visits("2026-03-03", "2026-03-04", "2026-03-05")
        booked = f"{kept}\n2026-03-02 | physio | | {status}"

        assert permission(ask, booked, as_of="2026-03-06").outcome is outcome

    @pytest.mark.parametrize("unit", ["visits", "visit", "VS", "{visits}", "1", ""])
    def test_units_that_are_visits_are_counted_down(self, ask, unit):
        granted = GRANTED.replace("visits", unit)
        four = visits("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05")

        assert permission(ask, four, granted=granted).outcome is Outcome.MET

    @pytest.mark.parametrize(("units", "unit"), [("3", "15 min"), ("3", "d"), ("", "visits")])
    def test_other_units_are_not(self, ask, units, unit):
        granted = GRANTED.replace("| 3     | visits", f"| {units} | {unit}")
        four = visits("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05")

        assert permission(ask, four, granted=granted).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("unit", ["UN", "MN", "boxes"])
    def test_units_of_which_a_visit_does_not_tell_how_many_are_not_known(self, ask, unit):
        granted = GRANTED.replace("visits", unit)
        finding = permission(ask, visits("2026-03-02"), granted=granted)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("how many of its units a visit takes",)

    @pytest.mark.parametrize("unit", ["UN", "boxes"])
    def test_without_a_number_no_unit_is_asked_about(self, ask, unit):
        granted = GRANTED.replace("| 3     | visits", f"|  | {unit}")

        assert permission(ask, visits("2026-03-02"), granted=granted).outcome is Outcome.NOT_MET

    def test_a_day_outside_is_told_whatever_the_units(self, ask):
        granted = GRANTED.replace("visits", "UN")
        booked = visits("2026-03-02", "2026-04-02")

        assert permission(ask, booked, granted=granted).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("actions", "outcome"), [("A1, A2", Outcome.NOT_MET), ("A1, A3", Outcome.MET)]
    )
    def test_granted_items_add_up_and_refused_ones_do_not(self, ask, actions, outcome):
        """Three visits, and two more that were granted or not."""
        granted = f"""
            from       | to         | code           | action    | units | unit
            2026-03-01 | 2026-03-31 | physio, physio | {actions} | 3, 2  | visits, visits
        """
        days = "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"

        assert permission(ask, visits(*days), granted=granted).outcome is outcome


class TestByCap:
    """One visit a week, from Sunday to Saturday: 5 to 11 April, 12 to 18 April 2026."""

    ONE = Decimal(1)

    def told(self, tell, booked, *items, every=False, beside=()):
        first, last = date(2026, 4, 1), date(2026, 6, 30)
        asked = [request("z1", *items, first=first, last=last), *beside]
        booked = [visit(f"a{n}", day) for n, day in enumerate(booked, 1)]
        as_of = date(2026, 4, 1)
        lists = {"appointments": booked, "authorizations": asked}
        return tell("running-out", as_of, every=every, **lists)

    @pytest.mark.parametrize("units", [None, "12"])
    def test_of_three_in_a_week_one_is_covered(self, tell, units):
        days = date(2026, 4, 7), date(2026, 4, 8), date(2026, 4, 9)
        finding = self.told(tell, days, item(units=units, cap=self.ONE))

        assert finding.outcome is Outcome.MET
        assert finding.reason == "visits from 2026-04-08 are beyond its units or its cap"
        assert named(finding, "visits beyond its units or its cap") == ["a2", "a3"]
        assert named(finding, "booked visits") == ["a1", "a2", "a3"]
        assert finding.action.due == date(2026, 3, 25)

    @pytest.mark.parametrize(
        ("period", "first", "second", "outcome"),
        [
            (CapPeriod.WEEK, date(2026, 4, 5), date(2026, 4, 11), Outcome.MET),
            (CapPeriod.WEEK, date(2026, 4, 11), date(2026, 4, 12), Outcome.NOT_MET),
            (CapPeriod.DAY, date(2026, 4, 7), date(2026, 4, 7), Outcome.MET),
            (CapPeriod.DAY, date(2026, 4, 7), date(2026, 4, 8), Outcome.NOT_MET),
            (CapPeriod.MONTH, date(2026, 4, 1), date(2026, 4, 30), Outcome.MET),
            (CapPeriod.MONTH, date(2026, 4, 30), date(2026, 5, 1), Outcome.NOT_MET),
        ],
    )
    def test_when_it_begins_anew(self, tell, period, first, second, outcome):
        finding = self.told(tell, (first, second), item(cap=self.ONE, cap_period=period))

        assert finding.outcome is outcome

    def test_one_beyond_the_cap_takes_no_unit(self, tell):
        """Two units: 7 April and 14 April; 8 April is beyond the cap."""
        days = date(2026, 4, 7), date(2026, 4, 8), date(2026, 4, 14)
        finding = self.told(tell, days, item(units="2", cap=self.ONE))

        assert named(finding, "visits beyond its units or its cap") == ["a2"]

    def test_one_beyond_the_cap_draws_on_the_next_permission(self, tell):
        other = request("z2", item(units="1"), first=date(2026, 4, 2), last=date(2026, 7, 31))
        days = date(2026, 4, 7), date(2026, 4, 8)
        found = self.told(tell, days, item(cap=self.ONE), every=True, beside=[other])

        assert [one.outcome for one in found] == [Outcome.NOT_MET, Outcome.NOT_MET]

    @pytest.mark.parametrize(("number", "outcome"), [(2, Outcome.NOT_MET), (3, Outcome.MET)])
    def test_caps_of_items_add_up(self, tell, number, outcome):
        days = [date(2026, 4, 6 + n) for n in range(number)]
        finding = self.told(tell, days, item(cap=self.ONE), item(cap=self.ONE))

        assert finding.outcome is outcome

    @pytest.mark.parametrize(
        "items",
        [
            (item(cap=ONE), item()),
            (item(cap=ONE), item(cap=ONE, cap_period=CapPeriod.MONTH)),
            (item(cap=ONE, unit="UN"),),
        ],
        ids=["one has none", "a week and a month", "units as such"],
    )
    def test_a_cap_that_visits_cannot_be_counted_by(self, tell, items):
        finding = self.told(tell, [date(2026, 4, 7)], *items)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("how the payer counts its cap",)

    def test_it_is_asked_about_only_where_a_visit_lies_in_its_days(self, tell):
        finding = self.told(tell, [date(2026, 3, 31)], item(cap=self.ONE), item())

        assert finding.outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("cap", "outcome"), [(ONE, Outcome.INSUFFICIENT_DATA), (None, Outcome.NOT_MET)]
    )
    def test_a_visit_known_to_the_month(self, tell, cap, outcome):
        booked = [
            visit("a1", date(2026, 5, 5)),
            attrs.evolve(visit("a2", date(2026, 5, 6)), start=PartialDate(2026, 5)),
        ]
        asked = [request("z1", item(cap=cap), first=date(2026, 4, 1), last=date(2026, 6, 30))]
        finding = tell("running-out", date(2026, 4, 1), appointments=booked, authorizations=asked)

        assert finding.outcome is outcome
        assert finding.missing == (("the day of a booked visit",) if cap else ())


class TestTheFirstDaysOfTheCalendar:
    """Systems write them for days that they do not know."""

    @pytest.mark.parametrize(
        ("day", "due"),
        [("0001-01-10", date(1, 1, 1)), ("0001-01-15", date(1, 1, 1))],
        ids=["14 days before it there is no day: the first", "14 days before it is the first"],
    )
    def test_a_visit_then_has_work_and_no_impossible_day(self, ask, day, due):
        """One visit was granted: the second is beyond the units."""
        granted = GRANTED.replace("2026-03-01 | 2026-03-31", "0001-01-01 |           ")
        one = granted.replace("| 3     |", "| 1     |")
        finding = permission(ask, visits("0001-01-02", day), granted=one)

        assert finding.outcome is Outcome.MET
        assert finding.action.due == due


class TestWhatIsToBeDone:
    """Asked for 14 days before the first visit that is not covered (decision 0005)."""

    def test_the_window(self, ask):
        action = permission(ask, visits("2026-04-15")).action

        assert action.due == action.overdue_after == date(2026, 4, 1)
        assert action.urgency is Urgency.URGENT
        assert action.licences == (Licence.COORDINATOR,)

    def test_a_hold_stops_it(self, ask):
        finding = permission(ask, visits("2026-04-15"), deceased="2026-03-01")

        assert finding.outcome is Outcome.MET
        assert finding.action is None


class TestWhichVisits:
    """By the order they are based on, else by the code of the service."""

    ORDERED = GRANTED.replace("|       | A1", "| s1    | A1")

    @pytest.mark.parametrize(
        ("code", "order", "outcome"),
        [
            ("physio", "", Outcome.MET),
            ("speech", "", Outcome.NOT_MET),
            ("", "", Outcome.NOT_MET),
            ("", "s1", Outcome.MET),
            ("speech", "s1", Outcome.MET),
            ("physio", "s2", Outcome.NOT_MET),
        ],
    )
    def test_the_order_decides_before_the_code(self, ask, code, order, outcome):
        booked = visits("2026-04-01", code=code, order=order)

        assert permission(ask, booked, granted=self.ORDERED).outcome is outcome

    def test_an_order_alone_says_what_it_permits(self, ask):
        granted = self.ORDERED.replace("physio", "      ")
        booked = visits("2026-04-01", order="s1")

        assert permission(ask, booked, granted=granted).outcome is Outcome.MET

    def test_neither_order_nor_service_is_not_known(self, ask):
        granted = GRANTED.replace("physio", "      ")
        finding = permission(ask, visits("2026-04-01"), granted=granted)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("which service it permits",)

    def test_a_service_that_was_refused_is_not_permitted(self, ask):
        granted = """
            from       | to         | code           | action
            2026-03-01 | 2026-03-31 | physio, speech | A1, A3
        """
        booked = visits("2026-04-01", code="speech")

        assert permission(ask, booked, granted=granted).outcome is Outcome.NOT_MET


class TestSeveralPermissions:
    """The first to end is drawn on first; a visit that none covers is told of once."""

    NEXT = """
        from       | to         | created    | code   | action
        2026-03-01 | 2026-03-31 | 2026-02-20 | physio | A1
        2026-04-01 | 2026-04-30 | 2026-02-20 | physio | A1
    """

    @pytest.mark.parametrize(
        ("day", "march", "april"),
        [
            ("2026-03-31", Outcome.NOT_MET, Outcome.NOT_MET),
            ("2026-04-01", Outcome.NOT_MET, Outcome.NOT_MET),
            ("2026-04-30", Outcome.NOT_MET, Outcome.NOT_MET),
            ("2026-05-01", Outcome.NOT_MET, Outcome.MET),
        ],
    )
    def test_an_extension_that_was_granted_covers_the_visit(self, ask, day, march, april):
        outcomes = [
            permission(ask, visits(day), granted=self.NEXT, occurrence=of(start)).outcome
            for start in ("2026-03-01", "2026-04-01")
        ]

        assert outcomes == [march, april]

    def test_a_gap_between_two_is_told_of_by_the_first(self, ask):
        granted = self.NEXT.replace("2026-04-01", "2026-04-08")
        outcomes = [
            permission(ask, visits("2026-04-07"), granted=granted, occurrence=of(start)).outcome
            for start in ("2026-03-01", "2026-04-08")
        ]

        assert outcomes == [Outcome.MET, Outcome.NOT_MET]

    def test_one_for_another_service_covers_nothing(self, ask):
        head, march, april = self.NEXT.strip().split("\n")
        granted = "\n".join([head, march, april.replace("physio", "speech")])
        finding = permission(
            ask, visits("2026-04-10"), granted=granted, occurrence=of("2026-03-01")
        )

        assert finding.outcome is Outcome.MET

    def test_one_that_was_refused_covers_nothing(self, ask):
        head, march, april = self.NEXT.strip().split("\n")
        granted = "\n".join([head, march, april.replace("A1", "A3")])

        assert permission(ask, visits("2026-04-10"), granted=granted).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("number", "first", "second"),
        [
            (3, Outcome.NOT_MET, Outcome.NOT_MET),
            (5, Outcome.NOT_MET, Outcome.NOT_MET),
            (6, Outcome.NOT_MET, Outcome.MET),
        ],
    )
    def test_two_at_a_time_are_drawn_on_one_after_the_other(self, ask, number, first, second):
        """Three visits to 31 March, then two to 30 April: five in March are covered."""
        granted = """
            from       | to         | created    | code   | action | units | unit
            2026-03-01 | 2026-03-31 | 2026-02-20 | physio | A1     | 3     | visits
            2026-03-02 | 2026-04-30 | 2026-02-20 | physio | A1     | 2     | visits
        """
        booked = visits(*[f"2026-03-{day:02}" for day in range(5, 5 + number)])
        findings = [
            permission(ask, booked, granted=granted, occurrence=of(start))
            for start in ("2026-03-01", "2026-03-02")
        ]

        assert [finding.outcome for finding in findings] == [first, second]
        if number == 6:
            assert first_uncovered(findings[1]) == date(2026, 3, 10)
            assert findings[1].evidence[1].clause == "permissions for the same visits"

    def test_the_one_that_ends_first_is_drawn_on_first(self, ask):
        """Two in March from the first; one in March and two in April are left for the second."""
        granted = """
            from       | to         | created    | code   | action | units | unit
            2026-03-01 | 2026-03-31 | 2026-02-20 | physio | A1     | 2     | visits
            2026-03-02 | 2026-04-30 | 2026-02-20 | physio | A1     | 3     | visits
        """
        booked = visits("2026-03-05", "2026-03-06", "2026-03-09", "2026-04-02", "2026-04-03")

        for start in ("2026-03-01", "2026-03-02"):
            finding = permission(ask, booked, granted=granted, occurrence=of(start))
            assert finding.outcome is Outcome.NOT_MET


class TestWhichPermissions:
    """Granted, and in force or ended lately."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"), [("2026-04-30", Outcome.MET), ("2026-05-01", Outcome.NOT_APPLICABLE)]
    )
    def test_it_is_told_for_thirty_days_after_its_last(self, ask, as_of, outcome):
        assert permission(ask, visits("2026-05-10"), as_of).outcome is outcome

    @pytest.mark.parametrize(
        ("created", "as_of", "outcome"),
        [
            ("2026-02-15", "2026-02-14", Outcome.NOT_APPLICABLE),
            ("2026-02-15", "2026-02-15", Outcome.MET),
            ("2026-03-31", "2026-02-28", Outcome.NOT_APPLICABLE),
            ("2026-03-31", "2026-03-01", Outcome.MET),
        ],
    )
    def test_it_is_known_when_created_or_from_its_first_day(self, ask, created, as_of, outcome):
        """Decision 0005: what is in force has been granted, whatever the message says."""
        granted = GRANTED.replace("from ", "created | from ").replace(
            "    2026-03-01", f"    {created} | 2026-03-01"
        )

        assert permission(ask, visits("2026-04-01"), as_of, granted).outcome is outcome

    @pytest.mark.parametrize("action", ["A1", "A2", "A6", ""])
    def test_granted_in_full_in_part_or_modified_is_granted(self, ask, action):
        """An item without a review action counts as granted (decision 0005)."""
        granted = GRANTED.replace("A1", action)

        assert permission(ask, visits("2026-04-01"), granted=granted).outcome is Outcome.MET

    @pytest.mark.parametrize("action", ["A3", "A4", "C", "CT", "NA"])
    def test_denied_pended_or_cancelled_is_not(self, ask, action):
        finding = permission(ask, visits("2026-04-01"), granted=GRANTED.replace("A1", action))

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "no permission in force or ended lately"

    @pytest.mark.parametrize(
        ("status", "outcome_of_answer", "outcome"),
        [
            ("active", "complete", Outcome.MET),
            ("active", "partial", Outcome.MET),
            ("active", "queued", Outcome.NOT_APPLICABLE),
            ("active", "error", Outcome.NOT_APPLICABLE),
            ("cancelled", "complete", Outcome.NOT_APPLICABLE),
            ("entered-in-error", "complete", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_an_answer_that_stands(self, ask, status, outcome_of_answer, outcome):
        granted = f"""
            from       | to         | code   | action | status   | outcome
            2026-03-01 | 2026-03-31 | physio | A1     | {status} | {outcome_of_answer}
        """
        assert permission(ask, visits("2026-04-01"), granted=granted).outcome is outcome

    def test_an_answer_without_items_does_not_say_what_was_granted(self, ask):
        granted = """
            from       | to         | order | items
            2026-03-01 | 2026-03-31 | s1    | none
        """
        finding = permission(ask, visits("2026-04-01", order="s1"), granted=granted)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("what was granted",)


class TestMissing:
    """Lists that nobody asked for, days that are not known."""

    def test_permissions_never_asked_for(self, ask):
        finding = ask(RULES, "2026-03-01", {"appointments": visits("2026-04-01")})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("authorizations (never asked for)",)

    def test_appointments_never_asked_for(self, ask):
        finding = ask(RULES, "2026-03-01", {"authorizations": GRANTED})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("appointments (never asked for)",)
        assert dict(finding.details) == {"last day": date(2026, 3, 31)}

    def test_no_last_day_and_no_appointments_asked_for(self, ask):
        granted = GRANTED.replace("2026-03-31", "          ")
        finding = ask(RULES, "2026-03-01", {"authorizations": granted})

        assert finding.details == ()

    def test_no_permission(self, ask):
        assert permission(ask, visits("2026-04-01"), granted="").outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("code", "outcome"), [("physio", Outcome.INSUFFICIENT_DATA), ("speech", Outcome.NOT_MET)]
    )
    def test_a_visit_of_the_service_without_a_day(self, ask, code, outcome):
        finding = permission(ask, visits("", code=code))

        assert finding.outcome is outcome
        assert finding.missing == (
            ("the day of a booked visit",) if outcome is Outcome.INSUFFICIENT_DATA else ()
        )


class TestWhatWasPutInItsPlace:
    """An item that was modified, with what was granted added beside it; and what grants nothing."""

    DAYS = ("2026-03-10", "2026-03-11", "2026-03-12")

    def finding(self, *others, action="A6"):
        drawn = chart({"authorizations": ENDLESS, "appointments": visits(*self.DAYS)})
        (granted,) = drawn.authorizations
        (asked,) = granted.items
        modified = attrs.evolve(asked, sequence=1, review_action=action)
        whole = attrs.evolve(granted, items=[modified, *others])
        catalogue = Catalogue.of(RULES)
        found = review(attrs.evolve(drawn, authorizations=[whole]), catalogue, date(2026, 3, 1))
        return found.findings[0]

    def added(self, units):
        service = chart({"authorizations": GRANTED}).authorizations[0].items[0].code
        return AuthorizationItem(
            added=True, added_for=[1], code=service, units=Decimal(units), unit="visits"
        )

    @pytest.mark.parametrize(("units", "outcome"), [(3, Outcome.NOT_MET), (2, Outcome.MET)])
    def test_its_units_count_and_not_those_of_what_it_replaces(self, units, outcome):
        assert self.finding(self.added(units)).outcome is outcome

    def test_beside_what_was_denied_it_grants_nothing(self):
        assert self.finding(self.added(3), action="A3").outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize("state", ["cancelled", "unanswered"])
    def test_what_was_withdrawn_or_not_answered_grants_nothing(self, state):
        more = attrs.evolve(self.added(9), added=False, added_for=[], sequence=2, **{state: True})

        assert self.finding(self.added(2), more).outcome is Outcome.MET
