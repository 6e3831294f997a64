"""The options of the commands, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SourceList = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE...",
        help="FHIR bundles or NDJSON, folders of them, or the URL of a store.",
        show_default=False,
    ),
]
OneSource = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="A FHIR bundle or NDJSON, a folder of them, or the URL of a store.",
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
