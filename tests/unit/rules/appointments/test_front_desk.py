from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from carecoord.errors import RecordRejected
from carecoord.model import (
    Address,
    Appointment,
    Chart,
    ContactPoint,
    Coverage,
    Name,
    Order,
    PartialDate,
    Patient,
    PatientContact,
    Period,
)
from carecoord.model.verification import Verification
from carecoord.rules.appointments.front_desk import check_in, check_out

ZONE = "America/New_York"
NOW = datetime(2026, 3, 2, 14, 55, tzinfo=UTC)  # 09:55 in New York
TODAY = date(2026, 3, 2)
VISIT = Appointment(id="visit", status="booked", start=NOW + timedelta(minutes=5))
PATIENT = Patient(
    names=[Name(family="Invented")],
    birth_date=date(1950, 1, 1),
    addresses=[Address(line=["1 Invented Street"])],
    telecom=[ContactPoint(system="phone", value="555-0100")],
    contacts=[PatientContact()],
)
MARCH = Period.through(date(2026, 3, 1), date(2026, 3, 31))
VERIFIED = Coverage(
    id="plan", status="active", verification=Verification(status="verified", period=MARCH)
)
LAST = Appointment(
    id="last",
    status="fulfilled",
    start=datetime(2025, 3, 2, 15, tzinfo=UTC),
    confirmed=["demographics", "coverage"],
)
CHART = Chart(key="p", patient=PATIENT, coverages=[VERIFIED], appointments=[VISIT, LAST])


def to_confirm(**changes):
    found = check_in(attrs.evolve(CHART, **changes), VISIT, NOW, zone=ZONE).to_confirm
    return [(one.part, one.what, one.why) for one in found]


def test_what_is_complete_fresh_and_verified_needs_nothing():
    assert to_confirm() == []


@pytest.mark.parametrize(
    ("changes", "what", "why"),
    [
        ({"names": []}, "name", "missing"),
        ({"names": [Name()]}, "name", "missing"),
        ({"birth_date": None}, "birth date", "missing"),
        ({"birth_date": PartialDate(1950)}, "birth date", "only a part is known"),
        ({"addresses": []}, "address", "missing"),
        ({"addresses": [Address(use="old")]}, "address", "none that is in use"),
        (
            {"addresses": [Address(period=Period(None, TODAY))]},
            "address",
            "none that is in use",
        ),
        ({"telecom": []}, "telephone", "missing"),
        ({"telecom": [ContactPoint(system="phone")]}, "telephone", "none that is in use"),
        (
            {"telecom": [ContactPoint(system="email", value="a@b.example")]},
            "telephone",
            "none that is in use",
        ),
        ({"contacts": []}, "emergency contact", "missing"),
    ],
)
def test_what_is_missing_of_the_demographics_is_told(changes, what, why):
    assert to_confirm(patient=attrs.evolve(PATIENT, **changes)) == [("demographics", what, why)]


def test_the_last_day_of_an_address_is_inside():
    until_today = Address(period=Period.through(None, TODAY))

    assert to_confirm(patient=attrs.evolve(PATIENT, addresses=[until_today])) == []


def test_data_are_old_after_a_year_and_the_day_itself_is_not():
    """From 2 March 2025, 365 days later is 2 March 2026."""
    before = attrs.evolve(LAST, start=LAST.start - timedelta(days=1))

    assert to_confirm(appointments=[LAST]) == []
    assert to_confirm(appointments=[before]) == [
        ("demographics", "all data", "last confirmed on 2025-03-01")
    ]
    assert to_confirm(appointments=[before, LAST]) == []


def test_the_arrival_counts_before_the_planned_start():
    came = attrs.evolve(LAST, start=date(2024, 1, 1), arrived_at=NOW - timedelta(days=1))

    assert to_confirm(appointments=[came]) == []


NEVER = [("demographics", "all data", "no visit at which confirmed")]


@pytest.mark.parametrize(
    "appointments",
    [
        None,
        [],
        [attrs.evolve(LAST, confirmed=["coverage"])],
        [attrs.evolve(LAST, status="noshow")],
        [attrs.evolve(LAST, start=None)],
    ],
)
def test_without_a_visit_at_which_they_were_confirmed_all_data_are_gone_through(appointments):
    assert to_confirm(appointments=appointments) == NEVER


