"""The longest gap that ends nothing: so many days, or a share of the days of supply before it."""

from __future__ import annotations

import re

import attrs

from carecoord.adapters.tables.keywords import shown
from carecoord.adapters.tables.spans import Length, Written, days_of, span
from carecoord.errors import AuthoringError

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_ASKED = "the permissible gap"
_REMEDY = "Write 90d, 12w, 3mo (of 30 days), 1y (of 365 days), or 50% of the days of supply"


@attrs.frozen
class Permissible:
    """Days, or when ``percent`` a percentage of the supply of the fill before the gap."""

    amount: float
    percent: bool = False


def permissible(written: Written) -> Permissible:
    """Read ``90d``, ``12w``, ``3mo``, ``1y`` or ``50%``; whole numbers are days.

    Months have 30 and years 365 days, as AdhereR counts permissible gaps.

    Raises: AuthoringError.
    """
    share = _PERCENT.fullmatch(written.strip()) if isinstance(written, str) else None
    if share:
        return Permissible(float(share[1]), percent=True)
    found = span(written, _ASKED)
    if not isinstance(found, Length) or found.amount < 0:
        raise AuthoringError(asked=_ASKED, found=shown(written), remedy=_REMEDY)
    return Permissible(days_of(found))
