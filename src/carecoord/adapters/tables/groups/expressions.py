"""Groups of rows as people write them: ``CATEGORY == 'A' & (DURATION <= 30 | {Other})``.

A small language, read by hand and never run as code: columns compared with numbers, texts, TRUE and
FALSE, or with one another (``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``), one of several with
``%in% c(...)``, ``is.na(column)``, other groups as ``{Name}``, joined by ``&``, ``|``, ``!`` and
parentheses; ``&&`` and ``||`` mean the same. A name with other characters than letters, digits,
dots and underscores stands in backticks. `masks` says which rows an expression holds for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import attrs

from carecoord.adapters.tables.groups.terms import (
    Among,
    Both,
    Column,
    Compared,
    Constant,
    Either,
    Expression,
    Held,
    Literal,
    Missing,
    Not,
    Operand,
    Reference,
)
from carecoord.adapters.tables.groups.tokens import END, Kind, Token, tokens
from carecoord.errors import AuthoringError

DEPTH = 50
"""How deep parentheses and negations may be nested."""
ORDERS = ("==", "!=", "<", "<=", ">", ">=")
ALLOWED = "a column, a number, a text in quotes, TRUE, FALSE, is.na(...), {a group}, ! or ("


def parsed(text: str, asked: str) -> Expression:
    """Read an expression; ``asked`` names it in messages.

    Raises: AuthoringError, which says where and what is allowed there.
    """
    reader = _Reader(tokens(text, asked), asked)
    found = reader.either(0)
    if reader.token.kind is not Kind.END:
        reader.refuse("&, | or the end")
    return found


def references(expression: Expression) -> list[Reference]:
    """The other groups that an expression names."""
    if isinstance(expression, Reference):
        return [expression]
    if isinstance(expression, Not):
        return references(expression.part)
    if isinstance(expression, Both | Either):
        return [one for part in expression.parts for one in references(part)]
    return []


@attrs.define
class _Reader:
    """Reads tokens from left to right: either, both, not, comparison, operand."""

    _tokens: list[Token]
    _asked: str
    _next: int = 0

    @property
    def token(self) -> Token:
        """The one to be read next."""
        return self._tokens[self._next]

    def refuse(self, allowed: str) -> NoReturn:
        """Say what stands here instead of what is allowed."""
        found = END if self.token.kind is Kind.END else repr(self.token.text)
        self._refuse(f"{found} at position {self.token.at}", f"Allowed here: {allowed}")

    def _refuse(self, found: str, remedy: str) -> NoReturn:
        raise AuthoringError(asked=self._asked, found=found, remedy=remedy)

    def _signs(self, *signs: str) -> bool:
        """Whether one of some signs is next; it is then read."""
        if self.token.kind is Kind.SIGN and self.token.text in signs:
            self._next += 1
            return True
        return False

    def _closed(self, sign: str, allowed: str) -> None:
        if not self._signs(sign):
            self.refuse(allowed)

    def _joined(
        self, part: Callable[[int], Expression], depth: int, *signs: str
    ) -> list[Expression]:
        parts = [part(depth)]
        while self._signs(*signs):
            parts.append(part(depth))
        return parts

    def either(self, depth: int) -> Expression:
        parts = self._joined(self.both, depth, "|", "||")
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self, depth: int) -> Expression:
        parts = self._joined(self.denied, depth, "&", "&&")
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def denied(self, depth: int) -> Expression:
        if depth > DEPTH:
            self._refuse(
                f"more than {DEPTH} parentheses and negations inside one another, at position"
                f" {self.token.at}",
                "Give parts of it a name, as groups of their own",
            )
        if self._signs("!"):
            return Not(self.denied(depth + 1))
        if self._signs("("):
            inside = self.either(depth + 1)
            self._closed(")", "&, |, or the ) that closes what was opened")
            return inside
        if self.token.kind is Kind.GROUP:
            self._next += 1
            before = self._tokens[self._next - 1]
            return Reference(before.text, before.at)
        return self.compared()

    def compared(self) -> Expression:
        if self.token.text == "is.na" and self.token.kind is Kind.NAME:
            return self._missing()
        left = self._operand(ALLOWED)
        at = self.token.at
        if self._signs("%in%"):
            return Among(left, self._several(), at)
        order = self.token.text
        if not self._signs(*ORDERS):
            return Held(left)
        right = self._operand("a column, a number, a text in quotes, TRUE or FALSE")
        if self.token.kind is Kind.SIGN and self.token.text in {*ORDERS, "%in%"}:
            self.refuse("&, | or the end: a comparison has two sides")
        return Compared(order, left, right, at)

    def _missing(self) -> Missing:
        self._next += 1
        self._closed("(", "the ( of is.na(column)")
        if self.token.kind is not Kind.NAME:
            self.refuse("a column")
        column = Column(self.token.text, self.token.at)
        self._next += 1
        self._closed(")", "the ) of is.na(column)")
        return Missing(column)

    def _operand(self, allowed: str) -> Operand:
        token = self.token
        if token.kind is Kind.NAME:
            self._next += 1
            if self._signs("("):
                self._refuse(
                    f"the function {token.text!r} at position {token.at}",
                    "Allowed are is.na(column), and c(...) after %in%",
                )
            return Column(token.text, token.at)
        return Literal(self._constant(allowed), token.at)

    def _constant(self, allowed: str) -> Constant:
        token = self.token
        if self._signs("-"):
            token = self.token
            if not isinstance(token.value, float):
                self.refuse("a number")
            self._next += 1
            return -token.value
        if token.value is None:
            self.refuse(allowed)
        self._next += 1
        return token.value

    def _several(self) -> tuple[Constant, ...]:
        allowed = "a number, a text in quotes, TRUE or FALSE"
        if not (self.token.kind is Kind.NAME and self.token.text == "c"):
            return (self._constant("c(...) or one constant"),)
        self._next += 1
        self._closed("(", "the ( of c(...)")
        if self._signs(")"):
            return ()
        values = [self._constant(allowed)]
        while self._signs(","):
            values.append(self._constant(allowed))
        self._closed(")", ", or the ) of c(...)")
        return tuple(values)
