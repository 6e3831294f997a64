"""The picture of the stays of a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache

from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.stays.values import (
    TITLE,
    Episode,
    Kind,
    Readmission,
    Stay,
    StaysTimeline,
)
from carecoord.model.chart import Chart
from carecoord.model.encounter import Encounter
from carecoord.model.moment import first_day, last_day
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.concepts.visits import DIED
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.places import OBSERVATION
from carecoord.rules.engine.timing import NEVER, Row
from carecoord.rules.engine.view import View
from carecoord.rules.readmission import window as after_discharge
from carecoord.rules.readmission.chains import (
    GOING_ON,
    STAYS,
    Chain,
    acute,
    chains,
    final,
    of,
    vague,
)
from carecoord.rules.readmission.chains import ended as day_ended
from carecoord.rules.readmission.emergency import emergent, led_to

NOT_EXACT = "no exact day of admission or discharge"
DIED_THERE = "died in the stay"
GOES_ON = "goes on in another stay"
OBSERVED = "observation, no admission"
_OBSERVATION = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *OBSERVATION)
    .where(Encounter.status, "finished", "in-progress", "onleave", "arrived", "triaged")
)


def stays_timeline_of(
    chart: Chart,
    *,
    as_of: date | datetime | None = None,
    window_days: int = 30,
    zone: tzinfo = UTC,
    title: str = TITLE,
) -> StaysTimeline:
    """The stays of a chart, the window after each discharge alive, and the return in it.

    What is one stay, and what a return to hospital, is as the rules of readmission have it;
    observation is neither. A return is drawn as planned when the record calls it elective, as
    unplanned when it was an emergency, else as not judged: what a measure counts as planned takes
    code tables, and the picture of a table, `stays_timeline`, has it. ``as_of`` is a line, and
    what came later is not known.
    """
    frame = _frame(chart, as_of, zone)
    left_out: Counter[str] = Counter()
    episodes = [*_admitted(frame, window_days), *_observed(frame, left_out)]
    left_out[NOT_EXACT] += len(vague(frame, STAYS)) + len(vague(frame, GOING_ON))
    return StaysTimeline(
        title=title,
        episodes=sorted(episodes, key=lambda one: (one.first, one.last.ended)),
        window_days=window_days,
        notes=[_not_drawn(why, count) for why, count in left_out.items() if count],
        today=None if as_of is None else first_day(as_of, zone).toordinal(),
    )


@lru_cache(8)
def _catalogue(zone: tzinfo) -> Catalogue:
    """What the rules of readmission need to know stays by."""
    return Catalogue.of(after_discharge.RULE, zone=zone)


def _frame(chart: Chart, as_of: date | datetime | None, zone: tzinfo) -> Frame:
    catalogue = _catalogue(zone)
    return Frame(
        View(
            chart,
            catalogue.lookup,
            as_of=as_of,
            zone=zone,
            calendar=None,
            parameters=catalogue.parameters,
        )
    )


def _not_drawn(why: str, count: int) -> str:
    return f"{'1 stay is' if count == 1 else f'{count} stays are'} not drawn: {why}."


def _admitted(frame: Frame, window_days: int) -> Iterator[Episode]:
    for chain in chains(frame):
        died = _died(final(chain), frame)
        stays = [_stay(row, _reason(row, chain, died=died)) for row in chain]
        discharged = day_ended(chain)
        if discharged == NEVER or died:
            yield Episode(stays=stays)
            continue
        back = after_discharge.returned(chain, discharged + window_days, frame)
        yield Episode(
            stays=stays,
            after=Span(discharged, discharged + window_days + 1),
            readmission=None if back is None else _readmission(back, discharged, frame),
        )


def _observed(frame: Frame, left_out: Counter[str]) -> Iterator[Episode]:
    for row in frame.rows(_OBSERVATION).sure:
        going_on = of(row).status != "finished"
        if row.start_low != row.start_high or (row.end_low != row.end_high and not going_on):
            left_out[NOT_EXACT] += 1
        else:
            yield Episode(stays=[_stay(row, OBSERVED)])


def _stay(row: Row, reason: str) -> Stay:
    ended = of(row).status == "finished" and row.end_low != NEVER
    return Stay(
        admitted=row.start_low,
        discharged=row.end_low if ended else None,
        kind=_kind(row),
        reason=reason,
    )


def _kind(row: Row) -> Kind:
    if of(row).encounter_class in OBSERVATION:
        return "observation"
    return "inpatient" if acute((row,)) else "nonacute"


def _reason(row: Row, chain: Chain, *, died: bool) -> str:
    if row is not final(chain):
        return GOES_ON
    return DIED_THERE if died else ""


def _died(row: Row, frame: Frame) -> bool:
    """Whether the patient was dead when it ended, as its disposition says or the day of death."""
    disposition, died = of(row).discharge_disposition, frame.view.patient.deceased
    if disposition is not None and not set(DIED).isdisjoint(disposition.coding):
        return True
    if died is None or isinstance(died, bool):
        return False
    return last_day(died, frame.view.zone).toordinal() <= row.end_low < NEVER


def _readmission(back: Chain, discharged: int, frame: Frame) -> Readmission:
    acutely, _ = emergent(back[0], led_to(back[0], frame))
    admitted = back[0].start_low
    return Readmission(
        admitted=admitted,
        days=admitted - discharged,
        planned=None if acutely is None else not acutely,
    )
