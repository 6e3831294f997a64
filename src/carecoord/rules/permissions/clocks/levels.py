"""A step of an appeal: until when it may be filed, and what follows."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from carecoord.model.permission_case import PayerKind
from carecoord.model.shown import shown
from carecoord.rules.engine.citation import Citation
from carecoord.rules.permissions.clocks.lengths import Length
from carecoord.rules.permissions.clocks.row import Late, in_order


class CountedFrom(Enum):
    """What the time to file is counted from."""

    RECEIPT = "the day on which the notice was received"
    NOTICE = "the date on the notice"


@attrs.frozen(kw_only=True)
class AppealLevel:
    """One step of an appeal of a payer of a kind, and how long a notice leaves to take it.

    ``file_within`` None: nobody has to file (``not_filed`` says why), or the state sets it
    (``state_sets`` says within which bounds). ``presumed_days`` after the date on it a notice
    counts as received, unless later receipt is shown. ``to_working_day``: a last day that is not
    worked moves to the next that is.
    """

    __repr__ = shown

    payer_kind: PayerKind
    level: int
    name: str
    file_within: Length | None = None
    counted_from: CountedFrom = CountedFrom.RECEIPT
    presumed_days: int | None = None
    to_working_day: bool = False
    not_filed: str | None = None
    state_sets: str | None = None
    next_level: int | None = None
    from_date: date | None = None
    to_date: date | None = attrs.field(default=None, validator=in_order)
    jurisdiction: str | None = None
    late: Late = Late.FILING
    citation: Citation
