"""FHIR R4 in and out: bundles, single resources and NDJSON become charts, and charts resources.

Reading is lenient, isolated and honest: a bad resource never costs its neighbours, whatever is
lost or changes its meaning is a ``Problem``, and every entry is accounted for in a ``Summary``.
Writing gives back what was read byte for byte, lays what changed over it, and is strict with what
is new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from carecoord.adapters.codec.fhir_r4.charting import completeness
from carecoord.adapters.codec.fhir_r4.feeds.sources import Source, feeds
from carecoord.adapters.codec.fhir_r4.results import Limits, Problem, ReadResult, Summary
from carecoord.errors import missing_extra

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4.writing.results import Resource, Written
    from carecoord.model.chart import Chart
    from carecoord.model.record import Record
    from carecoord.model.source import Source as Kept

__all__ = [
    "Limits",
    "Problem",
    "ReadResult",
    "Source",
    "Summary",
    "read",
    "write",
    "write_each",
]

_DEFAULT = Limits()


def read(
    source: Source,
    *,
    limits: Limits = _DEFAULT,
    complete_for: Collection[str] = (),
    one_record: bool = False,
    keep_sources: bool = True,
) -> Iterator[ReadResult]:
    """Read a file, a folder (recursively, by name), bytes, or any number of those.

    Yields a result per chart as soon as its source is read, then one with ``chart`` None for what
    belongs to no chart of that source. Memory holds one source at a time: the same patient in two
    files gives two charts under one key, which ``carecoord.model.unite`` unites. References are
    followed within a source only; in NDJSON a line with a bundle is a source, and all lines with
    other resources are one together.

    ``complete_for`` names the lists (or FHIR types) that the source is complete for: where it
    holds none, the chart's list is empty instead of None.

    ``one_record`` says that a source with one patient is that patient's record and holds nothing
    about anybody else, as engines of quality measures take a bundle: a fact that names a patient
    who is not in it is then taken for the one who is, with a problem, instead of being left out.

    Every entry of a source is kept byte for byte: as the ``source`` of what it became, or as a
    ``Record`` beside it, in the chart that it belongs to or is referred to from, else in the
    result without a chart. ``keep_sources`` False lets go of all that, for when charts are only
    reviewed: it is many times what they say.

    Raises:
        InputError: the only source does not exist or is a folder without FHIR files, or
            ``complete_for`` names no list.
        MissingExtra: msgspec is not installed.
    """
    try:
        from carecoord.adapters.codec.fhir_r4.feeds.reading import read_feeds
    except ImportError as error:
        raise missing_extra("reading FHIR", "fhir") from error
    known = completeness.Known(completeness.lists(complete_for), one_record)
    return read_feeds(feeds(source), limits, known, keep_sources=keep_sources)


def write(
    chart: Chart | None,
    *,
    records: Iterable[Record] = (),
    sources: Iterable[Kept] = (),
    leave_out: bool = False,
) -> Written:
    """Write a chart as FHIR R4, and with it ``records`` that belong to no chart.

    What is as it was read is written byte for byte; what was changed is laid over what it was read
    from, its own fields only; what is new is written strictly. The order is that of the sources by
    digest, then of their entries, then what is new. The source of a fact that the chart no longer
    holds is not written: taking it out was a change. A chart from a store has its sources apart:
    give them as ``sources`` (``Store.sources``). What they hold beside facts is written as well.

    What FHIR has no place for is a problem, and written without. ``leave_out`` leaves out the
    resources that lack what FHIR demands, with a problem each, instead of refusing the chart.

    Raises:
        RecordRejected: something that is new or changed lacks what FHIR demands.
        MissingExtra: msgspec is not installed.
    """
    try:
        from carecoord.adapters.codec.fhir_r4.writing.results import Written
        from carecoord.adapters.codec.fhir_r4.writing.sourcing import with_sources
        from carecoord.adapters.codec.fhir_r4.writing.writer import written
    except ImportError as error:
        raise missing_extra("writing FHIR", "fhir") from error
    whole = None if chart is None else with_sources(chart, sources)
    found, problems = written(whole, tuple(records), leave_out=leave_out)
    return Written(resources=found, problems=problems)


def write_each(
    chart: Chart | None,
    *,
    records: Iterable[Record] = (),
    sources: Iterable[Kept] = (),
    leave_out: bool = False,
) -> Iterator[Resource]:
    """Give the resources that ``write`` writes, one by one, for NDJSON: each has its ``line``."""
    return iter(write(chart, records=records, sources=sources, leave_out=leave_out).resources)
