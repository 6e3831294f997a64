"""Rules of installed packages, found by their entry points.

A package names its rules in its ``pyproject.toml``::

    [project.entry-points."carecoord.rules"]
    kidney = "acme_kidney:RULES"

The part before the equals sign is for messages only. What the entry names is a rule, several rules,
or a function without arguments that returns either.

A program that wants them asks: ``standard(plugins.installed())``. Nothing is found, imported or run
before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar, cast

import attrs

from carecoord.errors import AuthoringError, CarecoordError, DuplicateRule
from carecoord.rules.engine.rule import Rule

T = TypeVar("T")
GROUP = "carecoord.rules"
"""The group of entry points."""


@attrs.frozen(kw_only=True)
class Plugin:
    """One entry point of an installed package, and the rules that it gave."""

    package: str
    """The distribution and its version, as ``pip list`` shows them."""
    name: str
    value: str
    rules: tuple[Rule, ...]

    def __str__(self) -> str:
        """The package and its entry, for people."""
        return _named(self.package, self.name, self.value)


def installed() -> tuple[Rule, ...]:
    """The rules of all installed packages.

    Raises:
        AuthoringError: a package has rules that cannot be had. It names all such packages, and what
            to do: no package's rules are left out in silence.
        DuplicateRule: a package takes the id of a rule of carecoord's, or of another package's.
    """
    return tuple(rule for plugin in found() for rule in plugin.rules)


def found() -> tuple[Plugin, ...]:
    """The entry points of all installed packages with their rules, by package and name.

    Raises:
        AuthoringError: as ``installed``.
        DuplicateRule: as ``installed``.
    """
    loaded: list[Plugin] = []
    failed: list[AuthoringError] = []
    for package, entry in sorted(_entries(), key=lambda pair: (pair[0], pair[1].name)):
        try:
            rules = tuple(_rules(entry))
            loaded.append(Plugin(package=package, name=entry.name, value=entry.value, rules=rules))
        except AuthoringError as error:
            asked = _named(package, entry.name, entry.value)
            failed.append(attrs.evolve(error, asked=asked))
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise AuthoringError(
            asked=f"rules of {len(failed)} installed packages",
            found="; ".join(f"{error.asked}: {error.found}" for error in failed),
            remedy="Mend or uninstall each of them",
        )
    _refuse_taken(loaded)
    return tuple(loaded)


def _entries() -> Iterator[tuple[str, EntryPoint]]:
    for entry in entry_points(group=GROUP):
        package = entry.dist
        yield (
            ("an unnamed package" if package is None else f"{package.name} {package.version}"),
            entry,
        )


def _named(package: str, name: str, value: str) -> str:
    return f"rules of {package}, entry point {name} = {value}"


def _rules(entry: EntryPoint) -> Iterator[Rule]:
    given: object = _run(entry.load, "importing it")
    if callable(given):
        given = _run(cast("Callable[[], object]", given), "calling it")
    if isinstance(given, Rule):
        yield given
        return
    if not isinstance(given, Iterable) or isinstance(given, str | bytes):
        raise _other(f"it is of type {type(given).__name__}, not a rule or rules")
    several = cast("Iterable[object]", given)
    for place, one in enumerate(_run(lambda: tuple(several), "reading it"), 1):
        if not isinstance(one, Rule):
            raise _other(f"number {place} of its rules is of type {type(one).__name__}")
        yield one


def _run(what: Callable[[], T], doing: str) -> T:
    """What a foreign function returns; whatever it raises is told with its own words."""
    try:
        return what()
    except CarecoordError as error:
        raise _other(f"{doing} failed: {error}") from error
    except (Exception, SystemExit) as error:
        why = f"{type(error).__name__}: {error}".removesuffix(": ")
        raise _other(f"{doing} raised {why}") from error


def _other(found: str) -> AuthoringError:
    return AuthoringError(
        asked="",
        found=found,
        remedy="Mend or uninstall the package; it names rules as PACKAGE:RULES",
    )


def _refuse_taken(loaded: Iterable[Plugin]) -> None:
    """Nobody takes an id of ours, not even as a new edition, nor one of another package."""
    from carecoord.rules.catalogue import shipped

    owners = {rule.id: "carecoord" for rule in shipped()}
    for plugin in loaded:
        for rule in plugin.rules:
            owner = owners.setdefault(rule.id, plugin.package)
            if owner != plugin.package:
                raise DuplicateRule(
                    asked=str(plugin),
                    found=f"the id {rule.id!r} is that of a rule of {owner}",
                    remedy="Give the rule an id of its own, or uninstall one of the two",
                )
