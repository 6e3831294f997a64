"""Write the reference: rules, errors, model, moves, FHIR, tables, clocks, the schema of charts.

Run by ``make docs``. The pages are committed; with ``--check`` it fails when they are not what the
code says. Pages that people write are left alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chart_schema import chart_schema
from clock_page import clock_page
from error_pages import error_page
from fhir_page import fhir_page
from machine_pages import machine_page, machine_picture_files
from model_pages import model_page
from rule_pages import rule_index, rule_page
from table_pages import table_page

from carecoord.rules.catalogue import standard

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
BY_HAND = frozenset({"chart-json.md", "fhir-problems.md", "index.md", "readmission-scores.md"})
"""The page on problems is written by ``fhir_problems.py``, which needs a folder of bundles."""


def pages() -> dict[str, str]:
    """Every generated page by its path below ``docs/reference``."""
    catalogue = standard()
    ids = sorted({rule.id for rule in catalogue.rules})
    made = {
        f"rules/{rule_id.replace('.', '-')}.md": rule_page(
            [rule for rule in catalogue.rules if rule.id == rule_id]
        )
        for rule_id in ids
    }
    made["rules/index.md"] = rule_index(catalogue)
    made["errors.md"] = error_page()
    made["fhir.md"] = fhir_page()
    made["model.md"] = model_page()
    made["moves.md"] = machine_page()
    made |= machine_picture_files()
    made["tables.md"] = table_page()
    made["clocks.md"] = clock_page()
    made["chart.schema.json"] = chart_schema()
    return made


def main() -> int:
    """Write the pages, or compare them."""
    made = pages()
    files = (p for ending in ("*.md", "*.json", "*.svg") for p in REFERENCE.rglob(ending))
    present = {str(p.relative_to(REFERENCE)) for p in files} - BY_HAND
    stale = sorted(present - made.keys())
    changed = sorted(
        name
        for name, text in made.items()
        if not (REFERENCE / name).exists() or (REFERENCE / name).read_text("utf-8") != text
    )
    if "--check" in sys.argv:
        for name in (*changed, *stale):
            print(f"not as generated: docs/reference/{name}")
        return 1 if changed or stale else 0
    for name in changed:
        path = REFERENCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[name], "utf-8")
    for name in stale:
        (REFERENCE / name).unlink()
    print(f"{len(made)} reference files, {len(changed)} changed, {len(stale)} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
