"""AdhereR's numbers, every setting of the manifest on one table of fills, row by row.

Polypharmacy, medication groups and durations of supply have tests of their own. Where AdhereR
stopped for all patients, each of them has a number or a reason here; where it leaves a patient out,
there is a reason.
"""

from collections import defaultdict
from datetime import date

import pytest
from adherer_manifest import entries, fills, folder, keywords, parameters
from adherer_results import (
    CMAS,
    day,
    files,
    number,
    of_measure,
    results,
    rows,
    same,
    stopped,
    who,
    whole,
)

from carecoord.adapters.tables.episodes.sliding import adherence_in_windows
from carecoord.adapters.tables.episodes.treatment import adherence_per_episode, treatment_episodes
from carecoord.adapters.tables.possession.gaps import fill_gaps
from carecoord.adapters.tables.possession.measures import adherence

SIMPLE = "simple_cma"
EPISODES = "treatment_episodes_and_cma_per_episode"
SLIDING = "cma_sliding_window"
ENDINGS = {
    SIMPLE: ("_cma", "_events"),
    EPISODES: ("_treatment_episodes", "_cma_per_episode"),
    SLIDING: ("_cma_sliding_window",),
    "cma_polypharmacy": ("_polypharmacy", "_polypharmacy_intermediate"),
    "medication_groups": ("_medication_groups",),
    "compute_event_durations": (
        "_event_durations", "_prescription_episodes", "_special_periods", "_pruned", "_covered",
    ),
    "time_to_initiation": ("_time_to_initiation",),
}  # fmt: skip
"""What the files of each kind of setting are called behind its id; all of them are compared."""
ENGINES = ("python", "compiled")
OBSERVED = ("observation_start", "observation")
EPISODIC = ("permissible_gap", "drug_change_opens", "append_gap")
NEW_DRUG = "medication.change.means.new.treatment.episode"
UNSAID_OF_EPISODES = {
    "maximum.permissible.gap": 90,
    NEW_DRUG: True,
    "carry.only.for.same.medication": True,
    "consider.dosage.change": True,
}
UNSAID_PER_EPISODE = {"maximum.permissible.gap": 180, NEW_DRUG: True}
"""What the manual's usage has for parameters of episodes that a setting does not say."""
SPELLS = ("carry", "episodes")
"""What is said of episodes when they are not measured, and when they are none of ours."""

pytestmark = pytest.mark.usefixtures("data")


@pytest.mark.parametrize("entry", entries())
def test_the_files_of_the_setting_are_known_and_have_rows(entry):
    known = tuple(f"{ending}.csv" for ending in ENDINGS[entry["kind"]])

    assert files(entry) or stopped(entry), "no results, and no message that there are none"
    assert [name for name in files(entry) if not name.endswith(known)] == []
    assert all(results(entry, name) or stopped(entry) for name in files(entry))


def both(table, *args, **settings):
    """What both engines say, which is the same to the last bit."""
    python, compiled = (table(*args, engine=engine, **settings) for engine in ENGINES)
    assert python.equals(compiled), "the engines differ"
    return rows(python)


def told(found, frame, patient):
    """Every patient has a row, and every row a number or a reason."""
    everyone = {row[patient] for row in found} == set(frame[patient])
    return everyone and all(row["value"] is not None or row["reason"] for row in found)


def keys(entry, ours=None, theirs=None):
    """What tells rows apart, ours and theirs: the patient, and a number within."""
    patient = keywords(entry)["patient"]

    def mine(row):
        return who(row[patient]), row[ours] if ours else None

    def wanted(row):
        return who(row[patient]), int(row[theirs]) if theirs else None

    return mine, wanted


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
    wanted = of_measure(entry, "_cma.csv", method)
    frame, settings = fills(entry), keywords(entry)

    found = both(adherence, frame, method, **settings)

    assert told(found, frame, settings["patient"])
    assert not wanted or not agree(
        found,
        wanted,
        *keys(entry),
        lambda mine, row: [(mine["value"], number(row["value"]))],
    )


