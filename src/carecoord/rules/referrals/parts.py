"""What of a chart belongs to a referral: tasks on it, visits for it, what came back."""

from __future__ import annotations

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.chart import Chart
from carecoord.model.collected import as_tuple
from carecoord.model.document_reference import DocumentReference
from carecoord.model.encounter import Encounter
from carecoord.model.fact import Fact
from carecoord.model.order import Order, Referral
from carecoord.model.shown import shown
from carecoord.model.task import Task

_WRONG = "entered-in-error"


@attrs.frozen(kw_only=True)
class Parts:
    """The facts among which the signs of a referral's stages are looked for.

    ``others`` are facts of any type, of which one may be the report.
    """

    __repr__ = shown

    tasks: tuple[Task, ...] = attrs.field(default=(), converter=as_tuple)
    appointments: tuple[Appointment, ...] = attrs.field(default=(), converter=as_tuple)
    encounters: tuple[Encounter, ...] = attrs.field(default=(), converter=as_tuple)
    documents: tuple[DocumentReference, ...] = attrs.field(default=(), converter=as_tuple)
    others: tuple[Fact, ...] = attrs.field(default=(), converter=as_tuple)

    @classmethod
    def of(cls, chart: Chart | Parts) -> Parts:
        """Take the parts of a chart; parts are given back as they are."""
        if isinstance(chart, Parts):
            return chart
        return cls(
            tasks=chart.tasks or (),
            appointments=chart.appointments or (),
            encounters=chart.encounters or (),
            documents=chart.documents or (),
            others=(*(chart.observations or ()), *(chart.communications or ())),
        )

    def on(self, referral: Order) -> Parts:
        """Take those of one referral, by what they name and what it names."""
        named = referral.appointment if isinstance(referral, Referral) else None
        visits = [
            one
            for one in self.appointments
            if one.status != _WRONG and (one.id == named or referral.id in one.based_on)
        ]
        booked = {one.id for one in visits}
        seen = [
            one
            for one in self.encounters
            if not one.never_was
            and (referral.id in one.based_on or not booked.isdisjoint(one.appointments))
        ]
        return Parts(
            tasks=[one for one in self.tasks if not one.never_was and _names(one, referral)],
            appointments=visits,
            encounters=seen,
            documents=_papers(self.documents, {one.id for one in seen}),
            others=_reports((*self.documents, *self.others), referral),
        )


def _names(task: Task, referral: Order) -> bool:
    return task.focus == referral.id or referral.id in task.based_on


def _papers(documents: tuple[DocumentReference, ...], visits: set[str]) -> list[DocumentReference]:
    return [
        one
        for one in documents
        if one.status != _WRONG
        and one.doc_status not in {_WRONG, "preliminary"}
        and not visits.isdisjoint(one.encounters)
    ]


def _reports(facts: tuple[Fact, ...], referral: Order) -> list[Fact]:
    report = referral.report if isinstance(referral, Referral) else None
    return [one for one in facts if report is not None and one.id == report]
