"""Pages about rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from carecoord.rules.catalogue import Catalogue
from carecoord.rules.description import described
from carecoord.rules.engine.parameter_text import default_worded
from carecoord.rules.engine.rule import Rule


def rule_index(catalogue: Catalogue) -> str:
    """A table of the rules of each family."""
    newest = {rule.id: rule for rule in catalogue.rules}
    lines = ["# Rules"]
    for family, ids in groupby(sorted(newest), key=lambda rule_id: rule_id.partition(".")[0]):
        lines += ["", f"## {family.capitalize()}", "", _cells(_COLUMNS), "|---|---|---|---|"]
        lines += (_line(newest[rule_id], catalogue) for rule_id in ids)
    return "\n".join(lines) + "\n"


_COLUMNS = ("rule", "what it says", "editions", "source checked")


def _line(rule: Rule, catalogue: Catalogue) -> str:
    editions = ", ".join(one.edition for one in catalogue.rules if one.id == rule.id)
    page = f"[`{rule.id}`]({rule.id.replace('.', '-')}.md)"
    return _cells((page, rule.title, editions, rule.citation.status.name.lower()))


def rule_page(editions: list[Rule]) -> str:
    """All editions of one rule."""
    newest = editions[-1]
    return "\n".join([f"# {newest.title}", "", f"`{newest.id}`", "", *_page(editions)]) + "\n"


def _page(editions: list[Rule]) -> Iterator[str]:
    newest = editions[-1]
    licences = ", ".join(licence.value for licence in newest.licences) or "nobody in particular"
    yield from (
        f"- **Population:** {newest.population}",
        f"- **May act on it:** {licences}",
        f"- **Limits:** {newest.limits}",
        f"- **Departures:** {newest.departures}",
    )
    if newest.despite:
        yield f"- **Goes on under a hold:** {newest.going_on}"
    yield ""
    yield from ("## Editions", "", "| edition | in force from | source | checked |")
    yield "|---|---|---|---|"
    for rule in editions:
        source = f"{rule.citation.text}, {rule.citation.locator}"
        doi = rule.citation.doi
        address = rule.citation.url or (doi and f"https://doi.org/{doi}")
        linked = f"[{source}]({address})" if address else source
        since = rule.in_force_from or "always"
        yield f"| {rule.edition} | {since} | {linked} | {rule.citation.status.value} |"
    yield ""
    for rule in editions:
        if len(editions) > 1:
            yield from (f"## Edition {rule.edition}", "")
        yield from _shape(rule, "##" if len(editions) == 1 else "###")
    if newest.parameters:
        yield from (
            "## What a site may set",
            "",
            "| parameter | default | decides |",
            "|---|---|---|",
        )
        yield from (f"| `{p.name}` | {default_worded(p)} | {p.says} |" for p in newest.parameters)
        yield ""
    sets = sorted({(s.name, s.url) for s in newest.shape.sets if s.url.startswith("http")})
    if sets:
        yield from ("## Value sets to bring", "", "| name | canonical URL |", "|---|---|")
        yield from (f"| {name} | `{url}` |" for name, url in sets)


def _shape(rule: Rule, level: str) -> Iterator[str]:
    for section in described(rule):
        yield from (f"{level} {section.title}", "")
        for sentence in section.sentences:
            yield from (sentence, "")
        yield from (f"{'    ' * point.depth}- {point.text}" for point in section.points)
        if section.points:
            yield ""
        if section.rows:
            yield from (_cells(section.columns), f"|{'---|' * len(section.columns)}")
            yield from (*map(_cells, section.rows), "")
        for sentence in section.closing:
            yield from (sentence, "")


def _cells(row: tuple[str, ...]) -> str:
    return f"| {' | '.join(row)} |"
