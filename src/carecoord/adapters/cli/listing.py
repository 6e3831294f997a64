"""``carecoord rules``: the catalogue, or one rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from carecoord.adapters.cli.faults import DONE
from carecoord.adapters.cli.output import write_text

if TYPE_CHECKING:
    from carecoord.adapters.cli.catalogues import Choice
    from carecoord.rules.catalogue import Catalogue
    from carecoord.rules.engine.parameters import Parameter
    from carecoord.rules.engine.rule import Rule

_HEAD = ("ID", "EDITION", "TITLE", "SOURCE")


def run(rule_id: str | None, choice: Choice) -> int:
    """Write the list of rules, or everything about one, to standard output.

    Raises: UnknownRule with the nearest id, AuthoringError.
    """
    catalogue = choice.catalogue()
    if rule_id is None:
        write_text(_table([_HEAD, *(_summary(rule) for rule in catalogue.rules)]))
    else:
        write_text(_page(catalogue.rule(rule_id), catalogue))
    return DONE


def _summary(rule: Rule) -> Sequence[str]:
    return rule.id, rule.edition, rule.title, rule.citation.text


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _page(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    from carecoord.adapters.cli.rule_tables import tables

    yield f"{rule.id}: {rule.title}"
    yield f"Population: {rule.population}"
    yield f"Source: {rule.citation}"
    yield f"  status: {rule.citation.status.name.lower()}, {rule.citation.status.value}"
    for address in (rule.citation.doi, rule.citation.url):
        if address is not None:
            yield f"  {address}"
    yield "Editions:"
    for edition in (one for one in catalogue.rules if one.id == rule.id):
        since = f"in force from {edition.in_force_from}" if edition.in_force_from else "always"
        yield f"  {edition.edition}: {since}"
    yield f"Limits: {rule.limits}"
    yield f"Departures: {rule.departures}"
    yield f"Licences: {', '.join(licence.value for licence in rule.licences) or 'none needed'}"
    yield from _block("Parameters", [_parameter(p, catalogue) for p in rule.parameters])
    sets = {named.url: named.name for named in rule.shape.sets}
    yield from _block("Value sets", sorted(f"{name} ({url})" for url, name in sets.items()))
    yield from _block("Tables", list(tables(rule)))


def _parameter(parameter: Parameter, catalogue: Catalogue) -> str:
    """What it is set to, as it is written on the command line, and what it decides."""
    from carecoord.rules.engine.parameter_text import worded

    default = worded(parameter.default)
    site = catalogue.parameters.site.get(parameter.name)
    told = default if site is None else f"{worded(site)}, else {default}"
    return f"{parameter.name}: {told} ({parameter.says})"


def _block(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"{title}:" if lines else f"{title}: none"
    for line in lines:
        yield f"  {line}"
