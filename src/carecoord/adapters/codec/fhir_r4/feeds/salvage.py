"""Finding the entries of a bundle that the decoder refuses, so that one costs only itself."""

from __future__ import annotations

import re
from collections.abc import Generator

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]+|[\]}]+', re.DOTALL)
_OPENING = b"[{"
BUNDLE = 2
"""The depth inside the list of entries: bundle, list."""
ARRAY = 1
"""The depth inside a list of resources."""


def spans(content: bytes, level: int = BUNDLE) -> Generator[tuple[int, int], None, bool]:
    """Yield where each element of the bundle's ``entry`` starts and ends, however deep it goes.

    Of a list of resources, where ``level`` is 1, those. Nothing is decoded or kept, and the time
    grows with the length only. What is cut off at the end is not yielded. Returns whether
    everything that opens is closed.
    """
    depth = start = 0
    inside = False
    named = level == ARRAY
    for token in _TOKEN.finditer(content):
        text = token[0]
        if text.startswith(b'"'):
            if depth == 1 and level == BUNDLE:
                named = text == b'"entry"'
            continue
        for place in range(token.start(), token.end()):
            if depth > level + 1 and token.end() - place < depth - level:
                depth += (token.end() - place) * (1 if text[0] in _OPENING else -1)
                break
            if content[place] in _OPENING:
                depth += 1
                inside = inside or (named and depth == level)
                if inside and depth == level + 1:
                    start = place
            else:
                if inside and depth == level + 1:
                    yield start, place + 1
                depth -= 1
                if depth < level:
                    inside = named = False
    return depth == 0


def pieces(content: bytes, level: int = BUNDLE) -> tuple[list[bytes], bool]:
    """The entries that are whole, and whether the bundle is."""
    found: list[bytes] = []
    each = spans(content, level)
    while True:
        try:
            start, end = next(each)
        except StopIteration as over:
            return found, over.value is True
        found.append(content[start:end])
