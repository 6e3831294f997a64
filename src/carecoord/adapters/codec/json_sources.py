"""What facts were read from, in the document of their chart: a list of its own.

A source stands once, however many facts were made from it, with its bytes as text; bytes that are
not UTF-8 stand in base64. Whose source it is is not told: the facts in it can be read again.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from typing import Any

import attrs
from cattrs import Converter

from carecoord.adapters.codec.json_faults import Unlike
from carecoord.errors import RecordRejected
from carecoord.model.chart import Chart
from carecoord.model.source import Source


def _one_content(held: Held, _: object, encoded: str | None) -> None:
    if (held.content is None) is (encoded is None):
        raise RecordRejected(
            asked="a source",
            found="both content and base64, or neither",
            remedy="Give its bytes once",
        )


@attrs.frozen(kw_only=True)
class Held:
    """A source as it stands in a document."""

    digest: str
    ordinal: int
    url: str | None = attrs.field(default=None, repr=False)
    content: str | None = attrs.field(default=None, repr=False)
    base64: str | None = attrs.field(default=None, validator=_one_content, repr=False)


def sources_of(chart: Chart) -> tuple[Source, ...]:
    """What a chart and its facts were read from: each element once, by digest and ordinal."""
    return distinct(_all_sources(chart))


def distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Each element once, by digest and ordinal; what it contains has no source of its own."""
    whole = {
        (one.digest, one.ordinal, one.url or "", one.content): attrs.evolve(one, within=None)
        for one in sources
    }
    return tuple(whole[place] for place in sorted(whole))


def _all_sources(chart: Chart) -> Iterator[Source]:
    yield from filter(None, (chart.patient.source,))
    for held in (chart.practitioners, chart.organizations, chart.records, chart.facts()):
        yield from (one.source for one in held if one.source is not None)


def fields_of_source(of: type) -> frozenset[str]:
    """The fields of a type that hold what it was read from; one that is only called so is none."""
    field = attrs.fields_dict(of).get("source")
    declared: Any = None if field is None else field.type
    return frozenset({"source"} if declared in {"Source | None", Source | None} else ())


def register(converter: Converter) -> None:
    """Teach a converter sources."""
    read, write = converter.get_structure_hook(Held), converter.get_unstructure_hook(Held)

    def structure(value: object, _: object) -> Source:
        return _source(read(value, Held))

    def unstructure(source: Source) -> object:
        return write(_held(source))

    converter.register_structure_hook(Source, structure)
    converter.register_unstructure_hook(Source, unstructure)


def _held(source: Source) -> Held:
    try:
        text, encoded = source.content.decode("utf-8"), None
    except UnicodeDecodeError:
        text, encoded = None, base64.b64encode(source.content).decode("ascii")
    return Held(
        digest=source.digest,
        ordinal=source.ordinal,
        url=source.url,
        content=text,
        base64=encoded,
    )


def _source(held: Held) -> Source:
    try:
        content = (
            binascii.a2b_base64(held.base64 or "", strict_mode=True)
            if held.content is None
            else held.content.encode("utf-8")
        )
        f"{held.digest}{held.url}".encode()
    except UnicodeEncodeError:
        raise Unlike("half of a surrogate pair, which stands for no bytes") from None
    except (binascii.Error, ValueError):
        raise Unlike("content that stands for no bytes") from None
    return Source(digest=held.digest, ordinal=held.ordinal, url=held.url, content=content)
