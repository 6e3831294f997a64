"""The groups of medication of each patient, measured and combined, in either order."""

from __future__ import annotations

import math
from typing import Any

import attrs

from carecoord.adapters.tables.cells_out import count_cells, day_cells
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.adapters.tables.groups.aggregation import Aggregation
from carecoord.adapters.tables.groups.medication_groups import (
    GROUP,
    check_free,
    groups_of,
    of_patients,
)
from carecoord.adapters.tables.groups.membership import GroupsWritten, Membership, membership
from carecoord.adapters.tables.groups.slicing import NO_EPISODE, Sliced, sliced
from carecoord.adapters.tables.possession.cohort import Cohort, results
from carecoord.adapters.tables.possession.measuring import Asked
from carecoord.adapters.tables.possession.settings import Setup
from carecoord.errors import AuthoringError
from carecoord.rules.kernels import combining

NO_MEASURE = "no episode in the observation window has a value"
TAKEN = (
    *(GROUP, "groups", "slice", "start", "end", "days"),
    *("numerator", "denominator", "value", "reason"),
)


@attrs.frozen(kw_only=True)
class Together:
    """The groups of each patient, ready to be measured and combined."""

    cohort: Cohort
    sorted_out: Membership
    asked: Asked
    setup: Setup
    aggregation: Aggregation
    threshold: float
    lows: Any
    highs: Any
    """The units of each patient."""

    @classmethod
    def of(  # noqa: PLR0913  each says what it is
        cls,
        table: Table,
        setup: Setup,
        asked: Asked,
        *,
        groups: GroupsWritten,
        first: bool,
        apart: bool,
        aggregation: Aggregation,
        threshold: float,
    ) -> Together:
        """Sort fills into groups, and find their windows."""
        columns = setup.looked_at(drug=first or asked.needs_drug, dose=setup.dosed)
        check_free(columns, TAKEN)
        sorted_out = membership(groups, table)
        cohort = Cohort.of(
            table,
            columns,
            setup.windows,
            until=setup.until,
            engine=setup.engine,
            groups=sorted_out.groups,
            apart=apart,
        )
        places = of_patients(cohort)
        return cls(
            cohort=cohort,
            sorted_out=sorted_out,
            asked=asked,
            setup=setup,
            aggregation=aggregation,
            threshold=threshold,
            lows=cohort.engine.ints([one.start for one in places]),
            highs=cohort.engine.ints([one.stop for one in places]),
        )

    def by_group(self) -> Frame:
        """A row for each patient and group that the patient has fills of."""
        names = self.sorted_out.names
        codes = groups_of(self.cohort)
        made = {
            **self.cohort.who(),
            GROUP: Texts([None if code < 0 else names[code] for code in codes]),
            **results(self.cohort.measured(self.asked)),
        }
        return self.cohort.table.made(made)

    def after(self) -> Frame:
        """A row for each patient: the groups measured, then combined."""
        engine = self.cohort.engine
        values = self.cohort.measured(self.asked).values
        if not math.isnan(self.threshold):
            reached = [combining.reached(value, self.threshold) for value in engine.plain(values)]
            values = engine.floats(reached)
        found = self.aggregation.of(values, self.lows, self.highs, math.nan, engine)
        known = _counted(engine.plain(values), self.lows, self.highs)
        return self.cohort.table.made(
            {
                **self.cohort.who(self.lows),
                "groups": known,
                "value": Numbers(found),
                "reason": Texts(self._reasons(engine.plain(found), known)),
            }
        )

    def _reasons(self, values: list[float], known: list[int]) -> list[str | None]:
        lost = self.cohort.tasks.reasons
        return [
            None
            if not math.isnan(value)
            else lost.get(int(low), self.aggregation.why_none(count, int(high - low)))
            for value, count, low, high in zip(values, known, self.lows, self.highs, strict=True)
        ]

    def over_time(self) -> Frame:
        """A row for each patient: the groups combined in each slice, then summed up over time."""
        cuts, values = self._sliced()
        numerators = cuts.summed(values)
        denominators, groups = cuts.observed()
        lost = self.cohort.tasks.reasons
        reasons: list[str | None] = []
        for place, total in enumerate(numerators):
            none = NO_MEASURE if groups[place] else lost.get(int(self.lows[place]), NO_EPISODE)
            reasons.append(none if math.isnan(total) else None)
        shares = [total / days for total, days in zip(numerators, denominators, strict=True)]
        made = {
            **self.cohort.who(self.lows),
            "groups": groups,
            "numerator": Numbers(numerators),
            "denominator": Numbers(denominators),
            "value": Numbers(shares),
            "reason": Texts(reasons),
        }
        return self.cohort.table.made(made)

    def _sliced(self) -> tuple[Sliced, Any]:
        """The slices, and the groups combined in each."""
        cohort = self.cohort
        cuts = sliced(cohort, self.asked, self.setup, self.lows, self.highs)
        combined = self.aggregation.of(
            cuts.cells, cuts.cell_lows, cuts.cell_highs, self.threshold, cohort.engine
        )
        return cuts, combined

    def by_slice(self) -> Frame:
        """A row for each slice of a patient; one with a reason where there is none."""
        cohort, names = self.cohort, self.sorted_out.names
        _check_names(names, cohort.columns.patient)
        cuts, combined = self._sliced()
        rows = cuts.rows(combined, groups_of(cohort), self.aggregation)
        dated = cohort.read.dated
        made: dict[str, Any] = {
            **cohort.who([int(self.lows[row.patient]) for row in rows]),
            "slice": count_cells([row.number for row in rows], cohort.table),
            "start": day_cells([row.start for row in rows], cohort.table, dated=dated),
            "end": day_cells([row.end for row in rows], cohort.table, dated=dated),
            "days": Numbers([row.days for row in rows]),
            **{
                name: Numbers([row.cells.get(code) for row in rows])
                for code, name in enumerate(names)
            },
            "value": Numbers([row.value for row in rows]),
            "reason": Texts([row.reason for row in rows]),
        }
        return cohort.table.made(made)


def _counted(values: list[float], lows: Any, highs: Any) -> list[int]:  # noqa: ANN401
    """How many of each lot of values are known."""
    return [
        sum(not math.isnan(value) for value in values[low:high])
        for low, high in zip(lows, highs, strict=True)
    ]


def _check_names(names: tuple[str, ...], patient: str) -> None:
    taken = [name for name in names if name in {*TAKEN, patient}]
    if taken:
        raise AuthoringError(
            asked=f"the group {taken[0]!r}, in detail",
            found="the result has a column of this name",
            remedy="Give the group another name",
        )
