"""The commands and their options; what they do is in a module each, loaded when it is called."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated

import typer

from carecoord.adapters.cli import options
from carecoord.adapters.cli.commands.adherence import adherence
from carecoord.adapters.cli.commands.comorbidity import comorbidity
from carecoord.adapters.cli.commands.convert import convert
from carecoord.adapters.cli.commands.readmissions import readmissions
from carecoord.adapters.cli.commands.score import score
from carecoord.adapters.cli.moments import moment
from carecoord.adapters.cli.moments import zone as zone_named

app = typer.Typer(
    name="carecoord",
    help="What the team has to do next: for whom, by when, and why.",
    epilog="Exit status: 0 done, 1 done with problems in the input, 2 not done.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def carecoord(
    *, version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False
) -> None:
    """What the team has to do next: for whom, by when, and why."""
    if version:
        from carecoord import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.command()
def demo(
    *,
    patients: Annotated[int, typer.Option(min=1, help="How many synthetic patients.")] = 20,
    seed: Annotated[int, typer.Option(help="Another seed gives other patients.")] = 1,
    report: options.Report = None,
    out: options.Out = None,
) -> None:
    """Do the main job on synthetic patients, and say where the report is."""
    from carecoord.adapters.cli import demonstration

    request = demonstration.Request(patients=patients, seed=seed, report=report, out=out)
    raise typer.Exit(demonstration.run(request))


@app.command()
def review(
    sources: options.SourceList = None,
    *,
    as_of: options.AsOf = None,
    value_sets: options.ValueSets = None,
    zone: options.Zone = "UTC",
    calendar: options.Calendar = None,
    parameter: options.Parameters = None,
    no_plugins: options.NoPlugins = False,
    store: options.StoreUrl = None,
    due_only: options.DueOnly = False,
    report: options.Report = None,
    show_names: options.ShowNames = False,
    notify: options.Notify = None,
    out: options.Out = None,
    complete_for: options.CompleteFor = None,
    max_bytes: options.MaxBytes = None,
    limit: options.LimitList = None,
    patient_sorted: options.PatientSorted = False,
    spill: options.Spill = None,
) -> None:
    """Review patients: one row per finding, work opened and kept, notices sent."""
    from carecoord.adapters.cli import reviewing
    from carecoord.adapters.cli.catalogues import Choice
    from carecoord.adapters.cli.charts import Taking

    within = zone_named(zone)
    request = reviewing.Request(
        sources=sources or (),
        choice=Choice(
            value_sets=value_sets,
            calendar=calendar,
            zone=within,
            parameters=parameter or (),
            plugins=not no_plugins,
        ),
        taking=Taking(
            max_bytes=max_bytes,
            limits=limit or (),
            complete_for=complete_for,
            patient_sorted=patient_sorted,
            spill=spill,
        ),
        as_of=moment(as_of, within),
        store=store,
        due_only=due_only,
        notify=notify,
        report=report,
        show_names=show_names,
        out=out,
    )
    raise typer.Exit(reviewing.run(request))


@app.command()
def explain(
    source: options.OneSource,
    key: Annotated[
        str | None, typer.Argument(help="The key of a finding, as in the output of review.")
    ] = None,
    *,
    rule: Annotated[
        str | None, typer.Option(metavar="ID", help="Why a rule did or did not fire.")
    ] = None,
    as_of: options.AsOf = None,
    value_sets: options.ValueSets = None,
    zone: options.Zone = "UTC",
    calendar: options.Calendar = None,
    parameter: options.Parameters = None,
    no_plugins: options.NoPlugins = False,
    store: options.StoreUrl = None,
    complete_for: options.CompleteFor = None,
    max_bytes: options.MaxBytes = None,
    limit: options.LimitList = None,
    patient_sorted: options.PatientSorted = False,
    spill: options.Spill = None,
) -> None:
    """Explain one finding in sentences, or what a rule says about everybody."""
    from carecoord.adapters.cli import explaining
    from carecoord.adapters.cli.catalogues import Choice
    from carecoord.adapters.cli.charts import Taking

    within = zone_named(zone)
    request = explaining.Request(
        sources=(source,) if store is None else (store, source),
        key=key,
        rule=rule,
        choice=Choice(
            value_sets=value_sets,
            calendar=calendar,
            zone=within,
            parameters=parameter or (),
            plugins=not no_plugins,
        ),
        taking=Taking(
            max_bytes=max_bytes,
            limits=limit or (),
            complete_for=complete_for,
            patient_sorted=patient_sorted,
            spill=spill,
        ),
        as_of=moment(as_of, within),
    )
    raise typer.Exit(explaining.run(request))


@app.command()
def rules(
    rule: Annotated[str | None, typer.Argument(metavar="ID", help="One rule.")] = None,
    *,
    parameter: options.Parameters = None,
    no_plugins: options.NoPlugins = False,
) -> None:
    """List the rules, or show one with its source, editions, parameters and tables."""
    from carecoord.adapters.cli import listing
    from carecoord.adapters.cli.catalogues import Choice

    choice = Choice(zone=UTC, parameters=parameter or (), plugins=not no_plugins)
    raise typer.Exit(listing.run(rule, choice))


@app.command()
def measure(
    measure_id: Annotated[str, typer.Argument(metavar="ID", help="A measure, such as CMS165.")],
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="FHIR bundles, one case each.")
    ],
    *,
    value_sets: options.ValueSets = None,
    period: Annotated[
        str,
        typer.Option(
            metavar="START/END",
            help="Half-open: 2026-01-01/2027-01-01 is the year 2026.",
            show_default=False,
        ),
    ],
    strata: Annotated[
        bool, typer.Option("--strata", help="Also by the strata of the measure.")
    ] = False,
    rates: Annotated[
        bool, typer.Option("--rates", help="One row for each group, in place of each case.")
    ] = False,
    parameter: options.Parameters = None,
    no_plugins: options.NoPlugins = False,
    out: options.Out = None,
    max_bytes: options.MaxBytes = None,
) -> None:
    """Count who belongs to the populations of a measure. What a bundle lacks did not happen."""
    from carecoord.adapters.cli import measuring

    request = measuring.Request(
        measure=measure_id,
        sources=sources,
        value_sets=value_sets,
        period=period,
        strata=strata,
        rates=rates,
        parameters=parameter or (),
        plugins=not no_plugins,
        out=out,
        max_bytes=max_bytes,
    )
    raise typer.Exit(measuring.run(request))


for _command in (adherence, comorbidity, readmissions, score, convert):
    app.command()(_command)
