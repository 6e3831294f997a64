"""The picture of the stays of a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, tzinfo

import attrs

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
from carecoord.model.code import ACT_CODE, Code
from carecoord.model.encounter import Encounter
from carecoord.model.moment import first_day, last_day
from carecoord.rules.concepts.visits import DIED
from carecoord.rules.criteria.places import INPATIENT, OBSERVATION

TOOK_PLACE = frozenset({"finished", "in-progress", "onleave", "arrived", "triaged"})
"""Statuses of stays that began."""
NOT_EXACT = "no exact day of admission or discharge"
BACKWARDS = "discharged before the day of admission"
DIED_THERE = "died in the stay"
GOES_ON = "goes on in another stay"
NO_WINDOW = {
    "observation": "observation, no admission",
    "nonacute": "no acute hospital stay",
}
_KINDS: dict[Code, Kind] = {
    **dict.fromkeys(INPATIENT, "inpatient"),
    **dict.fromkeys(OBSERVATION, "observation"),
    Code(ACT_CODE, "NONAC"): "nonacute",
}


@attrs.frozen(kw_only=True)
class Known:
    """A stay of a chart as it is drawn, and what tells of its end."""

    stay: Stay
    provider: str | None
    died: bool


def stays_timeline_of(
    chart: Chart,
    *,
    as_of: date | datetime | None = None,
    window_days: int = 30,
    zone: tzinfo = UTC,
    title: str = TITLE,
) -> StaysTimeline:
    """The stays of a chart, the window after each discharge alive, and the readmission in it.

    The first admission to a hospital from the day of discharge to the last of the window is the
    readmission; observation is none. Whether it was planned takes code tables, and is not judged:
    the picture of a table, `stays_timeline`, has it. What began before another stay had ended, or
    in another hospital on the day of its discharge or the next, is one episode with it. ``as_of``
    is a line, and what came later is not known.
    """
    today = None if as_of is None else first_day(as_of, zone).toordinal()
    left_out: Counter[str] = Counter()
    known = sorted(
        _known(chart, zone, today, left_out),
        key=lambda one: (one.stay.admitted, one.stay.ended, one.stay.name),
    )
    chains = _chains(known)
    return StaysTimeline(
        title=title,
        episodes=[
            _episode(chain, chains[place + 1 :], window_days) for place, chain in enumerate(chains)
        ],
        window_days=window_days,
        notes=[_not_drawn(why, count) for why, count in left_out.items()],
        today=today,
    )


def _not_drawn(why: str, count: int) -> str:
    return f"{'1 stay is' if count == 1 else f'{count} stays are'} not drawn: {why}."


def _known(
    chart: Chart, zone: tzinfo, today: int | None, left_out: Counter[str]
) -> Iterator[Known]:
    for encounter in chart.encounters or ():
        kind = _kind(encounter)
        if not kind:
            continue
        days = _days(encounter, zone)
        if isinstance(days, str):
            left_out[days] += 1
        elif today is None or days.admitted <= today:
            last = days.discharged
            if today is not None and last is not None and last > today:
                last = None
            stay = attrs.evolve(days, discharged=last, kind=kind)
            died = _died(chart, encounter, stay, zone)
            yield Known(stay=stay, provider=encounter.service_provider, died=died)


def _kind(encounter: Encounter) -> Kind:
    if encounter.encounter_class is None or encounter.status not in TOOK_PLACE:
        return ""
    return _KINDS.get(encounter.encounter_class, "")


def _days(encounter: Encounter, zone: tzinfo) -> Stay | str:
    """The days of admission and discharge, or why they cannot be drawn."""
    period = encounter.period
    start = None if period is None else period.start
    if period is None or start is None or first_day(start, zone) != last_day(start, zone):
        return NOT_EXACT
    admitted, last = first_day(start, zone).toordinal(), period.last_day(zone)
    if last is None or period.end is None:
        return Stay(admitted=admitted)
    if first_day(period.end, zone) != last_day(period.end, zone):
        return NOT_EXACT
    if last.toordinal() < admitted:
        return BACKWARDS
    return Stay(admitted=admitted, discharged=last.toordinal())


def _died(chart: Chart, encounter: Encounter, stay: Stay, zone: tzinfo) -> bool:
    """Whether the patient was dead when it ended, as its disposition says or the day of death."""
    if stay.discharged is None:
        return False
    disposition, died = encounter.discharge_disposition, chart.patient.deceased
    if disposition is not None and not set(DIED).isdisjoint(disposition.coding):
        return True
    if died is None or isinstance(died, bool):
        return False
    return last_day(died, zone).toordinal() <= stay.discharged


def _chains(known: Sequence[Known]) -> list[list[Known]]:
    """Stays in order of admission, those that are one together."""
    chains: list[list[Known]] = []
    for one in known:
        before = next((chain for chain in reversed(chains) if _goes_on(chain, one)), None)
        if before is None:
            chains.append([one])
        else:
            before.append(one)
    return chains


def _goes_on(chain: Sequence[Known], one: Known) -> bool:
    """Whether it began before they had ended, or in another hospital that day or the next."""
    if chain[-1].stay.kind != one.stay.kind or one.stay.kind == "observation":
        return False
    last = max(chain, key=lambda each: each.stay.ended)
    days = one.stay.admitted - last.stay.ended
    if days < 0:
        return True
    known = None not in {last.provider, one.provider}
    return days <= 1 and known and last.provider != one.provider and not last.died


def _episode(chain: Sequence[Known], later: Sequence[Sequence[Known]], window_days: int) -> Episode:
    last = max(chain, key=lambda each: (each.stay.ended, each.stay.admitted))
    stays = [
        attrs.evolve(one.stay, reason=_no_window(one) if one is last else GOES_ON) for one in chain
    ]
    discharged = last.stay.discharged
    if discharged is None or _no_window(last):
        return Episode(stays=stays)
    after = Span(discharged, discharged + window_days + 1)
    admissions = [other[0].stay for other in later if other[0].stay.kind == "inpatient"]
    inside = (stay.admitted for stay in admissions if after.first <= stay.admitted < after.until)
    first = next(inside, None)
    if first is None:
        return Episode(stays=stays, after=after)
    return Episode(
        stays=stays, after=after, readmission=Readmission(admitted=first, days=first - discharged)
    )


def _no_window(one: Known) -> str:
    return DIED_THERE if one.died else NO_WINDOW.get(one.stay.kind, "")
