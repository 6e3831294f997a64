"""Written cases of a rule: a patient as small tables, a day, and what is expected of a review.

A file of cases is TOML with tables as texts in it::

    [[case]]
    name = "At goal, tested in January: due again in July"
    as_of = 2026-07-01
    patient = { born = 1950-06-01 }
    conditions = '''
    code     | onset
    44054006 | 2020-01-01
    '''
    observations = '''
    code   | on         | value | unit
    4548-4 | 2026-01-10 | 6.5   | %
    '''
    expect = '''
    outcome | standing | due
    not met | due      | 2026-07-10
    '''

``carecoord.testing.tables`` says what a table may hold. What stands before the first case holds
for every case that does not say otherwise. ``rule`` asks one rule of several; ``parameters`` are
what a site sets, as on the command line.

``expect`` has a row for each occurrence that a rule speaks of; what is not applicable needs none.
Of it the columns ask whatever ``COLUMNS`` has; an empty cell asks nothing. ``occurrence`` may be
left out where there is only one, and may be the end of its name after a colon.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import attrs

from carecoord import review
from carecoord.errors import AuthoringError, CarecoordError, InputError
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Finding, Outcome
from carecoord.rules.engine.parameter_text import parameters_written, worded
from carecoord.rules.engine.rule import Rule
from carecoord.testing.expected import COLUMNS, Expected, expectations
from carecoord.testing.form import listed_cases, refuse_form
from carecoord.testing.tables import MAKERS, chart, moment
from carecoord.testing.tables.placing import placed

__all__ = ["COLUMNS", "CaseResult", "CaseResults", "run_cases"]


@attrs.frozen(kw_only=True)
class CaseResult:
    """One case: what was expected and found of each occurrence, and where the two differ."""

    name: str
    as_of: date | datetime
    expected: tuple[Expected, ...]
    found: tuple[Finding, ...]
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything is as expected, and nothing else was found."""
        return not self.differences


