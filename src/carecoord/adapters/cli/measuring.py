"""``carecoord measure``: populations of a measure, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.account import Account
from carecoord.adapters.cli.case_names import case_names
from carecoord.adapters.cli.catalogues import installed, load_value_sets
from carecoord.adapters.cli.charts import EVERYTHING, Taking, read_files
from carecoord.adapters.cli.columns import Columns, Kind
from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS
from carecoord.adapters.cli.measure_names import edition_of, editions_named
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.cli.moments import period
from carecoord.adapters.cli.output import check_apart, check_writable, write
from carecoord.adapters.cli.progress import progress
from carecoord.adapters.cli.sources import files, same_export
from carecoord.adapters.cli.tables import encoder
from carecoord.adapters.cli.undecided import Undecided
from carecoord.errors import UnknownValueSet

if TYPE_CHECKING:
    from carecoord.adapters.cli.columns import Row
    from carecoord.model.chart import Chart
    from carecoord.model.period import Period
    from carecoord.rules.catalogue import Catalogue
    from carecoord.rules.engine.group import Membership
    from carecoord.rules.engine.rule import Rule

_STRATUM: Columns = {"stratum": Kind.TEXT}
_CASES: Columns = {"case_id": Kind.TEXT, "group": Kind.TEXT}
_COUNTS: Columns = {"population": Kind.TEXT, "count": Kind.NUMBER}
_RATES: Columns = {
    "group": Kind.TEXT,
    "stratum": Kind.TEXT,
    "patients": Kind.NUMBER,
    "initial-population": Kind.NUMBER,
    "denominator": Kind.NUMBER,
    "denominator-exclusion": Kind.NUMBER,
    "numerator": Kind.NUMBER,
    "denominator-exception": Kind.NUMBER,
    "rate": Kind.TEXT,
    "undecided": Kind.NUMBER,
}
"""``patients`` are all who were asked, ``undecided`` those of them with a clause not known."""
_PLACES = 4
_NAMED = 5


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for."""

    measure: str
    sources: Sequence[str]
    value_sets: Path | None
    period: str
    strata: bool = False
    rates: bool = False
    parameters: Sequence[str] = ()
    plugins: bool = True
    out: Path | None = None
    max_bytes: int | None = None


