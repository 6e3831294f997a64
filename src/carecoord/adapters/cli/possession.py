"""``carecoord adherence``: a table of fills in, a row for each patient out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS, bad_option
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.cli.output import check_apart, check_writable, write
from carecoord.adapters.cli.table_files import kinds_of, read_table, rows_of
from carecoord.adapters.cli.tables import encoder

if TYPE_CHECKING:
    from collections.abc import Mapping

PQA = "pqa"
Measure = Callable[[Any], Any]
_OF_A_CMA = ("carry_same_drug_only", "dose_change")
_WITHOUT_EFFECT = {True: ("from_first_fill",), False: _OF_A_CMA}
"""What does nothing for a CMA, and for the others."""


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for. Settings that were not given are None."""

    fills: Path
    method: str
    windows: Mapping[str, Any]
    names: Mapping[str, str | None]
    permissible_gap: str | None = None
    sliding: Mapping[str, str | None] = attrs.field(factory=dict[str, str | None])
    pqa: Mapping[str, Any] = attrs.field(factory=dict[str, Any])
    separator: str = ","
    out: Path | None = None


def run(request: Request) -> int:
    """Read, measure, write; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    sources = [request.fills, *(one for one in map(request.pqa.get, ("members", "stays")) if one)]
    check_writable("--out", request.out)
    check_apart((("--out", request.out),), [str(one) for one in sources])
    encode = encoder(request.out)
    names = _names(request)
    measure = _pqa(request, names) if request.method == PQA else _over_windows(request, names)
    table = _read(request, request.fills)
    from carecoord.adapters.tables import fill_problems

    dose: dict[str, Any] = {} if request.windows.get("dose_change") else {"daily_dose": None}
    problems = fill_problems(table, until=request.windows.get("until"), **{**dose, **names})
    found = measure(table)
    write(encode(kinds_of(found), rows_of(found)), request.out)
    return _tell(found, problems)


def _names(request: Request) -> dict[str, Any]:
    """The names that are not the usual ones: a usual one may be missing where none is needed."""
    from carecoord.adapters.tables.possession.fills import Columns

    usual = attrs.asdict(Columns())
    return {what: name for what, name in request.names.items() if name != usual[what]}


def _over_windows(request: Request, names: dict[str, Any]) -> Measure:
    """A measure over the observation window, or over each episode or sliding window in it."""
    from carecoord.adapters.tables import (
        adherence,
        adherence_in_windows,
        adherence_per_episode,
    )

    _refuse(request.pqa, f"--method {PQA}")
    for option in _WITHOUT_EFFECT[request.method.startswith("cma")]:
        methods = "cma5 to cma9" if option in _OF_A_CMA else "pdc and mpr"
        _refuse({option: request.windows.get(option)}, methods)
    settings = {name: value for name, value in request.windows.items() if value is not None}
    settings |= names
    sliding = {name: value for name, value in request.sliding.items() if value is not None}
    if request.permissible_gap is not None and sliding:
        raise bad_option(
            "--permissible-gap and --window",
            "rows are of episodes or of windows, not both",
            "Run once with each",
        )
    if request.permissible_gap is not None:
        settings["permissible_gap"] = request.permissible_gap
        return lambda table: adherence_per_episode(table, request.method, **settings)  # type: ignore[arg-type]
    if sliding:
        settings["duration"] = sliding.pop("window", "90d")
        return lambda table: adherence_in_windows(table, request.method, **sliding, **settings)  # type: ignore[arg-type]
    return lambda table: adherence(table, request.method, **settings)  # type: ignore[arg-type]


def _pqa(request: Request, names: dict[str, Any]) -> Measure:
    """PDC of a class of medicines in a year, with members and stays where they are given."""
    from carecoord.adapters.tables import pdc_pqa

    _refuse(request.windows, "the other methods")
    _refuse(request.sliding, "the other methods")
    _refuse({"permissible_gap": request.permissible_gap}, "the other methods")
    settings = dict(request.pqa)
    for option in ("drugs", "year"):
        if settings.get(option) is None:
            raise bad_option(
                f"--method {PQA}", f"no --{option}", "Say --drugs statins --year 2026, or others"
            )
    measure, year = settings.pop("drugs"), settings.pop("year")
    for frame in ("members", "stays"):
        path = settings.get(frame)
        settings[frame] = None if path is None else _read(request, path)
    given = {name: value for name, value in settings.items() if value is not None}
    names = {what: name for what, name in names.items() if what != "daily_dose"}
    return lambda table: pdc_pqa(table, measure, year, **given, **names)


def _refuse(options: Mapping[str, Any], only_for: str) -> None:
    """Refuse options that the method does not know.

    Raises: InputError.
    """
    for name, value in options.items():
        if value not in {None, False}:
            option = f"--{name.replace('_', '-')}"
            raise bad_option(option, f"it is for {only_for} only", "Leave it out")


def _read(request: Request, path: Path) -> Any:  # noqa: ANN401  an Arrow table
    """A table, in which what holds names stays as it is written."""
    names = [request.names["patient"], request.names["drug"], request.windows.get("by")]
    return read_table(path, [name for name in names if name is not None], request.separator)


def _tell(found: Any, problems: Any) -> int:  # noqa: ANN401
    """Say how many there are, and why some have no value; give the exit status."""
    reasons: Counter[str] = Counter(why for why in found["reason"].to_pylist() if why is not None)
    say(f"{counted(found.num_rows, 'row')}, {found['value'].null_count:,} without a value")
    for why, number in reasons.most_common():
        say(f"  {number}: {why}")
    faults: Counter[str] = Counter(problems["problem"].to_pylist())
    for fault, number in faults.most_common():
        say(f"{counted(number, 'row')} of the table: {fault}")
    return DONE_WITH_PROBLEMS if faults else DONE
