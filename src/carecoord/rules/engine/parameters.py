"""Numbers that a site or a law may change, each with the day from which it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol, cast

import attrs

from carecoord.errors import AuthoringError, NotInForce, UnknownRule
from carecoord.model.collected import as_tuple
from carecoord.model.shown import shown

if TYPE_CHECKING:
    from carecoord.rules.engine.rule import Rule
    from carecoord.rules.engine.view import View

UNLIMITED = date.max


class _Span(Protocol):
    """What an offset can do."""

    def after(self, day: int, view: View) -> int | None: ...


@attrs.frozen
class Dated:
    """A value that changes with the law: ``((in force from, value), …)``, rising.

    ``of`` names it in messages. A day before the first row is an error that names that day, never
    the first value.
    """

    __repr__ = shown

    of: str
    rows: tuple[tuple[date, object], ...] = attrs.field(converter=as_tuple)

    def begun(self, day: date) -> bool:
        """Whether any of its values is in force on a day."""
        return self.rows[0][0] <= day

    def on(self, day: date) -> object:
        """The value in force on a day.

        Raises:
            NotInForce: nothing was in force yet.
        """
        in_force = [value for since, value in self.rows if since <= day]
        if not in_force:
            raise NotInForce(
                asked=f"{self.of} on {day}",
                found=f"nothing in force before {self.rows[0][0]}",
                remedy="Ask for a later day, or add the row that was in force with its source",
            )
        return in_force[-1]


@attrs.frozen
class Parameter:
    """Something that a site may set otherwise: a flag, an amount with its unit, or a span of time.

    ``name`` is the rule's id with a word of its own. What a site sets is of the kind and unit of
    ``default``, or a ``Dated`` of such values. A parameter whose default is an offset stands
    wherever an offset may. A type in the place of ``default`` says that there is none: a site has
    to choose a value of that type, and until then its rule says what is missing.
    """

    __repr__ = shown

    name: str
    default: object
    says: str
    """What it decides, as one phrase."""

    def after(self, day: int, view: View) -> int | None:
        """As the offset that is in force on the day from which it counts."""
        value = view.parameters.value(self.name, date.fromordinal(day))
        return cast("_Span", value).after(day, view)

    @property
    def to_be_chosen(self) -> bool:
        """Whether there is no default."""
        return isinstance(self.default, type)

    @property
    def value_type(self) -> type:
        """The type of what a site sets."""
        return self.default if isinstance(self.default, type) else type(self.default)

    def __str__(self) -> str:
        return str(self.default)


@attrs.frozen
class Parameters:
    """The parameters of a catalogue's rules; what a site sets stands before the default.

    A dated value of a site that had not begun on a day leaves the default in force.
    """

    __repr__ = shown

    defaults: Mapping[str, object] = attrs.field(factory=dict[str, object])
    site: Mapping[str, object] = attrs.field(factory=dict[str, object])

    def defines(self, name: str) -> bool:
        """Whether a rule of the catalogue has a parameter of this name."""
        return name in self.defaults

    def value(self, name: str, on: date = UNLIMITED) -> object:
        """The value under a name on a day; without a day, the last that was set.

        None for one without a default that nobody has chosen.

        Raises:
            UnknownRule: nobody defined it.
        """
        if name not in self.defaults:
            raise UnknownRule(
                asked=f"parameter {name!r}",
                found="no rule of this catalogue defines it",
                remedy="See `carecoord rules` for the parameters of a rule",
            )
        own = self.site.get(name, self.defaults[name])
        if isinstance(own, Dated) and not own.begun(on):
            own = self.defaults[name]
        if isinstance(own, type):
            return None
        return own.on(on) if isinstance(own, Dated) else own


def parameter_named(name: str, rules: Iterable[Rule]) -> tuple[Rule, Parameter]:
    """The parameter of a name, and the rule that has it.

    Raises:
        AuthoringError: none of the rules has it.
    """
    known = {held.name: (rule, held) for rule in rules for held in rule.parameters}
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=1, cutoff=0.4)
        raise AuthoringError(
            asked=f"parameter {name!r}",
            found="no rule of this catalogue has it",
            remedy=f"Did you mean {near[0]!r}?" if near else "See `carecoord rules ID`",
        )
    return known[name]
