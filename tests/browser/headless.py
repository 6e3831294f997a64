"""A page in a real browser, and what its script left in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from importlib.util import find_spec
from pathlib import Path

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
    "--window-size=1200,900",
)
LEAVE = """
function leave(found) {
  var result = document.createElement("pre");
  result.id = "left";
  result.textContent = JSON.stringify(found);
  document.body.appendChild(result);
}
"""
RUN_AXE = """
axe.run(document, {resultTypes: ["violations"]}).then(function (found) {
  var told = found.violations.map(function (v) {
    return {id: v.id, nodes: v.nodes.map(function (n) { return n.html.slice(0, 200); })};
  });
  leave({violations: told, passes: found.passes.length});
});
"""
MEASURE = """
leave(Array.from(document.querySelectorAll("svg")).map(function (svg) {
  var paper = svg.getBoundingClientRect();
  var texts = Array.from(svg.querySelectorAll("text")).map(function (text) {
    return {told: text.lastChild.textContent, box: text.getBoundingClientRect()};
  });
  return {
    labels: texts.length,
    wide: paper.width,
    outside: texts.filter(function (t) {
      return t.box.left < paper.left || t.box.right > paper.right + 0.5 ||
        t.box.top < paper.top || t.box.bottom > paper.bottom + 0.5;
    }).map(function (t) { return t.told; }),
    touching: texts.flatMap(function (one, place) {
      return texts.slice(place + 1).filter(function (two) {
        return one.box.left < two.box.right && two.box.left < one.box.right &&
          one.box.top + 2 < two.box.bottom - 2 && two.box.top + 2 < one.box.bottom - 2;
      }).map(function (two) { return [one.told, two.told]; });
    }),
  };
}));
"""


def axe() -> str | None:
    """The script of axe-core; None where it is not installed."""
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        return None
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")


def scheme_of(page: str, scheme: str) -> str:
    """The page in light or dark, with all that is folded open."""
    opened = page.replace("<details", "<details open")
    return opened.replace("(prefers-color-scheme: dark)", "all") if scheme == "dark" else opened


def left_by(page: str, scripts: list[str], folder: Path) -> object:
    """What the last of some scripts left after the page was shown."""
    added = "".join(f"<script>{script}</script>" for script in (LEAVE, *scripts))
    path = folder / "page.html"
    path.write_text(page.replace("</body>", f"{added}</body>"), "utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    done = subprocess.run(
        [str(CHROMIUM), *QUIET, profile, "--dump-dom", path.as_uri()],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    found = re.search(r'<pre id="left">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-500:]
    return json.loads(unescape(found[1]))
