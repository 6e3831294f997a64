"""Adherence to several groups of medication at once, as one figure for each patient."""

from __future__ import annotations

import math
from typing import Literal, Unpack, get_args

from carecoord.adapters.tables.frames import Frame, Table
from carecoord.adapters.tables.groups.aggregation import Aggregation, How
from carecoord.adapters.tables.groups.medication_groups import (
    check_by,
)
from carecoord.adapters.tables.groups.membership import GroupsWritten
from carecoord.adapters.tables.groups.together import Together
from carecoord.adapters.tables.keywords import is_among, is_number, shown
from carecoord.adapters.tables.possession.measuring import Method
from carecoord.adapters.tables.possession.settings import Settings, Setup
from carecoord.errors import AuthoringError

Order = Literal["first", "after"]


def polypharmacy(  # noqa: PLR0913  a setting has a name
    frame: Frame,
    method: Method = "cma7",
    *,
    groups: GroupsWritten,
    aggregate: Order = "first",
    aggregation: How = "mean",
    skip_missing: bool = True,
    threshold: float | None = None,
    from_first_of_group: bool = True,
    detail: bool = False,
    **settings: Unpack[Settings],
) -> Frame:
    """One row for each patient: adherence to all groups of medication together.

    ``groups`` are those of `adherence_by_group`. ``aggregate="first"`` combines the groups at each
    moment, then sums up over time: the time is cut wherever an episode of any group starts or ends,
    an episode being fills of one drug without any gap; a group counts with the measure of its
    episode, with 0 between its episodes, and not at all outside its observation window. The days of
    all slices, each day as much as its slice is worth, are divided by the days from the first to
    the last window of the groups; groups without an episode in their window do not count. It is
    ``"after"`` when each group is measured first, and the groups are combined then.

    ``aggregation`` is mean, median, min, max, sum, prod, var, sd, or a function of the values of
    the groups; those without a value are left out unless ``skip_missing`` is False. ``threshold``
    stands between the two steps: what comes of the first one counts 1 when it is at least the
    threshold, else 0. The windows of each group follow its own first fill, or with
    ``from_first_of_group=False`` the patient's. The other settings are those of `adherence`.

    Both are AdhereR's CMA_polypharmacy, which leaves out patients without an episode, and whose
    manual does not say whether a value just at the threshold reaches it.

    Gives the patient's column, groups (how many count), value, reason; with ``"first"`` also
    numerator and denominator, in days. With ``detail`` a row for each patient and group with
    numerator, denominator, value, reason; or for each slice with start, end, days (fractions too,
    where start and end are cut to whole days), value, reason, and a column for each group.

    Raises: InputError for a column that is missing, AuthoringError for groups or settings without
    meaning, MissingExtra.
    """
    _check(aggregate, threshold)
    setup = Setup.of(settings)
    check_by(setup)
    together = Together.of(
        Table.of(frame, "polypharmacy"),
        setup,
        setup.asked(method),
        groups=groups,
        first=aggregate == "first",
        apart=from_first_of_group,
        aggregation=Aggregation(how=aggregation, skip=skip_missing),
        threshold=math.nan if threshold is None else float(threshold),
    )
    if aggregate == "after":
        return together.by_group() if detail else together.after()
    return together.by_slice() if detail else together.over_time()


def _check(aggregate: str, threshold: float | None) -> None:
    if not is_among(aggregate, get_args(Order)):
        raise AuthoringError(
            asked=f"aggregating {shown(aggregate)}",
            found="there is no such order",
            remedy="Say first (the groups, then over time) or after (over time, then the groups)",
        )
    if threshold is not None and not is_number(threshold):
        raise AuthoringError(
            asked="the threshold", found="not a number", remedy="Give a number, or None"
        )
