"""Work items as FHIR Tasks, for systems in which people keep their work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from urllib.parse import quote
from uuid import UUID, uuid5

from carecoord.adapters.codec.fhir_r4.writing.as_read import AsRead
from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources.work_item import ITEMS, work_item
from carecoord.errors import RecordRejected
from carecoord.model.chart import Chart
from carecoord.rules.engine.finding import Finding
from carecoord.rules.worklist import WorkItem

_NAMESPACE = UUID(ITEMS)


def tasks(
    items: Iterable[WorkItem],
    chart: Chart,
    *,
    names: Names | None = None,
    findings: Iterable[Finding] = (),
    as_of: date | datetime | None = None,
) -> Iterator[Json]:
    """Write one patient's work items as Tasks; the same item gives the same identifier again.

    They refer to what the chart holds as the system knows it that the chart was read from, unless
    ``names`` say otherwise. ``findings``, as of a review, give a task its focus and its citation;
    ``as_of`` says where it stands on a day.

    Raises:
        RecordRejected: an item is another patient's.
    """
    by_key = {finding.key: finding for finding in findings}
    known = names or AsRead(chart)
    for item in items:
        if item.patient != chart.key:
            raise RecordRejected(
                asked="writing work items as tasks",
                found="an item of another patient",
                remedy="Give each patient's items with that patient's chart",
            )
        yield work_item(item, known, finding=by_key.get(item.key), as_of=as_of)


def transaction(written: Iterable[Json]) -> Json:
    """Put tasks into a bundle for a server: each is updated there if it is there, else made."""
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                "fullUrl": uuid5(_NAMESPACE, task["identifier"][0]["value"]).urn,
                "resource": task,
                "request": {"method": "PUT", "url": f"Task?identifier={_token(task)}"},
            }
            for task in written
        ],
    }


def _token(task: Json) -> str:
    identifier = task["identifier"][0]
    return quote(f"{identifier['system']}|{identifier['value']}", safe="")
