"""What moves are told in walks, by the name of the detail, and the values that walks begin with.

A table that is added later may need more: one line for each name that is not here yet, and where
drawn values begin too far along, a beginning for its machine.
"""

from datetime import UTC, datetime, timedelta

import attrs
from hypothesis import strategies as st

from carecoord.model import (
    Actor,
    Appointment,
    Consent,
    Period,
    Provision,
    Referral,
    Task,
)
from carecoord.model.code import CodeableConcept
from carecoord.model.task import TaskParameter

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

DETAILS = {
    "accepted_on": TIMES,
    "answer": st.sampled_from(["accepted", "accepted", "declined", "tentative", "perhaps"]),
    "appointment": IDS,
    "arrived_at": TIMES,
    "cancellation_reason": CONCEPTS,
    "cancelled_on": TIMES | DAYS,
    "code": CONCEPTS,
    "confirmed": st.sampled_from([("demographics", "coverage"), ("coverage",), ()]),
    "end": LATER,
    "given_on": DAYS,
    "handed_off_on": TIMES,
    "left_at": TIMES,
    "next_step": IDS,
    "outputs": st.lists(st.builds(TaskParameter, reference=IDS), max_size=2).map(tuple),
    "participant": st.sampled_from(["Patient", "dr", "nobody"]),
    "performers": PEOPLE,
    "read_by": ACTORS,
    "read_on": TIMES,
    "rejected_because": st.sampled_from(["no beds", "not ours"]),
    "rejected_on": TIMES,
    "report": IDS,
    "reported_on": TIMES,
    "scheduled_on": TIMES,
    "seen_on": TIMES,
    "sent_on": TIMES,
    "start": TIMES,
    "to": ACTORS,
}
"""By the name of a detail: what a walk tells."""

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
    drawn = st.from_type(machine.kind)
    return _BEGINNINGS[machine.name] | drawn if machine.name in _BEGINNINGS else drawn
