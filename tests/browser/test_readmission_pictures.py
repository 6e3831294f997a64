"""Pictures of stays and bands in a real browser: labels apart, axe has nothing to complain of."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from headless import CHROMIUM, MEASURE, RUN_AXE, axe, left_by, scheme_of

from carecoord.adapters.pictures import (
    Episode,
    Readmission,
    Span,
    Stay,
    StaysTimeline,
    readmissions_by_band,
    stays_timeline_of,
)
from carecoord.model import Chart, Encounter, Patient, Period
from carecoord.model.code import ACT_CODE, Code

FIRST = date(2024, 1, 30)
START = FIRST.toordinal()
LONG = "transferred to another hospital; excluded: medical treatment of cancer WWWMMM"


def episode(first, last, day=None, *, planned=False, kind="inpatient"):
    stay = Stay(name=f"s{first}", admitted=START + first, discharged=START + last, kind=kind)
    found = None
    if day is not None:
        found = Readmission(admitted=START + last + day, days=day, planned=planned)
    return Episode(stays=[stay], after=Span(START + last, START + last + 31), readmission=found)


def without(first, last, reason, kind="inpatient"):
    discharged = None if last is None else START + last
    stay = Stay(admitted=START + first, discharged=discharged, kind=kind, reason=reason)
    return Episode(stays=[stay])


def histories():
    yield episode(0, 4, 12), episode(16, 20, 25, planned=True), episode(45, 52)
    yield (episode(0, 0),)
    yield tuple(episode(n * 9, n * 9 + 2, 7, planned=n % 3 == 0) for n in range(40))
    yield tuple(episode(n * 300, n * 300 + 4) for n in range(40))
    yield episode(-3000, -2996), episode(0, 4, 0, planned=None), without(4, None, "")
    yield without(0, 14, LONG), without(5, 20, LONG), without(9, 9, LONG, "observation")
    yield tuple(without(n, 120 + n, LONG) for n in range(20))
    yield ()


def chart():
    days = ((0, 4, "IMP"), (16, 20, "IMP"), (50, 51, "OBSENC"), (60, 90, "NONAC"))
    encounters = [
        Encounter(
            id=f"e{first}",
            status="finished",
            encounter_class=Code(ACT_CODE, kind),
            period=Period.through(FIRST + timedelta(first), FIRST + timedelta(last)),
        )
        for first, last, kind in days
    ]
    return Chart(key="k", patient=Patient(), encounters=encounters)


def pictures():
    yield from (StaysTimeline(episodes=one, today=START + 60) for one in histories())
    yield stays_timeline_of(chart(), as_of=FIRST + timedelta(100))
    scores = [n % 20 for n in range(400)]
    table = pl.DataFrame(
        {
            "score": scores,
            "readmitted": [n % 7 == 0 for n in range(400)],
            "expected_risk_percent": [2.0 + 2 * score for score in scores],
            "band": [LONG if score > 9 else "low" for score in scores],
        }
    )
    yield readmissions_by_band(table, bands=(0, 5, 10))
    yield readmissions_by_band(table, bands=range(21))
    yield readmissions_by_band(table)


def page():
    drawn = "".join(f"<h2>Picture {n}</h2>{one.html()}" for n, one in enumerate(pictures()))
    head = "<!doctype html><html lang='en'><meta charset='utf-8'><title>Pictures</title>"
    return f"{head}<body><main><h1>Pictures</h1>{drawn}</main></body></html>"


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_no_two_labels_touch_and_none_leaves_the_paper(tmp_path):
    told = left_by(page(), [MEASURE], tmp_path)

    assert {one["wide"] for one in told} == {1040}
    assert [one["touching"] for one in told] == [[]] * len(told)
    assert [one["outside"] for one in told] == [[]] * len(told)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_reports_nothing(tmp_path, scheme):
    script = axe()
    if script is None:
        pytest.skip("axe-core is not installed; it comes with the extra dev")

    # On a dark screen a page is dark around the drawings too.
    dark = "<style>body { background: #12181f; color: #e8edf3; }</style>"
    shown = scheme_of(page(), scheme)
    result = left_by(dark + shown if scheme == "dark" else shown, [script, RUN_AXE], tmp_path)

    assert result["violations"] == []
    assert result["passes"] > 0
