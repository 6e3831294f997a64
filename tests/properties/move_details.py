"""What moves are told in walks, by the name of the detail, and the values that walks begin with.

A table that is added later may need more: one line for each name that is not here yet, and where
drawn values begin too far along, a beginning for its machine.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any

import attrs
from hypothesis import strategies as st

from carecoord.model import (
    Actor,
    Appeal,
    Appointment,
    Authorization,
    AuthorizationItem,
    Consent,
    Coverage,
    Period,
    Provision,
    Referral,
    Task,
)
from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.permission_case import Draw, PeerToPeer, PermissionCase
from carecoord.model.task import TaskParameter
from carecoord.rules.moves import moving
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.authorization_states import item_state_of
from carecoord.rules.moves.moving_items import correct_item, move_item

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACTORS = st.sampled_from(
    [Actor(kind="Patient"), Actor(kind="Practitioner", id="dr"), Actor(kind="Organization", id="o")]
)
TIMES = st.integers(-48, 440).map(lambda hours: START + timedelta(hours=hours))
DONE = st.integers(-48, 0).map(lambda hours: START + timedelta(hours=hours))
"""Past wherever a walk begins; of what was done, other times are refused."""
LATER = st.integers(470, 960).map(lambda hours: START + timedelta(hours=hours))
DAYS = TIMES.map(datetime.date)
IDS = st.sampled_from(["v1", "v1", "v2", "doc"])
CONCEPTS = st.builds(CodeableConcept, text=st.sampled_from(["unwell", "no ride"]))
PEOPLE = st.lists(ACTORS, max_size=2).map(tuple)

PERIODS = st.builds(Period, DAYS, LATER.map(datetime.date))
ACTIONS = ["A1", "A1", "A2", "A3", "A4", "A6", "CT", "C", "NA", "A5"]
ANSWERED = st.builds(
    Authorization,
    id=st.just("p"),
    outcome=st.just("complete"),
    created_on=st.none() | st.none() | TIMES,
    period=PERIODS,
    items=st.builds(
        AuthorizationItem,
        sequence=st.sampled_from([1, 1, 1, 2]),
        review_action=st.sampled_from(ACTIONS),
        units=st.none() | st.just(Decimal(12)),
    ).map(lambda item: (item,)),
)
AMOUNTS = st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(12)])
COUNTS = st.integers(1, 5)
TEXTS = st.sampled_from(["one", "two"])

DETAILS = {
    "accepted_on": DONE | DONE | TIMES,
    "answer": st.sampled_from(["accepted", "accepted", "declined", "tentative", "perhaps"]),
    "appeal_until": LATER,
    "appeal.outcome": st.sampled_from(["upheld", "overturned", "partially-overturned", "lost"]),
    "appeal.to": LATER,
    "appointment": IDS,
    "arrived_at": DONE | DONE | TIMES,
    "asked_on": DONE | DONE | TIMES,
    "authorization.answer": ANSWERED,
    "authorization.to": LATER,
    "authorization-item.code": CONCEPTS,
    "cancellation_reason": CONCEPTS,
    "cancelled_on": DONE | TIMES | DAYS,
    "code": CONCEPTS,
    "confirmed": st.sampled_from([("demographics", "coverage"), ("coverage",), ()]),
    "criteria": TEXTS,
    "criteria_version": TEXTS,
    "days_asked": COUNTS,
    "days_granted": COUNTS,
    "decided_on": DONE | DONE | TIMES,
    "decision_due": LATER,
    "due": LATER,
    "end": LATER,
    "filed_on": DONE | DONE | TIMES,
    "first_weekday": st.integers(0, 6),
    "given_on": DAYS,
    "handed_off_on": DONE | DONE | TIMES,
    "item": st.just(1),
    "left_at": DONE | DONE | TIMES,
    "limit": LATER,
    "method": TEXTS,
    "next_deadline_on": LATER,
    "next_on": LATER,
    "next_step": IDS,
    "notice_on": DAYS,
    "noticed_on": DONE | DONE | TIMES,
    "number": TEXTS,
    "on": st.integers(-48, 24).map(lambda hours: START + timedelta(hours=hours)),
    "outcome": st.sampled_from(["overturned", "upheld", "not-held", "lost"]),
    "outputs": st.lists(st.builds(TaskParameter, reference=IDS), max_size=2).map(tuple),
    "participant": st.sampled_from(["Patient", "dr", "nobody"]),
    "performers": PEOPLE,
    "period": PERIODS,
    "read_by": ACTORS,
    "read_on": DONE | DONE | TIMES,
    "reasons": st.just(("0U",)),
    "received_at": DONE | DONE | TIMES,
    "rejected_because": st.sampled_from(["no beds", "not ours"]),
    "rejected_on": DONE | DONE | TIMES,
    "report": IDS,
    "reported_on": DONE | DONE | TIMES,
    "requested_on": DONE | DONE | TIMES,
    "response": IDS,
    "scheduled_on": DONE | DONE | TIMES,
    "seen_on": DONE | DONE | TIMES,
    "sent_on": DONE | DONE | TIMES,
    "start": TIMES,
    "to": ACTORS,
    "unit": st.sampled_from(["visit", "visit", "d"]),
    "units": AMOUNTS,
    "until": st.integers(100, 900).map(lambda days: START + timedelta(days=days)),
    "verified_by": ACTORS,
    "verified_on": DONE | DONE | TIMES,
}
"""By the name of a detail what a walk tells; by ``machine.name`` where names differ in meaning."""


def detail(machine, name):
    """What a walk tells for a detail; a name that the table lacks is a fault of these tests."""
    told = DETAILS.get(f"{machine.name}.{name}", DETAILS.get(name))
    assert told is not None, f"{machine.name}: no strategy for {name}: add it to move_details.py"
    return told


@attrs.frozen
class Way:
    """How values of a table are moved, where they are no facts of their own but parts of one."""

    state_of: Callable[..., str]
    move: Callable[..., Any] = moving.move
    correct: Callable[..., Any] = moving.correct
    advance: Callable[..., Any] = moving.advance
    replay: Callable[..., Any] = moving.replay
    alone: bool = True
    """Whether nothing but the table refuses: the whole that a part belongs to may do so first."""


ITEM = 1
"""The sequence of the item that is moved, of whatever permission."""


def _state_of_item(value):
    (item,) = (one for one in value.items if one.sequence == ITEM and not one.added)
    return item_state_of(item)


WAYS: dict[str, Way] = {
    "authorization-item": Way(
        state_of=_state_of_item,
        move=lambda _, value, name, **call: move_item(value, ITEM, name, **call),
        correct=lambda _, value, to, **call: correct_item(value, ITEM, to, **call),
        replay=lambda _, value, events: moving.replay(AUTHORIZATION, value, events),
        alone=False,
    ),
}
"""By the name of a machine; the others are moved as facts are. Of an item the value is the whole
permission, and time alone moves none."""


def way(machine):
    """How values of a machine are moved."""
    if machine.name in WAYS:
        return WAYS[machine.name]
    assert issubclass(machine.kind, Fact), f"{machine.name}: say in WAYS how its values are moved"
    return Way(machine.state_of)


_ANSWER = ("verification.verified_on", "verification.by")
_TIMED = dict.fromkeys(("booked", "pending", "arrived", "checked-in", "noshow"), ("start", "end"))
_CAME = {
    "arrived": ("start", "end", "arrived_at"),
    "checked-in": ("start", "end", "arrived_at", "confirmed"),
}
_CLOSED = dict.fromkeys(("upheld", "overturned", "dismissed"), ("filed_on", "decided_on"))
_MADE_OF = {
    "coverage": {
        "asked": ("verification.asked_on",),
        "verified": (*_ANSWER, "verification.period"),
        "not-in-force": _ANSWER,
    },
    "authorization": {"requested": ("created_on",), "ended": ("case.ended_on",)},
    "appeal": {"filed": ("filed_on",), "withdrawn": ("decided_on",), **_CLOSED},
    "referral": {"rejected": ("rejected_on",), "closed": ("read_on",)},
    "appointment": {"cancelled": ("cancelled_on",), **_TIMED, **_CAME},
    "consent": {"active": ("given_on", "performers")},
}
"""By machine and state: what a value holds that was brought into it."""


def lacking(machine, state, value):
    """What a value lacks of that which its state is made of."""
    fields = _MADE_OF.get(machine.name, {}).get(state, ())
    return [name for name in fields if not attrgetter(name)(value)]


_ASKED = st.lists(
    st.builds(
        attrs.evolve,
        ACTORS,
        status=st.sampled_from(["needs-action", "accepted"]),
        required=st.sampled_from(["required", "optional", None]),
    ),
    min_size=1,
    max_size=2,
).map(tuple)
_PERIODS = st.none() | PERIODS
_ITEM = st.builds(
    AuthorizationItem,
    sequence=st.just(ITEM),
    requested=st.none() | st.just(Decimal(12)),
    unit=st.sampled_from(["visit", "visit", None]),
)


@st.composite
def _with_an_item(draw):
    """A permission, with the item that is moved and perhaps another."""
    asked = st.builds(Authorization, id=st.just("p"), status=st.just("active"), created_on=TIMES)
    whole = draw(asked | st.from_type(Authorization))
    items = [draw(_ITEM), *whole.items]
    held = attrs.evolve(draw(st.sampled_from(items)), sequence=ITEM, added=False)
    others = draw(st.sampled_from([(), (AuthorizationItem(sequence=2),)]))
    return attrs.evolve(whole, items=(held, *others))


_CASES = st.none() | st.builds(PermissionCase, due=st.none() | TIMES)
_GRANTED = st.builds(
    Authorization,
    id=st.just("p"),
    status=st.just("active"),
    outcome=st.just("complete"),
    created_on=st.just(START),
    requested_on=st.just(START - timedelta(days=5)),
    period=LATER.map(lambda end: Period(START - timedelta(days=5), end)),
    items=_ITEM.map(
        lambda item: (attrs.evolve(item, review_action="A2", units=Decimal(9), unit="visit"),)
    ),
    case=st.just(
        PermissionCase(
            peer_to_peer=PeerToPeer(until=START + timedelta(days=400)),
            draws=[Draw(appointment="v1", on=START, units=Decimal(1), unit="visit", item=ITEM)],
        )
    ),
)
_BEGINNINGS = {
    "appeal": st.builds(
        Appeal,
        id=st.just("q"),
        authorization=st.just("p"),
        deadline_on=st.none() | LATER,
        decision_due=st.none() | LATER,
    ),
    "appointment": st.builds(
        Appointment,
        id=st.just("a"),
        status=st.just("proposed"),
        start=TIMES,
        end=LATER,
        participants=_ASKED,
    ),
    "authorization": st.builds(
        Authorization,
        id=st.just("p"),
        status=st.just("draft"),
        items=_ITEM.map(lambda item: (item,)),
        case=_CASES,
    )
    | _GRANTED
    | _GRANTED,
    "authorization-item": _with_an_item(),
    "consent": st.builds(
        Consent,
        id=st.just("c"),
        status=st.just("draft"),
        given_on=DAYS | st.none(),
        performers=PEOPLE | PEOPLE.map(lambda people: (*people, Actor(kind="Patient"))),
        provision=st.builds(Provision, period=PERIODS | _PERIODS),
    ),
    "coverage": st.builds(Coverage, id=st.just("k"), period=_PERIODS),
    "referral": st.builds(
        Referral,
        id=st.just("r"),
        status=st.just("draft"),
        replaces=st.sampled_from([(), ("old",)]),
        performers=PEOPLE,
    ),
    "task": st.builds(Task, id=st.just("t"), status=st.just("draft")),
}


def beginnings(machine):
    """Values that a walk may begin with: first ones, and any that a chart may hold."""
    first = _BEGINNINGS.get(machine.name)
    if machine.name in WAYS:
        return first
    drawn = st.from_type(machine.kind)
    return st.integers(0, 3).flatmap(lambda n: drawn if first is None or n == 3 else first)
