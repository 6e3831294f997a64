"""What moves are told in walks, by the name of the detail, and the values that walks begin with.

A table that is added later may need more: one line for each name that is not here yet, and where
drawn values begin too far along, a beginning for its machine.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from carecoord.model import (
    Actor,
    Appointment,
    Authorization,
    AuthorizationItem,
    Consent,
    Period,
    Provision,
    Referral,
    Task,
)
from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.task import TaskParameter
from carecoord.rules.moves import moving

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACTORS = st.sampled_from(
    [Actor(kind="Patient"), Actor(kind="Practitioner", id="dr"), Actor(kind="Organization", id="o")]
)
TIMES = st.integers(-48, 480).map(lambda hours: START + timedelta(hours=hours))
LATER = st.integers(470, 960).map(lambda hours: START + timedelta(hours=hours))
DAYS = TIMES.map(datetime.date)
IDS = st.sampled_from(["v1", "v2", "doc"])
CONCEPTS = st.builds(CodeableConcept, text=st.sampled_from(["unwell", "no ride"]))
PEOPLE = st.lists(ACTORS, max_size=2).map(tuple)

ANSWERED = st.builds(
    Authorization,
    id=st.just("p"),
    outcome=st.just("complete"),
    items=st.builds(
        AuthorizationItem,
        sequence=st.just(1),
        review_action=st.sampled_from(["A1", "A2", "A3", "A4", "A6"]),
        units=st.none() | st.just(Decimal(12)),
    ).map(lambda item: (item,)),
)
PERIODS = st.builds(Period, DAYS, LATER.map(datetime.date))
AMOUNTS = st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(12)])
COUNTS = st.integers(1, 5)
TEXTS = st.sampled_from(["one", "two"])

DETAILS = {
    "accepted_on": TIMES,
    "answer": st.sampled_from(["accepted", "accepted", "declined", "tentative", "perhaps"]),
    "appeal_until": LATER,
    "appeal.outcome": st.sampled_from(["upheld", "overturned", "partially-overturned", "lost"]),
    "appeal.to": LATER,
    "appointment": IDS,
    "arrived_at": TIMES,
    "authorization.answer": ANSWERED,
    "authorization.to": LATER,
    "authorization-item.code": CONCEPTS,
    "cancellation_reason": CONCEPTS,
    "cancelled_on": TIMES | DAYS,
    "code": CONCEPTS,
    "confirmed": st.sampled_from([("demographics", "coverage"), ("coverage",), ()]),
    "criteria": TEXTS,
    "criteria_version": TEXTS,
    "days_asked": COUNTS,
    "days_granted": COUNTS,
    "decided_on": TIMES,
    "decision_due": LATER,
    "due": LATER,
    "end": LATER,
    "filed_on": TIMES,
    "given_on": DAYS,
    "handed_off_on": TIMES,
    "item": st.just(1),
    "left_at": TIMES,
    "limit": LATER,
    "method": TEXTS,
    "next_deadline_on": LATER,
    "next_on": LATER,
    "next_step": IDS,
    "notice_on": DAYS,
    "noticed_on": TIMES,
    "number": TEXTS,
    "on": TIMES,
    "outcome": st.sampled_from(["overturned", "upheld", "not-held", "lost"]),
    "outputs": st.lists(st.builds(TaskParameter, reference=IDS), max_size=2).map(tuple),
    "participant": st.sampled_from(["Patient", "dr", "nobody"]),
    "performers": PEOPLE,
    "period": PERIODS,
    "read_by": ACTORS,
    "read_on": TIMES,
    "reasons": st.just(("0U",)),
    "received_at": TIMES,
    "rejected_because": st.sampled_from(["no beds", "not ours"]),
    "rejected_on": TIMES,
    "report": IDS,
    "reported_on": TIMES,
    "response": IDS,
    "scheduled_on": TIMES,
    "seen_on": TIMES,
    "sent_on": TIMES,
    "start": TIMES,
    "to": ACTORS,
    "unit": st.sampled_from(["visit", "d"]),
    "units": AMOUNTS,
    "until": LATER,
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


WAYS: dict[str, Way] = {}
"""By the name of a machine; the others are moved as facts are."""


def way(machine):
    """How values of a machine are moved."""
    if machine.name in WAYS:
        return WAYS[machine.name]
    assert issubclass(machine.kind, Fact), f"{machine.name}: say in WAYS how its values are moved"
    return Way(machine.state_of)


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
_PERIODS = st.none() | st.builds(Period, DAYS, LATER)
_BEGINNINGS = {
    "appointment": st.builds(
        Appointment,
        id=st.just("a"),
        status=st.just("proposed"),
        start=TIMES,
        end=LATER,
        participants=_ASKED,
    ),
    "consent": st.builds(
        Consent,
        id=st.just("c"),
        status=st.just("draft"),
        given_on=st.none() | DAYS,
        performers=PEOPLE,
        provision=st.builds(Provision, period=_PERIODS),
    ),
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
    return drawn if first is None else first | drawn
