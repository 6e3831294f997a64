"""Charts as columns: the way from records to tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, tzinfo
from typing import Any

from carecoord.model.chart import Chart
from carecoord.model.fill import Fill
from carecoord.model.moment import first_day, last_day
from carecoord.rules.concepts.fills import NOT_GIVEN
from carecoord.rules.concepts.ingredients import ingredients_of
from carecoord.rules.engine.supply import fill_days

NO_NAME = "medicine without a name"


def fills_of(charts: Iterable[Chart], zone: tzinfo = UTC) -> dict[str, list[Any]]:
    """The columns of a table of fills, of which any library makes a frame.

    A row for each fill that was handed over: patient (the chart's key), filled_on (a date in
    ``zone``; None when the day is not exactly known), days_supply, and drug: the ingredients that
    the rules know, else the name. It loses nothing silently: `adherence` gives a reason for whoever
    has a fill without day or supply, and `fill_problems` names it.
    """
    columns: dict[str, list[Any]] = {
        "patient": [],
        "filled_on": [],
        "days_supply": [],
        "drug": [],
    }
    for chart in charts:
        for fill in chart.fills or ():
            if fill.status not in NOT_GIVEN:
                days = fill_days(fill)
                columns["patient"].append(chart.key)
                columns["filled_on"].append(_day(fill, zone))
                columns["days_supply"].append(None if days is None else float(days))
                columns["drug"].append(_drug(fill))
    return columns


def _day(fill: Fill, zone: tzinfo) -> date | None:
    if fill.filled_on is None:
        return None
    first, last = first_day(fill.filled_on, zone), last_day(fill.filled_on, zone)
    return first if first == last else None


def _drug(fill: Fill) -> str:
    if fill.code is None:
        return NO_NAME
    return " / ".join(sorted(ingredients_of(fill.code))) or fill.code.label or NO_NAME
