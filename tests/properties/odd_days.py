"""Access charts whose times lie at the ends of the calendar, as systems write for "never"."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import attrs
from access_charts import with_access

from carecoord.errors import RecordError
from carecoord.model import (
    Appeal,
    Authorization,
    Chart,
    PartialDate,
    PayerKind,
    Period,
    PermissionCase,
    ServiceKind,
)
from carecoord.model.permission_case import ConcurrentReview, Draw, PeerToPeer

ZONES = (UTC, ZoneInfo("Pacific/Apia"), ZoneInfo("America/Los_Angeles"))
"""One whose day begins after that of UTC, and one whose day begins before."""
INSTANTS = (
    *(datetime.min.replace(tzinfo=zone) for zone in ZONES),
    *(datetime.max.replace(tzinfo=zone) for zone in ZONES),
    datetime.min.replace(tzinfo=timezone(timedelta(hours=1))),
    datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
)
DAYS = (date.min, date(1, 1, 2), date(9999, 12, 30), date.max)
VAGUE = (PartialDate(1), PartialDate(1, 1), PartialDate(9999), PartialDate(9999, 12))
_LISTS = (
    "appeals",
    "appointments",
    "authorizations",
    "communications",
    "coverages",
    "eligibility_responses",
    "encounters",
    "orders",
    "tasks",
)


class _Odd:
    def __init__(self, seed: int, around: date) -> None:
        self.chance = random.Random(f"odd {seed}")
        self.around = around

    def one(self, *among):
        return self.chance.choice(among)

    def time(self):
        near = self.around + timedelta(days=self.chance.randint(-10, 10))
        return self.one(*INSTANTS, *DAYS, *VAGUE, near, near, near, None)

    def period(self):
        try:
            return Period.through(self.time(), self.time())
        except RecordError:
            return Period(self.time(), None)

    def case(self):
        return PermissionCase(
            payer_kind=self.one(None, *PayerKind),
            service_kind=self.one(None, *ServiceKind),
            received_at=self.time(),
            due=self.one(None, self.time()),
            information_due=self.one(None, self.time()),
            appeal_until=self.one(None, self.time()),
            notice_on=self.time(),
            peer_to_peer=PeerToPeer(until=self.time()),
            reviews=[ConcurrentReview(on=self.time(), days_granted=3, next_on=self.time())],
            draws=[Draw(appointment="a0", on=self.around, units=Decimal(1), unit="visits")],
        )

    def asked(self, request: Authorization) -> Authorization:
        """One that is asked about, decided on, or counted."""
        items = [
            attrs.evolve(
                item,
                review_action=self.one("A1", "A2", "A3", "A4", "CT"),
                units=self.one(None, Decimal(1)),
                unit=self.one("visits", "hours"),
            )
            for item in request.items
        ]
        return attrs.evolve(
            request, items=items, case=self.case(), information_requested=self.one(True, False)
        )

    def moved(self, value):
        """The same with some of its times at the ends of the calendar."""
        for field in attrs.fields(type(value)):
            held, kind = getattr(value, field.name), str(field.type)
            if attrs.has(type(held)) and not isinstance(held, Period | PartialDate):
                odd = self.moved(held)
            elif isinstance(held, tuple) and held and attrs.has(type(held[0])):
                odd = tuple(self.moved(one) for one in held)
            elif "Time" in kind or "date" in kind:
                odd = self.one(*INSTANTS) if kind.startswith("datetime") else self.time()
            elif kind.startswith("Period"):
                odd = self.period()
            else:
                continue
            if odd is held or self.chance.random() < 0.5:
                continue
            try:
                value = attrs.evolve(value, **{field.name: odd})
            except RecordError:
                continue  # the record refuses it: no chart holds it
        return value

    def chart(self, seed: int) -> Chart:
        plain = with_access(seed, self.around)
        asked = plain.authorizations and [self.asked(one) for one in plain.authorizations]
        appeals = [Appeal(id="p", authorization="z0", level=1)]
        chart = attrs.evolve(plain, authorizations=asked, appeals=appeals)
        lists = {name: getattr(chart, name) for name in _LISTS}
        odd = {
            name: [self.moved(fact) if self.chance.random() < 0.6 else fact for fact in facts]
            for name, facts in lists.items()
            if facts
        }
        return attrs.evolve(chart, **odd)


def odd_chart(seed: int, around: date) -> Chart:
    """An access chart with odd times, the same for the same seed."""
    return _Odd(seed, around).chart(seed)
