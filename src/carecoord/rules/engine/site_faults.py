"""What a site sets that cannot be: of another kind, or such that it turns a rule inside out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carecoord.errors import AuthoringError
from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.misfit import misfit, wanted
from carecoord.rules.engine.parameter_text import worded
from carecoord.rules.engine.parameters import Parameter, parameter_named
from carecoord.rules.engine.rule import Force, Rule
from carecoord.rules.engine.settings import Values, in_force, schedule_faults
from carecoord.rules.engine.settled import placed_in


def refuse_unfit(editions: Iterable[tuple[Rule, Force]], site: Values) -> None:
    """Refuse values that no rule has a parameter for, or that a rule cannot do with.

    Raises:
        AuthoringError: there are such.
    """
    held = tuple(editions)
    rules = [rule for rule, _ in held]
    for name, value in site.items():
        rule, parameter = parameter_named(name, rules)
        reason = misfit(parameter, value)
        if reason is not None:
            raise AuthoringError(
                asked=f"{_clause(rule, name)}rule {rule.id!r}, parameter {name!r}",
                found=reason,
                remedy=wanted(parameter),
            )
    for rule, force in held:
        _refuse_turned(rule, force, site)


def _clause(rule: Rule, name: str) -> str:
    """Where in the rule the parameter stands first, if it stands in its shape."""
    for placed in placed_in(rule.shape):
        if isinstance(placed.value, Parameter) and placed.value.name == name:
            return f"clause {placed.clause!r} of "
    return ""


def _refuse_turned(rule: Rule, force: Force, site: Values) -> None:
    """Refuse what turns a rule inside out on a day for which this edition of it speaks."""
    names = [one.name for one in rule.parameters if one.name in site]
    for day, values in in_force({name: site[name] for name in names}) if names else ():
        if force.until is not None and day.toordinal() >= force.until:
            return
        for fault in schedule_faults(rule.shape, values):
            raise _turned(rule, fault, values)


def _turned(rule: Rule, fault: Fault, values: Values) -> AuthoringError:
    blamed = _blamed(rule, fault, values)
    given = " and ".join(f"{name!r}" for name in blamed)
    set_to = " and ".join(worded(values[name]) for name in blamed)
    defaults = {one.name: worded(one.default) for one in rule.parameters}
    clause = f"clause {fault.clause!r}, parameter {given}"
    return AuthoringError(
        asked=f"rule {rule.id!r}, edition {rule.edition!r}, {clause}",
        found=f"with {set_to}, {fault.found}",
        remedy=f"Set it otherwise; by default it is {', '.join(defaults[n] for n in blamed)}",
    )


def _blamed(rule: Rule, fault: Fault, values: Values) -> tuple[str, ...]:
    """The parameters without which there is no such fault; all, where each alone would do."""
    alone = tuple(
        name for name in values if fault not in schedule_faults(rule.shape, _without(name, values))
    )
    return alone or tuple(values)


def _without(name: str, values: Values) -> Mapping[str, object]:
    return {other: value for other, value in values.items() if other != name}
