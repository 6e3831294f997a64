"""The catalogue that a command runs with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.messages import counted, say

if TYPE_CHECKING:
    from carecoord.adapters.plugins import Plugin
    from carecoord.model.calendar_rules import IsBusinessDay
    from carecoord.model.value_set import ValueSet
    from carecoord.rules.catalogue import Catalogue
    from carecoord.rules.engine.rule import Rule

_NAMED = 5


@attrs.frozen(kw_only=True)
class Choice:
    """What a user chooses: value sets, calendar, zone, parameters, rules of installed packages."""

    value_sets: Path | None = None
    calendar: str | None = None
    zone: tzinfo
    parameters: Sequence[str] = ()
    plugins: bool = True

    def catalogue(self) -> Catalogue:
        """Every rule that carecoord ships or that is installed, with the user's choice.

        Tells what is incomplete.

        Raises: InputError, MissingExtra, AuthoringError.
        """
        from carecoord.rules.catalogue import shipped, standard
        from carecoord.rules.engine.parameter_text import parameters_written

        more = installed() if self.plugins else ()
        made = standard(
            more,
            value_sets=load_value_sets(self.value_sets),
            parameters=parameters_written((*shipped(), *more), self.parameters),
            calendar=_calendar(self.calendar),
            zone=self.zone,
        )
        for warning in made.warnings:
            say(f"warning: {warning}")
        return made


def installed() -> tuple[Rule, ...]:
    """The rules of installed packages; says which packages have some.

    Raises: AuthoringError.
    """
    from carecoord.adapters.plugins import found

    plugins = found()
    for package in dict.fromkeys(plugin.package for plugin in plugins):
        say(f"with {counted(len(_of(package, plugins)), 'rule')} of the package {package}")
    return tuple(rule for plugin in plugins for rule in plugin.rules)


def _of(package: str, plugins: Iterable[Plugin]) -> set[str]:
    return {rule.id for one in plugins if one.package == package for rule in one.rules}


def load_value_sets(folder: Path | None) -> tuple[ValueSet, ...]:
    """Read a folder of value sets and say which files gave none.

    Raises: InputError.
    """
    if folder is None:
        return ()
    from carecoord.adapters.value_sets import load

    loaded = load(folder)
    if loaded.skipped:
        say(f"{counted(len(loaded.skipped), 'file')} of --value-sets skipped:")
    for skipped in loaded.skipped[:_NAMED]:
        say(f"  {skipped.file}: {skipped.reason}")
    return loaded.value_sets


def _calendar(code: str | None) -> IsBusinessDay | None:
    if code is None:
        return None
    from carecoord.adapters.calendars import country

    return country(code)
