"""Reading FHIR R4: bundles, single resources and NDJSON become charts.

Reading is lenient, isolated and honest: a bad resource never costs its neighbours, whatever is
lost or changes its meaning is a ``Problem``, and every entry is accounted for in a ``Summary``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from carecoord.adapters.codec.fhir_r4.charting import completeness
from carecoord.adapters.codec.fhir_r4.feeds.sources import Source, feeds
from carecoord.adapters.codec.fhir_r4.results import Limits, Problem, ReadResult, Summary
from carecoord.errors import missing_extra

__all__ = ["Limits", "Problem", "ReadResult", "Source", "Summary", "read"]

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
