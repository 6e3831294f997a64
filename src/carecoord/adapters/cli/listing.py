"""``carecoord rules``: the catalogue, or one rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from carecoord.adapters.cli.faults import DONE
from carecoord.adapters.cli.output import write_text

if TYPE_CHECKING:
    from carecoord.adapters.cli.catalogues import Choice
    from carecoord.rules.catalogue import Catalogue
    from carecoord.rules.description import Section
    from carecoord.rules.engine.parameters import Parameter
    from carecoord.rules.engine.rule import Rule

_NARROW = 40
"""A table with a longer cell does not fit beside another."""
_HEAD = ("ID", "EDITION", "TITLE", "SOURCE")


def run(rule_id: str | None, choice: Choice) -> int:
    """Write the list of rules, or everything about one, to standard output.

    Raises: UnknownRule with the nearest id, AuthoringError.
    """
    catalogue = choice.catalogue()
    if rule_id is None:
        write_text(_table([_HEAD, *(_summary(rule) for rule in catalogue.rules)]))
    else:
        write_text(_page(catalogue.rule(_id(rule_id, catalogue)), catalogue))
    return DONE


def _id(name: str, catalogue: Catalogue) -> str:
    """An id as it was given, or that of the measure of this name (CMS165)."""
    named = f"measures.{name.lower()}"
    return named if any(rule.id == named for rule in catalogue.rules) else name


def _summary(rule: Rule) -> Sequence[str]:
    return rule.id, rule.edition, rule.title, rule.citation.text


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _page(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    yield f"{rule.id}: {rule.title}"
    yield f"Population: {rule.population}"
    yield "Editions:"
    for edition in (one for one in catalogue.rules if one.id == rule.id):
        yield from _edition(edition)
    yield f"Limits: {rule.limits}"
    yield f"Departures: {rule.departures}"
    if rule.despite:
        yield f"Goes on under a hold: {rule.going_on}"
    yield f"Licences: {', '.join(licence.value for licence in rule.licences) or 'none needed'}"
    yield from _block("Parameters", [_parameter(p, catalogue) for p in rule.parameters])
    sets = {named.url: named.name for named in rule.shape.sets}
    yield from _block("Value sets", sorted(f"{name} ({url})" for url, name in sets.items()))
    editions = [one for one in catalogue.rules if one.id == rule.id]
    for edition in editions:
        if len(editions) > 1:
            yield ""
            yield f"EDITION {edition.edition}"
        yield from _shape(edition)


def _edition(rule: Rule) -> Iterator[str]:
    """From when it is in force, and where it comes from."""
    yield f"  {rule.edition}: {_in_force(rule)}"
    yield f"    Source: {rule.citation}"
    yield f"    status: {rule.citation.status.name.lower()}, {rule.citation.status.value}"
    for address in (rule.citation.doi, rule.citation.url):
        if address is not None:
            yield f"    {address}"


def _in_force(rule: Rule) -> str:
    years: Sequence[int] = getattr(rule.shape, "years", ())
    if rule.in_force_from is None and years:
        return f"for {', '.join(map(str, years))}"
    return f"in force from {rule.in_force_from}" if rule.in_force_from else "always"


def _shape(rule: Rule) -> Iterator[str]:
    """What the rule asks for and when: windows, populations, points."""
    from carecoord.rules.description import described

    for section in described(rule):
        yield ""
        yield f"{section.title}:"
        yield from (f"  {sentence}" for sentence in section.sentences)
        yield from (f"  {'  ' * point.depth}- {point.text}" for point in section.points)
        if section.rows:
            yield from (f"  {line}" for line in _records(section))
        yield from (f"  {sentence}" for sentence in section.closing)


def _records(section: Section) -> Iterator[str]:
    """A table, one row under another: its cells hold sentences."""
    narrow = all(len(cell) <= _NARROW for row in section.rows for cell in row)
    if narrow:
        yield from _table([section.columns, *section.rows])
        return
    others = section.columns[1:]
    for row in section.rows:
        yield f"- {row[0]}"
        yield from (f"    {name}: {cell}" for name, cell in zip(others, row[1:], strict=True))


def _parameter(parameter: Parameter, catalogue: Catalogue) -> str:
    """What it is set to, as it is written on the command line, and what it decides."""
    from carecoord.rules.engine.parameter_text import default_worded, worded

    default = default_worded(parameter)
    site = catalogue.parameters.site.get(parameter.name)
    told = default if site is None else f"{worded(site)}, else {default}"
    return f"{parameter.name}: {told} ({parameter.says})"


def _block(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"{title}:" if lines else f"{title}: none"
    for line in lines:
        yield f"  {line}"
