"""A store by its URL."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from carecoord.errors import InputError
from carecoord.ports import Store

_FORMS = {"memory": "memory:", "sqlite": "sqlite:///charts.db"}


def open_store(url: str) -> Store:
    """Open ``memory:`` or ``sqlite:///path`` (four slashes: from the root of the disk).

    Raises: InputError for another URL, StoreFailed when the file cannot be used.
    """
    scheme, colon, rest = url.partition(":")
    if scheme == "memory" and not rest:
        from carecoord.adapters.storage.memory import MemoryStore

        return MemoryStore()
    if scheme == "sqlite" and rest.startswith("///") and rest != "///":
        from carecoord.adapters.storage.sqlite import SqliteStore

        return SqliteStore(Path(rest.removeprefix("///")))
    raise _unknown(scheme if colon else "")


def _unknown(scheme: str) -> InputError:
    near = get_close_matches(scheme.lower(), _FORMS, n=1)
    return InputError(
        asked="a store",
        found=f"no store has a URL of this form ({scheme}:)" if scheme else "no URL was given",
        remedy=f"Did you mean {_FORMS[near[0]]}?"
        if near
        else f"Say {' or '.join(_FORMS.values())}",
    )
