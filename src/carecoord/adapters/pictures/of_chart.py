"""The picture of the fills of a chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, tzinfo
from typing import cast

import attrs

from carecoord.adapters.pictures.layout import Given, between, end_to_end, per_drug
from carecoord.adapters.pictures.spans import Span, joined, lacking, within
from carecoord.adapters.pictures.values import Lane, Result, Supply, SupplyTimeline, Window
from carecoord.model.chart import Chart
from carecoord.model.code import CodeableConcept
from carecoord.model.encounter import Encounter
from carecoord.model.fill import Fill
from carecoord.model.moment import first_day, last_day
from carecoord.rules.concepts.fills import NOT_GIVEN
from carecoord.rules.concepts.ingredients import CLASSES, ingredients_of
from carecoord.rules.criteria.places import INPATIENT, OBSERVATION
from carecoord.rules.engine.finding import Finding
from carecoord.rules.engine.possession import COUNTED_DAYS, SUPPLY_IN_HAND, Spans, ratio_to_date
from carecoord.rules.engine.supply import fill_days

STAYS_OUT = "What is counted leaves out days of stays, and uses the supply for them afterwards."
_STAYS = frozenset((*INPATIENT, *OBSERVATION))


def supply_timeline_of(
    chart: Chart,
    findings: Iterable[Finding] = (),
    *,
    as_of: date | datetime | None = None,
    zone: tzinfo = UTC,
    title: str = "Supply of medicines",
) -> SupplyTimeline:
    """The fills of a chart laid out end to end per drug, stays, and what findings count.

    Drugs are told apart by the ingredients that the rules know, others by their names. A finding
    that counts possession (PDC) gets a lane with the days it holds for covered, those without
    supply up to ``as_of``, and its ratio to that day.
    """
    today = None if as_of is None else _day(as_of, zone)
    given, left_out = _given(chart, zone, today)
    lanes = [_lane(drug, end_to_end(fills)) for drug, fills in per_drug(given).items()]
    counted = [one for one in map(_counted_by, findings) if one is not None]
    results = [_result(one, today) for one in counted] if today is not None else []
    return SupplyTimeline(
        title=title,
        lanes=[*lanes, *(one.lane(today) for one in counted)],
        windows=[
            Window(name=f"Days that count: {one.name}", spans=one.counted, counts=True)
            for one in counted
        ],
        stays=_near(_stays(chart, zone, today), lanes) if lanes else (),
        results=[one for one in results if one is not None],
        notes=_notes(left_out, counted),
        today=today,
    )


def _lane(drug: str, supplies: list[Supply]) -> Lane:
    """What lies between two fills is a gap of what is followed; else it may be between courses."""
    none = between(supplies)
    if any(drug in drugs.ingredients for drugs in CLASSES):
        return Lane(name=drug, supplies=supplies, gaps=none)
    return Lane(name=drug, supplies=supplies, between=none)


@attrs.frozen(kw_only=True)
class _Counted:
    """What a finding counts: of which medicines, on which days, and when they are held."""

    finding: Finding
    name: str
    counted: list[Span]
    held: list[Span]

    def lane(self, today: int | None) -> Lane:
        """The days with supply, and up to today those without."""
        past = float("inf") if today is None else today + 1
        gaps = [gap for span in self.counted for gap in lacking(self.held, span)]
        return Lane(name=f"Counted: {self.name}", held=self.held, gaps=within(gaps, Span(0, past)))


def _counted_by(finding: Finding) -> _Counted | None:
    details = dict(finding.details)
    if COUNTED_DAYS not in details or SUPPLY_IN_HAND not in details:
        return None
    name = (finding.reason or finding.title).split(":")[0]
    counted, held = _spans(details[COUNTED_DAYS]), _spans(details[SUPPLY_IN_HAND])
    return _Counted(finding=finding, name=name, counted=counted, held=held)


def _spans(spans: object) -> list[Span]:
    told = cast("Spans", spans)
    return joined(Span(first.toordinal(), last.toordinal() + 1) for first, last in told)


def _result(of: _Counted, today: int) -> Result | None:
    day = date.fromordinal(today)
    ratio = ratio_to_date(of.finding, day)
    if ratio is None:
        return None
    return Result(
        name=f"Days with supply in hand, {of.name}",
        numerator=ratio.held,
        denominator=ratio.counted,
        value=ratio.held / ratio.counted,
        about=f"days to {day}",
    )


def _given(chart: Chart, zone: tzinfo, today: int | None) -> tuple[list[Given], int]:
    """Fills in order of day under the names of their drugs, and how many cannot be drawn."""
    known: list[tuple[int, str, Given]] = []
    left_out = 0
    for fill in chart.fills or ():
        if fill.status in NOT_GIVEN:
            continue
        when, days = fill.filled_on, fill_days(fill)
        day = None if when is None else first_day(when, zone)
        if when is None or day is None or last_day(when, zone) != day or not days or days < 0:
            left_out += 1
        elif today is None or day.toordinal() <= today:
            number = day.toordinal()
            known += (
                (number, fill.id, Given(drug=drug, day=number, days=float(days)))
                for drug in _drugs(fill)
            )
    return [one for *_, one in sorted(known, key=lambda of: of[:2])], left_out


def _drugs(fill: Fill) -> Iterator[str]:
    """The ingredients that classes follow, a lane each; else the name of the product."""
    code: CodeableConcept | None = fill.code
    names = frozenset[str]() if code is None else ingredients_of(code)
    followed = sorted(frozenset[str]().union(*(drugs.of(names) for drugs in CLASSES)))
    if followed:
        yield from followed
    else:
        yield (code.label if code is not None else "") or "medicine"


def _stays(chart: Chart, zone: tzinfo, today: int | None) -> Iterator[Span]:
    for stay in chart.encounters or ():
        span = _stay(stay, zone, today)
        if span is not None:
            yield span


def _stay(stay: Encounter, zone: tzinfo, today: int | None) -> Span | None:
    if stay.encounter_class not in _STAYS or stay.period is None or stay.never_was:
        return None
    first, last = stay.period.first_day(zone), stay.period.last_day(zone)
    until = today if last is None else last.toordinal()
    if first is None or until is None or (today is not None and first.toordinal() > today):
        return None
    return Span(first.toordinal(), max(until, first.toordinal()) + 1)


def _near(stays: Iterable[Span], lanes: list[Lane]) -> list[Span]:
    """The stays that concern the supply: from the first fill to the end of the last."""
    spans = [span for lane in lanes for span in lane.spans]
    whole = Span(min(one.first for one in spans), max(one.until for one in spans))
    return [stay for stay in joined(stays) if stay.within(whole)]


def _notes(left_out: int, counted: Iterable[_Counted]) -> Iterator[str]:
    if left_out:
        which = "1 fill is" if left_out == 1 else f"{left_out} fills are"
        yield f"{which} not drawn: no exact day, or no days' supply."
    if any(len(one.counted) > 1 for one in counted):
        yield STAYS_OUT


def _day(moment: date | datetime, zone: tzinfo) -> int:
    return first_day(moment, zone).toordinal()
