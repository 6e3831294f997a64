"""Settings that a caller writes as keywords, and how messages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from difflib import get_close_matches
from math import isfinite
from typing import cast

import attrs

from carecoord.errors import AuthoringError


def is_count(value: object) -> bool:
    """Whether a setting is a whole number from 1."""
    return isinstance(value, int) and value >= 1


def is_number(value: object) -> bool:
    """Whether a setting is a number that ends."""
    return isinstance(value, int | float) and isfinite(value)


def is_among(value: object, names: Iterable[str]) -> bool:
    """Whether a setting is one of some names; a column, for one, is none."""
    return isinstance(value, str) and value in set(names)


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


def check_count(asked: str, days: object) -> None:
    """Refuse a number of days that is none.

    Raises: AuthoringError.
    """
    if not isinstance(days, int):
        raise AuthoringError(
            asked=f"{asked}={shown(days)}",
            found="it is no whole number",
            remedy="Give a number of days, such as 7",
        )


def check_switch(asked: str, value: object) -> None:
    """Refuse a setting that is neither on nor off: the text "no", for one, would be on.

    Raises: AuthoringError.
    """
    if not isinstance(value, bool):
        raise AuthoringError(
            asked=f"{asked}={shown(value)}",
            found="it is neither True nor False",
            remedy="Say True or False",
        )


def are_texts(values: object) -> bool:
    """Whether a setting is several texts, or none at all; a frame's columns are not."""
    if not isinstance(values, Sequence | AbstractSet | Mapping):
        return False
    listed = cast("Iterable[object]", values)
    return all(isinstance(one, str) for one in listed)
