"""Value sets from a folder of FHIR ValueSet files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import attrs

from carecoord.errors import InputError
from carecoord.model.code import ALIASES, Code
from carecoord.model.value_set import ValueSet

_VSAC = "http://cts.nlm.nih.gov/fhir/ValueSet/"
_PREFIXES = ("https://cts.nlm.nih.gov/fhir/ValueSet/", "urn:oid:")
"""Other beginnings of the Value Set Authority Center's identifiers."""
_LARGEST = 200_000_000
"""Bytes of a file; the largest published expansions are a tenth of this."""


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
    of a list: it has to be expanded first.

    Raises: InputError, which names the file that cannot be read, or the two that disagree.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".json")
    except OSError as error:
        raise _refused(folder, _why(error), "Give a folder of FHIR ValueSet files") from error
    found: dict[str, tuple[Path, _Pages]] = {}
    skipped: list[Skipped] = []
    for path in files:
        resource = _parsed(path)
        reason = _unusable(resource)
        if reason is not None:
            skipped.append(Skipped(path.name, reason))
            continue
        page = _page(path, resource)
        first, before = found.get(page.url, (path, page))
        found[page.url] = first, page if before is page else _joined(before, page, first, path)
    sets = tuple(found[url][1].value_set() for url in sorted(found))
    return Loaded(sets, tuple(skipped))


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
    return _record(parsed)


def _unusable(resource: dict[str, Any]) -> str | None:
    """Why a resource gives no value set; None when it does."""
    if resource.get("resourceType") != "ValueSet":
        return "not a ValueSet"
    if isinstance(resource.get("expansion"), dict):
        return None
    compose = _record(resource.get("compose"))
    clauses = [*_records(compose.get("include")), *_records(compose.get("exclude"))]
    if any("concept" not in clause for clause in clauses):
        return "defined by a rule, not a list: expand it first"
    return None if clauses else "neither an expansion nor a list of codes"


def _page(path: Path, resource: dict[str, Any]) -> _Pages:
    url = _canonical(resource.get("url"))
    if url is None:
        raise _refused(path, "the value set has no url", "Give it its canonical URL")
    name = resource.get("title") or resource.get("name") or url
    if isinstance(resource.get("expansion"), dict):
        expansion = _record(resource["expansion"])
        entries = list(_nested(expansion))
        codes = frozenset(_listed(entries))
        total = expansion.get("total")
    else:
        compose = _record(resource["compose"])
        entries, total = [], None
        excluded = frozenset(_composed(compose.get("exclude")))
        codes = frozenset(_composed(compose.get("include"))) - excluded
    return _Pages(
        url=url,
        name=str(name),
        version=_text(resource.get("version")),
        publisher=_text(resource.get("publisher")),
        codes=codes,
        total=total if isinstance(total, int) else None,
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
    waiting = _records(expansion.get("contains"))
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting.extend(_records(entry.get("contains")))


def _listed(entries: Iterable[dict[str, Any]]) -> Iterator[Code]:
    """The codes of an expansion; an abstract entry only groups others."""
    for entry in entries:
        if entry.get("abstract") is not True:
            yield from _code(entry.get("system"), entry)


def _composed(clauses: object) -> Iterator[Code]:
    for clause in _records(clauses):
        for concept in _records(clause.get("concept")):
            yield from _code(clause.get("system"), concept)


def _code(system: object, concept: dict[str, Any]) -> Iterator[Code]:
    code = concept.get("code")
    if isinstance(system, str) and isinstance(code, str) and system and code:
        yield Code(ALIASES.get(system, system), code, _text(concept.get("display")))


def _canonical(url: object) -> str | None:
    """A set's URL as rules write it: without version, one form for VSAC's identifiers."""
    if not isinstance(url, str) or not url:
        return None
    bare = url.partition("|")[0]
    for prefix in _PREFIXES:
        if bare.startswith(prefix):
            return _VSAC + bare.removeprefix(prefix)
    return bare


def _records(value: object) -> list[dict[str, Any]]:
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return [_record(one) for one in listed]


def _record(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _refused(path: Path, found: str, remedy: str) -> InputError:
    return InputError(asked=f"value sets from {path.name}", found=found, remedy=remedy)