@pytest.mark.parametrize(
    ("coverages", "what", "why"),
    [
        (None, "coverage", "nobody has asked for it"),
        ([], "coverage", "none on record"),
        ([attrs.evolve(VERIFIED, status="cancelled")], "coverage", "none in force on 2026-03-02"),
        (
            [attrs.evolve(VERIFIED, period=Period.through(None, date(2026, 3, 1)))],
            "coverage",
            "none in force on 2026-03-02",
        ),
        ([attrs.evolve(VERIFIED, verification=None)], "plan", "never verified"),
    ],
)
def test_a_day_without_coverage_is_told(coverages, what, why):
    assert to_confirm(coverages=coverages) == [("coverage", what, why)]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"status": "needed"}, "never verified"),
        ({"status": "asked"}, "asked, no answer yet"),
        ({"status": "not-in-force"}, "the payer says: not in force"),
        ({"status": "unable"}, "no answer could be had"),
        (
            {"period": Period.through(date(2026, 2, 1), date(2026, 3, 1))},
            "verified for other days than 2026-03-02",
        ),
        ({"period": Period.through(date(2026, 2, 1), TODAY)}, None),
        ({"period": None}, "verified, but for which days is not known"),
        (
            {"period": None, "verified_on": date(2026, 3, 1)},
            "verified, but for which days is not known",
        ),
        (
            {"period": None, "verified_on": PartialDate(2026, 3)},
            "verified, but for which days is not known",
        ),
        ({"period": None, "verified_on": TODAY}, None),
    ],
)
def test_coverage_is_verified_for_the_day_of_service(parts, why):
    said = attrs.evolve(VERIFIED.verification, **parts)
    found = to_confirm(coverages=[attrs.evolve(VERIFIED, verification=said)])

    assert found == ([] if why is None else [("coverage", "plan", why)])


def test_the_day_of_service_is_that_of_the_visit_in_its_zone():
    """01:00 in UTC on 1 April is still 31 March in New York."""
    visit = attrs.evolve(VISIT, start=datetime(2026, 4, 1, 1, tzinfo=UTC))
    later = attrs.evolve(VISIT, start=datetime(2026, 4, 1, 12, tzinfo=UTC))
    unplanned = attrs.evolve(VISIT, start=None)

    assert check_in(CHART, visit, NOW, zone=ZONE).parts == ()
    assert check_in(CHART, later, NOW, zone=ZONE).parts == ("coverage",)
    assert check_in(CHART, unplanned, NOW, zone=ZONE).parts == ()


def test_parts_are_told_once():
    chart = attrs.evolve(CHART, patient=Patient(), coverages=None)

    assert check_in(chart, VISIT, NOW, zone=ZONE).parts == ("demographics", "coverage")


def test_an_unknown_zone_is_refused():
    with pytest.raises(RecordRejected, match="no zone of that name"):
        check_in(CHART, VISIT, NOW, zone="Mars/Olympus")


NEXT = Appointment(id="next", status="booked", start=NOW + timedelta(days=14), based_on=["o2"])
ORDERS = [Order(id="o1", status="active"), Order(id="o2", status="active")]


def leaving(step=None, **lists):
    visit = attrs.evolve(VISIT, next_step=step)
    given = {"appointments": [visit, NEXT], "orders": ORDERS, **lists}
    return check_out(Chart(key="p", patient=PATIENT, **given), visit, NOW)


def test_what_is_booked_and_what_is_still_to_be_booked_is_told():
    found = leaving()

    assert (found.booked, found.to_book) == (("next",), ("o1",))
    assert not found.settled
    assert found.ask == "Book the next step, or say why none is needed"


@pytest.mark.parametrize("step", ["next", "o1", "o2"])
def test_a_next_step_that_is_booked_or_open_is_settled(step):
    found = leaving(step)

    assert found.settled
    assert found.ask is None


def test_a_next_step_that_is_neither_has_to_be_booked_anew():
    found = leaving("next", appointments=[VISIT, attrs.evolve(NEXT, status="cancelled")])

    assert not found.settled
    assert found.ask == "The next step that was named is not booked and not open: book it anew"
    assert found.to_book == ("o1", "o2")


@pytest.mark.parametrize(
    ("start", "booked"),
    [
        (NOW, ()),
        (NOW + timedelta(seconds=1), ("next",)),
        (TODAY, ()),
        (TODAY + timedelta(days=1), ("next",)),
        (PartialDate(2026, 3), ("next",)),
        (None, ()),
    ],
)
def test_the_next_step_lies_ahead(start, booked):
    assert leaving(appointments=[VISIT, attrs.evolve(NEXT, start=start)]).booked == booked


@pytest.mark.parametrize(
    "order",
    [Order(id="o", status="completed"), Order(id="o", status="active", do_not_perform=True)],
)
def test_an_order_that_is_closed_or_forbids_is_no_next_step(order):
    found = leaving(appointments=None, orders=[order])

    assert (found.booked, found.to_book) == ((), ())


def test_without_lists_nothing_is_offered():
    found = leaving(appointments=None, orders=None)

    assert (found.booked, found.to_book) == ((), ())


@pytest.mark.parametrize("at", [TODAY, NOW.replace(tzinfo=None), None, "2026-03-02"])
def test_a_moment_without_an_offset_is_refused(at):
    with pytest.raises(RecordRejected, match="check-out: no offset from UTC"):
        check_out(CHART, VISIT, at)
    with pytest.raises(RecordRejected, match="check-in: no offset from UTC"):
        check_in(CHART, VISIT, at, zone=ZONE)


@pytest.mark.parametrize("arrived", [date.max, datetime.max.replace(tzinfo=UTC)])
def test_data_confirmed_at_the_end_of_the_calendar_are_not_old(arrived):
    came = attrs.evolve(LAST, arrived_at=arrived)

    assert to_confirm(appointments=[came]) == []
