"""A catalogue: rules with the value sets, parameters, calendar and zone they run with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, tzinfo

import attrs

from carecoord._version import __version__
from carecoord.errors import AuthoringError, UnknownRule
from carecoord.model.calendar_rules import IsBusinessDay
from carecoord.model.value_set import ValueSet
from carecoord.rules.engine.editions import editions, refuse_doubles
from carecoord.rules.engine.lookup import Lookup
from carecoord.rules.engine.parameters import Parameters
from carecoord.rules.engine.rule import Force, Rule, judged
from carecoord.rules.engine.site import site_parameters


@attrs.frozen(kw_only=True, eq=False)
class Catalogue:
    """An explicit collection of rules: a value, compiled once. Make it with ``Catalogue.of``."""

    rules: tuple[Rule, ...]
    value_sets: Mapping[str, ValueSet] = attrs.field(repr=False)
    parameters: Parameters = attrs.field(repr=False)
    calendar: IsBusinessDay | None = attrs.field(repr=False)
    zone: tzinfo
    fingerprint: str
    lookup: Lookup = attrs.field(repr=False)
    editions: tuple[tuple[Rule, Force], ...] = attrs.field(repr=False)
    warnings: tuple[str, ...] = attrs.field(repr=False)

    @classmethod
    def of(
        cls,
        *rules: Rule | Iterable[Rule],
        value_sets: Iterable[ValueSet] = (),
        parameters: Mapping[str, object] | None = None,
        calendar: IsBusinessDay | None = None,
        zone: tzinfo = UTC,
    ) -> Catalogue:
        """Put rules together.

        ``value_sets`` are the user's; a rule whose set is not among them answers
        INSUFFICIENT_DATA. ``parameters`` override the rules' by name. ``calendar`` tells working
        days; without one, steps counted in business days say that they are missing it. ``zone``
        decides which day an instant belongs to.

        Raises:
            DuplicateRule: two rules share an id and an edition, or the day from which they speak.
            AuthoringError: two rules carry sets with other codes under one URL, or a parameter
                is given that no rule has, in another unit or kind than the rule's, not above 0
                where the rule's is, or such that a rule can never be reached or closed.
        """
        chosen = tuple(
            sorted(_flat(rules), key=lambda r: (r.id, str(r.in_force_from or ""), r.edition))
        )
        refuse_doubles(chosen)
        own: dict[str, ValueSet] = {}
        asked: set[str] = set()
        for rule in chosen:
            for named in rule.shape.sets:
                asked.add(named.url)
                if isinstance(named, ValueSet):
                    _refuse_other(rule, named, own.setdefault(named.url, named))
        given = own | {value_set.url: value_set for value_set in value_sets}
        in_force = tuple(editions(chosen))
        held = site_parameters(in_force, parameters or {})
        return cls(
            rules=chosen,
            value_sets=given,
            parameters=held,
            calendar=calendar,
            zone=zone,
            fingerprint=_fingerprint(chosen, given, held, calendar, zone),
            lookup=Lookup(given.values()),
            editions=in_force,
            warnings=tuple(_truncated(asked, given)),
        )

    def rule(self, rule_id: str) -> Rule:
        """The newest edition of a rule.

        Raises:
            UnknownRule: the catalogue has no such rule.
        """
        found = [rule for rule in self.rules if rule.id == rule_id]
        if not found:
            from difflib import get_close_matches

            near = get_close_matches(rule_id, [rule.id for rule in self.rules], n=1, cutoff=0.4)
            raise UnknownRule(
                asked=f"rule {rule_id!r}",
                found="no such rule in this catalogue",
                remedy=f"Did you mean {near[0]!r}?" if near else "List them: `carecoord rules`",
            )
        return found[-1]


def _refuse_other(rule: Rule, own: ValueSet, held: ValueSet) -> None:
    if (own.codes, own.prefixes) != (held.codes, held.prefixes):
        raise AuthoringError(
            asked=f"a catalogue with {rule.id!r}",
            found=f"another rule carries {own.url} with other codes",
            remedy="Give one of the two sets a name of its own",
        )


def _flat(rules: Iterable[Rule | Iterable[Rule]]) -> Iterator[Rule]:
    for rule in rules:
        if isinstance(rule, Rule):
            yield rule
        else:
            yield from rule


def _truncated(asked: set[str], given: Mapping[str, ValueSet]) -> Iterator[str]:
    for url in sorted(asked & given.keys()):
        value_set = given[url]
        if value_set.truncated:
            held = f"{len(value_set.codes)} of {value_set.total}"
            yield f"value set {value_set.name} is truncated: {held}"


def _fingerprint(
    rules: Iterable[Rule],
    given: Mapping[str, ValueSet],
    parameters: Parameters,
    calendar: IsBusinessDay | None,
    zone: tzinfo,
) -> str:
    digest = hashlib.sha256(__version__.encode())
    for rule in rules:
        digest.update(f"|{rule.id}@{rule.edition}".encode())
    for url in sorted(given):
        value_set = given[url]
        digest.update(f"|{url}|{value_set.version}".encode())
        for codes in (value_set.codes, value_set.prefixes):
            digest.update(f"{sorted((c.system, c.code) for c in codes)}".encode())
    for name in sorted(parameters.defaults):
        held = parameters.site.get(name, parameters.defaults[name])
        digest.update(f"|{name}={held!r}".encode())
    digest.update(f"|{getattr(calendar, 'name', calendar and 'unnamed')}|{zone}".encode())
    return digest.hexdigest()[:16]


def shipped() -> tuple[Rule, ...]:
    """Every rule that carecoord ships."""
    with judged():
        from carecoord.rules import (
            adherence,
            appointments,
            certification,
            coverage,
            followup,
            measures,
            monitoring,
            permissions,
            readmission,
            referrals,
            safety,
            screening,
            wellness,
        )

    return (
        *followup.RULES,
        *measures.RULES,
        *monitoring.RULES,
        *adherence.RULES,
        *certification.RULES,
        *readmission.RULES,
        *permissions.RULES,
        *coverage.RULES,
        *appointments.RULES,
        *referrals.RULES,
        *safety.RULES,
        *screening.RULES,
        *wellness.RULES,
    )


def standard(
    *more: Rule | Iterable[Rule],
    value_sets: Iterable[ValueSet] = (),
    parameters: Mapping[str, object] | None = None,
    calendar: IsBusinessDay | None = None,
    zone: tzinfo = UTC,
) -> Catalogue:
    """Every rule that carecoord ships, and more rules of your own.

    Rules of installed packages are among them only when asked for:
    ``standard(plugins.installed())``.
    """
    return Catalogue.of(
        shipped(),
        *more,
        value_sets=value_sets,
        parameters=parameters,
        calendar=calendar,
        zone=zone,
    )
