"""The report in a real browser: axe-core finds nothing to complain about."""

from __future__ import annotations

from datetime import date

import pytest
from headless import CHROMIUM, RUN_AXE, axe, left_by, scheme_of

from carecoord import review
from carecoord.adapters import calendars
from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.report import PatientReport
from carecoord.adapters.report.page import Heading, render
from carecoord.rules.catalogue import standard
from carecoord.testing import synthetic
from carecoord.testing.examples import EXAMPLES, example


@pytest.fixture(scope="module")
def page() -> str:
    catalogue = standard(calendar=calendars.country("US"))
    day = date(2026, 6, 1)
    bundles = [*(example(name) for name in EXAMPLES), *synthetic(4)]
    patients = [
        PatientReport(chart=result.chart, review=review(result.chart, catalogue, day))
        for result in fhir_r4.read(bundles)
        if result.chart is not None
    ]
    return render(patients, Heading(as_of=day, notes=("a value set is truncated",)))


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_reports_nothing(page, tmp_path, scheme):
    script = axe()
    if script is None:
        pytest.skip("axe-core is not installed; it comes with the extra dev")

    result = left_by(scheme_of(page, scheme), [script, RUN_AXE], tmp_path)

    assert result["violations"] == []
    assert result["passes"] > 0
