"""What an expression over columns is made of: comparisons, and what joins them."""

from __future__ import annotations

import attrs

Constant = str | float | bool


@attrs.frozen
class Column:
    """What a row says in a column."""

    name: str
    at: int


@attrs.frozen
class Literal:
    """The same for every row."""

    value: Constant
    at: int


Operand = Column | Literal


@attrs.frozen
class Compared:
    """Whether two operands are in an order, one of `ORDERS`."""

    order: str
    left: Operand
    right: Operand
    at: int


@attrs.frozen
class Among:
    """Whether an operand is one of several constants."""

    operand: Operand
    values: tuple[Constant, ...]
    at: int


@attrs.frozen
class Missing:
    """Whether a row says nothing in a column."""

    column: Column


@attrs.frozen
class Held:
    """Whether an operand is true."""

    operand: Operand


@attrs.frozen
class Reference:
    """Whether a row belongs to another group."""

    group: str
    at: int


@attrs.frozen
class Not:
    """The contrary."""

    part: Expression


@attrs.frozen
class Both:
    """All of several."""

    parts: tuple[Expression, ...]


@attrs.frozen
class Either:
    """At least one of several."""

    parts: tuple[Expression, ...]


Expression = Compared | Among | Missing | Held | Reference | Not | Both | Either