def ordinal(found: date | None):
    return None if found is None else found.toordinal()


def of_fill(mine, row):
    opens = ordinal(mine["observation_start"])
    later = None if opens is None or mine["lag"] is None else opens + mine["lag"]
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


@pytest.mark.parametrize("method", CMAS)
@pytest.mark.parametrize("entry", entries(SIMPLE))
def test_a_measure_sees_every_fill_as_adherer_does(entry, method):
    wanted = of_measure(entry, "_events.csv", method)
    frame, settings = fills(entry), keywords(entry)
    patient, filled_on = settings["patient"], settings["filled_on"]

    def key(row):
        return who(row[patient]), day(row[filled_on], settings.get("date_format"))

    found = both(fill_gaps, frame, method, **settings)

    assert frame[patient].to_list() == [row[patient] for row in found]
    assert all(
        row["interval"] is not None or row["gap"] is not None or row["reason"] for row in found
    )
    assert not wanted or not agree(found, wanted, key, key, of_fill)


def of_episode(mine, row):
    start, days, gap = ordinal(mine["start"]), mine["days"], number(row["end.episode.gap.days"])
    end = day(row["episode.end"])
    return [
        (start, day(row["episode.start"])),
        (None if days is None else start + days, end),
        (ordinal(mine["end"]), whole(end, ordinal(mine["end"]))),
        (whole(mine["gap_after"], gap), gap),
    ]


def without(settings, names):
    return {name: value for name, value in settings.items() if name not in names}


@pytest.mark.parametrize("entry", entries(EPISODES))
def test_treatment_episodes_agree(entry):
    settings = without(
        keywords({**UNSAID_OF_EPISODES, **parameters(entry)}), (*OBSERVED, "episodes")
    )
    wanted = results(entry, "_treatment_episodes.csv")
    if files(entry) and not wanted and not stopped(entry):
        pytest.skip("the setting has no table of treatment episodes")

    found = both(treatment_episodes, fills(entry), **settings)

    assert all(row["days"] is not None or row["reason"] for row in found)
    assert not wanted or not agree(
        found,
        wanted,
        *keys(entry, "episode", "episode.ID"),
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
    wanted = of_measure(entry, "_cma_per_episode.csv", method)
    frame = fills(entry)
    settings = without(keywords({**UNSAID_PER_EPISODE, **parameters(entry)}), ("carry",))

    found = both(adherence_per_episode, frame, method, **settings)

    assert "episodes" in settings or told(found, frame, settings["patient"])
    assert not wanted or not agree(
        found, wanted, *keys(entry, "episode", "episode.ID"), of_measured_episode
    )


@pytest.mark.parametrize("entry", entries(EPISODES))
def test_episodes_handed_in_are_measured_like_those_found(entry):
    frame, settings = fills(entry), without(keywords(entry), SPELLS)
    episodes = treatment_episodes(frame, **without(settings, OBSERVED))

    handed_in = adherence_per_episode(
        frame, "cma7", episodes=episodes, **without(settings, EPISODIC)
    )

    assert handed_in.equals(adherence_per_episode(frame, "cma7", **settings))


@pytest.mark.parametrize("method", CMAS)
@pytest.mark.parametrize("entry", entries(SLIDING))
def test_a_measure_agrees_in_every_window(entry, method):
    wanted = of_measure(entry, "_cma_sliding_window.csv", method)
    frame, settings = fills(entry), keywords(entry)

    found = both(adherence_in_windows, frame, method, **settings)

    assert told(found, frame, settings["patient"])
    assert not wanted or not agree(
        found,
        wanted,
        *keys(entry, "window", "window.ID"),
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
    cases = entries(of)
    if not cases:
        pytest.skip("the manifest has no such setting")
    entry = cases[0].values[0]
    settings = without(keywords(entry), SPELLS)

    other = rows(table(fills(entry, kind), "cma7", **settings))

    assert rows(table(fills(entry), "cma7", **settings)) == other


def test_settings_are_found_where_the_results_are():
    assert not (folder() / "results").is_dir() or entries()
