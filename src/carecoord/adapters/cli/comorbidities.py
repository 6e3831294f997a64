"""``carecoord comorbidity``: a table of codes in, a row for each patient out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.cli.output import check_apart, check_writable, write
from carecoord.adapters.cli.quoting import examples
from carecoord.adapters.cli.table_files import kinds_of, read_table, rows_of
from carecoord.adapters.cli.tables import encoder

_KINDS = 5
"""Kinds of problem that are told."""


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for. ``names`` are those of columns; None is the usual one."""

    codes: Path
    settings: Mapping[str, Any]
    names: Mapping[str, str | None]
    age: str | None = None
    separator: str = ","
    out: Path | None = None


def run(request: Request) -> int:
    """Read, score, write; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    check_writable("--out", request.out)
    check_apart((("--out", request.out),), [str(request.codes)])
    encode = encoder(request.out)
    from carecoord.adapters.tables import code_problems, comorbidity
    from carecoord.adapters.tables.comorbidities.reading import SYSTEM

    names: dict[str, Any] = dict(request.names)
    texts = [name for name in (*names.values(), SYSTEM) if name is not None]
    table = read_table(request.codes, texts, request.separator)
    found = comorbidity(table, **request.settings, age=request.age, **names)
    problems = code_problems(table, **names)
    write(encode(kinds_of(found), rows_of(found)), request.out)
    return _tell(found, problems, names["patient"], names["code"])


def _tell(found: Any, problems: Any, patient: str, code: str) -> int:  # noqa: ANN401
    """Say how many patients there are, and what is wrong with the rows; give the exit status."""
    from carecoord.adapters.tables.comorbidities.problems import DUPLICATE

    say(counted(found.num_rows, "row"))
    cells: dict[str, list[str]] = {}
    told = zip(problems["problem"].to_pylist(), problems[code].to_pylist(), strict=True)
    for problem, cell in told:
        cells.setdefault(problem, []).append(str(cell))
    faults = Counter({problem: len(found_in) for problem, found_in in cells.items()})
    people = {str(one) for one in found[patient].to_pylist()}
    repeated = faults.pop(DUPLICATE, 0)
    for fault, number in faults.most_common(_KINDS):
        say(f"{counted(number, 'row')} of the table: {fault}{examples(cells[fault], people)}")
    if repeated:
        say(f"{counted(repeated, 'row')} of the table: {DUPLICATE}, which adds nothing")
    ageless = 0
    if "age_points" in found.column_names:
        ageless = found["age_points"].null_count - found[patient].null_count
    if ageless:
        say(f"{counted(ageless, 'patient')} without points of age: no age, or several")
    return DONE_WITH_PROBLEMS if faults or ageless else DONE
