"""What is wrong with a document, in words that repeat nothing of it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import attrs
from cattrs import ForbiddenExtraKeysError

from carecoord.errors import RecordError


class Unlike(ValueError):
    """A value is not of the form that its place asks for. Never leaves the codec."""


def fault(wrong: BaseException, _: object) -> str:
    """Say what an exception means; ``transform_error`` adds where."""
    if isinstance(wrong, ForbiddenExtraKeysError):
        return _unknown_keys(wrong)
    if isinstance(wrong, RecordError):
        return f"{wrong.asked}: {wrong.found}"
    if isinstance(wrong, Unlike):
        return str(wrong)
    return "missing" if isinstance(wrong, KeyError) else "of another type or form"


def _unknown_keys(wrong: ForbiddenExtraKeysError) -> str:
    """Count unknown keys, which may be anybody's name; guess which of ours was meant."""
    of: Any = wrong.cl
    known = [field.name for field in attrs.fields(of)]
    guesses = {near for key in wrong.extra_fields for near in get_close_matches(key, known, n=1)}
    keys = f"{len(wrong.extra_fields)} unknown key(s)"
    return f"{keys}, near {', '.join(sorted(guesses))}" if guesses else keys
