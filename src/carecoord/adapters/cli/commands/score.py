"""``carecoord score`` and its options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carecoord.adapters.cli import options

_Column = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="What the column is called.", show_default=False),
]


def score(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="lace, hospital (2016), hospital_2013, hospital_simplified or elixhauser_refined.",
        ),
    ],
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="A row for each stay: CSV or Parquet.")
    ],
    *,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN",
            help="A column that is kept; may be given several times. [default: patient, stay, id]",
            show_default=False,
        ),
    ] = None,
    likely_from: Annotated[
        int | None,
        typer.Option(
            metavar="POINTS",
            help="hospital_simplified: from how many a readmission is called likely.",
        ),
    ] = None,
    no_hierarchy: Annotated[
        bool,
        typer.Option(
            "--no-hierarchy", help="elixhauser_refined: milder forms count beside graver ones."
        ),
    ] = False,
    prefix: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="elixhauser_refined: before each measure, such as CMR_."),
    ] = None,
    los_days: _Column = None,
    acute_admission: _Column = None,
    conditions: _Column = None,
    charlson_lace: _Column = None,
    ed_visits_6m: _Column = None,
    hemoglobin_g_dl: _Column = None,
    oncology_service: _Column = None,
    sodium_mmol_l: _Column = None,
    any_procedure: _Column = None,
    nonelective: _Column = None,
    admissions_prev_12m: _Column = None,
    cancer_diagnosis: _Column = None,
    separator: Annotated[str, typer.Option(metavar="CHARACTER", help="Between cells.")] = ",",
    out: options.Out = None,
) -> None:
    """Score each row of a table: points by item or the index, and why one has none."""
    from carecoord.adapters.cli import scoring

    request = scoring.Request(
        name=name,
        table=table,
        keep=keep,
        settings={
            "likely_from": likely_from,
            "hierarchy": False if no_hierarchy else None,
            "prefix": prefix,
            "los_days": los_days,
            "acute_admission": acute_admission,
            "conditions": conditions,
            "charlson_lace": charlson_lace,
            "ed_visits_6m": ed_visits_6m,
            "hemoglobin_g_dl": hemoglobin_g_dl,
            "oncology_service": oncology_service,
            "sodium_mmol_l": sodium_mmol_l,
            "any_procedure": any_procedure,
            "nonelective": nonelective,
            "admissions_prev_12m": admissions_prev_12m,
            "cancer_diagnosis": cancer_diagnosis,
        },
        separator=separator,
        out=out,
    )
    raise typer.Exit(scoring.run(request))
