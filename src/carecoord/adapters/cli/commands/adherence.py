"""``carecoord adherence`` and its options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carecoord.adapters.cli import options


def adherence(
    fills: Annotated[
        Path, typer.Argument(metavar="FILLS", help="A table, a row for each fill: CSV or Parquet.")
    ],
    *,
    method: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="pdc, mpr, cma1 to cma9 as AdhereR has them, or pqa for PQA's PDC."
        ),
    ] = "pdc",
    follow_up_start: options.OfWindows.follow_up_start = None,
    follow_up: options.OfWindows.follow_up = None,
    observation_start: options.OfWindows.observation_start = None,
    observation: options.OfWindows.observation = None,
    carry_same_drug_only: options.OfWindows.carry_same_drug_only = False,
    dose_change: options.OfWindows.dose_change = False,
    from_first_fill: options.OfWindows.from_first_fill = False,
    by: options.OfWindows.by = None,
    until: options.OfWindows.until = None,
    permissible_gap: options.OfWindows.permissible_gap = None,
    window: options.OfWindows.window = None,
    step: options.OfWindows.step = None,
    drugs: options.OfPqa.drugs = None,
    year: options.OfPqa.year = None,
    members: options.OfPqa.members = None,
    stays: options.OfPqa.stays = None,
    as_of: options.OfPqa.as_of = None,
    same_day: options.OfPqa.same_day = None,
    patient: options.Named = "patient",
    filled_on: options.Named = "filled_on",
    days_supply: options.Named = "days_supply",
    drug: options.Named = "drug",
    daily_dose: options.Named = "daily_dose",
    one_drug: Annotated[
        bool, typer.Option("--one-drug", help="All fills are of one drug: no column says which.")
    ] = False,
    date_format: Annotated[
        str | None, typer.Option(metavar="FORMAT", help="Such as %d.%m.%Y. [default: 2026-01-31]")
    ] = None,
    separator: Annotated[str, typer.Option(metavar="CHARACTER", help="Between cells.")] = ",",
    out: options.Out = None,
) -> None:
    """Measure possession of medicines. SPAN is 180d, 6w, 3mo, 2y, a date, or column:NAME."""
    from carecoord.adapters.cli import possession

    request = possession.Request(
        fills=fills,
        method=method.lower(),
        windows={
            "follow_up_start": follow_up_start,
            "follow_up": follow_up,
            "observation_start": observation_start,
            "observation": observation,
            "carry_same_drug_only": carry_same_drug_only,
            "dose_change": dose_change,
            "from_first_fill": from_first_fill,
            "by": by,
            "until": until,
        },
        permissible_gap=permissible_gap,
        sliding={"window": window, "step": step},
        pqa={
            "drugs": drugs,
            "year": year,
            "members": members,
            "stays": stays,
            "as_of": as_of,
            "same_day": same_day,
        },
        names={
            "patient": patient,
            "filled_on": filled_on,
            "days_supply": days_supply,
            "drug": None if one_drug else drug,
            "daily_dose": daily_dose,
            "date_format": date_format,
        },
        separator=separator,
        out=out,
    )
    raise typer.Exit(possession.run(request))
