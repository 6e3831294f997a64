"""The form of written cases: what they may say and in which shape, before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, cast

from carecoord.errors import AuthoringError
from carecoord.testing.tables import MAKERS

_PERSON = ("born", "deceased", "gender", "sex")
_WORDS = ("name", "as_of", "rule", "patient", "parameters", "expect", *MAKERS)
_NEEDED = ("name", "as_of", "expect")
_PAIRS = ("patient", "parameters")


def listed_cases(found: object) -> list[dict[str, Any]]:
    """The cases of a file, if that is what ``case`` holds.

    Raises:
        AuthoringError: there is none, or it is something else.
    """
    listed = cast("list[object]", found) if isinstance(found, list) else None
    if listed == []:
        raise AuthoringError(
            asked="written cases", found="none", remedy="Begin each with a line [[case]]"
        )
    if listed is None or not all(isinstance(case, dict) for case in listed):
        raise AuthoringError(
            asked="written cases",
            found="'case' is not a list of cases",
            remedy="Begin each with a line [[case]], in two brackets",
        )
    return cast("list[dict[str, Any]]", listed)


def refuse_form(case: Mapping[str, Any]) -> None:
    """Say what a case lacks, calls by a name that means nothing, or gives in another shape.

    Raises:
        AuthoringError: there is such a thing.
    """
    lacking = [word for word in _NEEDED if word not in case]
    if lacking:
        raise AuthoringError(
            asked="what every case says", found=f"no {lacking[0]!r}", remedy="Add it"
        )
    _refuse_unknown(case, _WORDS)
    for word in _PAIRS:
        if not isinstance(case.get(word, {}), dict):
            remedy = f"Write {word} = {{ name = value }}"
            raise AuthoringError(asked=word, found="not names with values", remedy=remedy)
    if not isinstance(case.get("rule", ""), str):
        remedy = 'Write one id in quotes, such as "monitoring.hba1c"'
        raise AuthoringError(asked="rule", found="not a text", remedy=remedy)
    _refuse_unknown(case.get("patient", {}), _PERSON)


def _refuse_unknown(words: Mapping[str, Any], known: tuple[str, ...]) -> None:
    unknown = [word for word in words if word not in known]
    if unknown:
        near = get_close_matches(unknown[0], known, n=1)
        raise AuthoringError(
            asked=f"what it calls {unknown[0]!r}",
            found="nothing has this name",
            remedy=f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(known)}",
        )
