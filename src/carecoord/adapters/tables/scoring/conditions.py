"""The comorbidity item of LACE: its sum, or the names of conditions of which it is made."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.frames import Table, narwhals
from carecoord.adapters.tables.scoring.reading import Reader
from carecoord.errors import AuthoringError, InputError
from carecoord.rules.readmission.lace_groups import GROUPS, counting

CONDITIONS = "conditions"
SUM = "charlson_lace"
MOST = float(sum(group.weight for group in counting(GROUPS)))
"""The sum of somebody who has all of them."""
_SHORT = {
    "mi": "previous myocardial infarction",
    "cvd": "cerebrovascular disease",
    "pvd": "peripheral vascular disease",
    "dm": "diabetes without complications",
    "chf": "heart failure",
    "dm_cx": "diabetes with end-organ damage",
    "copd": "chronic pulmonary disease",
    "mild_liver_renal": "mild liver or renal disease",
    "cancer": "any tumour",
    "dementia": "dementia",
    "ctd": "connective tissue disease",
    "modsev_liver_renal": "moderate or severe liver or renal disease",
    "hiv": "HIV infection",
    "mets": "metastatic solid tumour",
}
_BY_NAME = {group.name: group for group in GROUPS}
_NAMED = {name.casefold(): group for name, group in _BY_NAME.items()} | {
    short: _BY_NAME[name] for short, name in _SHORT.items()
}


def charlson(reader: Reader) -> Any:  # noqa: ANN401
    """The sum of each row, not a number where a condition has a name that LACE does not know.

    A cell without names is somebody without any of the conditions.

    Raises: InputError when neither column is there, AuthoringError when both are named.
    """
    if chosen(reader.names, reader.table) == SUM:
        return reader.amounts(SUM, "the sum of LACE's weights of comorbidity")
    series = reader.column(CONDITIONS, "names of conditions between semicolons")
    codes, firsts = coded(series)
    sums = [_sum(str(cell)) for cell in series[firsts].to_list()] if firsts else []
    sums.append(0.0)  # the code -1, of a cell without names, is the last place
    found = reader.engine.taken(reader.engine.floats(sums), reader.engine.ints(codes))
    for row in _unread(series):
        found[row] = cells.UNKNOWN
    return found


def chosen(names: Container[str], table: Table) -> str:
    """Which of the two columns is read: the one that the caller names, else the one there.

    Raises: InputError when neither is, AuthoringError when both are named.
    """
    if CONDITIONS in names and SUM in names:
        raise AuthoringError(
            asked=f"{CONDITIONS}= and {SUM}=",
            found="one of the two is read, not both",
            remedy="Name one of them",
        )
    if CONDITIONS in names or SUM in names:
        return CONDITIONS if CONDITIONS in names else SUM
    if not table.has(CONDITIONS) and not table.has(SUM):
        raise InputError(
            asked=f"{table.asked}: the column {CONDITIONS!r} or {SUM!r}",
            found=f"the columns {', '.join(repr(one) for one in table.frame.columns)}",
            remedy="Name the column that holds the conditions, or their sum",
        )
    return CONDITIONS if table.has(CONDITIONS) else SUM


def _unread(series: Any) -> list[int]:  # noqa: ANN401
    """The rows whose cell is neither empty nor a value: lists and the like in a pandas frame."""
    if series.dtype == narwhals().String:
        return []
    return [
        row
        for row, cell in enumerate(series.to_list())
        if cells.known(cell) is None and not cells.is_missing(cell) and str(cell).strip()
    ]


def _sum(text: str) -> float:
    names = [name.strip().casefold() for name in text.split(";") if name.strip()]
    if any(name not in _NAMED for name in names):
        return cells.UNKNOWN
    groups = {_NAMED[name].name: _NAMED[name] for name in names}
    return float(sum(group.weight for group in counting(tuple(groups.values()))))
