"""Numbers that a site or a law may change, each with the day from which it holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from carecoord.errors import NotInForce, UnknownRule
from carecoord.model.collected import as_tuple


@attrs.frozen
class Dated:
    """A value that changes with the law: ``((in force from, value), …)``, rising.

    ``of`` names it in messages. A day before the first row is an error that names that day, never
    the first value.
    """

    of: str
    rows: tuple[tuple[date, object], ...] = attrs.field(converter=as_tuple)

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
class Parameters:
    """Named numbers; what a site sets stands before the default."""

    defaults: Mapping[str, object] = attrs.field(factory=dict[str, object])
    site: Mapping[str, object] = attrs.field(factory=dict[str, object])

    def value(self, name: str) -> object:
        """The value under a name.

        Raises:
            UnknownRule: nobody defined it.
        """
        if name in self.site:
            return self.site[name]
        if name not in self.defaults:
            raise UnknownRule(
                asked=f"parameter {name!r}",
                found="no rule of this catalogue defines it",
                remedy="See `carecoord rules` for the parameters of a rule",
            )
        return self.defaults[name]
