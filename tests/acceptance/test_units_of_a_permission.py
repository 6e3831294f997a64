"""Physical therapy: fewer visits granted than asked for, and more booked than were granted."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord import review
from carecoord.errors import MoveRefused
from carecoord.model import (
    Appeal,
    Appointment,
    Authorization,
    AuthorizationItem,
    Chart,
    Patient,
    Period,
)
from carecoord.rules import Outcome
from carecoord.rules.catalogue import standard
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.appeal import APPEAL
from carecoord.rules.moves.appointment import APPOINTMENT
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.drawn_visits import draw_visit
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import advance, correct, move, replay
from carecoord.rules.moves.pools import pools

ZONE = ZoneInfo("America/New_York")
ASKED_ON, NOTICE = date(2026, 3, 2), date(2026, 3, 6)
APPEAL_UNTIL = date(2026, 5, 10)
"""65 days from the date on the notice (42 CFR 422.582(b)): 25 of March, 30 of April, 10 of May."""
FIRST, LAST = date(2026, 4, 1), date(2026, 5, 31)
CLERK = Performer(licence=Licence.COORDINATOR)
DRAFT = Authorization(
    id="therapy",
    status="draft",
    orders=["order"],
    items=[AuthorizationItem(sequence=1, requested=Decimal(16), unit="visit")],
)
ANSWER = Authorization(
    id="answer",
    status="active",
    outcome="complete",
    created_on=NOTICE,
    period=Period.through(FIRST, LAST),
    items=[AuthorizationItem(sequence=1, review_action="A2", units=Decimal(12))],
)
ASKED = move(AUTHORIZATION, DRAFT, "request", at=ASKED_ON)
ANSWERED = move(
    AUTHORIZATION,
    ASKED.value,
    "answer",
    at=NOTICE,
    answer=ANSWER,
    notice_on=NOTICE,
    appeal_until=APPEAL_UNTIL,
)
PERMISSION = ANSWERED.value


def visit(number, day, status="booked"):
    """A visit of an hour at nine in the morning."""
    start = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    return Appointment(
        id=f"visit-{number:02}",
        status=status,
        created_on=NOTICE,
        start=start,
        end=start + timedelta(hours=1),
        based_on=["order"],
    )


BOOKED = [visit(number, FIRST + timedelta(days=4 * (number - 1))) for number in range(1, 15)]
"""Fourteen, every fourth day: the last on 23 May."""


def drawn(permission, *visits):
    """The permission after these visits were held."""
    for one in visits:
        held = attrs.evolve(one, status="fulfilled")
        permission = draw_visit(permission, held, at=date(2026, 6, 1)).value
    return permission


class TestFewerThanAsked:
    def test_twelve_of_sixteen_are_modified_which_is_adverse(self):
        assert AUTHORIZATION.state_of(PERMISSION) == "modified"
        assert PERMISSION.decision.adverse

    @pytest.mark.parametrize("on", [NOTICE, APPEAL_UNTIL])
    def test_the_appeal_is_open_until_its_last_day(self, on):
        case = PERMISSION.case
        appeal = Appeal(
            id="appeal",
            authorization=PERMISSION.id,
            notice_on=case.notice_on,
            deadline_on=case.appeal_until,
        )

        assert advance(APPEAL, appeal, on) is None
        assert APPEAL.state_of(move(APPEAL, appeal, "file", at=on).value) == "filed"
        lapsed = advance(APPEAL, appeal, date(2026, 5, 11)).value
        assert APPEAL.state_of(lapsed) == "lapsed"

    def test_visits_13_and_14_are_unfunded(self):
        chart = Chart(
            key="pat",
            patient=Patient(birth_date=date(1970, 1, 1)),
            authorizations=[PERMISSION],
            appointments=BOOKED,
        )
        found = review(chart, standard(zone=ZONE), date(2026, 3, 20)).findings
        (told,) = [one for one in found if one.rule == "permissions.running-out"]
        (beyond,) = [one for one in told.evidence if one.clause == "visits beyond its units"]

        assert told.outcome is Outcome.MET
        assert [fact.id for fact in beyond.facts] == ["visit-13", "visit-14"]


class TestUnits:
    def test_twelve_visits_use_what_was_granted_and_no_more(self):
        empty = drawn(PERMISSION, *BOOKED[:12])

        assert pools(empty)[0].left == 0
        for one in BOOKED[12:]:
            with pytest.raises(MoveRefused, match="fewer units are left"):
                drawn(empty, one)

    def test_a_no_show_draws_nothing(self):
        missed = attrs.evolve(BOOKED[0], status="noshow")

        with pytest.raises(MoveRefused, match="not fulfilled"):
            draw_visit(PERMISSION, missed, at=LAST)

    def test_31_may_is_inside(self):
        assert pools(drawn(PERMISSION, visit(1, LAST)))[0].left == 11
        assert advance(AUTHORIZATION, PERMISSION, LAST) is None

    def test_1_june_is_outside(self):
        with pytest.raises(MoveRefused, match="outside the period"):
            drawn(PERMISSION, visit(1, date(2026, 6, 1)))
        ended = advance(AUTHORIZATION, PERMISSION, date(2026, 6, 1)).value
        assert AUTHORIZATION.state_of(ended) == "ended"
        assert ended.case.ended_on == LAST


class TestAnArrivalKeyedAfterANoShow:
    """The patient came on 5 April; the desk found it out the day after."""

    def test_it_is_corrected_draws_one_and_the_trail_is_kept(self):
        booked = BOOKED[1]
        noon = datetime(2026, 4, 5, 12, tzinfo=ZONE)
        came = datetime(2026, 4, 5, 8, 55, tzinfo=ZONE)
        next_day = datetime(2026, 4, 6, 9, tzinfo=ZONE)
        missed = move(APPOINTMENT, booked, "miss", at=noon)
        fixed = correct(
            APPOINTMENT,
            missed.value,
            "arrived",
            at=next_day,
            by=CLERK,
            reason="the desk had not keyed the arrival",
            arrived_at=came,
        )
        held = move(APPOINTMENT, fixed.value, "fulfil", at=next_day)
        trail = [missed.event, fixed.event, held.event]

        assert [(one.before, one.after) for one in trail] == [
            ("booked", "noshow"),
            ("noshow", "arrived"),
            ("arrived", "fulfilled"),
        ]
        assert replay(APPOINTMENT, booked, trail) == held.value
        used = draw_visit(PERMISSION, held.value, at=next_day)
        assert pools(used.value)[0].left == 11
        assert replay(AUTHORIZATION, DRAFT, [ASKED.event, ANSWERED.event, used.event]) == used.value
