"""What a run does, seen from its store and its notifier."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from carecoord.adapters.coordinator import SystemClock, run_once
from carecoord.adapters.notification.recording import RecordingNotifier
from carecoord.adapters.storage.memory import MemoryStore
from carecoord.adapters.storage.stored_charts import StoredCharts
from carecoord.errors import ChartChanged, NoticeNotSent
from carecoord.model.chart import Chart
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.condition import Condition
from carecoord.model.contact import Name
from carecoord.model.hold import Hold, HoldKind
from carecoord.model.label import Label
from carecoord.model.patient import Patient
from carecoord.model.source import Source
from carecoord.ports import Notice, NoticeStatus
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, FactRef, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.shapes import Check, Conclusion, Rule
from carecoord.rules.worklist import ItemStatus

DAY = date(2026, 1, 2)
HOSPICE = (Hold(id="h", kind=HoldKind.HOSPICE),)


@attrs.frozen
class Read:
    chart: Chart | None
    problems: tuple[object, ...] = ()


@attrs.define
class HandClock:
    moment: datetime = datetime(2026, 1, 2, 12, tzinfo=UTC)

    def now(self):
        return self.moment


def look(frame, rule):
    for row in frame.view.rows("conditions", None):
        named = row.fact.code.coding[0].code
        seen = (FactRef(id=row.fact.id, type="Condition"),)
        yield Conclusion(
            occurrence=row.fact.id,
            outcome=Outcome.MET,
            reason="seen",
            evidence=(Evidence(clause="seen", holds=True, facts=seen),),
            action=Action(
                title="see the patient",
                urgency=Urgency.STAT if named == "stroke" else Urgency.ROUTINE,
                closes=f"a visit about {frame.view.parameters.value('what')}",
                licences=rule.licences,
            ),
        )


def catalogue(what="it", despite=()):
    rule = Rule(
        id="trial.seen",
        despite=frozenset(despite),
        edition="1",
        title="Something was seen",
        citation=Citation(text="invented", locator="here", status=Status.CONVENTION),
        population="everybody",
        licences=(Licence.RN,),
        parameters=(Parameter("what", what, says="what the visit is about"),),
        shape=Check(look=look),
    )
    return Catalogue.of(rule)


def chart(*named, labels=(), **rest):
    conditions = [
        Condition(
            id=name,
            code=CodeableConcept((Code("http://example.org/codes", name),)),
            recorded_on=date(2026, 1, 1),
            labels=frozenset(labels),
            source=Source(digest="digest", ordinal=number, content=name.encode()),
        )
        for number, name in enumerate(named)
    ]
    return Chart(**{"key": "p", "patient": Patient(), "conditions": conditions} | rest)


@attrs.define
class Desk:
    store: MemoryStore = attrs.field(factory=MemoryStore)
    notifier: RecordingNotifier | None = attrs.field(factory=RecordingNotifier)
    clock: HandClock = attrs.field(factory=HandClock)

    def run(self, *charts, rules=None, as_of=DAY, each=None):
        return self.run_over([Read(one) for one in charts], rules, as_of, each)

    def run_over(self, source, rules=None, as_of=DAY, each=None):
        rules = rules or catalogue()
        return run_once(source, self.store, self.notifier, rules, as_of, self.clock, each=each)


@pytest.fixture
def desk():
    return Desk()


def test_a_run_saves_chart_sources_items_review_and_tells(desk):
    done = desk.run(chart("fall", "wound"))

    assert (done.charts, done.saved, done.reviewed) == (1, 1, 1)
    assert (done.opened, done.queued, done.sent) == (2, 1, 1)
    assert [source.content for source in desk.store.sources("p")] == [b"fall", b"wound"]
    assert len(desk.store.items("p")) == 2
    assert desk.store.due(DAY, catalogue().fingerprint) == ()
    assert [n.body for n in desk.notifier.sent] == ["Patient p\nroutine: 2\n- Something was seen\n"]


def test_a_second_run_skips_the_review_and_changes_nothing(desk):
    desk.run(chart("fall"))
    trail = desk.store.audit()
    done = desk.run(chart("fall"))

    assert (done.charts, done.saved, done.reviewed, done.sent) == (1, 0, 0, 0)
    assert desk.store.version("p") == 1
    assert desk.store.audit() == trail


def test_who_wants_the_findings_gets_them_again_and_nothing_is_written(desk):
    desk.run(chart("fall"))
    trail, reviews = desk.store.audit(), []
    done = desk.run(chart("fall"), each=reviews.append)

    assert [len(review.findings) for review in reviews] == [1]
    assert (done.reviewed, done.queued) == (1, 0)
    assert desk.store.audit() == trail


def test_other_rules_make_a_new_review_and_tell_what_is_now_otherwise(desk):
    desk.run(chart("fall"))
    done = desk.run(chart("fall"), rules=catalogue("another thing"))

    assert (done.saved, done.reviewed, done.updated, done.sent) == (0, 1, 1, 1)


def test_an_earlier_moment_is_reviewed_again(desk):
    desk.run(chart("fall"))

    assert desk.run(chart("fall"), as_of=DAY - timedelta(days=1)).reviewed == 1


def test_facts_of_two_sources_unite_in_one_chart(desk):
    done = desk.run(chart("fall"), chart("fever"))

    assert (done.charts, done.saved, desk.store.version("p")) == (2, 2, 2)
    assert len(desk.store.items("p")) == 2


def test_another_birth_date_is_another_patient_and_a_problem(desk):
    one = Patient(birth_date=date(1950, 1, 1))
    two = Patient(birth_date=date(1960, 1, 1))
    done = desk.run(chart("fall", patient=one), chart("fever", patient=two))

    assert (done.saved, done.problems, len(desk.store.keys())) == (2, 1, 2)
    assert desk.run(chart("fever", patient=two)).saved == 0


def test_problems_of_the_reader_are_counted_with_and_without_a_chart(desk):
    done = desk.run_over([Read(None, ("a", "b")), Read(chart(), ("c",))])

    assert (done.charts, done.problems) == (1, 3)


def test_without_a_notifier_nothing_is_queued():
    desk = Desk(notifier=None)
    done = desk.run(chart("stroke"))

    assert (done.opened, done.queued, desk.store.outbox()) == (1, 0, ())


def test_on_hold_no_work_is_opened_and_nobody_is_told(desk):
    done = desk.run(chart("fall", holds=HOSPICE))

    assert (done.opened, done.queued, desk.notifier.sent) == (0, 0, [])


def test_what_goes_on_under_the_hold_is_opened_and_told(desk):
    desk.notifier.down = True
    urgent = catalogue(despite=[HoldKind.HOSPICE])
    done = desk.run(chart("stroke", holds=HOSPICE), rules=urgent)
    desk.notifier.down = False
    desk.clock.moment += timedelta(hours=1)

    assert (done.opened, done.queued) == (1, 1)
    assert desk.run_over([], rules=urgent).sent == 1


def test_of_several_holds_all_have_to_let_it_go_on(desk):
    dead = (*HOSPICE, Hold(id="d", kind=HoldKind.DEATH))
    urgent = catalogue(despite=[HoldKind.HOSPICE])

    assert desk.run(chart("stroke", holds=dead), rules=urgent).opened == 0


def test_a_hold_keeps_back_what_was_queued_before_it(desk):
    desk.notifier.down = True
    desk.run(chart("fall"))
    desk.notifier.down = False
    desk.clock.moment += timedelta(hours=1)
    done = desk.run(chart("fall", holds=HOSPICE))

    assert (done.cancellations_proposed, done.held, done.sent) == (1, 1, 0)
    assert desk.notifier.sent == []


def test_a_hold_that_came_without_a_review_keeps_back_too(desk):
    desk.notifier.down = True
    desk.run(chart("fall"))
    with desk.store.transaction() as unit:
        unit.put_chart(chart("fall", holds=HOSPICE), expected_version=1)
    desk.notifier.down = False
    desk.clock.moment += timedelta(hours=1)

    assert desk.run_over([]).held == 1
    assert desk.notifier.sent == []


def test_labelled_work_is_told_apart_and_of_it_nothing_is_said(desk):
    hidden = chart("relapse", labels=(Label.PART_2,)).conditions
    both = attrs.evolve(chart("fall"), conditions=(*chart("fall").conditions, *hidden))
    desk.run(both)
    bodies = {notice.body: notice.labels for notice in desk.notifier.sent}

    restricted = "There is new or changed work that is restricted. Open the worklist to see it."
    assert bodies == {
        "Patient p\nroutine: 1\n- Something was seen\n": frozenset(),
        restricted: frozenset({Label.PART_2}),
    }


def test_a_label_that_came_after_queueing_silences_the_notice(desk):
    desk.notifier.down = True
    desk.run(chart("fall"))
    desk.notifier.down = False
    with desk.store.transaction() as unit:
        (item,) = unit.items("p")
        unit.put_items([attrs.evolve(item, labels=frozenset({Label.HIV}))])
    desk.clock.moment += timedelta(hours=1)
    desk.run_over([])
    (told,) = desk.notifier.sent

    assert "restricted" in told.body
    assert "Something" not in told.body


def test_no_notice_holds_a_name(desk):
    named = Patient(names=(Name(family="Quimby", given=("Ada",)),))
    desk.run(chart("fall", patient=named))

    assert "Quimby" not in f"{desk.notifier.sent}{desk.store.outbox()}{desk.store.audit()}"


def test_urgent_safety_work_waits_for_no_batch():
    desk, seen = Desk(), []

    class Watching(RecordingNotifier):
        def send(self, notice):
            seen.append((notice.patient, desk.store.keys()))

    desk.notifier = Watching()
    desk.run(chart("fall", key="a"), chart("stroke", key="b"), chart("fever", key="c"))

    assert set(seen) == {("a", ("a", "b")), ("b", ("a", "b")), ("c", ("a", "b", "c"))}


def test_a_channel_that_is_down_is_tried_again_later_and_ever_later(desk):
    desk.notifier.down = True
    waits = []
    desk.run(chart("fall"))
    for _ in range(13):
        (queued,) = desk.store.outbox()
        waits.append(queued.next_attempt_at - desk.clock.moment)
        early = desk.run_over([])
        assert early.postponed == 0
        desk.clock.moment = queued.next_attempt_at
        assert desk.run_over([]).postponed == 1

    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[-1] == timedelta(days=1)
    desk.notifier.down = False
    desk.clock.moment += timedelta(days=1)
    assert desk.run_over([]).sent == 1


def test_what_a_channel_refuses_for_good_is_given_up_and_kept(desk):
    class Refusing(RecordingNotifier):
        def send(self, notice):
            raise NoticeNotSent(asked="a", found="b", remedy="c", retry=False)

    desk.notifier = Refusing()
    done = desk.run(chart("fall"))
    (kept,) = desk.store.outbox()

    assert (done.given_up, kept.status) == (1, NoticeStatus.GIVEN_UP)
    assert desk.store.audit()[-1].entry.action == "notice given up"


def test_work_that_comes_back_is_told_again(desk):
    desk.run(chart("fall"))
    with desk.store.transaction() as unit:
        (item,) = unit.items("p")
        unit.put_items([attrs.evolve(item, status=ItemStatus.RESOLVED)])
    later = DAY + timedelta(days=9)
    done = desk.run(chart("fall"), as_of=later, each=lambda _: None)

    assert (done.reopened, done.sent) == (1, 1)
    assert len({notice.id for notice in desk.notifier.sent}) == 2


def test_a_snoozed_item_comes_back_on_its_day(desk):
    desk.run(chart("fall"))
    wakes = DAY + timedelta(days=3)
    with desk.store.transaction() as unit:
        (item,) = unit.items("p")
        snoozed = attrs.evolve(item, status=ItemStatus.SNOOZED, snoozed_until=wakes)
        unit.put_items([snoozed])
        unit.put_review(attrs.evolve(unit.review("p"), wake=wakes))
    fingerprint = catalogue().fingerprint

    assert desk.store.due(wakes - timedelta(days=1), fingerprint) == ()
    assert desk.store.due(wakes, fingerprint) == ("p",)
    assert desk.run_over(StoredCharts(desk.store, ("p",)), as_of=wakes).updated == 1
    assert desk.store.items("p")[0].status is ItemStatus.OPEN


def test_a_notice_without_a_chart_is_sent(desk):
    notice = Notice(
        id="n",
        idempotency_key="n",
        patient="nobody",
        subject="s",
        body="b",
        created_at=desk.clock.moment,
    )
    with desk.store.transaction() as unit:
        unit.queue(notice)

    assert desk.run_over([]).sent == 1


class Meddled(MemoryStore):
    """Somebody else saves the chart just before each of the first transactions."""

    def __init__(self, times):
        super().__init__()
        self.times = times

    @contextmanager
    def transaction(self):
        if self.times:
            self.times -= 1
            with super().transaction() as unit:
                unit.put_chart(chart("fever"), expected_version=unit.version("p"))
        with super().transaction() as unit:
            yield unit


def test_a_chart_that_somebody_saved_meanwhile_is_begun_again(desk):
    desk.store = Meddled(times=2)
    done = desk.run(chart("fall"))

    assert (done.charts, desk.store.version("p")) == (1, 3)
    assert len(desk.store.items("p")) == 2


def test_an_unchanged_chart_that_somebody_saved_meanwhile_is_begun_again(desk):
    desk.store = Meddled(times=0)
    desk.run(chart("fall"))
    desk.store.times = 1
    done = desk.run(chart("fall"), rules=catalogue("another thing"))

    assert (done.charts, done.reviewed) == (1, 1)
    assert desk.store.review("p").version == desk.store.version("p")


def test_a_chart_that_is_saved_on_and_on_is_given_up(desk):
    desk.store = Meddled(times=50)

    with pytest.raises(ChartChanged):
        desk.run(chart("fall"))
    assert desk.store.items() == ()


def test_the_systems_clock_knows_its_offset():
    assert SystemClock().now().tzinfo is UTC


def test_stored_charts_are_a_source(desk):
    desk.run(chart("fall", key="a"), chart("fall", key="b"))

    assert [read.chart.key for read in StoredCharts(desk.store)] == ["a", "b"]
    assert desk.run_over(StoredCharts(desk.store), each=lambda _: None).saved == 0
