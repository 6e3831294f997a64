"""The whole error tree.

::

    CarecoordError
    |- AuthoringError    a rule, table or plug-in is wrong: show everything
    |  |- UncoveredValue |- BandsOutOfOrder |- NotInForce
    |  |- DuplicateRule  |- UnknownRule     |- UnknownValueSet
    |- RecordError       a patient's record is unacceptable: show names, never values
    |  |- ImpossiblePeriod |- UnknownCode |- RecordRejected |- MoveRefused
    |- InputError        a source of records cannot be read at all: say which and why
    |- PortError         the outside failed: say what, keep the cause
       |- ChartNotFound |- ChartChanged |- NoticeNotSent |- StoreFailed |- MissingExtra

Every message says what was asked, what was found and what to do. Messages of a ``RecordError``
name types, positions and fields, never what stands in them. A class without fields of its own
inherits all that attrs made.
"""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen(slots=False, str=False)
class CarecoordError(Exception):
    """Anything carecoord raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild from fields: keyword-only frozen exceptions cannot be pickled otherwise."""
        return (_rebuild, (type(self), attrs.asdict(self, recurse=False)))


def _rebuild(cls: type[CarecoordError], fields: dict[str, Any]) -> CarecoordError:
    return cls(**fields)


@attrs.frozen(slots=False, str=False, kw_only=True)
class _Message(CarecoordError):
    """An error in three parts; subclasses add the fields that a caller may want to read."""

    asked: str
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.asked}: {self.found}. {self.remedy}"


class AuthoringError(_Message, ValueError):
    """A rule, table, value set or plug-in is wrong."""


class UncoveredValue(AuthoringError):
    """A table was asked for a value below its first row."""


class BandsOutOfOrder(AuthoringError):
    """The rows of a table do not rise."""


class NotInForce(AuthoringError):
    """A dated table or edition was asked for a day that it does not cover."""


class DuplicateRule(AuthoringError):
    """Two rules share an id and an edition."""


class UnknownRule(AuthoringError, LookupError):
    """No rule has this id."""


class UnknownValueSet(AuthoringError, LookupError):
    """A folder or file of value sets does not hold what was asked for."""


class RecordError(_Message, ValueError):
    """A patient's record is unacceptable; nothing in the message comes from the record."""


class ImpossiblePeriod(RecordError):
    """A period ends before it starts."""


class UnknownCode(RecordError):
    """A code does not have the form that its system prescribes."""


class RecordRejected(RecordError):
    """A record cannot be used at all."""


class MoveRefused(RecordError):
    """A move is not legal in the state that a value is in, or lacks what it needs."""


class InputError(_Message, ValueError):
    """A source of records, or an argument that names one, cannot be used."""


class PortError(_Message):
    """The outside failed."""


class ChartNotFound(PortError, LookupError):
    """The store holds no chart under this key."""


class ChartChanged(PortError):
    """Somebody else saved a newer version of this chart."""


@attrs.frozen(slots=False, str=False, kw_only=True)
class NoticeNotSent(PortError):
    """A channel did not take a notice; ``retry`` says whether trying again can help."""

    retry: bool = True


class StoreFailed(PortError):
    """A store could not read or write."""


class MissingExtra(PortError, ImportError):
    """An optional dependency is not installed."""


def missing_extra(feature: str, extra: str) -> MissingExtra:
    """Say which extra a feature needs."""
    return MissingExtra(
        asked=feature,
        found="an optional dependency is not installed",
        remedy=f"Install it with: pip install 'carecoord[{extra}]'",
    )
