"""The options of the commands, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SourceList = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE...",
        help="FHIR bundles or NDJSON, also with .gz, folders of them, or the URL of a store.",
        show_default=False,
    ),
]
OneSource = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="A FHIR bundle or NDJSON, also with .gz, a folder of them, or the URL of a store.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="The day that is known as a whole, or an instant with its offset. [default: today]",
    ),
]
ValueSets = Annotated[Path | None, typer.Option(metavar="FOLDER", help="FHIR ValueSet files.")]
Zone = Annotated[str, typer.Option(metavar="NAME", help="The zone that days belong to.")]
Calendar = Annotated[
    str | None,
    typer.Option(metavar="COUNTRY", help="Whose working days count, such as US. [default: none]"),
]
StoreUrl = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="Where charts and work are kept: sqlite:///FILE."),
]
DueOnly = Annotated[
    bool,
    typer.Option(
        "--due-only", help="Of a --store without SOURCE: only who changed since, or fell due."
    ),
]
Report = Annotated[Path | None, typer.Option(metavar="FILE.html", help="A report to read.")]
ShowNames = Annotated[bool, typer.Option("--show-names", help="Name the patients in the report.")]
Notify = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Where notices go: console:, or smtp://HOST:PORT/?from=SENDER&to=RECIPIENT in quotes.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="CSV, JSON or Parquet, by its ending. [default: standard output]"
    ),
]
OutAny = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Where it is written. [default: standard output]"),
]
CompleteFor = Annotated[
    str | None,
    typer.Option(
        metavar="LISTS",
        help="What the sources hold completely: FHIR types between commas, or all.",
    ),
]
MaxBytes = Annotated[
    int | None, typer.Option(metavar="N", help="The largest file, or line of NDJSON, to read.")
]
LimitList = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=N",
        help="What input may cost: entries, text, depth, total, ratio or held. May be given"
        " several times.",
        show_default=False,
    ),
]
PatientSorted = Annotated[
    bool,
    typer.Option(
        "--patient-sorted", help="In NDJSON the lines of each patient follow one another."
    ),
]
Spill = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Where an export too large for memory is sorted. [default: the temporary folder]",
    ),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        "--parameter",
        metavar="NAME=VALUE",
        help="What a site sets otherwise, as `carecoord rules ID` names and writes it; "
        "NAME@2026-07-01=VALUE from a day on. May be given several times.",
        show_default=False,
    ),
]
NoPlugins = Annotated[
    bool, typer.Option("--no-plugins", help="Leave out the rules of installed packages.")
]
Named = Annotated[str, typer.Option(metavar="COLUMN", help="What the column is called.")]


def _span(help_: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(metavar="SPAN", help=help_, show_default=False)
    return info


class OfWindows:
    """Of tables of fills: the windows, and what happens in them."""

    follow_up_start = Annotated[str | None, _span("After the patient's first fill. [default: 0d]")]
    follow_up = Annotated[str | None, _span("How long follow-up lasts. [default: 730d]")]
    observation_start = Annotated[str | None, _span("After the start of follow-up. [default: 0d]")]
    observation = Annotated[
        str | None, _span("How long observation lasts. [default: to the end of follow-up]")
    ]
    carry_same_drug_only = Annotated[
        bool,
        typer.Option(
            "--carry-same-drug-only", help="CMA5 to 9: another drug next ends what is left."
        ),
    ]
    dose_change = Annotated[
        bool, typer.Option("--dose-change", help="CMA5 to 9: what is left lasts by the new dose.")
    ]
    from_first_fill = Annotated[
        bool,
        typer.Option("--from-first-fill", help="PDC, MPR: count from the first fill observed."),
    ]
    by = Annotated[str | None, typer.Option(metavar="COLUMN", help="A row for each of its values.")]
    until = Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="The last day followed: death or disenrolment."),
    ]
    permissible_gap = Annotated[
        str | None, _span("A row for each treatment episode: none has a gap that is longer.")
    ]
    window = Annotated[str | None, _span("A row for each window of this length.")]
    step = Annotated[str | None, _span("How long after another a window starts. [default: 30d]")]


class OfPqa:
    """Of PDC by the rules of PQA and CMS."""

    drugs = Annotated[
        str | None,
        typer.Option(metavar="NAME", help="pqa: statins, ras-antagonists or diabetes."),
    ]
    year = Annotated[int | None, typer.Option(metavar="YEAR", help="pqa: the calendar year.")]
    members = Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="pqa: a row for each patient: birth_date, died_on, disenrolled_on, hospice, esrd.",
        ),
    ]
    stays = Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="pqa: a row for each stay, admitted_on, discharged_on."),
    ]
    as_of = Annotated[
        str | None, typer.Option(metavar="DATE", help="pqa: the last day that is looked at.")
    ]
    same_day = Annotated[
        str | None,
        typer.Option(
            metavar="HOW",
            help="pqa: supplies of one ingredient and day add up (add), or the longest counts"
            " (longest). [default: add]",
        ),
    ]
