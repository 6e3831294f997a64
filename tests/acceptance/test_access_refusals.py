"""What nobody gets through: a clear refusal with what to do, and nothing is changed by it."""

from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.errors import ImpossiblePeriod, MoveRefused, RecordError, RecordRejected
from carecoord.model import (
    Appointment,
    Authorization,
    AuthorizationItem,
    Coverage,
    PayerKind,
    Period,
    Referral,
    RequestUrgency,
    ServiceKind,
)
from carecoord.rules.appointments.conflicts import conflicts
from carecoord.rules.appointments.recurrence import Frequency, Recurrence
from carecoord.rules.appointments.series import meetings
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.appointment import APPOINTMENT
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.coverage import COVERAGE
from carecoord.rules.moves.drawn_visits import draw_visit
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import correct, move
from carecoord.rules.moves.referral import REFERRAL
from carecoord.rules.permissions.allocation import allocate
from carecoord.rules.permissions.clocks import Insufficient, decision_due

ZONE = ZoneInfo("America/New_York")
CLERK = Performer(licence=Licence.COORDINATOR)
TODAY, LATER = date(2026, 3, 6), datetime(2026, 4, 3, 9, tzinfo=ZONE)
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
ITEM = AuthorizationItem(sequence=1, requested=Decimal(12), unit="visit")
REQUEST = Authorization(id="request", status="active", orders=["order"], items=[ITEM])
ANSWER = Authorization(
    id="answer",
    status="active",
    outcome="complete",
    period=Period.through(APRIL, MAY),
    items=[AuthorizationItem(sequence=1, review_action="A1", units=Decimal(3))],
)
PERMISSION = move(AUTHORIZATION, REQUEST, "answer", at=TODAY, answer=ANSWER).value
VISIT = Appointment(
    id="visit",
    status="fulfilled",
    start=datetime(2026, 4, 2, 9, tzinfo=ZONE),
    end=datetime(2026, 4, 2, 10, tzinfo=ZONE),
    based_on=["order"],
)
BACKWARDS = attrs.evolve(VISIT, status="booked", end=datetime(2026, 4, 2, 8, tzinfo=ZONE))


def refused(value, kind, *, found, remedy, doing):
    """Whatever was tried is refused in these words, and the value is what it was."""
    before = deepcopy(value)
    with pytest.raises(kind) as caught:
        doing()
    assert isinstance(caught.value, RecordError)
    assert found in caught.value.found
    assert remedy in caught.value.remedy
    assert value == before


class TestMovesThatAreNotLegal:
    @pytest.mark.parametrize(
        ("machine", "value", "name", "found", "remedy"),
        [
            (
                REFERRAL,
                Referral(id="r", status="completed"),
                "send",
                "it is seen",
                "Legal now: report",
            ),
            (REFERRAL, Referral(id="r", status="draft"), "read", "draft", "Legal now: "),
            (APPOINTMENT, VISIT, "cancel", "it is fulfilled", "none but a correction"),
            (AUTHORIZATION, REQUEST, "draw", "it is requested", "Legal now: "),
            (COVERAGE, Coverage(id="plan"), "lapse", "it is needed", "Legal now: ask, verify"),
        ],
        ids=lambda one: one if isinstance(one, str) else "",
    )
    def test_it_says_where_the_value_is_and_what_would_be_legal(
        self, machine, value, name, found, remedy
    ):
        refused(
            value,
            MoveRefused,
            found=found,
            remedy=remedy,
            doing=lambda: move(machine, value, name, at=LATER, by=CLERK, reason="because"),
        )

    def test_a_correction_needs_a_reason(self):
        refused(
            VISIT,
            MoveRefused,
            found="no reason",
            remedy="Say what was wrong",
            doing=lambda: correct(APPOINTMENT, VISIT, "noshow", at=LATER, by=CLERK, reason=" "),
        )

    def test_a_moment_needs_its_offset(self):
        refused(
            REQUEST,
            RecordRejected,
            found="without an offset",
            remedy="Give the offset",
            doing=lambda: move(
                AUTHORIZATION, REQUEST, "cancel", at=LATER.replace(tzinfo=None), reason="no need"
            ),
        )


class TestAnswersThatDoNotFit:
    @pytest.mark.parametrize(
        ("sequences", "place"), [((2,), "1 of 1"), ((1, 2), "2 of 2"), ((1, 1), "2 of 2")]
    )
    def test_a_decision_on_an_item_that_was_never_asked_for(self, sequences, place):
        items = [
            AuthorizationItem(sequence=one, review_action="A1", units=Decimal(3))
            for one in sequences
        ]
        answer = attrs.evolve(ANSWER, items=items)

        refused(
            REQUEST,
            MoveRefused,
            found=place,
            remedy="match items by sequence or trace number",
            doing=lambda: move(AUTHORIZATION, REQUEST, "answer", at=TODAY, answer=answer),
        )

    def test_a_period_that_ends_before_it_starts(self):
        refused(
            ANSWER,
            ImpossiblePeriod,
            found="the end precedes the start",
            remedy="Correct one edge",
            doing=lambda: attrs.evolve(ANSWER, period=Period(MAY, APRIL)),
        )


