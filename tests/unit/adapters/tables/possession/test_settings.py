"""Settings that need a column are not passed over where there is none, in any table."""

import polars as pl
import pytest

from carecoord.adapters import tables
from carecoord.errors import AuthoringError

FILLS = pl.DataFrame({"patient": [1], "filled_on": [1], "days_supply": [30]})


@pytest.mark.parametrize(
    "settings",
    [{"carry_same_drug_only": True, "drug": None}, {"dose_change": True, "daily_dose": None}],
)
@pytest.mark.parametrize(
    "table",
    [
        tables.adherence,
        tables.adherence_in_windows,
        tables.adherence_per_episode,
        tables.fill_gaps,
    ],
)
def test_a_setting_without_its_column_is_refused(table, settings):
    with pytest.raises(AuthoringError, match="Name the column, or do not ask"):
        table(FILLS, "cma7", **settings)
