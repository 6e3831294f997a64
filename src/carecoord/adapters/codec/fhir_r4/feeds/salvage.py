"""Finding the entries of a bundle that the decoder refuses, so that one costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]+|[\]}]+', re.DOTALL)
_OPENING = b"[{"
_ENTRY_LIST = 2
"""The depth inside the list of entries: bundle, list."""


def spans(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each element of the bundle's ``entry`` starts and ends, however deep it goes.

    Nothing is decoded or kept, and the time grows with the length only. What is cut off at the
    end is not yielded.
    """
    depth = start = 0
    named = inside = False
    for token in _TOKEN.finditer(content):
        text = token[0]
        if text.startswith(b'"'):
            if depth == 1:
                named = text == b'"entry"'
            continue
        for place in range(token.start(), token.end()):
            if depth > _ENTRY_LIST + 1 and token.end() - place < depth - _ENTRY_LIST:
                depth += (token.end() - place) * (1 if text[0] in _OPENING else -1)
                break
            if content[place] in _OPENING:
                depth += 1
                inside = inside or (named and depth == _ENTRY_LIST)
                if inside and depth == _ENTRY_LIST + 1:
                    start = place
            else:
                if inside and depth == _ENTRY_LIST + 1:
                    yield start, place + 1
                depth -= 1
                if depth < _ENTRY_LIST:
                    inside = named = False
