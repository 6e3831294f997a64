"""Adherence to groups of medication: a row for each patient and group."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Unpack

import attrs

from carecoord.adapters.tables.cohort import Cohort
from carecoord.adapters.tables.engines import Choice
from carecoord.adapters.tables.fills import Columns, Names
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.adapters.tables.measuring import Asked, Measured, Method
from carecoord.adapters.tables.membership import Membership, Written, membership
from carecoord.adapters.tables.spans import Written as Span
from carecoord.adapters.tables.windows import Windows
from carecoord.errors import AuthoringError

GROUP = "group"
NOT_IN_GROUP = "no fill of the group"


def adherence_by_group(  # noqa: PLR0913  a setting has a name
    frame: Frame,
    method: Method = "pdc",
    *,
    groups: Written,
    from_first_of_group: bool = False,
    follow_up_start: Span = "0d",
    follow_up: Span = "730d",
    observation_start: Span = "0d",
    observation: Span = "730d",
    carry_same_drug_only: bool = False,
    dose_change: bool = False,
    from_first_fill: bool = False,
    until: str | None = None,
    engine: Choice = "auto",
    **names: Unpack[Names],
) -> Frame:
    """One row for each patient and group of medication, as `adherence` measures.

    ``groups`` is a column, each of whose values is a group, or a mapping of names to what belongs
    to the group: an expression over columns such as ``CATEGORY == 'A' & DURATION <= 30``, in which
    ``{Name}`` stands for another group, or a mask of TRUE and FALSE. A fill may belong to several
    groups. Those that belong to none, as when the cells that decide are missing, make the group
    ``__ALL_OTHERS__``, where there are any.

    The windows follow the patient's first fill of any group; ``from_first_of_group`` lets those of
    each group follow its own.

    Gives a frame of the same kind with columns named as the patient's, group, numerator,
    denominator, value, reason.

    Raises: InputError for a column that is missing, AuthoringError for groups or settings without
    meaning, MissingExtra.
    """
    asked = Asked(
        method=method, same=carry_same_drug_only, dosed=dose_change, from_first=from_first_fill
    )
    windows = Windows(
        follow_up_start=follow_up_start,
        follow_up=follow_up,
        observation_start=observation_start,
        observation=observation,
    )
    table = Table.of(frame, "adherence by group")
    columns = asked.looked_at(Columns(**names))
    check_free(columns, (GROUP,))
    sorted_out = membership(groups, table)
    cohort = Cohort.of(
        table,
        columns,
        windows,
        until=until,
        engine=engine,
        groups=sorted_out.groups,
        apart=from_first_of_group,
    )
    grid = Grid.of(cohort, sorted_out)
    return table.made({**grid.who(cohort, sorted_out), **grid.results(cohort.measured(asked))})


def check_free(columns: Columns, taken: Sequence[str]) -> None:
    """Refuse a column of patients that is called as a column of the result.

    Raises: AuthoringError.
    """
    if columns.patient in taken:
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
        codes = groups_of(cohort)
        for places in of_patients(cohort):
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
