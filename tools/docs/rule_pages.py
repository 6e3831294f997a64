"""Pages about rules."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from types import ModuleType

import attrs

from carecoord.model.value_set import ValueSet
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import All, Any, Condition, Not
from carecoord.rules.criteria.picks import Named
from carecoord.rules.engine.alert import Alert
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.followup import FollowUp
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.parameter_text import worded
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import AtAge, Recurring
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import Bands, Flag, Score


def rule_index(catalogue: Catalogue) -> str:
    """The table of all rules."""
    lines = [
        "# Rules",
        "",
        "| rule | what it says | editions | source checked |",
        "|---|---|---|---|",
    ]
    newest = {rule.id: rule for rule in catalogue.rules}
    for rule_id, rule in sorted(newest.items()):
        editions = ", ".join(r.edition for r in catalogue.rules if r.id == rule_id)
        page = f"{rule_id.replace('.', '-')}.md"
        checked = rule.citation.status.name.lower()
        lines.append(f"| [`{rule_id}`]({page}) | {rule.title} | {editions} | {checked} |")
    return "\n".join(lines) + "\n"


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
        "",
    )
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
    yield from _shape(newest)
    if newest.parameters:
        yield from (
            "## What a site may set",
            "",
            "| parameter | default | decides |",
            "|---|---|---|",
        )
        yield from (f"| `{p.name}` | {worded(p.default)} | {p.says} |" for p in newest.parameters)
        yield ""
    sets = sorted({(s.name, s.url) for s in newest.shape.sets if s.url.startswith("http")})
    if sets:
        yield from ("## Value sets to bring", "", "| name | canonical URL |", "|---|---|")
        yield from (f"| {name} | `{url}` |" for name, url in sets)


def _shape(rule: Rule) -> Iterator[str]:
    shape = rule.shape
    if isinstance(shape, FollowUp):
        yield from _followup(shape)
    elif isinstance(shape, Measure):
        yield from _measure(shape)
    elif isinstance(shape, Recurring):
        yield from _recurring(shape)
    elif isinstance(shape, Alert):
        yield from _alert(shape)
    elif isinstance(shape, (Score, Check)):
        yield from _code(shape)


def _followup(shape: FollowUp) -> Iterator[str]:
    clock = f"The clock starts with the {shape.trigger_name}; its day is day 0."
    yield from ("## Steps", "", clock, "")
    yield from ("| step | from | due | closed by | may close |", "|---|---|---|---|---|")
    for step in shape.steps:
        by = ", ".join(sorted(licence.value for licence in step.by)) or "anybody"
        yield f"| {step.title} | {step.earliest} | {step.due} | {step.closes} | {by} |"
    yield from ("", f"Nothing is to be done any more after {shape.lapses_after}.")
    if shape.superseded_by is not None:
        yield f"A {shape.superseded_name} ends it."
    yield ""


def _measure(shape: Measure) -> Iterator[str]:
    yield from ("## Populations", "")
    yield f"Measurement years: {', '.join(str(year) for year in shape.years)}."
    yield f"An open gap is closed by {shape.closes}."
    yield ""
    for group in shape.groups:
        yield from (f"### {group.name}", "")
        for title, condition in (
            ("Initial population", group.initial_population),
            ("Denominator", group.denominator),
            ("Denominator exclusions", group.denominator_exclusions),
            ("Numerator", group.numerator),
            ("Denominator exceptions", group.denominator_exceptions),
        ):
            if condition is not None:
                yield from (f"**{title}**", "", *_tree(condition, 0), "")
        if group.per is not None:
            yield from (f"Counted is each {group.per}.", "")
        for stratum in group.strata:
            yield from (f"Stratum {stratum.id}: {stratum.title}.", "")
        yield from (f"An open gap can be closed up to {group.last_day}.", "")
    terms = {term.name: term.source for term in _terms(shape)}
    if terms:
        yield from ("### Terms", "", *(f"- {name}: {term}" for name, term in terms.items()), "")


def _terms(node: object) -> Iterator[Named]:
    """Every selection with a name of its own within a criterion."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if id(part) in seen or isinstance(part, ValueSet):
            continue
        seen.add(id(part))
        if isinstance(part, Named):
            yield part
        if isinstance(part, (tuple, frozenset)):
            waiting += part
        elif attrs.has(type(part)):
            waiting += [getattr(part, f.name) for f in reversed(attrs.fields(type(part)))]


def _tree(condition: Condition, depth: int) -> Iterator[str]:
    indent = "    " * depth
    if isinstance(condition, (All, Any)):
        word = "all of" if isinstance(condition, All) else "any of"
        name = f"{condition.name}: " if condition.name else ""
        yield f"{indent}- {name}{word}"
        for part in condition.parts:
            yield from _tree(part, depth + 1)
    elif isinstance(condition, Not):
        yield f"{indent}- not"
        yield from _tree(condition.part, depth + 1)
    else:
        told = f"{condition.name}: " if condition.name else ""
        yield f"{indent}- {told}{attrs.evolve(condition, name='')}"


def _recurring(shape: Recurring) -> Iterator[str]:
    once = ", once" if shape.once else ""
    yield from ("## Interval", "", f"{shape.title}, while there is {shape.reason_name}{once}:", "")
    for way in shape.ways:
        yield f"- {way.name}{'' if way.intervals else ': any time'}"
        for interval in way.intervals:
            when = f", when {interval.when.clause}" if interval.when else ""
            because = f" ({interval.because})" if interval.because else ""
            yield f"    - every {interval.every}{because}{when}"
    yield from ("", f"It comes onto the worklist {shape.opens_before} before it is due.")
    yield f"It is overdue {shape.grace} after the day on which it is due."
    if isinstance(shape.begins, AtAge):
        yield f"Never done, it is due from the age of {shape.begins.years} years."
    else:
        yield f"Never done, it is due from the day on which {shape.reason_name} began."
    for loop in shape.loops:
        yield f"While {loop.title} is not resolved, it is not due."
    yield ""


def _alert(shape: Alert) -> Iterator[str]:
    yield from _says(sys.modules[shape.alarming.__module__])
    held = shape.acknowledge_within
    within = worded(held.default if isinstance(held, Parameter) else held)
    yield from ("## Alert", "", f"STAT, to be acknowledged within {within}.")
    yield f"Not acknowledged by then, tell the {', then the '.join(shape.ladder)}."
    yield f"Closed by {shape.closes}; lapses after {shape.lapses_days} days."
    yield ""


def _code(shape: object) -> Iterator[str]:
    home = inspect.getmodule(getattr(shape, "read", None) or getattr(shape, "look", None))
    if home is None:
        return
    module = sys.modules[home.__name__]
    yield from _says(module)
    tables = [v for v in vars(module).values() if isinstance(v, (Bands, Flag))]
    if tables:
        yield from ("## Points", "", "| item | from | points |", "|---|---|---|")
    for table in tables:
        if isinstance(table, Flag):
            yield f"| {table.item} | yes | {table.points} |"
            continue
        for floor, points in table.rows:
            yield f"| {table.item} | {floor} {table.unit} | {points} |"
    yield ""


def _says(module: ModuleType) -> Iterator[str]:
    yield from ("## What it says", "", inspect.cleandoc(module.__doc__ or ""), "")
