"""What a site sets otherwise than the rules: looked at as a rule is when it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from carecoord.errors import AuthoringError
from carecoord.rules.engine.parameters import Parameters
from carecoord.rules.engine.rule import Force, Rule


def site_parameters(
    editions: Iterable[tuple[Rule, Force]], site: Mapping[str, object]
) -> Parameters:
    """The rules' parameters with what the site sets.

    Raises:
        AuthoringError: no rule has such a parameter, its value is of another kind or unit, or a
            rule with it can never be reached or closed.
    """
    held = tuple(editions)
    if site:
        from carecoord.rules.engine.site_faults import refuse_unfit

        refuse_unfit(held, site)
    return Parameters(dict(_defaults(rule for rule, _ in held)), dict(site))


def _defaults(rules: Iterable[Rule]) -> Iterator[tuple[str, object]]:
    """Each parameter's default, of which there is one: a name means the same wherever it stands."""
    held: dict[str, tuple[Rule, object]] = {}
    for rule in rules:
        for parameter in rule.parameters:
            first, default = held.setdefault(parameter.name, (rule, parameter.default))
            if default != parameter.default:
                raise AuthoringError(
                    asked=f"rule {rule.id!r}, parameter {parameter.name!r}",
                    found=f"rule {first.id!r}, edition {first.edition!r}, gives another default",
                    remedy="Begin its name with its rule's id; give all editions one default",
                )
            yield parameter.name, default
