"""``carecoord readmissions``: a table of stays in, a row for each of them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS, bad_option
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.cli.output import check_apart, check_writable, write
from carecoord.adapters.cli.quoting import examples
from carecoord.adapters.cli.table_files import kinds_of, read_table, rows_of
from carecoord.adapters.cli.tables import encoder

if TYPE_CHECKING:
    from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables

_TEXTS = ("patient", "stay", "hospital", "disposition", "principal_diagnosis", "procedure")


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for; ``settings`` and ``names`` are those of the table."""

    stays: Path
    procedures: Path | None
    procedures_column: str
    year: int
    specifications: Path | None
    categories: Path | None
    settings: Mapping[str, Any]
    names: Mapping[str, str | None]
    separator: str = ","
    out: Path | None = None


def run(request: Request) -> int:
    """Read, look for readmissions, write; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    files = (request.stays, request.procedures, request.specifications, request.categories)
    sources = [str(one) for one in files if one is not None]
    check_writable("--out", request.out)
    check_apart((("--out", request.out),), sources)
    encode = encoder(request.out)
    from carecoord.adapters.tables import readmissions, stay_problems

    codes, names, settings = _codes(request), _names(request), request.settings
    stays = _read(request, request.stays)
    procedures: Any = request.procedures_column
    if request.procedures is not None:
        procedures = _read(request, request.procedures)
    _check(settings)
    given: dict[str, Any] = {"tables": codes, "procedures": procedures, **names}
    found = readmissions(stays, **settings, **given)
    problems = stay_problems(stays, **given)
    write(encode(kinds_of(found), rows_of(found)), request.out)
    if settings["observation"] == "count":
        say("observation counts as inpatient care, as in HEDIS: this is not CMS's measure")
    return _tell(found, problems, str(request.names["patient"]), codes.edition)


def _codes(request: Request) -> CodeTables:
    """The packaged code tables of the year, or those of the workbooks that are named.

    Raises: InputError.
    """
    from carecoord.adapters.tables import reference

    if request.specifications is not None:
        files = request.specifications, request.categories
        return reference.from_workbooks(*files, reporting_year=request.year)
    if request.categories is not None:
        raise bad_option(
            "--categories", "there are no --specifications", "Give both workbooks of the year"
        )
    return reference.hospital_wide(request.year)


def _check(settings: Mapping[str, Any]) -> None:
    """Refuse options without meaning under the names they have on the command line.

    Raises: InputError.
    """
    if settings["observation"] not in {"leave out", "count"}:
        raise bad_option("--observation", "there is no such way", "Say 'leave out' or count")
    from carecoord.adapters.tables.stays.settings import is_window

    if not is_window(settings["window_days"]):
        raise bad_option("--window", "it is no number of days", "Give a number from 1, such as 30")


def _names(request: Request) -> dict[str, Any]:
    """The names that are not the usual ones: a usual one may be missing where none is needed."""
    from carecoord.adapters.tables.stays.columns import Columns

    usual = attrs.asdict(Columns())
    return {what: name for what, name in request.names.items() if name != usual[what]}


def _read(request: Request, path: Path) -> Any:  # noqa: ANN401  an Arrow table
    """A table, in which what holds names and codes stays as it is written."""
    names = [request.names[what] for what in _TEXTS]
    texts = [request.procedures_column, *(name for name in names if name is not None)]
    return read_table(path, texts, request.separator)


def _tell(found: Any, problems: Any, patient: str, edition: str) -> int:  # noqa: ANN401
    """Say how many there are, what was not looked at, and what is wrong; give the exit status."""
    told: dict[str, list[Any]] = {
        name: found[name].to_pylist()
        for name in ("index", "unplanned_readmission", "planned_first", "why_not")
    }
    say(f"code tables: {edition}")
    say(
        f"{counted(found.num_rows, 'stay')}, {counted(sum(told['index']), 'index stay')},"
        f" {counted(told['unplanned_readmission'].count(1), 'unplanned readmission')},"
        f" {told['planned_first'].count(True):,} with a planned one first"
    )
    missing = {one for one in found["not_looked_at"].to_pylist()[:1] if one}
    for one in missing:
        say(f"  not looked at: {one}")
    reasons = Counter(why for cell in told["why_not"] if cell for why in cell.split("; "))
    for why, number in reasons.most_common():
        say(f"  not an index stay: {number:,}, {why}")
    pairs = zip(problems["problem"].to_pylist(), problems["code"].to_pylist(), strict=True)
    faults: Counter[str] = Counter()
    codes: dict[str, list[str]] = {}
    for fault, code in pairs:
        faults[fault] += 1
        if code is not None:
            codes.setdefault(fault, []).append(code)
    people = {str(one) for one in found[patient].to_pylist()}
    for fault, number in faults.most_common():
        such = codes.get(fault, [])
        different = counted(len(set(such)), "code") + ", " if such else ""
        say(f"{counted(number, 'row')} of the table: {different}{fault}{examples(such, people)}")
    return DONE_WITH_PROBLEMS if faults else DONE