def run(request: Request) -> int:
    """Read, ask the measure about every case, write; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    check_writable("--out", request.out)
    check_apart((("--out", request.out),), request.sources)
    encode = encoder(request.out)
    editions = editions_named(request.measure, installed() if request.plugins else ())
    over = period(request.period)
    rule = edition_of(editions, over)
    catalogue = _catalogue(rule, request)
    lacking = tuple(_lacking(rule, catalogue))
    for warning in (*lacking, *catalogue.warnings):
        say(f"warning: {warning}")
    cases = _Cases(rule, over, catalogue, strata=request.strata)
    with progress("patient") as step:
        paths = files(request.sources)
        names = case_names(paths)
        account = Account(paths)
        taking = Taking(max_bytes=request.max_bytes, complete_for=EVERYTHING, one_record=True)
        empty = dict.fromkeys(names)
        for result in read_files(paths, taking, keep_sources=False):
            account.take(result)
            if result.chart is not None:
                for place, _ in enumerate(same_export(paths, result.source), result.source):
                    empty.pop(names[place], None)
                cases.take(names[result.source], result.chart)
                step()
    columns, rows = cases.table(request)
    write(encode(columns, rows), request.out)
    account.tell()
    cases.tell()
    if empty:
        say(f"{counted(len(empty), 'file')} without a patient: {_first(tuple(empty))}")
    return DONE_WITH_PROBLEMS if account.has_problems or lacking or empty else DONE


def _catalogue(rule: Rule, request: Request) -> Catalogue:
    """The measure with the value sets of the folder and what the site sets.

    Raises: UnknownValueSet when it needs sets and no folder is given; AuthoringError.
    """
    from carecoord.rules.catalogue import Catalogue
    from carecoord.rules.engine.parameter_text import parameters_written

    made = Catalogue.of(
        rule,
        value_sets=load_value_sets(request.value_sets),
        parameters=parameters_written((rule,), request.parameters),
    )
    named = {one.url: one.name for one in rule.shape.sets}
    missing = sorted(f"{name} ({url})" for url, name in named.items() if url not in made.value_sets)
    if missing and request.value_sets is None:
        raise UnknownValueSet(
            asked=f"the value sets of {rule.id}",
            found=f"no folder is given for {_first(missing)}",
            remedy="Put them into a folder as FHIR ValueSet files: --value-sets FOLDER",
        )
    return made


def _lacking(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    """Say which value sets of the measure leave open what asks for them."""
    missing: list[str] = []
    empty: list[str] = []
    for url, name in {one.url: one.name for one in rule.shape.sets}.items():
        held = catalogue.value_sets.get(url)
        if held is None:
            missing.append(f"{name} ({url})")
        elif held.empty:
            empty.append(f"{name} ({url})")
    for sets, what in ((missing, "missing"), (empty, "empty")):
        if sets:
            verb = "is" if len(sets) == 1 else "are"
            yield f"{counted(len(sets), 'value set')} {verb} {what}: {_first(sorted(sets))}"


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


class _Cases:
    """The memberships of every case; a file with several patients gives a case for each."""

    def __init__(self, rule: Rule, over: Period, catalogue: Catalogue, *, strata: bool) -> None:
        self._rule = rule
        self._over = over
        self._catalogue = catalogue
        self._found: dict[str, list[tuple[str, tuple[Membership, ...]]]] = {}
        self._undecided = Undecided(strata=strata)

    def take(self, case_id: str, chart: Chart) -> None:
        """Ask the measure about a chart."""
        from carecoord.rules.engine.populations import populations

        found = populations(self._rule, chart, self._over, self._catalogue)
        self._undecided.take(found)
        self._found.setdefault(case_id, []).append((chart.key, found))

    def table(self, request: Request) -> tuple[Columns, Iterator[Row]]:
        """What was asked for: counts of each case, or rates over all."""
        if request.rates:
            return _RATES, self._rates(strata=request.strata)
        if request.strata:
            return {**_CASES, **_STRATUM, **_COUNTS}, self._rows()
        plain = (row for row in self._rows() if row[2] is None)
        return {**_CASES, **_COUNTS}, ((*row[:2], *row[3:]) for row in plain)

    def _rows(self) -> Iterator[Row]:
        """Give a row per case, group, stratum (None: all of the group) and population."""
        for named, memberships in self._named():
            for membership in memberships:
                for stratum, counts in ((None, membership.counts), *membership.strata.items()):
                    for population, count in counts.items():
                        yield named, membership.group, stratum, population, count

    def _named(self) -> Iterator[tuple[str, tuple[Membership, ...]]]:
        """Cases in the order of their names; several of one file each with the patient's key."""
        for case_id in sorted(self._found):
            several = self._found[case_id]
            for key, memberships in sorted(several, key=lambda pair: pair[0]):
                yield case_id if len(several) == 1 else f"{case_id}/{key}", memberships

    def _rates(self, *, strata: bool) -> Iterator[Row]:
        """Give a row per group, and per stratum when they are asked for."""
        from carecoord.rules.rates import rates

        found = rates(one for _, memberships in self._named() for one in memberships)
        for rate in found:
            if rate.stratum is None or strata:
                value = "" if rate.value is None else f"{float(rate.value):.{_PLACES}f}"
                counts = (rate.counts.get(name) for name in tuple(_RATES)[3:8])
                yield rate.group, rate.stratum, rate.patients, *counts, value, rate.undecided

    def tell(self) -> None:
        """Say how many cases were asked, and what could not be decided."""
        total = sum(len(several) for several in self._found.values())
        say(f"{counted(total, 'case')} of {self._rule.id}, edition {self._rule.edition}")
        for line in self._undecided.lines():
            say(line)
