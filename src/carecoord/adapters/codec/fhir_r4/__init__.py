"""Reading FHIR R4: bundles, single resources and NDJSON become charts.

Reading is lenient, isolated and honest: a bad resource never costs its neighbours, whatever is
lost or changes its meaning is a ``Problem``, and every entry is accounted for in a ``Summary``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from carecoord.adapters.codec.fhir_r4.charting import completeness
from carecoord.adapters.codec.fhir_r4.feeds.sources import Source, feeds
from carecoord.adapters.codec.fhir_r4.results import Limits, Problem, ReadResult, Summary
from carecoord.errors import missing_extra

__all__ = ["Limits", "Problem", "ReadResult", "Source", "Summary", "read"]

_DEFAULT = Limits()


def read(  # noqa: PLR0913  each says something of the source that nothing else says
    source: Source,
    *,
    limits: Limits = _DEFAULT,
    complete_for: Collection[str] = (),
    one_record: bool = False,
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
    way = Way(known=known, patient_sorted=patient_sorted, spill=spill)
    return read_feeds(feeds(source), limits, way)
