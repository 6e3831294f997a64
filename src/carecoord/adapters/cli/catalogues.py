"""The catalogue that a command runs with."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.messages import counted, say

if TYPE_CHECKING:
    from carecoord.model.calendar_rules import IsBusinessDay
    from carecoord.model.value_set import ValueSet
    from carecoord.rules.catalogue import Catalogue

_NAMED = 5


@attrs.frozen(kw_only=True)
class Choice:
    """What a user chooses for the standard rules: value sets, calendar, zone."""

    value_sets: Path | None = None
    calendar: str | None = None
    zone: tzinfo

    def catalogue(self) -> Catalogue:
        """Every rule that carecoord ships, with the user's choice; tells what is incomplete.

        Raises: InputError, MissingExtra.
        """
        from carecoord.rules.catalogue import standard

        made = standard(
            value_sets=load_value_sets(self.value_sets),
            calendar=_calendar(self.calendar),
            zone=self.zone,
        )
        for warning in made.warnings:
            say(f"warning: {warning}")
        return made


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
