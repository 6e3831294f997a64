"""A teenager goes home after a psychiatric stay: who counts as follow-up, and who may be told."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord import review
from carecoord.adapters.calendars import us
from carecoord.adapters.notification.recording import RecordingNotifier
from carecoord.adapters.outbox import Outbox
from carecoord.adapters.personal_notices import PersonalNotices
from carecoord.adapters.storage.memory import MemoryStore
from carecoord.model import (
    Chart,
    Condition,
    Encounter,
    EncounterDiagnosis,
    Label,
    Patient,
    Period,
    Practitioner,
    RelatedPerson,
)
from carecoord.model.actor import Actor
from carecoord.model.code import ACT_CODE, NUCC, Code, concept, icd10cm
from carecoord.model.contact import ContactPoint, Name
from carecoord.rules import Outcome
from carecoord.rules.catalogue import standard
from carecoord.rules.proxies import Lacking
from carecoord.rules.telling import Message, Refusal, Withheld, tell
from carecoord.rules.worklist import reconcile

ZONE = ZoneInfo("America/New_York")
DISCHARGED = date(2026, 3, 6)
OF_AGE = date(2026, 4, 10)
SEVEN = "Seen by a mental health provider within 7 days of discharge"
THIRTY = "Seen by a mental health provider within 30 days of discharge"


class Clock:
    """A clock that stands in the evening before the birthday until it is set."""

    moment = datetime(2026, 4, 9, 20, 0, tzinfo=ZONE)

    def now(self):
        return self.moment


THERAPIST = Practitioner(id="therapist", specialties=[concept(Code(NUCC, "101YM0800X"))])
MOTHER = RelatedPerson(
    id="mother",
    relationship=[concept(Code("http://terminology.hl7.org/CodeSystem/v3-RoleCode", "MTH"))],
    names=[Name(family="Thornquist", given=["Maud"])],
    telecom=[ContactPoint(system="phone", value="555-0148")],
    proxy_scope=["read", "decide"],
)
DEPRESSION = Condition(
    id="depression", code=concept(icd10cm("F32.2")), recorded_on=date(2026, 2, 27)
)
STAY = Encounter(
    id="stay",
    status="finished",
    encounter_class=Code(ACT_CODE, "IMP"),
    period=Period.through(date(2026, 2, 27), DISCHARGED),
    diagnoses=[EncounterDiagnosis(condition="depression", rank=1)],
    discharge_disposition=concept(
        Code("http://terminology.hl7.org/CodeSystem/discharge-disposition", "home")
    ),
)


def seen(day):
    """A visit to the therapist."""
    return Encounter(
        id=f"seen-{day}",
        status="finished",
        encounter_class=Code(ACT_CODE, "AMB"),
        participants=[Actor(kind="Practitioner", id="therapist")],
        period=Period.through(day, day),
    )


def chart(*visits, mother=MOTHER, stay=STAY):
    """The chart of the teenager with these visits after the stay."""
    return Chart(
        key="juno",
        patient=Patient(
            birth_date=date(2008, 4, 10), names=[Name(family="Thornquist", given=["Juno"])]
        ),
        related_persons=[mother],
        conditions=[DEPRESSION],
        encounters=[stay, *visits],
        communications=[],
        practitioners=[THERAPIST],
    )


@pytest.fixture(scope="module")
def catalogue():
    return standard(calendar=us(), zone=ZONE)


@pytest.fixture
def follow_up(catalogue):
    """The steps after the stay, by title, in a chart on a day."""

    def found(chart_, day):
        findings = review(chart_, catalogue, day).findings
        return {f.title: f for f in findings if f.rule == "followup.mental-illness-stay"}

    return found


class TestSeenByATherapist:
    """Out on Friday 6 March 2026: days 1 to 7 end on 13 March, days 1 to 30 on 5 April."""

    def test_while_in_hospital_nothing_is_due(self, follow_up):
        (told,) = follow_up(chart(), date(2026, 3, 5)).values()

        assert told.outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(("step", "due"), [(SEVEN, (2026, 3, 13)), (THIRTY, (2026, 4, 5))])
    def test_both_steps_are_open_from_the_discharge(self, follow_up, step, due):
        found = follow_up(chart(), DISCHARGED)[step]

        assert found.outcome is Outcome.NOT_MET
        assert found.action.earliest == date(2026, 3, 7)
        assert found.action.due == date(*due)

    @pytest.mark.parametrize(
        ("step", "day"),
        [
            (SEVEN, date(2026, 3, 6)),
            (SEVEN, date(2026, 3, 13)),
            (THIRTY, date(2026, 3, 6)),
            (THIRTY, date(2026, 4, 5)),
        ],
    )
    def test_the_therapist_on_the_day_of_discharge_earns_no_credit(self, follow_up, step, day):
        found = follow_up(chart(seen(date(2026, 3, 6))), day)[step]

        assert found.outcome is Outcome.NOT_MET
        assert found.action is not None

    @pytest.mark.parametrize("day", [7, 13])
    def test_the_therapist_from_the_day_after_to_13_march_meets_the_seven_days(
        self, follow_up, day
    ):
        on = date(2026, 3, day)
        found = follow_up(chart(seen(on)), on)[SEVEN]

        assert found.outcome is Outcome.MET
        assert found.reason == f"done on {on}"
        assert found.action is None

    def test_the_visit_of_13_march_meets_the_thirty_days_too(self, follow_up):
        found = follow_up(chart(seen(date(2026, 3, 13))), date(2026, 3, 13))[THIRTY]

        assert found.outcome is Outcome.MET

    def test_on_14_march_instead_the_seven_days_are_not_met_any_more(self, follow_up):
        found = follow_up(chart(seen(date(2026, 3, 14))), date(2026, 3, 14))[SEVEN]

        assert found.outcome is Outcome.NOT_MET
        assert found.action is None

    @pytest.mark.parametrize("on", [date(2026, 3, 14), date(2026, 4, 5)])
    def test_from_14_march_to_5_april_only_the_thirty_days_are_met(self, follow_up, on):
        found = follow_up(chart(seen(on)), on)

        assert found[THIRTY].outcome is Outcome.MET
        assert found[THIRTY].reason == f"done on {on}"
        assert found[SEVEN].outcome is Outcome.NOT_MET

    def test_the_thirty_days_end_on_5_april(self, follow_up):
        """A visit on the day after is late, and still has to happen."""
        late = follow_up(chart(seen(date(2026, 4, 6))), date(2026, 4, 6))[THIRTY]

        assert follow_up(chart(), date(2026, 4, 5))[THIRTY].action.due == date(2026, 4, 5)
        assert late.reason == "done late on 2026-04-06"

    def test_a_visit_to_somebody_else_earns_no_credit(self, follow_up):
        dentist = Practitioner(id="therapist", specialties=[concept(Code(NUCC, "122300000X"))])
        elsewhere = attrs.evolve(chart(seen(date(2026, 3, 10))), practitioners=[dentist])

        assert follow_up(elsewhere, date(2026, 3, 10))[SEVEN].outcome is not Outcome.MET


class TestATextToTheMother:
    """Her proxy ends with the 18th birthday on 10 April, which nobody wrote down."""

    @pytest.fixture
    def text(self, catalogue):
        """What the mother is told of a step on a day or at an instant."""

        def told(moment, *, step=SEVEN, of=None, mother=MOTHER):
            of = of or chart(mother=mother)
            items = reconcile((), review(of, catalogue, DISCHARGED)).opened
            (item,) = (one for one in items if one.title == step)
            return tell(of, item, mother, catalogue, moment)

        return told

    @pytest.mark.parametrize("step", [SEVEN, THIRTY])
    def test_it_says_that_there_is_something_to_arrange(self, text, step):
        due = {SEVEN: "2026-03-13", THIRTY: "2026-04-05"}[step]

        assert text(date(2026, 3, 9), step=step) == Message(
            subject="A message from the care team",
            body="There is something to arrange for the person whose care you help with. "
            f"Please contact the care team by {due}.",
        )

    @pytest.mark.parametrize(
        "word",
        [
            *("mental", "psych", "therap", "provider", "clinic", "depress", "F32", "discharge"),
            *("hospital", "illness", "behavior", "counsel", "juno", "maud", "thornquist", "555"),
        ],
    )
    def test_it_names_no_clinic_type_no_diagnosis_and_nobody(self, text, word):
        told = text(date(2026, 3, 9))

        assert word not in f"{told.subject} {told.body}".lower()

    def test_the_day_before_the_birthday_she_is_told(self, text):
        assert isinstance(text(date(2026, 4, 9), step=THIRTY), Message)

    @pytest.mark.parametrize("day", [OF_AGE, date(2026, 4, 11), date(2030, 1, 1)])
    def test_from_the_birthday_the_proxy_is_refused(self, text, day):
        assert text(day, step=THIRTY) == Refusal(Lacking.ENDED)

    @pytest.mark.parametrize(
        ("moment", "kind"),
        [
            (datetime(2026, 4, 9, 23, 59, tzinfo=ZONE), Message),
            (datetime(2026, 4, 10, 0, 0, tzinfo=ZONE), Refusal),
        ],
    )
    def test_the_birthday_begins_at_midnight_of_the_clinic(self, text, moment, kind):
        assert isinstance(text(moment, step=THIRTY), kind)

    def test_the_refusal_says_nothing_about_the_patient(self, text):
        assert str(text(OF_AGE, step=THIRTY)) == "the proxy has ended"

    def test_the_patient_may_still_be_told(self, catalogue):
        whole = chart()
        items = reconcile((), review(whole, catalogue, DISCHARGED)).opened
        (item,) = (one for one in items if one.title == THIRTY)

        assert tell(whole, item, whole.patient, catalogue, OF_AGE).body == (
            "There is something to arrange. Please contact the care team as soon as you can."
        )

    @pytest.mark.parametrize(
        ("scope", "kind"), [(["read", "decide"], Refusal), (["read", "mental-health"], Message)]
    )
    def test_a_stay_that_is_labelled_is_told_only_to_a_proxy_who_may_see_it(
        self, text, scope, kind
    ):
        stay = attrs.evolve(STAY, labels=[Label.MENTAL_HEALTH])
        mother = attrs.evolve(MOTHER, proxy_scope=scope)
        told = text(date(2026, 3, 9), of=chart(mother=mother, stay=stay), mother=mother)

        assert isinstance(told, kind)
        assert getattr(told, "why", Withheld.LABEL) is Withheld.LABEL

    @pytest.mark.parametrize(
        ("sent_at", "count"),
        [
            (datetime(2026, 4, 9, 23, 59, tzinfo=ZONE), 1),
            (datetime(2026, 4, 10, 0, 0, tzinfo=ZONE), 0),
        ],
    )
    def test_a_text_queued_the_evening_before_is_not_sent_on_the_birthday(
        self, catalogue, sent_at, count
    ):
        store, notifier, clock = MemoryStore(), RecordingNotifier(), Clock()
        whole = chart()
        items = reconcile((), review(whole, catalogue, DISCHARGED)).opened
        (item,) = (one for one in items if one.title == THIRTY)
        with store.transaction() as unit:
            unit.put_chart(whole, expected_version=0)
            unit.put_items(items)
            personal = PersonalNotices(catalogue=catalogue, clock=clock)
            assert personal.queue(unit, item, MOTHER, "555-0148") is None
        clock.moment = sent_at
        outbox = Outbox(
            store=store, notifier=notifier, catalogue=catalogue, as_of=DISCHARGED, clock=clock
        )

        assert outbox.send().withdrawn == 1 - count
        assert len(notifier.sent) == count
