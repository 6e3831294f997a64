"""AdhereR's numbers, every setting of the manifest on one table of fills, row by row.

Polypharmacy, medication groups and durations of supply have tests of their own. Where AdhereR
stopped for all patients, each of them has a number or a reason here; where it leaves a patient out,
there is a reason.
"""

from collections import defaultdict

import polars as pl
import pytest
from adherer_manifest import (
    CMAS,
    day,
    entries,
    fills,
    folder,
    keywords,
    methods,
    number,
    results,
    rows,
    same,
)

from carecoord.adapters.tables.episodes.sliding import adherence_in_windows
from carecoord.adapters.tables.episodes.treatment import adherence_per_episode, treatment_episodes
from carecoord.adapters.tables.possession.gaps import fill_gaps
from carecoord.adapters.tables.possession.measures import adherence

SIMPLE = "simple_cma"
EPISODES = "treatment_episodes_and_cma_per_episode"
SLIDING = "cma_sliding_window"
ELSEWHERE = {
    "cma_polypharmacy", "medication_groups", "compute_event_durations", "time_to_initiation",
}  # fmt: skip
ENGINES = ("python", "compiled")
OBSERVED = ("observation_start", "observation")
EPISODIC = ("permissible_gap", "drug_change_opens", "append_gap")
FROM_CMA_5 = ("carry_same_drug_only", "dose_change")

pytestmark = pytest.mark.usefixtures("data")


@pytest.mark.parametrize("entry", entries())
def test_the_kind_of_the_setting_is_known(entry):
    assert entry["kind"] in {SIMPLE, EPISODES, SLIDING, *ELSEWHERE}


def by_measure(found):
    wanted = defaultdict(list)
    for row in found:
        wanted[row["cma"].lower()].append(row)
    return wanted


def both(table, *args, **settings):
    """What both engines say, which is the same to the last bit."""
    python, compiled = (table(*args, engine=engine, **settings) for engine in ENGINES)
    assert python.equals(compiled), "the engines differ"
    return rows(python)


def told(found, frame):
    """Every patient has a row, and every row a number or a reason."""
    everyone = {row["PATIENT_ID"] for row in found} == set(frame["PATIENT_ID"])
    return everyone and all(row["value"] is not None or row["reason"] for row in found)


def agree(ours, wanted, key, wanted_key, compared):
    """Compare rows by key: what only we have needs a reason; gives the differences."""
    by_key = defaultdict(list)
    for row in ours:
        by_key[key(row)].append(row)
    wrong = []
    for row in wanted:
        if not by_key[wanted_key(row)]:
            wrong.append(("missing", row))
            continue
        mine = by_key[wanted_key(row)].pop(0)
        wrong += [(mine, row, pair) for pair in compared(mine, row) if not same(*pair)]
    left = [row for found in by_key.values() for row in found if not row["reason"]]
    return wrong + [("without counterpart or reason", row) for row in left]


@pytest.mark.parametrize("method", CMAS)
@pytest.mark.parametrize("entry", entries(SIMPLE))
def test_a_measure_agrees_for_every_patient(entry, method):
    if method not in methods(entry):
        pytest.skip("the setting is not about this measure")
    wanted = by_measure(results(entry, "_cma.csv"))[method]
    frame = fills(entry)

    found = both(adherence, frame, method, **keywords(entry))

    assert told(found, frame)
    assert not wanted or not agree(
        found,
        wanted,
        lambda row: row["PATIENT_ID"],
        lambda row: int(row["PATIENT_ID"]),
        lambda mine, row: [(mine["value"], number(row["value"]))],
    )


def ordinal(found):
    return None if found is None else found.toordinal()


def of_fill(mine, row):
    opens = ordinal(mine["observation_start"])
    later = None if mine["lag"] is None else opens + mine["lag"]
    return [
        (mine["interval"], number(row["event.interval"])),
        (mine["gap"], number(row["gap.days"])),
        (mine["carried_in"], number(row[".CARRY.OVER.FROM.BEFORE"])),
        (mine["used"], row[".EVENT.USED.IN.CMA"] == "TRUE"),
        (later, day(row[".OBS.START.DATE.UPDATED"])),
        (ordinal(mine["follow_up_start"]), day(row[".FU.START.DATE"])),
        (ordinal(mine["follow_up_end"]), day(row[".FU.END.DATE"])),
        (opens, day(row[".OBS.START.DATE"])),
        (ordinal(mine["observation_end"]), day(row[".OBS.END.DATE"])),
    ]


