"""Who may be told of work, and in what words: logistics, or a refusal that says nothing."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.errors import RecordRejected
from carecoord.model import (
    Chart,
    Consent,
    Hold,
    HoldKind,
    Label,
    PartialDate,
    Patient,
    Period,
    RelatedPerson,
)
from carecoord.model.actor import Actor
from carecoord.model.code import Code, concept
from carecoord.model.consent import Provision
from carecoord.rules import Action, Citation, Finding, Licence, Outcome, Status, Urgency
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.proxies import Lacking
from carecoord.rules.telling import Message, Refusal, Withheld, scope_for, tell
from carecoord.rules.worklist import ItemStatus, WorkItem

title = "Telling the patient or a relative"

ZONE = ZoneInfo("America/New_York")
DAY = date(2026, 3, 9)
ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
CHILD, ADULT = date(2010, 6, 1), date(1950, 6, 1)
ACTION = Action(
    title="Visit to the clinic for nobody to know of",
    urgency=Urgency.ROUTINE,
    closes="a visit",
    licences=(Licence.COORDINATOR,),
    due=date(2026, 3, 13),
)
ITEM = WorkItem(
    key="rule|p1|visit",
    patient="p1",
    rule="followup.rule",
    edition="2025",
    title="Seen in the clinic for nobody to know of",
    action=ACTION,
    opened_on=DAY,
    changed_on=DAY,
)


def relative(code="MTH", scope=("read",), **more):
    kinds = [concept(Code(ROLE, code))] if code else []
    return RelatedPerson(id="r1", relationship=kinds, proxy_scope=scope, **more)


def told(person=None, *, work=ITEM, born=CHILD, on=DAY, **lists):
    """What is told to a relative, or to the patient when none is given."""
    chart = Chart(
        key="p1",
        patient=Patient(birth_date=born),
        related_persons=None if person is None else [person],
        **lists,
    )
    return tell(chart, work, person or chart.patient, Catalogue.of(zone=ZONE), on)


class TestTheWords:
    """There is something to arrange, and until when; nothing of the rule or the action."""

    @pytest.mark.parametrize(
        ("person", "about"),
        [(None, ""), (relative(), " for the person whose care you help with")],
        ids=["patient", "mother"],
    )
    def test_logistics_only(self, person, about):
        assert told(person) == Message(
            subject="A message from the care team",
            body=f"There is something to arrange{about}. "
            "Please contact the care team by 2026-03-13.",
        )

    @pytest.mark.parametrize(
        ("due", "on", "by"),
        [
            (date(2026, 3, 13), date(2026, 3, 13), "by 2026-03-13"),
            (date(2026, 3, 13), date(2026, 3, 14), "as soon as you can"),
            (datetime(2026, 3, 14, 3, 59, tzinfo=UTC), date(2026, 3, 13), "by 2026-03-13"),
            (datetime(2026, 3, 14, 4, 0, tzinfo=UTC), date(2026, 3, 13), "by 2026-03-14"),
            (None, date(2026, 3, 13), "when it suits you"),
        ],
    )
    def test_until_when(self, due, on, by):
        """A day that has passed is not named; an instant is a day where the catalogue is."""
        work = attrs.evolve(ITEM, action=attrs.evolve(ACTION, due=due))

        assert told(work=work, on=on).body.endswith(f"Please contact the care team {by}.")

    def test_a_finding_is_told_as_its_work_item_is(self):
        finding = Finding(
            key=ITEM.key,
            patient="p1",
            rule=ITEM.rule,
            edition=ITEM.edition,
            title=ITEM.title,
            outcome=Outcome.NOT_MET,
            citation=Citation(text="t", locator="l", status=Status.CONVENTION),
            action=ACTION,
        )

        assert told(work=finding) == told()
        assert told(work=attrs.evolve(finding, action=None)) == Refusal(Withheld.NOTHING_TO_DO)

    def test_a_moment_without_its_offset_is_refused(self):
        with pytest.raises(RecordRejected, match="no offset"):
            told(on=datetime(2026, 3, 9, 12))  # noqa: DTZ001  what is refused


class TestWhatStopsEverybody:
    """The record, the work, holds, and what a clinician sees first."""

    @pytest.mark.parametrize(
        "status",
        [one for one in ItemStatus if one is not ItemStatus.OPEN],
        ids=lambda one: one.name,
    )
    def test_only_open_work_is_told(self, status):
        work = attrs.evolve(ITEM, status=status)

        assert told(relative(), work=work) == Refusal(Withheld.NOTHING_TO_DO)

    @pytest.mark.parametrize("person", [None, relative()], ids=["patient", "mother"])
    def test_what_is_urgent_for_safety_is_for_a_clinician(self, person):
        work = attrs.evolve(ITEM, action=attrs.evolve(ACTION, urgency=Urgency.STAT))

        assert told(person, work=work) == Refusal(Withheld.CLINICIAN_FIRST)

    @pytest.mark.parametrize(
        ("on", "why"), [(date(2026, 3, 8), None), (date(2026, 3, 9), Withheld.HELD)]
    )
    @pytest.mark.parametrize("person", [None, relative()], ids=["patient", "mother"])
    def test_a_hold_stops_it_from_its_day(self, person, on, why):
        holds = [Hold(id="h", kind=HoldKind.CONSENT_WITHDRAWN, since=date(2026, 3, 9))]

        assert getattr(told(person, on=on, holds=holds), "why", None) is why

    def test_work_of_another_patient_is_not_told(self):
        work = attrs.evolve(ITEM, patient="p2")

        assert told(relative(), work=work) == Refusal(Withheld.OTHER_RECORD)

    @pytest.mark.parametrize("listed", [None, [], [RelatedPerson(id="r2", proxy_scope=["read"])]])
    def test_somebody_who_is_not_of_the_record_is_not_told(self, listed):
        chart = Chart(key="p1", patient=Patient(birth_date=CHILD), related_persons=listed)
        answer = tell(chart, ITEM, relative(), Catalogue.of(zone=ZONE), DAY)

        assert answer == Refusal(Withheld.OTHER_RECORD)

    def test_another_patient_is_not_told(self):
        chart = Chart(key="p1", patient=Patient(birth_date=CHILD))
        answer = tell(chart, ITEM, Patient(birth_date=ADULT), Catalogue.of(zone=ZONE), DAY)

        assert answer == Refusal(Withheld.OTHER_RECORD)

    def test_what_the_chart_holds_of_a_relative_decides_not_the_copy(self):
        now = relative(scope=())
        chart = Chart(key="p1", patient=Patient(birth_date=CHILD), related_persons=[now])
        answer = tell(chart, ITEM, relative(), Catalogue.of(zone=ZONE), DAY)

        assert answer == Refusal(Lacking.SCOPE)

    @pytest.mark.parametrize("why", [*Withheld, *Lacking], ids=lambda why: why.name)
    def test_a_refusal_is_a_sentence_without_a_number_or_name(self, why):
        said = str(Refusal(why))

        assert said == why.value
        assert [sign for sign in said if sign.isdigit() or sign.isupper()] == []


class TestTheProxy:
    """A relation in force, something granted, and neither ended."""

    @pytest.mark.parametrize(
        ("period", "on", "why"),
        [
            (None, DAY, None),
            (Period(None, None), DAY, None),
            (Period(date(2026, 3, 1), date(2026, 4, 1)), date(2026, 3, 1), None),
            (Period(date(2026, 3, 1), date(2026, 4, 1)), date(2026, 3, 31), None),
            (Period(date(2026, 3, 1), date(2026, 4, 1)), date(2026, 4, 1), Lacking.RELATION),
            (Period(date(2026, 3, 1)), date(2026, 2, 28), Withheld.OTHER_RECORD),
            (Period(PartialDate(2026, 3)), date(2026, 3, 30), Lacking.RELATION),
            (Period(PartialDate(2026, 3)), date(2026, 3, 31), None),
            (Period(None, PartialDate(2026, 4)), date(2026, 3, 31), None),
            (Period(None, PartialDate(2026, 4)), date(2026, 4, 1), Lacking.RELATION),
        ],
    )
    def test_the_relation_is_in_force(self, period, on, why):
        """The day before, first day, last, day after; a month begins late and ends early."""
        assert getattr(told(relative(period=period), on=on), "why", None) is why

    def test_a_relation_that_was_struck_out_is_none(self):
        assert told(relative(active=False)) == Refusal(Lacking.RELATION)

    def test_without_a_scope_nothing_was_granted(self):
        assert told(relative(scope=())) == Refusal(Lacking.SCOPE)

    @pytest.mark.parametrize(
        ("on", "why"), [(date(2026, 3, 11), None), (date(2026, 3, 12), Lacking.ENDED)]
    )
    def test_it_ends_on_the_day_that_was_written(self, on, why):
        person = relative(proxy_until=date(2026, 3, 12))

        assert getattr(told(person, on=on), "why", None) is why


class TestEighteen:
    """A proxy of childhood ends on the 18th birthday, written down or not."""

    @pytest.mark.parametrize(
        ("born", "on", "why"),
        [
            (date(2008, 4, 10), date(2026, 4, 9), None),
            (date(2008, 4, 10), date(2026, 4, 10), Lacking.ENDED),
            (date(2008, 2, 29), date(2026, 2, 28), None),
            (date(2008, 2, 29), date(2026, 3, 1), Lacking.ENDED),
            (PartialDate(2008, 4), date(2026, 3, 31), None),
            (PartialDate(2008, 4), date(2026, 4, 1), Lacking.UNCERTAIN),
            (PartialDate(2008, 4), date(2026, 4, 30), Lacking.ENDED),
            (None, DAY, Lacking.UNCERTAIN),
        ],
    )
    def test_it_ends_with_the_birthday(self, born, on, why):
        """Born on 29 February, on 1 March; of a month, from its first day it is not known."""
        assert getattr(told(relative(), born=born, on=on), "why", None) is why

    def test_a_later_end_that_was_written_does_not_lengthen_it(self):
        person = relative(proxy_until=date(2030, 1, 1))

        assert told(person, born=date(2008, 3, 9)) == Refusal(Lacking.ENDED)

    @pytest.mark.parametrize(
        ("code", "why"),
        [
            ("FTH", Lacking.ENDED),
            ("GUARD", Lacking.ENDED),
            ("GRMTH", Lacking.ENDED),
            ("", Lacking.ENDED),
            ("SPS", None),
            ("DAU", None),
            ("SIB", None),
        ],
    )
    def test_who_brings_up_a_child_and_who_does_not(self, code, why):
        """Without a date, of a grown patient; whose relation is not coded may be a parent."""
        assert getattr(told(relative(code), born=ADULT), "why", None) is why

    @pytest.mark.parametrize(
        ("began", "why"),
        [
            (date(2026, 2, 28), Lacking.ENDED),
            (date(2026, 3, 1), None),
            (PartialDate(2026), Lacking.ENDED),
            (datetime(2026, 3, 1, 4, 59, tzinfo=UTC), Lacking.ENDED),
            (datetime(2026, 3, 1, 5, 0, tzinfo=UTC), None),
        ],
    )
    @pytest.mark.parametrize("code", ["MTH", "SPS"])
    def test_what_was_granted_from_the_birthday_on_stands(self, code, began, why):
        """The patient granted it, whoever it is; born on 1 March 2008, seen at the end of 2026."""
        person = relative(code, period=Period(began))
        answer = told(person, born=date(2008, 3, 1), on=date(2026, 12, 31))

        assert getattr(answer, "why", None) is why

    def test_of_a_birth_in_a_month_the_last_day_counts(self):
        person = relative(period=Period(date(2026, 3, 30)))

        assert told(person, born=PartialDate(2008, 3), on=date(2026, 4, 2)) == Refusal(
            Lacking.ENDED
        )

    def test_without_a_birth_date_no_date_of_the_relation_helps(self):
        person = relative("SPS", period=Period(date(2020, 1, 1)))

        assert told(person, born=None) == Refusal(Lacking.UNCERTAIN)


class TestLabels:
    """Whoever may not see the fact may not learn that something follows from it."""

    @pytest.mark.parametrize(
        "label",
        [Label.PART_2, Label.MINOR_CONFIDENTIAL, Label.MENTAL_HEALTH, Label.HIV],
        ids=lambda label: label.name,
    )
    def test_a_proxy_is_refused_unless_its_scope_names_the_label(self, label):
        work = attrs.evolve(ITEM, labels=frozenset({label}))

        assert told(relative(), work=work) == Refusal(Withheld.LABEL)
        assert isinstance(told(relative(scope=("read", scope_for(label))), work=work), Message)

    def test_every_label_has_to_be_named(self):
        work = attrs.evolve(ITEM, labels=frozenset({Label.PART_2, Label.HIV}))

        assert told(relative(scope=("part-2",)), work=work) == Refusal(Withheld.LABEL)

    @pytest.mark.parametrize(
        "label",
        [Label.SAFE_CONTACT, Label.VIOLENCE, Label.PSYCHOTHERAPY_NOTES, Label.RESTRICTED],
        ids=lambda label: label.name,
    )
    @pytest.mark.parametrize("born", [CHILD, ADULT], ids=["child", "adult"])
    def test_some_are_never_told_in_a_message(self, label, born):
        work = attrs.evolve(ITEM, labels=frozenset({label}))
        daughter = relative("DAU", scope=(scope_for(label),))

        assert told(work=work, born=born) == Refusal(Withheld.LABEL)
        assert told(daughter, work=work) == Refusal(Withheld.LABEL)

    def test_a_label_of_the_relation_counts_too(self):
        """A partner whom the patient is to be kept safe from."""
        person = relative("SPS", labels=[Label.SAFE_CONTACT])

        assert told(person, born=ADULT) == Refusal(Withheld.LABEL)

    @pytest.mark.parametrize(
        ("born", "kind"),
        [
            (date(2008, 3, 10), Refusal),
            (date(2008, 3, 9), Message),
            (PartialDate(2008), Refusal),
            (None, Refusal),
        ],
    )
    def test_what_is_confidential_from_parents_is_told_to_a_patient_of_age(self, born, kind):
        """The telephone of a child is often the parents'."""
        work = attrs.evolve(ITEM, labels=frozenset({Label.MINOR_CONFIDENTIAL}))

        assert isinstance(told(work=work, born=born), kind)

    def test_other_labels_are_no_secret_from_the_patient(self):
        work = attrs.evolve(ITEM, labels=frozenset({Label.PART_2, Label.HIV}))

        assert isinstance(told(work=work), Message)


