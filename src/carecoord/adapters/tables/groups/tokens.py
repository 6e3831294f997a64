"""The words and signs of an expression, and where each stands."""

from __future__ import annotations

from enum import Enum, auto

import attrs

from carecoord.errors import AuthoringError

LENGTH = 10_000
"""How many characters an expression may have."""
END = "the end"
SIGNS = ("%in%", "==", "!=", "<=", ">=", "&&", "||", "<", ">", "&", "|", "!", "(", ")", ",", "-")
_CONSTANTS: dict[str, bool] = {"TRUE": True, "FALSE": False}
_CLOSES = {"'": "'", '"': '"', "`": "`", "{": "}"}
_MEANT = {
    "=": "== compares",
    "NA": "Write is.na(column)",
    "NULL": "Write is.na(column)",
    "%": "%in% is the only one of its kind",
}
_ESCAPED = {"\\": "\\", "'": "'", '"': '"', "`": "`", "n": "\n", "t": "\t"}
_DIGITS = frozenset("0123456789")
"""Those alone: other scripts have digits too."""


class Kind(Enum):
    """What a token is."""

    NAME = auto()
    VALUE = auto()
    GROUP = auto()
    SIGN = auto()
    END = auto()


@attrs.frozen
class Token:
    """A piece of an expression, the position of its first character (from 1), and its value."""

    kind: Kind
    text: str
    at: int
    value: str | float | bool | None = None


def tokens(text: str, asked: str) -> list[Token]:
    """All tokens of an expression, `Kind.END` last; ``asked`` names it in messages.

    Raises: AuthoringError.
    """
    if len(text) > LENGTH:
        raise AuthoringError(
            asked=asked,
            found=f"{len(text)} characters",
            remedy=f"Write at most {LENGTH}, or give parts of it a name, as groups of their own",
        )
    scanner = _Scanner(text, asked)
    found: list[Token] = []
    while scanner.more():
        found.append(scanner.token())
    return [*found, Token(Kind.END, "", len(text) + 1)]


@attrs.define
class _Scanner:
    _text: str
    _asked: str
    _place: int = 0

    def more(self) -> bool:
        """Whether there is more than blanks."""
        while self._here().isspace():
            self._place += 1
        return self._place < len(self._text)

    def token(self) -> Token:
        """The next one."""
        here = self._here()
        if here in _CLOSES:
            return self._quoted(here)
        if here in _DIGITS or (here == "." and self._here(1) in _DIGITS):
            return self._number()
        if here.isalpha() or here in "._":
            return self._word()
        for sign in SIGNS:
            if self._text.startswith(sign, self._place):
                self._place += len(sign)
                return Token(Kind.SIGN, sign, self._place - len(sign) + 1)
        raise self._refusal(here, self._place)

    def _here(self, ahead: int = 0) -> str:
        return self._text[self._place + ahead : self._place + ahead + 1]

    def _quoted(self, opened: str) -> Token:
        """A text in quotes, a column in backticks, or a group in braces."""
        begin, closes = self._place, _CLOSES[opened]
        held: list[str] = []
        self._place += 1
        while (here := self._here()) != closes:
            if not here:
                raise self._error(
                    f"the {opened} at position {begin + 1} is not closed", f"Close it with {closes}"
                )
            self._place += 1
            held.append(self._escaped() if here == "\\" and opened != "{" else here)
        self._place += 1
        text = "".join(held)
        if opened == "{":
            return Token(Kind.GROUP, text, begin + 1)
        if opened == "`":
            return Token(Kind.NAME, text, begin + 1)
        return Token(Kind.VALUE, self._text[begin : self._place], begin + 1, text)

    def _escaped(self) -> str:
        here = self._here()
        if here not in _ESCAPED:
            raise self._error(
                f"\\{here} at position {self._place}",
                "After a backslash stands a quote, a backslash, n or t",
            )
        self._place += 1
        return _ESCAPED[here]

    def _number(self) -> Token:
        begin = self._place
        self._digits()
        if self._here() == ".":
            self._place += 1
            self._digits()
        if self._here() in {"e", "E"} and (
            self._here(1) in _DIGITS or (self._here(1) in {"+", "-"} and self._here(2) in _DIGITS)
        ):
            self._place += 2
            self._digits()
        text = self._text[begin : self._place]
        if self._here() == "L":
            self._place += 1
        following = self._here()
        if following.isalnum() or following in {".", "_"}:
            raise self._refusal(following, self._place)
        return Token(Kind.VALUE, text, begin + 1, float(text))

    def _digits(self) -> None:
        while self._here() in _DIGITS:
            self._place += 1

    def _word(self) -> Token:
        begin = self._place
        while self._here().isalnum() or self._here() in {".", "_"}:
            self._place += 1
        text = self._text[begin : self._place]
        if text in _CONSTANTS:
            return Token(Kind.VALUE, text, begin + 1, _CONSTANTS[text])
        if text in _MEANT:
            raise self._refusal(text, begin)
        return Token(Kind.NAME, text, begin + 1)

    def _refusal(self, text: str, place: int) -> AuthoringError:
        known = f"names, numbers, texts in quotes, {{groups}} and {' '.join(SIGNS)}"
        return self._error(
            f"{text!r} at position {place + 1}", _MEANT.get(text, f"Allowed are {known}")
        )

    def _error(self, found: str, remedy: str) -> AuthoringError:
        return AuthoringError(asked=self._asked, found=found, remedy=remedy)
