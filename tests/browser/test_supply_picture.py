"""Pictures of supply in a real browser: with its own fonts, no two labels touch."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date, timedelta
from html import unescape

import polars as pl
import pytest

from carecoord.adapters.pictures import supply_timeline
from carecoord.model import Period

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
    "--virtual-time-budget=20000",
)
MEASURE = """
var told = [];
document.querySelectorAll("svg").forEach(function (svg) {
  var paper = svg.getBoundingClientRect();
  var texts = Array.from(svg.querySelectorAll("text")).map(function (text) {
    return {told: text.lastChild.textContent, box: text.getBoundingClientRect()};
  });
  told.push({
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
  });
});
var result = document.createElement("pre");
result.id = "labels";
result.textContent = JSON.stringify(told);
document.body.appendChild(result);
"""
FIRST = date(2024, 1, 30)
LONG = "Acetaminophen 325 MG / Hydrocodone Bitartrate 7.5 MG Oral Tablet [Norco] WWWMMM"


def frame(*rows):
    return pl.DataFrame(
        [("p", FIRST + timedelta(int(day)), float(days), drug) for day, days, drug in rows],
        schema=["patient", "filled_on", "days_supply", "drug"],
        orient="row",
    )


def pictures():
    plain = frame((0, 30, "atorvastatin"), (25, 30, "atorvastatin"), (70, 90, "atorvastatin"))
    two = frame(*((n * 40, 30, "a") for n in range(6)), *((n * 50, 14, LONG) for n in range(5)))
    often = frame(*((n * 27.5, 28, ("a", "b")[n % 7 == 0]) for n in range(40)))
    yield supply_timeline(plain, "p", follow_up="200d", observation="200d")
    yield supply_timeline(
        plain,
        "p",
        "cma8",
        follow_up="300d",
        observation_start="30d",
        observation="200d",
        stays=[Period(date(2024, 2, 5), date(2024, 2, 7))],
    )
    yield supply_timeline(two, "p", follow_up="1y", observation="1y")
    yield supply_timeline(often, "p", follow_up="3y", observation="3y")
    yield supply_timeline(often, "p", "cma9", follow_up="3y", observation="1y")
    yield supply_timeline(frame((0, 1, "one")), "p", follow_up="1d", observation="1d")
    yield supply_timeline(
        frame(*((n * 7.3, 7, "warfarin") for n in range(500))),
        "p",
        follow_up="10y",
        observation="10y",
    )
    many = [(k * 3 + n * 33, 10 + k, f"drug {k}") for k in range(30) for n in range(5)]
    yield supply_timeline(frame(*many), "p", follow_up="1y", observation="1y")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_no_two_labels_touch_and_none_leaves_the_paper(tmp_path):
    drawn = [one.html() for one in pictures()]
    path = tmp_path / "pictures.html"
    path.write_text(
        f"<!doctype html><meta charset='utf-8'><body>{''.join(drawn)}<script>{MEASURE}</script>",
        "utf-8",
    )

    done = subprocess.run(
        [
            str(CHROMIUM),
            *QUIET,
            "--window-size=1200,900",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            path.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    found = re.search(r'<pre id="labels">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-500:]
    told = json.loads(unescape(found[1]))
    assert len(drawn) == len(told)
    assert all(one["wide"] == 1040 and one["labels"] > 5 for one in told)
    assert [one["touching"] for one in told] == [[]] * len(drawn)
    assert [one["outside"] for one in told] == [[]] * len(drawn)
