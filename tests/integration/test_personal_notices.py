"""Notices for patients and relatives, seen from the store, the channel and the audit trail."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from carecoord.adapters.notification.recording import RecordingNotifier
from carecoord.adapters.outbox import Outbox
from carecoord.adapters.personal_notices import PATIENT, PersonalNotices
from carecoord.adapters.storage.memory import MemoryStore
from carecoord.adapters.storage.open import open_store
from carecoord.errors import ChartNotFound, InputError
from carecoord.model import Chart, Hold, HoldKind, Label, Patient, RelatedPerson
from carecoord.ports import NoticeStatus
from carecoord.rules import Action, Licence, Urgency
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.proxies import Lacking
from carecoord.rules.telling import Refusal, Withheld
from carecoord.rules.worklist import ItemStatus, WorkItem

DAY = date(2026, 1, 2)
DAUGHTER = RelatedPerson(id="r1", proxy_scope=["read"], proxy_until=date(2026, 1, 4))
CHART = Chart(
    key="p", patient=Patient(birth_date=date(2012, 1, 1)), related_persons=[DAUGHTER], holds=[]
)
ITEM = WorkItem(
    key="trial.seen|p|1",
    patient="p",
    rule="trial.seen",
    edition="1",
    title="Seen in a clinic",
    action=Action(
        title="See the patient in a clinic",
        urgency=Urgency.ROUTINE,
        closes="a visit",
        licences=(Licence.COORDINATOR,),
        due=date(2026, 1, 3),
    ),
    opened_on=DAY,
    changed_on=DAY,
)


@attrs.define
class HandClock:
    moment: datetime = datetime(2026, 1, 2, 12, tzinfo=UTC)

    def now(self):
        return self.moment


class Desk:
    """A store with a chart and an item, a channel, and a clock that is set by hand."""

    def __init__(self, store):
        self.store, self.notifier, self.clock = store, RecordingNotifier(), HandClock()
        self.personal = PersonalNotices(catalogue=Catalogue.of(), clock=self.clock)
        self.keep(CHART)
        self.put(ITEM)

    def keep(self, chart):
        with self.store.transaction() as unit:
            unit.put_chart(chart, expected_version=unit.version("p"))

    def put(self, item):
        with self.store.transaction() as unit:
            unit.put_items([item])

    def queue(self, recipient=DAUGHTER, to="555-0101"):
        with self.store.transaction() as unit:
            return self.personal.queue(unit, ITEM, recipient, to)

    def send(self, *, days=0):
        self.clock.moment += timedelta(days=days)
        return Outbox(
            store=self.store,
            notifier=self.notifier,
            catalogue=self.personal.catalogue,
            as_of=DAY,
            clock=self.clock,
        ).send()

    def trail(self):
        return [(r.entry.action, dict(r.entry.details)) for r in self.store.audit()]


@pytest.fixture(params=["memory", "sqlite"])
def desk(request, tmp_path):
    store = MemoryStore() if request.param == "memory" else open_store(f"sqlite:///{tmp_path}/s.db")
    yield Desk(store)
    store.close()


def test_a_relative_is_told_at_the_address_that_was_given(desk):
    assert desk.queue() is None
    assert desk.send().sent == 1

    (notice,) = desk.notifier.sent
    assert (notice.to, notice.recipient, notice.items) == ("555-0101", "r1", (ITEM.key,))
    assert "clinic" not in notice.subject + notice.body


def test_so_is_the_patient(desk):
    desk.queue(CHART.patient)
    desk.send()

    (notice,) = desk.notifier.sent
    assert notice.recipient == PATIENT


def test_the_same_is_queued_once(desk):
    desk.queue()
    desk.queue()

    assert len(desk.store.outbox()) == 1
    assert [action for action, _ in desk.trail()] == ["notice queued"]


def test_another_reader_or_address_is_told_apart(desk):
    desk.queue()
    desk.queue(CHART.patient)
    desk.queue(to="555-0102")

    assert len({queued.notice.id for queued in desk.store.outbox()}) == 3


def test_what_is_refused_is_not_queued_and_leaves_its_reason(desk):
    desk.keep(attrs.evolve(CHART, related_persons=[attrs.evolve(DAUGHTER, proxy_scope=[])]))

    assert desk.queue() == Refusal(Lacking.SCOPE)
    assert desk.store.outbox() == ()
    assert desk.trail() == [("notice refused", {"reason": "no proxy was granted"})]


def test_without_an_address_nothing_is_queued(desk):
    """The notifier's own address is the team's."""
    with pytest.raises(InputError, match="no address"):
        desk.queue(to="")


def test_without_a_chart_nothing_is_queued(desk):
    with pytest.raises(ChartNotFound), desk.store.transaction() as unit:
        desk.personal.queue(unit, attrs.evolve(ITEM, patient="q"), DAUGHTER, "555-0101")


class TestWhenItIsSent:
    """What held when it was queued may not hold any more."""

    @pytest.mark.parametrize(("days", "sent"), [(1, 1), (2, 0)])
    def test_the_proxy_ends_in_between(self, desk, days, sent):
        desk.queue()
        done = desk.send(days=days)

        assert (done.sent, done.withdrawn) == (sent, 1 - sent)

    def test_what_is_withdrawn_is_kept_with_its_reason_and_not_tried_again(self, desk):
        desk.queue()
        desk.send(days=2)
        (queued,) = desk.store.outbox()

        assert (queued.status, queued.attempts) == (NoticeStatus.WITHDRAWN, 0)
        assert desk.trail()[-1][0] == "notice withdrawn"
        assert desk.trail()[-1][1]["reason"] == "the proxy has ended"
        assert desk.send().withdrawn == 0

    def test_the_words_are_those_of_the_day(self, desk):
        desk.queue(CHART.patient)
        desk.send(days=2)
        (notice,) = desk.notifier.sent

        assert notice.body.endswith("as soon as you can.")

    @pytest.mark.parametrize(
        "changed",
        [{"status": ItemStatus.RESOLVED}, {"labels": frozenset({Label.HIV})}],
        ids=["resolved", "labelled"],
    )
    def test_the_work_is_done_or_got_a_label(self, desk, changed):
        desk.queue()
        desk.put(attrs.evolve(ITEM, **changed))

        assert desk.send().withdrawn == 1

    def test_a_label_goes_with_the_notice(self, desk):
        desk.queue(CHART.patient)
        desk.put(attrs.evolve(ITEM, labels=frozenset({Label.HIV})))
        desk.send()

        (notice,) = desk.notifier.sent
        assert notice.labels == {Label.HIV}

    def test_the_relative_is_not_of_the_record_any_more(self, desk):
        desk.queue()
        desk.keep(attrs.evolve(CHART, related_persons=None))
        desk.send()

        assert desk.trail()[-1][1]["reason"] == Withheld.OTHER_RECORD.value

    def test_a_hold_lets_it_wait(self, desk):
        desk.queue()
        desk.keep(attrs.evolve(CHART, holds=[Hold(id="h", kind=HoldKind.HOSPICE)]))

        assert desk.send().held == 1
        assert desk.store.outbox()[0].status is NoticeStatus.PENDING


@pytest.mark.parametrize("missing", ["chart", "item"])
def test_a_notice_whose_chart_or_work_the_store_does_not_hold_is_withdrawn(desk, missing):
    desk.queue()
    (queued,) = desk.store.outbox()
    changed = {"patient": "q"} if missing == "chart" else {"items": ("other",)}
    with desk.store.transaction() as unit:
        unit.put_notice(attrs.evolve(queued, notice=attrs.evolve(queued.notice, **changed)))

    assert desk.send().withdrawn == 1