class TestUnits:
    @pytest.mark.parametrize(
        ("units", "unit", "found", "remedy"),
        [
            (Decimal(1), "day", "units of another type", "the unit of the item"),
            (Decimal(1), "15-minutes", "units of another type", "the unit of the item"),
            (Decimal(-1), "visit", "no Decimal above zero", "units that were used"),
            (Decimal(0), "visit", "no Decimal above zero", "units that were used"),
            (Decimal("NaN"), "visit", "no Decimal above zero", "units that were used"),
            (Decimal(4), "visit", "fewer units are left", "Ask for more units"),
        ],
    )
    def test_a_draw_that_the_item_does_not_cover(self, units, unit, found, remedy):
        refused(
            PERMISSION,
            MoveRefused,
            found=found,
            remedy=remedy,
            doing=lambda: move(
                AUTHORIZATION,
                PERMISSION,
                "draw",
                at=LATER,
                appointment="visit",
                units=units,
                unit=unit,
                on=date(2026, 4, 2),
            ),
        )

    def test_a_visit_draws_once(self):
        once = draw_visit(PERMISSION, VISIT, at=LATER).value

        refused(
            once,
            MoveRefused,
            found="were drawn before",
            remedy="Take the wrong draw back",
            doing=lambda: draw_visit(once, VISIT, at=LATER),
        )

    def test_a_visit_between_overlapping_permissions_draws_on_one_alone(self):
        longer = attrs.evolve(
            PERMISSION, id="longer", period=Period.through(APRIL, date(2026, 6, 30))
        )
        visits = [
            attrs.evolve(VISIT, id=f"v{day}", start=at, end=at.replace(hour=10))
            for day in range(1, 8)
            for at in [datetime(2026, 4, day, 9, tzinfo=ZONE)]
        ]

        made = allocate(visits, [longer, PERMISSION], zone=ZONE)

        # Three of the one that ends first, three of the other, and the seventh has nothing.
        assert [one.permission for one in made.visits] == ["request"] * 3 + ["longer"] * 3 + [None]


class TestTimes:
    def test_an_appointment_without_an_offset(self):
        with pytest.raises(RecordRejected, match="without an offset from UTC") as caught:
            Appointment(id="visit", status="booked", start=LATER.replace(tzinfo=None))
        assert "Give the offset" in caught.value.remedy

    def test_a_series_without_a_zone(self):
        weekly = Recurrence(frequency=Frequency.WEEKLY, count=3)

        refused(
            VISIT,
            RecordRejected,
            found="without a time zone",
            remedy="IANA name",
            doing=lambda: meetings(VISIT, weekly),
        )

    def test_an_end_before_its_start(self):
        refused(
            BACKWARDS,
            ImpossiblePeriod,
            found="the end precedes the start",
            remedy="Correct one of them",
            doing=lambda: conflicts([("pat", BACKWARDS)]),
        )
        refused(
            BACKWARDS,
            MoveRefused,
            found="the end precedes the start",
            remedy="Correct one of them",
            doing=lambda: move(
                APPOINTMENT,
                BACKWARDS,
                "reschedule",
                at=LATER,
                start=BACKWARDS.start,
                end=BACKWARDS.end,
                reason="as the patient asked",
            ),
        )

    def test_dates_of_service_that_end_before_they_start(self):
        plan = Coverage(id="plan")

        refused(
            plan,
            ImpossiblePeriod,
            found="the end precedes the start",
            remedy="Correct one edge",
            doing=lambda: move(
                COVERAGE,
                plan,
                "verify",
                at=LATER,
                by=CLERK,
                method="portal",
                period=Period(MAY, APRIL),
            ),
        )


class TestPayersWithoutAClock:
    @pytest.mark.parametrize(
        ("payer", "missing"),
        [
            (PayerKind.COMMERCIAL, "a clock for the standard request, other commercial plan"),
            (None, "the kind of payer"),
        ],
    )
    def test_nobody_guesses_when_the_answer_is_due(self, payer, missing):
        due = decision_due(
            datetime(2026, 3, 2, 9, tzinfo=UTC),
            payer_kind=payer,
            service_kind=ServiceKind.SERVICE,
            urgency=RequestUrgency.STANDARD,
            zone=ZONE,
        )

        assert isinstance(due, Insufficient)
        assert due.missing[0].startswith(missing)
