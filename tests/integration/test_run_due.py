"""Reviewing only who has to be reviewed, and saving what people did with their work."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.coordinator import run_due, run_once
from carecoord.adapters.save_work import save_work
from carecoord.adapters.storage.memory import MemoryStore
from carecoord.adapters.storage.sqlite import SqliteStore
from carecoord.model import Hold, HoldKind
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.handling import assign, close, snooze
from carecoord.rules.worklist import ItemStatus
from carecoord.testing.examples import example

DAY = date(2026, 5, 24)
STEP = timedelta(days=1)


class Noon:
    def now(self):
        return datetime(2026, 5, 24, 12, tzinfo=UTC)


@attrs.define
class Desk:
    """A store that has taken in two patients, and their next reviews."""

    store: object
    catalogue: Catalogue = attrs.field(factory=standard)

    def take_in(self):
        source = fhir_r4.read([example("ines"), example("otto")])
        run_once(source, self.store, None, self.catalogue, DAY, Noon())
        return self

    def due(self, as_of, catalogue=None):
        """The keys of the patients who were reviewed."""
        seen = []
        rules = catalogue or self.catalogue
        run_due(self.store, None, rules, as_of, Noon(), each=lambda one: seen.append(one.patient))
        return seen

    def until(self, key):
        return self.store.review(key).valid_until

    def save(self, *items):
        save_work(self.store, items, by="somebody", clock=Noon())


@pytest.fixture(params=[MemoryStore, SqliteStore])
def desk(request, tmp_path):
    store = MemoryStore() if request.param is MemoryStore else SqliteStore(tmp_path / "care.db")
    yield Desk(store).take_in()
    store.close()


def first_due(desk):
    return min(desk.store.keys(), key=desk.until)


def test_nobody_is_reviewed_again_on_the_same_day(desk):
    assert desk.due(DAY) == []


def test_who_falls_due_is_reviewed_on_that_day_and_not_before(desk):
    key = first_due(desk)
    day = desk.until(key)

    assert desk.due(day - STEP) == []
    assert key in desk.due(day)


def test_who_was_reviewed_is_not_due_for_as_long_as_that_holds(desk):
    day = desk.until(first_due(desk))
    desk.due(day)

    assert desk.due(day) == []


def test_who_was_reviewed_for_a_later_day_is_due(desk):
    everybody = list(desk.store.keys())
    desk.due(DAY.replace(year=2062))

    assert desk.due(DAY) == everybody
    assert desk.due(DAY) == []


def test_whose_chart_changed_is_reviewed(desk):
    key = desk.store.keys()[0]
    kept = desk.store.chart(key)
    held = attrs.evolve(kept.chart, holds=[Hold(id="h", kind=HoldKind.HOSPICE, since=DAY)])
    with desk.store.transaction() as unit:
        unit.put_chart(held, expected_version=kept.version)

    assert desk.due(DAY) == [key]


def test_other_rules_review_everybody(desk):
    assert desk.due(DAY, standard(zone=UTC, calendar=lambda _: True)) == list(desk.store.keys())


def test_a_snoozed_item_comes_back_on_its_day(desk):
    (kept, *_) = desk.store.items()
    day = min(desk.until(kept.patient), DAY + 2 * STEP)
    desk.save(snooze(kept, day, DAY))
    desk.due(day - STEP)
    before = desk.store.items(kept.patient)
    desk.due(day)
    after = desk.store.items(kept.patient)

    assert [one.status for one in before if one.key == kept.key] == [ItemStatus.SNOOZED]
    assert [one.status for one in after if one.key == kept.key] == [ItemStatus.OPEN]


def test_work_that_was_closed_has_no_day_on_which_it_comes_back(desk):
    (kept, *_) = desk.store.items()
    desk.save(snoozed := snooze(kept, DAY + STEP, DAY))
    desk.save(close(snoozed, "moved away", DAY))

    assert desk.store.review(kept.patient).wake is None


def test_who_did_it_is_in_the_audit_trail(desk):
    (kept, *_) = desk.store.items()
    desk.save(assign(kept, "a nurse", DAY))
    entry = desk.store.audit()[-1].entry

    assert (entry.action, entry.actor, entry.patient) == ("work handled", "somebody", kept.patient)
    assert entry.details == (("items", "1"),)


def test_work_of_a_patient_who_was_never_reviewed_is_saved(desk):
    (kept, *_) = desk.store.items()
    other = attrs.evolve(kept, patient="nobody yet")
    desk.save(other)

    assert desk.store.items("nobody yet") == (other,)
    assert desk.store.review("nobody yet") is None
