"""What is wrong with a shape once its parameters are set, by default or by a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.parameters import Dated, Parameter
from carecoord.rules.engine.settled import kind_faults, settled

Values = Mapping[str, object]


def schedule_faults(shape: object, values: Values) -> Iterator[Fault]:
    """What is wrong with a shape with values in the place of its parameters, else the defaults."""
    set_so = settled(shape, values)
    wrong = tuple(kind_faults(set_so))
    yield from wrong or getattr(set_so, "faults", ())


def default_faults(shape: object, declared: Iterable[Parameter]) -> Iterator[Fault]:
    """What is wrong with a shape whose parameters are as its rule sets them."""
    for _, values in in_force({one.name: one.default for one in declared}):
        yield from schedule_faults(shape, values)


def in_force(given: Values) -> Iterator[tuple[date, Values]]:
    """The days on which any of the values changes, each with what is in force from then on.

    What is dated has no value before the first of its days.
    """
    dated = [value for value in given.values() if isinstance(value, Dated)]
    days = {date.min, *(since for value in dated for since, _ in value.rows)}
    for day in sorted(days):
        yield day, {name: _on(value, day) for name, value in given.items() if _begun(value, day)}


def _begun(value: object, day: date) -> bool:
    return not isinstance(value, Dated) or value.begun(day)


def _on(value: object, day: date) -> object:
    return value.on(day) if isinstance(value, Dated) else value
