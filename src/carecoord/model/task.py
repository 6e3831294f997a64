"""Work asked for and done."""

from __future__ import annotations

from typing import Self

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.identifier import Identifier
from carecoord.model.moment import ClinicalTime, aware, offset_given
from carecoord.model.observation import Value
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class TaskParameter:
    """An input or output of a task; ``reference`` is a fact id.

    ``kind`` is FHIR's name of the kind of value where the value alone does not tell it: Code, Uri,
    Identifier (a text ``system|value``), Reference (the text is what it displays) …
    """

    __repr__ = shown

    type: CodeableConcept | None = None
    value: Value | None = attrs.field(default=None, validator=offset_given("parameter"), repr=False)
    reference: str | None = None
    kind: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Task(Fact):
    """Work that somebody asked somebody to do (FHIR Task).

    ``restriction`` is when it has to be done (its last day is the due date), ``execution`` when it
    was; ``focus`` is the fact id of what it acts on.
    """

    listed_under = "tasks"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: CodeableConcept | None = None
    business_status: CodeableConcept | None = None
    intent: str | None = None
    priority: str | None = None
    description: str | None = attrs.field(default=None, repr=False)
    focus: str | None = None
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    authored_on: ClinicalTime | None = attrs.field(default=None, validator=aware("authored on"))
    modified_at: ClinicalTime | None = attrs.field(default=None, validator=aware("last modified"))
    execution: Period | None = None
    restriction: Period | None = None
    requester: Actor | None = None
    owner: Actor | None = None
    performer_type: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason: CodeableConcept | None = None
    inputs: tuple[TaskParameter, ...] = attrs.field(default=(), converter=as_tuple)
    outputs: tuple[TaskParameter, ...] = attrs.field(default=(), converter=as_tuple)
    encounter: str | None = None
    group_identifier: Identifier | None = None
    """What all tasks share that were asked for together."""
    repetitions: int | None = None
    """FHIR restriction.repetitions: how often it may be done."""
    restricted_to: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR restriction.recipient: for whom it may be done."""
    reason_fact: str | None = None
    coverages: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR insurance."""
    location: Actor | None = None
    note: str | None = attrs.field(default=None, repr=False)
    relevant_history: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    instantiates: str | None = None
    """FHIR instantiatesCanonical: the activity that was defined."""
    instantiates_uri: str | None = None

    @property
    def known_on(self) -> ClinicalTime | None:
        """When asked for, else when work on it began or ended, else when it last changed."""
        begun = self.execution.start if self.execution else None
        for time in (self.authored_on, begun, self.learned_later):
            if time is not None:
                return time
        return self.modified_at

    @property
    def learned_later(self) -> ClinicalTime | None:
        """Its result is learned when it is done."""
        return self.execution.ended if self.execution else None

    @property
    def never_was(self) -> bool:
        """Whether it was entered in error."""
        return self.status == "entered-in-error"

    def before_later(self) -> Self:
        """The task in progress."""
        start = self.execution.start if self.execution else None
        return attrs.evolve(
            self, status="in-progress", status_reason=None, outputs=(), execution=Period(start)
        )
