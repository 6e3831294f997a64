"""Settings that hold for all medicines, or that a column gives for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast, get_args

import attrs

from carecoord.adapters.tables.frames import Table
from carecoord.errors import AuthoringError
from carecoord.rules.adherence.durations.records import Handling

HANDLINGS: tuple[str, ...] = get_args(Handling)
_YES = {"true", "t", "1", "1.0", "yes"}
_NO = {"false", "f", "0", "0.0", "no"}


@attrs.frozen
class Switch:
    """Yes or no; a column of dispensings may say it for each medicine."""

    always: bool
    column: Sequence[Any] | None
    name: str

    @classmethod
    def of(cls, asked: bool | str, table: Table) -> Switch:  # noqa: FBT001
        """From what was asked for: yes, no, or the name of a column.

        Raises: InputError for a column that is missing.
        """
        if isinstance(asked, bool):
            return cls(asked, None, "")
        return cls(False, table.column(asked, "yes or no for each drug").to_list(), asked)

    def at(self, row: int) -> bool | None:
        """What holds in a row; None if it cannot be read."""
        if self.column is None:
            return self.always
        text = str(self.column[row]).strip().lower()
        return text in _YES if text in _YES | _NO else None


@attrs.frozen
class Way:
    """What becomes of supply in hand; a column may say it for each row."""

    always: Handling
    column: Sequence[Any] | None
    name: str

    @classmethod
    def of(cls, asked: str, table: Table | None) -> Way:
        """From what was asked for: a way, or the name of a column.

        Raises: InputError for a column that is missing, AuthoringError for neither.
        """
        if asked in HANDLINGS:
            return cls(cast("Handling", asked), None, "")
        if table is None:
            raise AuthoringError(
                asked=f"supply to be used as {asked!r}",
                found="no such way, and no table of stays with such a column",
                remedy="Say continue, discard or carryover",
            )
        cells = table.column(asked, "continue, discard or carryover").to_list()
        return cls("continue", cells, asked)

    def at(self, row: int) -> Handling | None:
        """What holds in a row; None if it cannot be read."""
        if self.column is None:
            return self.always
        text = str(self.column[row]).strip().lower()
        return cast("Handling", text) if text in HANDLINGS else None
