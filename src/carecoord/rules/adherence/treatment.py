"""Who is in the measure: the treatment period of a class in a year, or why there is none."""

from __future__ import annotations

from datetime import date

import attrs

from carecoord.model.code import ICD10CM, Code, snomed
from carecoord.model.condition import Condition
from carecoord.model.hold import Hold, HoldKind
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.fills import Supply, refs, seen, supplies, unknown
from carecoord.rules.concepts.ingredients import DrugClass
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, not_applicable
from carecoord.rules.engine.timing import Row, day_bounds
from carecoord.rules.kernels.ages import age_between
from carecoord.rules.kernels.pqa import LEAST_DAYS, LEAST_FILL_DATES

ADULT_FROM = 18

KIDNEY_FAILURE = ValueSet(
    url="urn:carecoord:end-stage-kidney-disease",
    name="End-stage kidney disease or dialysis",
    codes=(snomed("46177005"),),
    prefixes=tuple(Code(ICD10CM, prefix) for prefix in ("N18.6", "Z99.2")),
)
KIDNEY_FAILURES = Facts(Condition, KIDNEY_FAILURE).where_not(
    Condition.verification_status, "refuted", "entered-in-error"
)


@attrs.frozen(kw_only=True)
class Treatment:
    """The fills that count, all with days' supply, and the first and last day of the period."""

    __repr__ = shown

    fills: tuple[Supply, ...]
    first: int
    last: int


@attrs.frozen(kw_only=True)
class _Year:
    """A class of medicines in a calendar year, under the name of its finding."""

    __repr__ = shown

    drugs: DrugClass
    number: int
    frame: Frame

    @property
    def occurrence(self) -> str:
        return f"{self.drugs.name}:{self.number}"

    @property
    def first(self) -> int:
        return date(self.number, 1, 1).toordinal()

    @property
    def last(self) -> int:
        return date(self.number, 12, 31).toordinal()


def treatment(drugs: DrugClass, year: int, frame: Frame) -> Treatment | Conclusion | None:
    """The treatment period in a year, why there is none, or None when no fill is seen."""
    of = _Year(drugs=drugs, number=year, frame=frame)
    found = [
        s
        for s in supplies(drugs, frame)
        if s.row.start_low <= of.last and s.row.start_high >= of.first
    ]
    fills = [s for s in found if s.ingredients]
    if not fills:
        return None
    if not all(s.exact for s in found):
        return unknown(of.occurrence, (f"the exact day of a fill of {drugs.name}",), found)
    excluded = [s for s in found if s.excluding]
    if excluded:
        names = ", ".join(sorted(frozenset[str]().union(*(s.excluding for s in excluded))))
        return _out(
            of,
            f"a fill of {names} is seen",
            Evidence(clause=f"fill of {names}", holds=True, facts=refs(excluded)),
        )
    return _out_by_person(of, fills) or _period(of, fills)


def _out(of: _Year, why: str, *evidence: Evidence) -> Conclusion:
    return not_applicable(f"{of.drugs.name}: {why}", of.occurrence, evidence)


def _out_by_person(of: _Year, fills: list[Supply]) -> Conclusion | None:
    born = of.frame.view.patient.birth_date
    new_year = on(of.first)
    adult = born and age_between(born, (new_year, new_year), ADULT_FROM, None)
    if adult is None:
        return unknown(of.occurrence, ("exact birth date" if born else "birth date",), fills)
    if not adult:
        return _out(of, f"younger than {ADULT_FROM} on {new_year}", seen(fills))
    if _holds(of, HoldKind.HOSPICE):
        return _out(of, "hospice care was chosen", seen(fills))
    failing = of.frame.rows(KIDNEY_FAILURES).sure
    sure = [r for r in failing if r.start_high <= of.last and r.end_low >= of.first]
    if sure:
        found = tuple(refer(row) for row in sure[:1])
        clause = Evidence(clause="end-stage kidney disease", holds=True, facts=found)
        return _out(of, "end-stage kidney disease or dialysis", clause, seen(fills))
    if any(r.start_low <= of.last and r.end_high >= of.first for r in failing):
        return unknown(of.occurrence, ("when end-stage kidney disease was present",), fills)
    return None


def _holds(of: _Year, kind: HoldKind) -> list[Row]:
    rows = of.frame.view.rows("holds", None)
    return [row for row in rows if isinstance(row.fact, Hold) and row.fact.kind is kind]


def _period(of: _Year, fills: list[Supply]) -> Treatment | Conclusion:
    last = _last_day(of)
    if isinstance(last, str):
        return unknown(of.occurrence, (last,), fills)
    counting = tuple(s for s in fills if s.day <= last)
    if len({s.day for s in counting}) < LEAST_FILL_DATES:
        few = Evidence(clause="fills on two dates", holds=False, facts=refs(counting))
        return _out(of, "fills on two different dates are needed", few)
    first = counting[0].day
    if last - first + 1 < LEAST_DAYS:
        short = Evidence(clause="first fill of the year", holds=True, facts=refs(counting[:1]))
        why = f"from the first fill on {on(first)} to {on(last)} is less than {LEAST_DAYS} days"
        return _out(of, why, short)
    without = [s for s in counting if s.days is None]
    if without:
        return unknown(of.occurrence, (f"days' supply of a fill of {of.drugs.name}",), without)
    return Treatment(fills=counting, first=first, last=last)


def _last_day(of: _Year) -> int | str:
    """31 December, or the last day alive or enrolled; what is missing when that is not known."""
    view, last = of.frame.view, of.last
    died = view.patient.deceased
    if died is True:
        return "day of death"
    if died and view.passed(died):
        low, high = day_bounds(died, view.zone)
        if low != high:
            return "exact day of death"
        last = min(last, high)
    for row in _holds(of, HoldKind.DISENROLLED):
        if row.start_low != row.start_high:
            return "exact day of disenrolment"
        last = min(last, row.start_low - 1)
    return last
