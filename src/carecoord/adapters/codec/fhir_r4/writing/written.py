"""A chart written whole, or refused where it lacks what FHIR demands."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.results import Problem
from carecoord.adapters.codec.fhir_r4.writing.results import Resource
from carecoord.adapters.codec.fhir_r4.writing.writer import Writer
from carecoord.errors import RecordRejected
from carecoord.model.chart import Chart
from carecoord.model.record import Record


def written(
    chart: Chart | None, records: tuple[Record, ...], *, leave_out: bool
) -> tuple[tuple[Resource, ...], tuple[Problem, ...]]:
    """Write a chart, and records of none.

    Raises:
        RecordRejected: something lacks what FHIR demands, and ``leave_out`` does not allow for it.
    """
    writer = Writer(chart, records)
    resources = tuple(writer.resources())
    if writer.lacks and not leave_out:
        raise RecordRejected(
            asked="writing a chart as FHIR",
            found=f"what FHIR demands is lacking: {', '.join(sorted(set(writer.lacks)))}",
            remedy="Fill it in, or leave out such resources with leave_out",
        )
    return resources, writer.problems()
