"""Value sets from a folder of FHIR ValueSet files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from carecoord.adapters.composing import (
    by_rule,
    canonical,
    clauses,
    coded,
    composed,
    record,
    records,
    sets_of,
    text,
)
from carecoord.errors import InputError
from carecoord.model.code import Code
from carecoord.model.value_set import ValueSet

_LARGEST = 200_000_000
"""Bytes of a file; the largest published expansions are a tenth of this."""

_DIGITS = 20
"""A count in a text has fewer."""
_NOT_WHOLE = "no file here lists it whole; expand it first"


@attrs.frozen
class Skipped:
    """A file that gave no value set, and why."""

    file: str
    reason: str


@attrs.frozen
class Loaded:
    """The value sets of a folder, by URL, and the files that gave none."""

    value_sets: tuple[ValueSet, ...]
    skipped: tuple[Skipped, ...] = ()


def load(folder: Path) -> Loaded:
    """Read every ``.json`` file of a folder. Pages of one expansion are put together.

    A file that holds another resource is skipped, and so is a set that is defined by a rule instead
    of a list, or by sets that no other file lists whole: it has to be expanded first.

    Raises: InputError, which names the file that cannot be read, or the two that disagree.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".json")
    except OSError as error:
        raise _refused(folder, _why(error), "Give a folder of FHIR ValueSet files") from error
    found: dict[str, tuple[Path, _Pages]] = {}
    skipped: list[Skipped] = []
    resting: list[tuple[Path, dict[str, Any]]] = []
    for path in files:
        resource = _parsed(path)
        reason = _unusable(resource)
        if reason is not None:
            skipped.append(Skipped(path.name, reason))
        elif _referred(resource):
            resting.append((path, resource))
        else:
            _take(found, path, _page(path, resource, {}))
    listed = {url: pages.value_set() for url, (_, pages) in found.items()}
    whole = {url: one.codes for url, one in listed.items() if not one.truncated}
    for path, resource in resting:
        lacking = sorted(_referred(resource) - whole.keys())
        if lacking:
            skipped.append(Skipped(path.name, f"rests on {lacking[0]}: {_NOT_WHOLE}"))
        else:
            _take(found, path, _page(path, resource, whole))
    sets = tuple(found[url][1].value_set() for url in sorted(found))
    return Loaded(sets, tuple(sorted(skipped, key=lambda one: one.file)))


def _take(found: dict[str, tuple[Path, _Pages]], path: Path, page: _Pages) -> None:
    first, before = found.get(page.url, (path, page))
    found[page.url] = first, page if before is page else _joined(before, page, first, path)


@attrs.frozen(kw_only=True)
class _Pages:
    """What one or more files say about a set; ``listed`` counts the entries of its expansion."""

    url: str
    name: str
    version: str | None
    publisher: str | None
    codes: frozenset[Code]
    total: int | None
    listed: int

    def value_set(self) -> ValueSet:
        """The set; a code listed twice is not one that is missing."""
        absent = 0 if self.total is None else max(0, self.total - self.listed)
        return ValueSet(
            url=self.url,
            name=self.name,
            codes=self.codes,
            version=self.version,
            publisher=self.publisher,
            total=None if self.total is None else len(self.codes) + absent,
        )


def _parsed(path: Path) -> dict[str, Any]:
    form = "Replace it by a FHIR ValueSet in JSON, or take it out of the folder"
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise _refused(path, _why(error), "Make it readable, or take it out") from error
    if len(content) > _LARGEST:
        raise _refused(path, f"it is larger than {_LARGEST:,} bytes", form)
    try:
        parsed: object = json.loads(content)
    except RecursionError:
        raise _refused(path, "it is nested too deeply", form) from None
    except ValueError:  # not JSON, or not in one of JSON's encodings
        raise _refused(path, "it is not JSON", form) from None
    return record(parsed)


def _unusable(resource: dict[str, Any]) -> str | None:
    """Why a resource gives no value set; None when it does."""
    if resource.get("resourceType") != "ValueSet":
        return "not a ValueSet"
    if isinstance(resource.get("expansion"), dict):
        return None
    defined = clauses(resource)
    if any(by_rule(clause) for clause in defined):
        return "defined by a rule, not a list: expand it first"
    return None if defined else "neither an expansion nor a list of codes"


def _referred(resource: dict[str, Any]) -> set[str]:
    """The sets that a set without an expansion rests on."""
    if isinstance(resource.get("expansion"), dict):
        return set()
    return {url for clause in clauses(resource) for url in sets_of(clause)}


def _page(path: Path, resource: dict[str, Any], known: Mapping[str, frozenset[Code]]) -> _Pages:
    url = canonical(resource.get("url"))
    if url is None:
        raise _refused(path, "the value set has no url", "Give it its canonical URL")
    name = resource.get("title") or resource.get("name") or url
    if isinstance(resource.get("expansion"), dict):
        expansion = record(resource["expansion"])
        entries = list(_nested(expansion))
        codes = frozenset(_listed(entries))
        total = _count(expansion.get("total"))
    else:
        compose = record(resource["compose"])
        entries, total = [], None
        excluded = composed(compose.get("exclude"), known)
        codes = composed(compose.get("include"), known) - excluded
    return _Pages(
        url=url,
        name=str(name),
        version=text(resource.get("version")),
        publisher=text(resource.get("publisher")),
        codes=codes,
        total=total,
        listed=len(entries),
    )


def _joined(one: _Pages, other: _Pages, first: Path, second: Path) -> _Pages:
    if one.version != other.version:
        raise InputError(
            asked=f"the value set {one.name}",
            found=f"{first.name} and {second.name} hold different versions",
            remedy="Keep one of them",
        )
    total = one.total if one.total is not None else other.total
    # What both list is listed once: the same file may lie there twice.
    listed = one.listed + other.listed - len(one.codes & other.codes)
    return attrs.evolve(one, codes=one.codes | other.codes, total=total, listed=listed)


def _nested(expansion: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every entry of an expansion, however deep it stands below others."""
    waiting = records(expansion.get("contains"))
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting.extend(records(entry.get("contains")))


def _listed(entries: Iterable[dict[str, Any]]) -> Iterator[Code]:
    """The codes of an expansion; an abstract entry only groups others."""
    for entry in entries:
        if entry.get("abstract") is not True:
            yield from coded(entry.get("system"), entry)


def _count(value: object) -> int | None:
    """A whole number; some servers write it as a text."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < _DIGITS:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _refused(path: Path, found: str, remedy: str) -> InputError:
    return InputError(asked=f"value sets from {path.name}", found=found, remedy=remedy)
