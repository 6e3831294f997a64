"""Settings that a caller writes as keywords, and how messages show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches

import attrs

from carecoord.errors import AuthoringError


def check_keywords(given: Iterable[str], known: Iterable[str] | type[attrs.AttrsInstance]) -> None:
    """Refuse a setting that there is not, also one of a class of settings.

    Raises: AuthoringError.
    """
    names = (field.name for field in attrs.fields(known)) if isinstance(known, type) else known
    listed = sorted(names)
    for name in given:
        if name not in listed:
            near = get_close_matches(name, listed, n=1)
            raise AuthoringError(
                asked=f"the setting {name!r}",
                found="there is none of this name",
                remedy=f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(listed)}",
            )


def shown(value: object) -> str:
    """A value as messages have it: one that may hold records, such as a column, by its type."""
    plain = isinstance(value, str | int | float | date | timedelta) or value is None
    return repr(value) if plain else f"a {type(value).__name__}"
