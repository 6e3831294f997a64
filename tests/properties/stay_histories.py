"""Histories of stays, as values that are drawn and as charts."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
from hypothesis import strategies as st

from carecoord.adapters.pictures import Episode, Readmission, Span, Stay, StaysTimeline
from carecoord.model import Chart, Encounter, Patient, Period
from carecoord.model.code import ACT_CODE, Code

FIRST = date(2024, 2, 20)
_REASONS = ("", "died in the stay", "W" * 60, "<b>&'\"</b>", "left against medical advice; no age")
_nights = st.sampled_from((0, 0, 1, 4)) | st.integers(0, 60)
_starts = st.integers(0, 60) | st.integers(0, 400) | st.integers(0, 9000)


@st.composite
def _episodes(draw: st.DrawFn) -> Episode:
    first = FIRST.toordinal() + draw(_starts)
    stays: list[Stay] = []
    for _ in range(draw(st.integers(1, 3))):
        last = first + draw(_nights)
        kind = draw(st.sampled_from(("inpatient", "inpatient", "observation", "nonacute", "")))
        stays.append(Stay(name=f"s{first}", admitted=first, discharged=last, kind=kind))
        first = last + draw(st.integers(0, 1))
    ended = stays[-1].discharged or 0
    if draw(st.booleans()):
        reason = draw(st.sampled_from(_REASONS))
        lasts = draw(st.booleans())
        discharged = None if lasts else ended
        return Episode(
            stays=[*stays[:-1], attrs.evolve(stays[-1], reason=reason, discharged=discharged)]
        )
    day = draw(st.none() | st.integers(0, 30))
    planned = draw(st.sampled_from((True, False, None)))
    found = None if day is None else Readmission(admitted=ended + day, days=day, planned=planned)
    return Episode(stays=stays, after=Span(ended, ended + 31), readmission=found)


timelines = st.builds(
    StaysTimeline,
    episodes=st.lists(_episodes(), max_size=40),
    notes=st.lists(st.sampled_from(("1 stay is not drawn: no day.", "W" * 200)), max_size=2),
    today=st.none() | st.integers(0, 9000).map(lambda day: FIRST.toordinal() + day),
    shown=st.none()
    | st.tuples(st.integers(0, 400), st.integers(1, 500)).map(
        lambda of: Span(FIRST.toordinal() + of[0], FIRST.toordinal() + of[0] + of[1])
    ),
)


def _encounter(number: int, of: tuple[int, int, str, str | None]) -> Encounter:
    first, nights, kind, provider = of
    admitted = FIRST + timedelta(first)
    return Encounter(
        id=f"e{number}",
        status="finished",
        encounter_class=Code(ACT_CODE, kind),
        period=Period.through(admitted, admitted + timedelta(nights)),
        service_provider=provider,
    )


charts = st.lists(
    st.tuples(
        st.integers(0, 200),
        _nights,
        st.sampled_from(("IMP", "IMP", "ACUTE", "OBSENC", "NONAC")),
        st.sampled_from(("A", "B", None)),
    ),
    max_size=12,
).map(
    lambda rows: Chart(
        key="k",
        patient=Patient(),
        encounters=[_encounter(number, row) for number, row in enumerate(rows)],
    )
)