@attrs.frozen
class CaseResults:
    """Every case of a file, in its order."""

    cases: tuple[CaseResult, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that are not as expected."""
        return tuple(case for case in self.cases if not case.passed)

    def check(self) -> None:
        """Do nothing if every case is as expected.

        Raises:
            AssertionError: it says of each other case what was expected and what was found.
        """
        if self.failed:
            raise AssertionError(str(self))

    def __str__(self) -> str:
        """How many cases are as expected, and how the others differ."""
        lines = [f"{len(self.failed)} of {len(self.cases)} cases not as expected"]
        for case in self.failed:
            lines += ["", f"{case.name} (as of {case.as_of})"]
            lines += [f"  {difference}" for difference in case.differences]
        return "\n".join(lines)


def run_cases(rules: Rule | Iterable[Rule] | Catalogue, cases: str | PathLike[str]) -> CaseResults:
    """Review every case with the rules, and compare what they say with what is expected.

    ``cases`` is the text of the cases, or the path of a file with them. A catalogue brings what
    rules need besides the chart: value sets, a calendar of working days, a zone.

    Raises:
        AuthoringError: a case cannot be read; it says which, and why.
        InputError: the file cannot be read.
    """
    catalogue = rules if isinstance(rules, Catalogue) else Catalogue.of(rules)
    text = _text(cases)
    try:
        held: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AuthoringError(
            asked="written cases", found=f"not TOML: {error}", remedy="Mend that line"
        ) from error
    listed = listed_cases(held.pop("case", []))
    return CaseResults(
        tuple(_run(catalogue, held | case, number) for number, case in enumerate(listed, 1))
    )


def _text(cases: str | PathLike[str]) -> str:
    """The text itself, or that of the file; no text of cases has only one line."""
    if isinstance(cases, str) and "\n" in cases:
        return cases
    path = Path(fspath(cases))
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError) as error:  # not UTF-8, or not a path at all
        raise InputError(
            asked=f"cases in {path.name}",
            found="the file cannot be read" if path.exists() else "there is no such file",
            remedy="Give the path of a TOML file in UTF-8, or the text itself",
        ) from error


def _run(catalogue: Catalogue, case: Mapping[str, Any], number: int) -> CaseResult:
    name = str(case.get("name", f"number {number}"))
    try:
        refuse_form(case)
        return _compared(name, case, catalogue)
    except CarecoordError as error:
        # Of the three parts of its message, the first says where.
        raise AuthoringError(
            asked=f"case {name!r}, {getattr(error, 'asked', '')}",
            found=getattr(error, "found", str(error)),
            remedy=getattr(error, "remedy", "Mend the case"),
        ) from error


def _compared(name: str, case: Mapping[str, Any], catalogue: Catalogue) -> CaseResult:
    as_of = _moment_of(case, catalogue)
    person: dict[str, Any] = {
        word: value if word == "deceased" and isinstance(value, bool) else _plain(value)
        for word, value in case.get("patient", {}).items()
    }
    drawn = chart({listed: case[listed] for listed in MAKERS if listed in case}, **person)
    expected = expectations(case["expect"])
    asked = _asked(catalogue, case, expected)
    found = review(drawn, asked, as_of).findings
    return CaseResult(
        name=name,
        as_of=as_of,
        expected=expected,
        found=found,
        differences=tuple(_differences(expected, found, as_of)),
    )


def _moment_of(case: Mapping[str, Any], catalogue: Catalogue) -> date | datetime:
    """The day or the instant of the review, which is told in the zone of the catalogue."""
    with placed("as_of"):
        as_of = moment(_plain(case["as_of"]))
    try:
        if isinstance(as_of, datetime):
            return as_of.astimezone(catalogue.zone)
    except OverflowError:  # in the first or the last hours of all
        as_of = None
    if not isinstance(as_of, date):
        raise AuthoringError(
            asked="as_of", found="not a whole day", remedy="Write a day such as 2026-06-01"
        )
    return as_of


def _asked(
    catalogue: Catalogue, case: Mapping[str, Any], expected: Iterable[Expected]
) -> Catalogue:
    """The catalogue with what the case sets, of one rule if it names one."""
    rules = catalogue.rules
    if "rule" in case:
        named = catalogue.rule(case["rule"]).id
        rules = tuple(rule for rule in rules if rule.id == named)
    for line in expected:
        if line.rule is not None:
            catalogue.rule(line.rule)
    written = [(name, _plain(value)) for name, value in case.get("parameters", {}).items()]
    return Catalogue.of(
        rules,
        value_sets=catalogue.value_sets.values(),
        parameters={
            name: value
            for name, value in catalogue.parameters.site.items()
            if any(name == held.name for rule in rules for held in rule.parameters)
        }
        | dict(parameters_written(rules, written)),
        calendar=catalogue.calendar,
        zone=catalogue.zone,
    )


def _plain(value: object) -> str:
    """What TOML makes a day or a number of, as the text that was written."""
    if isinstance(value, date | time):
        return value.isoformat()
    return value if isinstance(value, str) else worded(value)


def _differences(
    expected: Iterable[Expected], found: Iterable[Finding], as_of: date | datetime
) -> Iterator[str]:
    """What was expected and is not so, then what was found and nobody expected."""
    left = list(found)
    for line in expected:
        fitting = line.meant(left)
        if len(fitting) != 1:
            names = ", ".join(map(_name, fitting)) or "none"
            yield f"expected one occurrence of {line}; found {names}"
            continue
        left.remove(fitting[0])
        differing = list(line.differing(fitting[0], as_of))
        for column, wanted, seen in differing:
            yield f"{_name(fitting[0])}: {column} expected {wanted!r}, found {seen!r}"
        if differing and fitting[0].reason:
            yield f"    because {fitting[0].reason}"
    for finding in left:
        if finding.outcome is not Outcome.NOT_APPLICABLE:
            told = f"{finding.outcome.value!r} because {finding.reason}"
            yield f"{_name(finding)}: nothing expected, found {told}"


def _name(finding: Finding) -> str:
    return f"{finding.rule} {finding.key.rpartition('|')[2]}"
