"""Pictures of stays keep their labels apart and say everything, whatever the history."""

from __future__ import annotations

from datetime import timedelta

import attrs
from drawn_labels import SVG, outside, parsed, touching
from hypothesis import given
from hypothesis import strategies as st
from stay_histories import FIRST, charts, timelines

from carecoord.adapters.pictures import stays_timeline_of


@given(timeline=timelines)
def test_no_two_labels_touch_and_none_leaves_the_paper(timeline):
    svg = timeline.svg()

    assert touching(svg) == []
    assert outside(svg) == []


@given(timeline=timelines)
def test_everything_is_told_in_words_and_to_those_who_do_not_see(timeline):
    told = timeline.words()

    assert " ".join(told) == parsed(timeline.svg()).find(f"{SVG}desc").text
    assert len(told) == 1 + len(timeline.notes) + len(timeline.episodes)


@given(timeline=timelines)
def test_every_stay_has_a_bar_in_some_strip(timeline):
    svg = parsed(attrs.evolve(timeline, shown=None).svg())
    kinds = {"stay", "observation", "nonacute"}
    bars = [one for one in svg.iter(f"{SVG}rect") if one.get("class") in kinds and one.get("x")]
    seen = {one.find(f"{SVG}title").text for one in bars}

    assert len({stay.admitted for stay in timeline.stays}) <= len(seen)


@given(chart=charts)
def test_a_readmission_is_the_first_admission_of_another_episode_in_the_window(chart):
    timeline = stays_timeline_of(chart)
    episodes = timeline.episodes

    for place, episode in enumerate(episodes):
        admissions = [one.first for one in episodes[place + 1 :] if one.kind == "inpatient"]
        if episode.after is not None:
            inside = [day for day in admissions if 0 <= day - episode.last.discharged <= 30]
            found = episode.readmission
            assert (found and found.admitted) == min(inside, default=None)


@given(chart=charts, seed=st.randoms())
def test_the_order_of_records_changes_nothing(chart, seed):
    records = list(chart.encounters)
    seed.shuffle(records)

    assert stays_timeline_of(chart).words() == (
        stays_timeline_of(attrs.evolve(chart, encounters=records)).words()
    )


@given(chart=charts, days=st.integers(0, 300))
def test_stays_of_after_the_look_change_nothing(chart, days):
    as_of = FIRST + timedelta(days)
    known = [one for one in chart.encounters if one.period.start <= as_of]

    assert stays_timeline_of(chart, as_of=as_of) == (
        stays_timeline_of(attrs.evolve(chart, encounters=known), as_of=as_of)
    )
