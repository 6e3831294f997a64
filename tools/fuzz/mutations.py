"""Changes to a JSON document that leave it JSON, and some that do not.

All chance comes from a number, so that a find can be made again.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Path = tuple[str | int, ...]
_STRANGE: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 1e308, 10**40, "", " ", "2024-02-30", "2024-01-01T00:00:00",

    "NaN", "0000", "9999-12-31T23:59:60Z", "2024-01-01T24:00:00Z", "0001-01-01", "Patient/", "#",
    "urn:uuid:", "Patient?identifier=|", "\u0000", "x" * 3000, [], [[]], {},
    [None], {"reference": "#"}, {"coding": [None]}, [{"url": "x", "valueBoolean": True}],
)  # fmt: skip
_KEYS = (
    "modifierExtension", "contained", "extension", "id", "resourceType", "meta", "subject",
    "patient", "status", "item", "entry", "text", "code", "value", "period", "identifier",
)  # fmt: skip
_TOKENS = (
    b"NaN", b'"\\ud800"', b"\xff", b"]", b"}", b",", b'"id":"p",', b'"entry":[],', b"\n", b"\r",
    b"\0", b"1e999999999", b"-0", b"9" * 5000, b"\xef\xbb\xbf", b"null,", b"[{},",
)  # fmt: skip
_DEEP = 2_000


def places(value: Any, at: Path = ()) -> Iterator[Path]:  # noqa: ANN401  any JSON
    """Every place in a document, the document itself first."""
    waiting = [(value, at)]
    while waiting:
        one, path = waiting.pop()
        yield path
        if isinstance(one, dict):
            waiting.extend((inner, (*path, key)) for key, inner in one.items())
        elif isinstance(one, list):
            waiting.extend((inner, (*path, place)) for place, inner in enumerate(one))


def found(value: Any, path: Path) -> Any:  # noqa: ANN401  any JSON
    """What stands at a place."""
    for step in path:
        value = value[step]
    return value


def mutated(content: bytes, seed: int, *, forms: bool = False) -> bytes:
    """A document with one to three changes; one that is not JSON is damaged byte by byte.

    With ``forms`` it becomes now and then lines, a list of resources, or a compressed file.
    """
    chance = Random(seed)  # noqa: S311  chance for tests, not for secrets
    try:
        value = _read(content)
    except (ValueError, RecursionError, OSError, EOFError, zlib.error):
        return _damaged(content, chance)
    try:
        for _ in range(chance.randint(1, 3)):
            value = chance.choice(_CHANGES)(value, chance)
        changed = _written(value, chance) if forms else json.dumps(value).encode()
    except RecursionError:  # made deeper than Python writes
        return _damaged(content, chance)
    return _damaged(changed, chance) if chance.random() < 1 / 8 else changed


def _read(content: bytes) -> Any:  # noqa: ANN401  any JSON
    """A document; lines as a list."""
    text = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
    try:
        return json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _written(value: Any, chance: Random) -> bytes:  # noqa: ANN401  any JSON
    """A document; sometimes the resources of a bundle as lines or as a list, or compressed."""
    form = chance.randrange(8)
    resources = value
    if isinstance(value, dict) and isinstance(value.get("entry"), list):
        entries = (one for one in value["entry"] if isinstance(one, dict))
        resources = [one.get("resource") for one in entries]
    if form == 0 and isinstance(resources, list):
        return b"\n".join(json.dumps(one).encode() for one in resources)
    content = json.dumps(resources if form == 1 else value).encode()
    return gzip.compress(content, mtime=0) if form == 2 else content  # noqa: PLR2004


def _damaged(content: bytes, chance: Random) -> bytes:
    held = bytearray(content or b"{}")
    place = chance.randrange(len(held))
    match chance.randrange(4):
        case 0:
            del held[place:]
        case 1:
            held[place] = chance.randrange(256)
        case 2:
            held[place:place] = chance.choice(_TOKENS)
        case _:
            held[place : place + chance.randrange(1, 9)] = b""
    return bytes(held)


def _chosen(value: Any, chance: Random) -> Path:  # noqa: ANN401  any JSON
    every = list(places(value))
    return chance.choice(every[1:] or every)


def _put(value: Any, path: Path, new: Any) -> Any:  # noqa: ANN401  any JSON
    if not path:
        return new
    found(value, path[:-1])[path[-1]] = new
    return value


def _replace(value: Any, chance: Random) -> Any:  # noqa: ANN401  any JSON
    return _put(value, _chosen(value, chance), chance.choice(_STRANGE))


def _remove(value: Any, chance: Random) -> Any:  # noqa: ANN401  any JSON
    path = _chosen(value, chance)
    if path:
        del found(value, path[:-1])[path[-1]]
    return value


def _wrap(value: Any, chance: Random) -> Any:  # noqa: ANN401  any JSON
    """A list where a single value belongs; an object around it; the first of a list alone."""
    path = _chosen(value, chance)
    one = found(value, path)
    if isinstance(one, list) and one and chance.random() < 1 / 2:
        return _put(value, path, one[0])
    return _put(value, path, [one] if chance.random() < 1 / 2 else {"value": one})


def _exchange(value: Any, chance: Random) -> Any:  # noqa: ANN401  any JSON
    """One value in two places."""
    one = found(value, _chosen(value, chance))
    return _put(value, _chosen(value, chance), json.loads(json.dumps(one)))


def _name(value: Any, chance: Random) -> Any:  # noqa: ANN401  any JSON
    """A key more, or a key under another name."""
    path = _chosen(value, chance)
    holder = found(value, path)
    if not isinstance(holder, dict):
        return value
    if holder and chance.random() < 1 / 2:
        key = chance.choice(sorted(holder))
        holder[chance.choice((f"{key} ", f"_{key}", key.upper(), ""))] = holder.pop(key)
    else:
        holder[chance.choice(_KEYS)] = chance.choice(_STRANGE)
    return value


def _deepen(value: Any, chance: Random) -> Any:  # noqa: ANN401  any JSON
    """The same again and again, one within the other."""
    path = _chosen(value, chance)
    one = found(value, path)
    key = path[-1] if path and isinstance(path[-1], str) else "item"
    for _ in range(chance.choice((3, 80, _DEEP // 10))):
        one = {key: [one]}
    return _put(value, path, one)


_CHANGES: tuple[Callable[[Any, Random], Any], ...] = (
    _replace,
    _remove,
    _wrap,
    _exchange,
    _name,
    _deepen,
)
