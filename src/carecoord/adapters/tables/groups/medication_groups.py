"""Adherence to groups of medication: a row for each patient and group."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Unpack

import attrs

from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.adapters.tables.groups.membership import GroupsWritten, Membership, membership
from carecoord.adapters.tables.keywords import is_among, shown
from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.fills import Columns
from carecoord.adapters.tables.possession.measuring import Measured, Method
from carecoord.adapters.tables.possession.settings import Settings, Setup
from carecoord.adapters.tables.room import check_room
from carecoord.errors import AuthoringError

GROUP = "group"
NOT_IN_GROUP = "no fill of the group"


def adherence_by_group(
    frame: Frame,
    method: Method = "pdc",
    *,
    groups: GroupsWritten,
    from_first_of_group: bool = False,
    **settings: Unpack[Settings],
) -> Frame:
    """One row for each patient and group of medication, as `adherence` measures.

    ``groups`` is a column, each of whose values is a group, or a mapping of names to what belongs
    to the group: an expression over columns such as ``CATEGORY == 'A' & DURATION <= 30``, in which
    ``{Name}`` stands for another group, or a mask of TRUE and FALSE. A fill may belong to several
    groups. Those that belong to none, as when the cells that decide are missing, make the group
    ``__ALL_OTHERS__``, where there are any.

    The windows follow the patient's first fill of any group; ``from_first_of_group`` lets those of
    each group follow its own. The other settings are those of `adherence`.

    Gives a frame of the same kind with columns named as the patient's, group, numerator,
    denominator, value, reason.

    Raises: InputError for a column that is missing, AuthoringError for groups or settings without
    meaning, MissingExtra.
    """
    setup = Setup.of(settings)
    check_by(setup)
    asked = setup.asked(method)
    columns = setup.looked_at(drug=asked.needs_drug, dose=setup.dosed)
    check_free(columns, (GROUP,))
    table = Table.of(frame, "adherence by group")
    sorted_out = membership(groups, table)
    cohort = Cohort.of(
        table,
        columns,
        setup.windows,
        until=setup.until,
        engine=setup.engine,
        groups=sorted_out.groups,
        apart=from_first_of_group,
    )
    grid = Grid.of(cohort, sorted_out)
    return table.made(grid.who(cohort, sorted_out), grid.results(cohort.measured(asked)))


def check_by(setup: Setup) -> None:
    """Refuse a column to measure by: it is a column of groups.

    Raises: AuthoringError.
    """
    if setup.by is not None:
        raise AuthoringError(
            asked="groups of medication by a column",
            found=f"by={shown(setup.by)}",
            remedy="Name the column as groups",
        )


def check_free(columns: Columns, taken: Sequence[str]) -> None:
    """Refuse a column of patients that is called as a column of the result.

    Raises: AuthoringError.
    """
    if is_among(columns.patient, taken):
        raise AuthoringError(
            asked=f"the patients in a column {columns.patient!r}",
            found="the result has a column of this name",
            remedy="Rename the column",
        )


@attrs.frozen
class Grid:
    """Every patient with every group: the unit measured, or -1 and why there is none."""

    patients: list[int]
    """For each row, a unit of the patient."""
    groups: list[int]
    units: list[int]
    reasons: list[str]

    @classmethod
    def of(cls, cohort: Cohort, sorted_out: Membership) -> Grid:
        """A row for each patient and group; patients without usable fills too."""
        grid = cls([], [], [], [])
        many = range(len(sorted_out.names))
        codes, people = groups_of(cohort), of_patients(cohort)
        rows = len(people) * len(many)
        check_room("every patient with every group", rows, "Give fewer groups, or by=COLUMN")
        for places in people:
            units = {codes[place]: place for place in places}
            lost = cohort.tasks.reasons.get(places[0]) if -1 in units else None
            for group in many:
                grid.patients.append(places[0])
                grid.groups.append(group)
                grid.units.append(units.get(group, -1))
                grid.reasons.append(lost or NOT_IN_GROUP)
        return grid

    def who(self, cohort: Cohort, sorted_out: Membership) -> dict[str, Any]:
        """The columns that say whose a row is, and of which group."""
        return {
            **cohort.who(cohort.engine.ints(self.patients)),
            GROUP: Texts([sorted_out.names[group] for group in self.groups]),
        }

    def results(self, found: Measured) -> dict[str, Any]:
        """The columns of a measure."""
        return {
            "numerator": self._taken(found.numerators),
            "denominator": self._taken(found.denominators),
            "value": self._taken(found.values),
            "reason": Texts(
                [
                    why if unit < 0 else found.reasons[unit]
                    for unit, why in zip(self.units, self.reasons, strict=True)
                ]
            ),
        }

    def _taken(self, values: Any) -> Numbers:  # noqa: ANN401
        return Numbers([None if unit < 0 else float(values[unit]) for unit in self.units])


def groups_of(cohort: Cohort) -> list[int]:
    """The code of the group of each unit."""
    return [] if cohort.units.group is None else cohort.engine.plain(cohort.units.group)


def of_patients(cohort: Cohort) -> list[range]:
    """The places of the units of each patient."""
    lows = cohort.engine.plain(cohort.engine.changes([cohort.units.patient]))
    return [range(low, high) for low, high in pairwise([*lows, len(cohort.units.patient)])]
