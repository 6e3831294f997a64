"""Reviewing at night only who has to be gives the worklist of reviewing everybody.

The whole year of ten thousand patients is a command: see ``simulated_year.py``.
"""

import sys
from datetime import date, timedelta

import pytest
from simulated_year import DAYS, FIRST, Shard, catalogue_on, lived, shards, told
from two_nights import Compared, Tally, TwoWays

from carecoord.adapters.storage.memory import MemoryStore
from carecoord.adapters.storage.sqlite import SqliteStore

PATIENTS, NIGHTS = 60, 60
RULES_CHANGE_AFTER = timedelta(days=40)
LEAST_SAVED = 0.85
"""As in test_valid_until: of the nights no more than 15 % may need a review."""


def rules_on(day):
    """The rules of the year, changed within the days of the small one."""
    return catalogue_on(date.max if day - FIRST >= RULES_CHANGE_AFTER else FIRST)


def two_ways(place=0, patients=PATIENTS, nights=NIGHTS, **more):
    shard = Shard(place=place, patients=patients, days=nights)
    both = TwoWays(catalogue_on=rules_on, seed=place, **more)
    return both.live(shard.charts(), FIRST, nights)


@pytest.fixture(scope="module")
def small():
    return two_ways()


def test_findings_and_worklists_are_equal_after_every_night(small):
    assert small.wrong == []
    assert small.patient_days == PATIENTS * NIGHTS


def test_most_reviews_are_saved(small):
    assert small.saved >= LEAST_SAVED


def test_all_that_makes_a_review_due_happens_in_these_nights(small):
    assert set(small.causes) == {
        "new",
        "something arrived",
        "other rules",
        "time",
        "an item came back",
    }


def test_a_store_on_disk_does_the_same(tmp_path):
    store = SqliteStore(tmp_path / "care.db")
    tally = two_ways(place=1, patients=10, nights=30, store=store)
    store.close()

    assert tally.wrong == []


def test_the_last_nights_are_a_small_part_and_agree(small):
    last = two_ways(compared=Compared.LAST_NIGHTS)

    assert last.wrong == []
    assert last.reviews == small.reviews
    assert last.compared < small.compared / 4


class Sleeper(MemoryStore):
    """Broken: looks at nothing but the chart and the rules."""

    def due(self, moment, fingerprint):
        return super().due(date.min, fingerprint)


class Forgetful(MemoryStore):
    """Broken: forgets the day on which an item comes back."""

    def due(self, moment, fingerprint):
        return tuple(
            key
            for key in super().due(moment, fingerprint)
            if (record := self.review(key)) is None
            or record.wake is None
            or key in super(Forgetful, self).due(date.min, fingerprint)
            or (record.valid_until is not None and record.valid_until <= moment)
        )


@pytest.mark.parametrize("store", [Sleeper, Forgetful])
@pytest.mark.parametrize("compared", [Compared.EVERY_NIGHT, Compared.LAST_NIGHTS])
def test_a_store_that_finds_too_few_is_found_out(store, compared):
    assert two_ways(patients=20, nights=40, store=store(), compared=compared).wrong != []


@pytest.mark.nightly
def test_a_whole_year_of_some_hundred_patients(capsys):
    total = Tally()
    for shard in shards(300, DAYS):
        total.add(lived(shard))
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(told(total)) + "\n")

    assert total.wrong == []
    assert total.saved >= LEAST_SAVED