@pytest.mark.parametrize("method", ["cma5", "cma7", "cma8", "cma9"])
@pytest.mark.parametrize("entry", entries(SIMPLE))
def test_a_measure_sees_every_fill_as_adherer_does(entry, method):
    wanted = by_measure(results(entry, "_events.csv"))[method]
    frame = fills(entry).with_columns(pl.col("DATE").str.to_date())

    found = both(fill_gaps, frame, method, **keywords(entry))

    assert frame["PATIENT_ID"].to_list() == [row["PATIENT_ID"] for row in found]
    assert all(
        row["interval"] is not None or row["gap"] is not None or row["reason"] for row in found
    )
    assert not wanted or not agree(
        found,
        wanted,
        lambda row: (row["PATIENT_ID"], row["DATE"].toordinal()),
        lambda row: (int(row["PATIENT_ID"]), day(row["DATE"])),
        of_fill,
    )


def episode(row):
    return row["PATIENT_ID"], row["episode"]


def episode_of_adherer(row):
    return int(row["PATIENT_ID"]), int(row["episode.ID"])


def of_episode(mine, row):
    start = ordinal(mine["start"])
    return [
        (start, day(row["episode.start"])),
        (start + mine["days"], day(row["episode.end"])),
        (ordinal(mine["end"]), day(row["episode.end"]) // 1),
        (mine["gap_after"] // 1, number(row["end.episode.gap.days"])),
    ]


def without(settings, names):
    return {name: value for name, value in settings.items() if name not in names}


@pytest.mark.parametrize("entry", entries(EPISODES))
def test_treatment_episodes_agree(entry):
    settings = without(keywords(entry), OBSERVED)

    wanted = results(entry, "_treatment_episodes.csv")

    found = both(treatment_episodes, fills(entry), **settings)

    assert all(row["days"] is not None or row["reason"] for row in found)
    assert not wanted or not agree(
        found,
        wanted,
        episode,
        episode_of_adherer,
        lambda mine, row: [*of_episode(mine, row), (mine["days"], number(row["episode.duration"]))],
    )


def of_measured_episode(mine, row):
    return [
        *of_episode(mine, row),
        (mine["episode_days"], number(row["episode.duration"])),
        (mine["value"], number(row["CMA"])),
    ]


@pytest.mark.parametrize("method", CMAS)
@pytest.mark.parametrize("entry", entries(EPISODES))
def test_a_measure_agrees_in_every_episode(entry, method):
    if method not in methods(entry):
        pytest.skip("the setting is not about this measure")
    wanted = by_measure(results(entry, "_cma_per_episode.csv"))[method]
    frame = fills(entry)

    found = both(adherence_per_episode, frame, method, **keywords(entry))

    assert told(found, frame)
    assert not wanted or not agree(found, wanted, episode, episode_of_adherer, of_measured_episode)


@pytest.mark.parametrize("entry", entries(EPISODES))
def test_episodes_handed_in_are_measured_like_those_found(entry):
    frame, settings = fills(entry), keywords(entry)
    episodes = treatment_episodes(frame, **without(settings, OBSERVED))

    handed_in = adherence_per_episode(
        frame, "cma7", episodes=episodes, **without(settings, EPISODIC)
    )

    assert handed_in.equals(adherence_per_episode(frame, "cma7", **settings))


@pytest.mark.parametrize("method", CMAS)
@pytest.mark.parametrize("entry", entries(SLIDING))
def test_a_measure_agrees_in_every_window(entry, method):
    if method not in methods(entry):
        pytest.skip("the setting is not about this measure")
    wanted = by_measure(results(entry, "_cma_sliding_window.csv"))[method]
    frame = fills(entry)

    found = both(adherence_in_windows, frame, method, **keywords(entry))

    assert told(found, frame)
    assert not wanted or not agree(
        found,
        wanted,
        lambda row: (row["PATIENT_ID"], row["window"]),
        lambda row: (int(row["PATIENT_ID"]), int(row["window.ID"])),
        lambda mine, row: [
            (ordinal(mine["start"]), day(row["window.start"])),
            (ordinal(mine["end"]), day(row["window.end"])),
            (mine["value"], number(row["CMA"])),
        ],
    )


@pytest.mark.parametrize("kind", ["pandas", "arrow"])
@pytest.mark.parametrize(
    ("table", "of"),
    [
        (adherence, SIMPLE),
        (fill_gaps, SIMPLE),
        (adherence_per_episode, EPISODES),
        (adherence_in_windows, SLIDING),
    ],
)
def test_frames_of_other_kinds_have_the_same_rows(table, of, kind):
    entry = entries(of)[0].values[0]

    other = rows(table(fills(entry, kind), "cma7", **keywords(entry)))

    assert rows(table(fills(entry), "cma7", **keywords(entry))) == other


def test_settings_are_found_where_the_results_are():
    assert not (folder() / "results").is_dir() or entries()