class TestConsent:
    """What the patient took back, from somebody or from all."""

    @staticmethod
    def consent(status="active", **provision):
        given = Provision(**{"type": "deny"} | provision)
        return [Consent(id="c", status=status, given_on=date(2026, 1, 1), provision=given)]

    @pytest.mark.parametrize(
        ("actors", "why"),
        [
            ([], Lacking.CONSENT),
            ([Actor(kind="RelatedPerson", id="r1")], Lacking.CONSENT),
            ([Actor(kind="RelatedPerson")], Lacking.CONSENT),
            ([Actor(kind="RelatedPerson", id="r2")], None),
            ([Actor(kind="Organization", id="o1")], None),
        ],
    )
    def test_whom_it_takes_out(self, actors, why):
        """Nobody named is everybody; a relative who is not told from others may be this one."""
        answer = told(relative(), consents=self.consent(actors=actors))

        assert getattr(answer, "why", None) is why

    @pytest.mark.parametrize(
        "consents",
        [
            consent(status="inactive"),
            consent(type="permit"),
            consent(period=Period(None, date(2026, 3, 9))),
            [Consent(id="c", status="active", given_on=date(2026, 1, 1))],
            [],
        ],
        ids=["inactive", "permit", "over", "without provision", "none"],
    )
    def test_what_takes_nobody_out(self, consents):
        assert isinstance(told(relative(), consents=consents), Message)

    def test_an_exception_within_a_permission(self):
        denied = Provision(type="deny", actors=[Actor(kind="RelatedPerson", id="r1")])
        consents = self.consent(type="permit", provisions=[denied])

        assert told(relative(), consents=consents) == Refusal(Lacking.CONSENT)

    def test_it_is_not_known_before_it_was_given(self):
        answer = told(relative(), on=date(2025, 12, 31), consents=self.consent())

        assert isinstance(answer, Message)
