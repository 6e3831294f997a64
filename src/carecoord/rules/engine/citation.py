"""Where a rule comes from."""

from __future__ import annotations

from enum import Enum

import attrs

from carecoord.model.shown import shown


class Status(Enum):
    """How far the source of a rule was checked."""

    VERIFIED = "primary text, or a word-for-word copy of it, read"
    QUOTED = "a third party quotes the primary text word for word"
    SECONDARY = "a restatement was read"
    UNVERIFIED = "source not read: professional knowledge, check it before relying on it"
    CONVENTION = "ours: the source is silent, a decision record gives the reasons"


@attrs.frozen(kw_only=True)
class Citation:
    """A publication and the place within it that says what the rule says."""

    __repr__ = shown

    text: str
    locator: str
    status: Status
    url: str | None = None
    doi: str | None = None

    def __str__(self) -> str:
        return f"{self.text}, {self.locator}"
