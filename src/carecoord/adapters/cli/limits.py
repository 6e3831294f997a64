"""What input may cost, as it is said on the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.faults import bad_option

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4 import Limits

_MOST = sys.maxsize - 1


def limits(max_bytes: int | None, named: Iterable[str]) -> Limits:
    """Make limits for the reader from ``--max-bytes`` and each ``--limit NAME=N``.

    Raises: InputError when nothing could be read within them, or there is no such limit.
    """
    from carecoord.adapters.codec.fhir_r4 import Limits

    found = dict(map(_limit, named))
    if max_bytes is not None:
        if max_bytes < 1:
            raise bad_option("--max-bytes", f"{max_bytes} bytes", "Give at least 1")
        found["bytes"] = min(max_bytes, _MOST)
    return Limits(**found)


def _limit(text: str) -> tuple[str, int]:
    from carecoord.adapters.codec.fhir_r4 import Limits

    name, _, value = text.partition("=")
    known = [one.name for one in attrs.fields(Limits)]
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise bad_option("--limit", f"no limit of this name{hint}", f"Name {', '.join(known)}")
    if not value.isdecimal() or int(value[:20]) < 1:
        raise bad_option(f"--limit {name}", "no whole number above 0", f"Give {name}=N")
    return name, min(int(value[:20]), _MOST)
