"""What stops everything."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.hold import Hold

_CATEGORIES = "http://terminology.hl7.org/CodeSystem/flag-category"


def hold(fact: Hold, names: Names) -> e.Json:
    """Write an administrative Flag that is active from the day on.

    A Flag is not read: anything may be flagged, and a flag that stops all work by mistake harms.
    Its record is kept.
    """
    return e.element(
        resourceType="Flag",
        status="active",
        category=[e.bound("admin", _CATEGORIES)],
        code={"text": fact.kind.value},
        subject=names.subject(),
        period=None if fact.since is None else {"start": e.moment(fact.since)},
    )
