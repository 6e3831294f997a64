"""Files of charts as JSON: one document, or one in each line."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import attrs

from carecoord.adapters.codec import json as chart_json
from carecoord.adapters.codec.json_parsing import parse
from carecoord.errors import RecordRejected
from carecoord.model.chart import Chart
from carecoord.model.source import Source

_HEAD = 1 << 16
_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"
_FIRST_KEY = re.compile(rb'\s*\{\s*"([^"\\]*)"\s*:')
_UNREADABLE = (OSError, EOFError, zlib.error)
_TOO_LARGE = "larger than the limit allows; not read"
_UNOPENED = "it cannot be opened or read"
_HALF = "half of a surrogate pair, which stands for no bytes"
_REFUSED = "not a chart's document that can be used ({}); left out"


@attrs.frozen(kw_only=True)
class Document:
    """A chart with what it was read from, or why there is none."""

    path: str
    chart: Chart | None = None
    sources: tuple[Source, ...] = ()
    fault: str | None = None


def holds_charts(path: Path, limit: int) -> bool:
    """Whether a file holds charts' documents: they have a schema, and no type of resource."""
    if not path.is_file():
        return False
    try:
        with _opened(path) as stream:
            head = stream.read(_HEAD).removeprefix(_MARK)
            first = _FIRST_KEY.match(head)
            if first is None:
                return False
            if first[1] in {b"schema", b"resourceType"}:
                return first[1] == b"schema"
            return _has_schema(head + stream.read(max(0, limit - len(head))))
    except _UNREADABLE:
        return False  # reading it says what is wrong


def _has_schema(content: bytes) -> bool:
    """Look at the keys, where the first does not tell."""
    return _is_chart(content.lstrip().partition(b"\n")[0]) or _is_chart(content)


def _is_chart(content: bytes) -> bool:
    try:
        parsed = parse(content.removeprefix(_MARK))
    except (ValueError, RecursionError):
        return False
    return isinstance(parsed, dict) and "schema" in parsed and "resourceType" not in parsed


def read_charts(path: Path, limit: int) -> Iterator[Document]:
    """Read the charts of a file, of which no document may be larger than the limit."""
    try:
        with _opened(path) as stream:
            yield from _documents(stream, limit)
    except _UNREADABLE:
        yield Document(path="source", fault=_UNOPENED)


def _documents(stream: BinaryIO, limit: int) -> Iterator[Document]:
    """Read line by line, unless what begins in the first line goes on over all of them."""
    first = stream.readline(limit + 1)
    if len(first) <= limit and not _is_chart(first):
        rest = stream.read(limit + 1 - len(first))
        if _is_chart(first + rest) or not any(map(_is_chart, rest.split(b"\n"))):
            yield _document("document", first + rest, limit)
            return
        stream.seek(0)
        first = stream.readline(limit + 1)
    yield from _lines(stream, first, limit)


def _lines(stream: BinaryIO, line: bytes, limit: int) -> Iterator[Document]:
    place = 0
    while line:
        if line.strip():
            yield _document(f"line[{place}]", line, limit)
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        line = stream.readline(limit + 1)
        place += 1


def _document(path: str, content: bytes, limit: int) -> Document:
    if len(content) > limit:
        return Document(path=path, fault=_TOO_LARGE)
    try:
        chart, sources = chart_json.read(content.removeprefix(_MARK))
    except RecordRejected as refused:
        return Document(path=path, fault=_REFUSED.format(refused.found))
    if not _is_text(chart.key):
        return Document(path=path, fault=_REFUSED.format(f"{_HALF} @ $.key"))
    return Document(path=path, chart=chart, sources=sources)


def _is_text(key: str) -> bool:
    """Whether UTF-8 can write it."""
    try:
        key.encode()
    except UnicodeEncodeError:
        return False
    return True


def _opened(path: Path) -> BinaryIO:
    """Open a file; one that was compressed by gzip as what it holds."""
    stream = path.open("rb")
    if stream.read(len(_GZIP)) == _GZIP:
        stream.close()
        return cast("BinaryIO", gzip.open(path, "rb"))
    stream.seek(0)
    return stream
