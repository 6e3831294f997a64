"""FHIR R4 in and out: bundles, single resources and NDJSON become charts, and charts resources.

Reading is lenient, isolated and honest: a bad resource never costs its neighbours, whatever is
lost or changes its meaning is a ``Problem``, and every entry is accounted for in a ``Summary``.
Writing gives back what was read byte for byte, lays what changed over it, and is strict with what
is new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
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


def read(  # noqa: PLR0913  each says something of the source that nothing else says
    source: Source,
    *,
    limits: Limits = _DEFAULT,
    complete_for: Collection[str] = (),
    one_record: bool = False,
    keep_sources: bool = True,
    patient_sorted: bool = False,
    spill: Path | None = None,
) -> Iterator[ReadResult]:
    """Read a file, a folder (recursively, by name), bytes, or any number of those.

    A document is a bundle of any type, a resource, or a list of those; a file of lines (NDJSON)
    holds one in each. Either may be compressed with gzip. XML is not read, and nothing is fetched.

    Yields a result per chart as soon as its source is read, then one with ``chart`` None for what
    belongs to no chart of that source. Memory holds one source at a time: the same patient in two
    files gives two charts under one key, which ``carecoord.model.unite`` unites. References are
    followed within a source only. A source is a document; a line that holds a bundle; and all
    other lines of the NDJSON files of one folder together, as of a bulk export, whether the folder
    is named or the files one after another.

    Such an export may hold any number of patients in any order. Up to ``limits.held`` it is read
    in the order of its patients. A larger one is sorted by patient in a private folder that is
    made in ``spill`` (by default the system's temporary folder) and removed at the end, also when
    reading fails or stops early: that takes less room than the export does without compression.
    It is then read in parts, in the order of a digest of the patients' ids, the same each time;
    what is nobody's (people, places, medicines) is lent to every part; what names its patient
    otherwise than by ``Patient/ID`` belongs to no chart, with a problem.

    ``patient_sorted`` promises that in such lines those of one patient follow one another. Then
    each run of them is a source, read as it comes, with what is nobody's and came before it. A
    patient who comes again later is a second chart under the same key.

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
        PortError: ``spill`` cannot be written, or is full.
        MissingExtra: msgspec is not installed.
    """
    try:
        from carecoord.adapters.codec.fhir_r4.feeds.reading import Way, read_feeds
    except ImportError as error:
        raise missing_extra("reading FHIR", "fhir") from error
    known = completeness.Known(completeness.lists(complete_for), one_record)
    way = Way(known=known, keep_sources=keep_sources, patient_sorted=patient_sorted, spill=spill)
    return read_feeds(feeds(source), limits, way)


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
        from carecoord.adapters.codec.fhir_r4.writing.written import written
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
