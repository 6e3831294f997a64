"""Diagnoses of charts as columns: the way from records to tables of codes."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.chart import Chart

NOT_SO = frozenset({"refuted", "entered-in-error"})


def diagnoses_of(charts: Iterable[Chart]) -> dict[str, list[str | None]]:
    """The columns of a table of diagnosis codes, of which any library makes a frame.

    A row for each code of each condition that is neither refuted nor entered in error: patient (the
    chart's key), code, system. A condition without a code has a row without one, so that
    `code_problems` names it. Whether and when it was known at a discharge is not asked here.
    """
    columns: dict[str, list[str | None]] = {"patient": [], "code": [], "system": []}
    for chart in charts:
        for condition in chart.conditions or ():
            if condition.verification_status in NOT_SO:
                continue
            coding = condition.code.coding if condition.code is not None else ()
            for code in coding or (None,):
                columns["patient"].append(chart.key)
                columns["code"].append(None if code is None else code.code)
                columns["system"].append(None if code is None else code.system)
    return columns
