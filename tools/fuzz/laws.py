"""What reading, writing, storing and merging promise of any input, checked on one."""

from __future__ import annotations

import gzip
import json as plain
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Never

from carecoord.adapters.codec import fhir_r4, json
from carecoord.adapters.codec.fhir_r4 import Limits, ReadResult, Summary
from carecoord.model.chart import Chart
from carecoord.model.merging import merge

_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"
_DEEP = 400
"""Beyond it, whether something can be read depends on how deep the interpreter's own stack is."""


def broken(content: bytes, limits: Limits | None = None) -> str | None:
    """The law that this input breaks; None when all hold."""
    results = list(fhir_r4.read(content, limits=limits or Limits()))
    summary = sum((one.summary for one in results), Summary())
    if summary.entries != summary.kept + sum(summary.unmapped.values()) + summary.problems:
        return "an entry is not accounted for"
    for result in results:
        fault = None if result.chart is None else _broken_by(result.chart)
        if fault is not None:
            return fault
    return _broken_by_writing(content, results)


def _broken_by(chart: Chart) -> str | None:
    stored, sources = json.read(json.dumps(chart, sources=True))
    if stored != chart:
        return "a chart does not come back from JSON"
    written = fhir_r4.write(chart, leave_out=True)
    again = fhir_r4.write(stored, sources=sources, leave_out=True)
    if again.content != written.content:
        return "a chart from a document is written otherwise than the chart"
    merged, conflicts = merge((chart, chart))
    if conflicts:
        return "a chart contradicts itself"
    if merged != chart:
        return "a chart merged with itself is another"
    return None


def _broken_by_writing(content: bytes, results: list[ReadResult]) -> str | None:
    expected = resources(content)
    if expected is None:
        return None
    found: dict[tuple[str, int], str] = {}
    for result in results:
        done = fhir_r4.write(result.chart, records=result.records, leave_out=True)
        for one in done.resources:
            if one.source is None:
                return "something is written that was not read"
            found[one.source.digest, one.source.ordinal] = _canonical(_loaded(one.content))
    if Counter(expected) - Counter(found.values()):
        return "a resource is lost"
    if Counter(found.values()) - Counter(expected):
        return "a resource is written that was not there"
    return None


def resources(content: bytes) -> list[str] | None:
    """The resources of an input, its numbers as text; None where it is no JSON and no lines."""
    try:
        text = gzip.decompress(content) if content.startswith(_GZIP) else content
        text = text.removeprefix(_MARK)
    except (OSError, EOFError, zlib.error):
        return None
    try:
        return [_canonical(one) for one in _resources(_loaded(text))]
    except RecursionError:
        return None
    except ValueError:
        return _of_lines(text)


def _of_lines(text: bytes) -> list[str] | None:
    if b'"resourceType"' not in text:
        return None
    found: list[str] = []
    lines = [line for line in text.split(b"\n") if line.strip()]
    for line in lines:
        try:
            found += [_canonical(one) for one in _resources(_loaded(line))]
        except (RecursionError, ValueError):
            return None
    return found


def _resources(value: Any) -> Iterator[Any]:  # noqa: ANN401  any JSON
    """What an input holds: one resource, those of a bundle, or of a list of some."""
    if isinstance(value, dict):
        yield from _single(value)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from _single(one)


def _single(value: Any) -> Iterator[Any]:  # noqa: ANN401  any JSON
    """What stands where a resource belongs, those of a bundle each for itself."""
    if isinstance(value, dict) and value.get("resourceType") == "Bundle":
        held = value.get("entry")
        for entry in held if isinstance(held, list) else [held]:
            if isinstance(entry, dict):
                yield from _single(entry.get("resource"))
    elif value is not None:
        yield value


def _loaded(content: bytes) -> Any:  # noqa: ANN401  any JSON
    """Read JSON without constants that JavaScript adds and texts that UTF-8 cannot write."""
    found = plain.loads(
        content.decode(), parse_float=str, parse_int=str, parse_constant=_no_constant
    )
    plain.dumps(found, ensure_ascii=False).encode()
    if _depth(found) > _DEEP:
        raise RecursionError
    return found


def _depth(value: Any) -> int:  # noqa: ANN401  any JSON
    """How deep lists and objects nest."""
    deepest, waiting = 0, [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting.extend((each, depth + 1) for each in inner)
    return deepest


def _no_constant(name: str) -> Never:
    raise ValueError(name)


def _canonical(value: Any) -> str:  # noqa: ANN401  any JSON
    return plain.dumps(value, sort_keys=True)
