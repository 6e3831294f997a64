"""The findings that a reader of the bundles expects at six dates; see expected_findings.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from carecoord import review
from carecoord.adapters import calendars
from carecoord.adapters.codec import fhir_r4
from carecoord.rules.catalogue import standard

EXPECTED = tomllib.loads((Path(__file__).parent / "expected_findings.toml").read_text("utf-8"))[
    "expected"
]


@pytest.fixture(scope="module")
def catalogue():
    return standard(calendar=calendars.country("US"))


@pytest.mark.parametrize(
    "row",
    EXPECTED,
    ids=lambda r: f"{r['as_of']}-{r['rule']}-{r.get('step', r['outcome']).lower()}",
)
def test_the_finding_is_as_expected(row, data, catalogue):
    path = data / "fhir" / row["file"]
    if not path.exists():
        pytest.skip("the bundle of this expectation is not in the folder")
    charts = [result.chart for result in fhir_r4.read(path) if result.chart is not None]

    findings = [
        finding
        for chart in charts
        for finding in review(chart, catalogue, row["as_of"]).findings
        if finding.rule == row["rule"]
        and finding.key.endswith(row.get("step", ""))
        and row.get("details", "") in str([str(value) for _, value in finding.details])
    ]

    told = [
        (
            f.outcome.name,
            str(f.action.due.isoformat()) if f.action and f.action.due else None,
            row["says"] in f"{f.reason} {f.missing}",
        )
        for f in findings
    ]
    assert (row["outcome"], row.get("due"), True) in told, [(f.key, f.reason) for f in findings]
