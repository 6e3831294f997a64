"""The report in a real browser: axe-core finds nothing to complain about."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from carecoord import review
from carecoord.adapters import calendars
from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.report import PatientReport
from carecoord.adapters.report.page import Heading, render
from carecoord.rules.catalogue import standard
from carecoord.testing import synthetic
from carecoord.testing.examples import EXAMPLES, example

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=60000",
)
RUN_AXE = """
axe.run(document, {resultTypes: ["violations"]}).then(function (found) {
  var told = found.violations.map(function (v) {
    return {id: v.id, nodes: v.nodes.map(function (n) { return n.html.slice(0, 200); })};
  });
  var result = document.createElement("pre");
  result.id = "axe-result";
  result.textContent = JSON.stringify({violations: told, passes: found.passes.length});
  document.body.appendChild(result);
});
"""


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
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core is not installed; it comes with the extra dev")
    axe = (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
    # Everything folded is opened, so that axe sees it too.
    opened = page.replace("<details", "<details open")
    if scheme == "dark":
        opened = opened.replace("(prefers-color-scheme: dark)", "all")
    probed = opened.replace("</body>", f"<script>{axe}</script><script>{RUN_AXE}</script></body>")
    path = tmp_path / "report.html"
    path.write_text(probed, "utf-8")

    done = subprocess.run(
        [
            str(CHROMIUM),
            *QUIET,
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            path.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    found = re.search(r'<pre id="axe-result">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-500:]
    result = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert result["violations"] == []
    assert result["passes"] > 0
