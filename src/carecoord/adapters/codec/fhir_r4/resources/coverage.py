"""Coverage."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.model.coverage import Coverage, CoverageClass


class ClassElement(structs.Backbone):
    """Coverage.class."""

    type: structs.Concept | None = None
    value: str | None = None
    name: str | None = None


class CoverageResource(structs.Resource):
    """FHIR Coverage."""

    subject: structs.Reference | None = field(default=None, name="beneficiary")
    status: str | None = None
    type: structs.Concept | None = None
    subscriber_id: str | None = None
    dependent: str | None = None
    relationship: structs.Concept | None = None
    period: structs.Span | None = None
    payor: tuple[structs.Reference, ...] = ()
    classes: tuple[ClassElement, ...] = field(default=(), name="class")
    order: int | None = None
    network: str | None = None


def coverage(r: CoverageResource, at: Entry) -> Draft:
    """Read a Coverage."""
    return Draft(
        Coverage,
        {
            "status": r.status,
            "type": concept(at, r.type),
            "subscriber_id": r.subscriber_id,
            "dependent": r.dependent,
            "relationship": concept(at, r.relationship),
            "period": period(at, r.period, "period"),
            "classes": tuple(
                CoverageClass(type=concept(at, one.type), value=one.value, name=one.name)
                for one in r.classes
            ),
            "order": r.order,
            "network": r.network,
        },
        parts={"payors": tuple(Participant(one) for one in r.payor)},
    )
