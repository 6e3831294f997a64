"""The settings that tables of adherence share, as keywords and read."""

from __future__ import annotations

from typing import Any, cast

import attrs

from carecoord.adapters.tables.engines import Choice
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.keywords import check_keywords
from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.fills import Columns, Names
from carecoord.adapters.tables.possession.measuring import Asked, Method
from carecoord.adapters.tables.possession.windows import Windows
from carecoord.adapters.tables.spans import Written
from carecoord.errors import AuthoringError


class FollowUp(Names, total=False):
    """Follow-up, how supply is carried over, and names of columns, as `adherence` has them."""

    follow_up_start: Written
    follow_up: Written
    carry_same_drug_only: bool
    dose_change: bool
    by: str | None
    until: str | None
    engine: Choice


class Settings(FollowUp, total=False):
    """Those, and the observation window."""

    observation_start: Written
    observation: Written | None
    from_first_fill: bool


@attrs.frozen(kw_only=True)
class Setup:
    """Settings, read."""

    windows: Windows
    columns: Columns
    same: bool = False
    dosed: bool = False
    from_first: bool = False
    by: str | None = None
    until: str | None = None
    engine: Choice = "auto"

    @classmethod
    def of(cls, settings: FollowUp | Settings) -> Setup:
        """Sort the settings.

        Raises: AuthoringError for one that there is not, and for one without its column.
        """
        given = cast("dict[str, Any]", {**settings})
        check_keywords(given, Settings.__optional_keys__)
        columns = Columns(**_of(Columns, given))
        return cls(
            windows=Windows(**_of(Windows, given)),
            columns=columns,
            same=_with(given, "carry_same_drug_only", columns.drug),
            dosed=_with(given, "dose_change", columns.daily_dose),
            from_first=given.get("from_first_fill", False),
            by=given.get("by"),
            until=given.get("until"),
            engine=given.get("engine", "auto"),
        )

    def asked(self, method: Method) -> Asked:
        """What to compute.

        Raises: AuthoringError for a method that there is not.
        """
        return Asked(method=method, same=self.same, dosed=self.dosed, from_first=self.from_first)

    def only_followed(self) -> Setup:
        """The same without an observation window: it is the whole of follow-up."""
        windows = self.windows
        return attrs.evolve(
            self,
            windows=attrs.evolve(windows, observation_start=0, observation=None),
        )

    def cohort(self, table: Table, *, drug: bool, dose: bool) -> Cohort:
        """The patients of a table, their windows, and their fills with drug and dose if wanted.

        Raises: InputError, AuthoringError, MissingExtra.
        """
        columns = self.looked_at(drug=drug, dose=dose)
        return Cohort.of(
            table, columns, self.windows, by=self.by, until=self.until, engine=self.engine
        )

    def looked_at(self, *, drug: bool, dose: bool) -> Columns:
        """The columns, those of drug and dose if wanted."""
        return attrs.evolve(
            self.columns,
            drug=self.columns.drug if drug else None,
            daily_dose=self.columns.daily_dose if dose else None,
        )


def _with(given: dict[str, Any], setting: str, column: str | None) -> bool:
    """A setting that needs a column."""
    asked = bool(given.get(setting, False))
    if asked and column is None:
        raise AuthoringError(
            asked=setting, found="no column of it", remedy="Name the column, or do not ask"
        )
    return asked


def _of(kind: type[attrs.AttrsInstance], given: dict[str, Any]) -> dict[str, Any]:
    return {field.name: given[field.name] for field in attrs.fields(kind) if field.name in given}
