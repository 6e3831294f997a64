"""Drawn tables: what a cell can say, and what is refused."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.errors import AuthoringError
from carecoord.model import (
    Actor,
    Answer,
    CodeableConcept,
    HoldKind,
    PartialDate,
    Period,
    Quantity,
)
from carecoord.model.chart import LISTS
from carecoord.model.code import (
    ACT_CODE,
    CPT,
    CVX,
    HCPCS,
    ICD10CM,
    LOINC,
    NUCC,
    RXNORM,
    SNOMED,
    Code,
    concept,
    loinc,
)
from carecoord.testing.tables import MAKERS, chart, facts, moment

HEADS = {
    "care_plans": "from | step | ends",
    "goals": "since | due | measure",
    "answers": "question | on | answer",
    "authorizations": "from | to | items",
    "communications": "status | on | about",
    "conditions": "code | onset | ended",
    "consents": "category | on",
    "coverages": "type | from | to",
    "devices": "code | name",
    "encounters": "class | from | to",
    "fills": "product | on | days",
    "holds": "kind | since",
    "immunizations": "code | on | dose",
    "observations": "code | on | value | unit | 8480-6",
    "orders": "code | on | specialty",
    "prescriptions": "code | on | until",
    "programs": "type | from | to",
    "social_history": "code | answer | from | to",
    "tasks": "status | on | by",
}
DEGREE = "http://terminology.hl7.org/CodeSystem/v2-0360"


def one(name, table):
    """The only fact of a table."""
    (fact,) = facts(name, table)
    return fact


class TestChart:
    """Lists, the patient, names of facts."""

    def test_a_list_not_given_was_never_asked_for_and_an_empty_one_was(self):
        drawn = chart({"tasks": "", "fills": "\n"})

        assert (drawn.tasks, drawn.fills, drawn.orders) == ((), (), None)

    def test_the_patient(self):
        patient = chart(
            {}, born="1950-06", deceased="2026-01-02", gender="female", sex="248152002"
        ).patient

        assert patient.birth_date == PartialDate(1950, 6)
        assert patient.deceased == date(2026, 1, 2)
        assert patient.gender == "female"
        assert patient.sex == concept(Code(SNOMED, "248152002"))

    @pytest.mark.parametrize("said", [True, False, None])
    def test_death_may_be_known_without_a_day(self, said):
        assert chart({}, deceased=said).patient.deceased is said

    def test_facts_are_called_by_their_list_and_row(self):
        table = """
            code   | on
            4548-4 | 2026-01-01
            4548-4 | 2026-02-01
        """

        assert [fact.id for fact in facts("observations", table)] == ["o1", "o2"]

    def test_every_list_that_can_be_drawn_is_one_of_a_chart(self):
        assert set(MAKERS) <= set(LISTS)


class TestMoment:
    """As exactly as it is written."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (None, None),
            ("2026-06-01", date(2026, 6, 1)),
            ("2026-06", PartialDate(2026, 6)),
            ("2026", PartialDate(2026)),
            ("2026-06-01T09:30", datetime(2026, 6, 1, 9, 30, tzinfo=UTC)),
            ("2026-06-01T05:30-04:00", datetime(2026, 6, 1, 9, 30, tzinfo=UTC)),
        ],
    )
    def test_what_can_be_read(self, text, expected):
        assert moment(text) == expected

    @pytest.mark.parametrize("text", ["2026-13-01", "2026-13", "1-2-3-4", "yesterday", "2026T1"])
    def test_what_cannot(self, text):
        with pytest.raises(AuthoringError, match=f"cell '{text}': it cannot be read"):
            moment(text)


class TestCodes:
    """Bare where the form tells the system, else behind its name or URL."""

    @pytest.mark.parametrize(
        ("listed", "cell", "code"),
        [
            ("conditions", "44054006", Code(SNOMED, "44054006")),
            ("conditions", "E11.9", Code(ICD10CM, "E11.9")),
            ("conditions", "icd10cm:E11.9", Code(ICD10CM, "E11.9")),
            ("procedures", "430193006", Code(SNOMED, "430193006")),
            ("procedures", "45378", Code(CPT, "45378")),
            ("procedures", "1111F", Code(CPT, "1111F")),
            ("procedures", "G0121", Code(HCPCS, "G0121")),
            ("observations", "4548-4", Code(LOINC, "4548-4")),
            ("immunizations", "140", Code(CVX, "140")),
            ("orders", "99213", Code(CPT, "99213")),
            ("devices", "http://invented.example/kinds#pump", None),
        ],
    )
    def test_which_system(self, listed, cell, code):
        drawn = one(listed, f"code | on\n{cell} | 2026-01-01".replace(" | on", _time_of(listed)))
        expected = code or Code("http://invented.example/kinds", "pump")

        assert drawn.code.coding == (expected,)

    def test_several_between_commas(self):
        drawn = one("conditions", "code | onset\nE11.9, 44054006 | 2020")

        assert drawn.code.coding == (Code(ICD10CM, "E11.9"), Code(SNOMED, "44054006"))

    def test_a_system_of_no_such_name(self):
        with pytest.raises(AuthoringError, match=r"cell 'icd9:250': .*systems: act, answer, cpt"):
            facts("conditions", "code\nicd9:250")

    def test_a_code_that_has_not_the_form_of_its_system(self):
        with pytest.raises(
            AuthoringError, match=r"row 1 of observations, column 'code', cell 'A1c', LOINC code"
        ):
            facts("observations", "code | on\nA1c | 2026-01-01")


def _time_of(listed):
    """The column of a list for its time; conditions and devices need none."""
    return {"conditions": " | onset", "devices": " | name"}.get(listed, " | on")


class TestPeople:
    """Who did it."""

    @pytest.mark.parametrize(
        ("cell", "performers"),
        [
            ("", ()),
            ("RN", (Actor(kind="Practitioner", roles=(concept(Code(DEGREE, "RN")),)),)),
            (
                "nucc:103T00000X",
                (Actor(kind="Practitioner", roles=(concept(Code(NUCC, "103T00000X")),)),),
            ),
            ("?", (Actor(kind="Practitioner"),)),
            ("Patient", (Actor(kind="Patient"),)),
            ("RelatedPerson", (Actor(kind="RelatedPerson"),)),
        ],
    )
    def test_a_degree_a_role_or_nobody_in_particular(self, cell, performers):
        drawn = one("procedures", f"code | on | by\n430193006 | 2026-01-01 | {cell}")

        assert drawn.performers == performers

    def test_one_at_most_sends_or_owns(self):
        sent = one("communications", "status | on | by\ncompleted | 2026-01-01 | RN")
        owned = one("tasks", "status | on | by\naccepted | 2026-01-01 |")

        assert sent.sender.roles == (concept(Code(DEGREE, "RN")),)
        assert owned.owner is None


class TestValues:
    """What was found."""

    @pytest.mark.parametrize(
        ("columns", "cells", "value"),
        [
            ("value | unit", "7.2 | %", Quantity(Decimal("7.2"), "%")),
            ("value | unit", "> 14 | %", Quantity(Decimal(14), "%", ">")),
            ("value | unit", "7 | -", Quantity(Decimal(7))),
            ("value", "7", Quantity(Decimal(7))),
            ("value", "", None),
            ("text", "high", "high"),
            ("number", "3", 3),
            ("number", "0", 0),
            ("answer", "LA6571-9", concept(Code(LOINC, "LA6571-9"))),
            ("answer", "373066001", concept(Code(SNOMED, "373066001"))),
        ],
    )
    def test_of_an_observation(self, columns, cells, value):
        drawn = one("observations", f"code | on | {columns}\n4548-4 | 2026-01-01 | {cells}")

        assert drawn.value == value

    def test_a_column_named_by_a_code_is_a_component(self):
        drawn = one(
            "observations",
            "code | on | 8480-6 | 8462-4 | unit\n85354-9 | 2026-01-01 | 120 | | mm[Hg]",
        )

        assert [(c.code, c.value) for c in drawn.components] == [
            (concept(loinc("8480-6")), Quantity(Decimal(120), "mm[Hg]"))
        ]

    def test_what_a_laboratory_says_of_it(self):
        drawn = one(
            "observations",
            "code | on | issued | category | interpretation\n"
            "2823-3 | 2026-01-01 | 2026-01-02 | laboratory | HH, A",
        )

        assert [c.coding[0].code for c in drawn.interpretation] == ["HH", "A"]
        assert [c.coding[0].code for c in drawn.category] == ["laboratory"]
        assert drawn.issued_at == date(2026, 1, 2)

    def test_over_a_span(self):
        drawn = one("observations", "code | on | to\n8480-6 | 2026-01-01 | 2026-01-02")

        assert drawn.effective == Period(date(2026, 1, 1), date(2026, 1, 3))

    def test_what_is_no_number(self):
        with pytest.raises(AuthoringError, match="cell 'seven': it cannot be read"):
            facts("observations", "code | on | value\n4548-4 | 2026-01-01 | seven")


class TestLists:
    """Each list in its own columns."""

    def test_encounters(self):
        drawn = one(
            "encounters",
            "class | type  | from | to | priority | source | disposition | by | reason | because\n"
            "IMP   | 99213 | 2026-05-18 | 2026-05-22 | EM | emd | home | MD | I50.9 | c1",
        )

        assert drawn.encounter_class == Code(ACT_CODE, "IMP")
        assert drawn.type == (concept(Code(CPT, "99213")),)
        assert drawn.period == Period(date(2026, 5, 18), date(2026, 5, 23))
        assert drawn.priority.coding[0].code == "EM"
        assert drawn.admit_source.coding[0].code == "emd"
        assert drawn.discharge_disposition.coding[0].system.endswith("discharge-disposition")
        assert drawn.reason == (concept(Code(ICD10CM, "I50.9")),)
        assert drawn.reason_facts == ("c1",)

    def test_a_numbered_disposition_is_of_the_bill(self):
        drawn = one("encounters", "from | to | disposition\n2026-01-01 | 2026-01 | 03")

        assert drawn.discharge_disposition.coding[0].system.endswith("patient-discharge")
        assert drawn.period.end == PartialDate(2026, 1)

    @pytest.mark.parametrize("cell", ["snomed:419099009", "http://snomed.info/sct#419099009"])
    def test_a_disposition_may_name_its_system(self, cell):
        drawn = one("encounters", f"from | to | disposition\n2026-01-01 | 2026-01-02 | {cell}")

        assert drawn.discharge_disposition == concept(Code(SNOMED, "419099009"))

    def test_a_principal_diagnosis_is_the_first_of_the_bill(self):
        drawn = one("encounters", "from | to | principal\n2026-01-01 | 2026-01-02 | c1")

        (diagnosis,) = drawn.diagnoses
        assert (diagnosis.condition, diagnosis.rank) == ("c1", 1)
        assert diagnosis.use.coding[0].code == "billing"

    def test_conditions(self):
        drawn = one(
            "conditions",
            "code | text | onset | ended | recorded | verification | encounter\n"
            "E11.9 | sugar | 2020 | 2025 | 2021-01-01 | confirmed | e1",
        )

        assert drawn.code == CodeableConcept((Code(ICD10CM, "E11.9"),), "sugar")
        assert (drawn.onset, drawn.abatement) == (PartialDate(2020), PartialDate(2025))
        assert drawn.recorded_on == date(2021, 1, 1)
        assert (drawn.clinical_status, drawn.verification_status) == ("active", "confirmed")
        assert drawn.encounter == "e1"

    def test_a_condition_in_words_alone(self):
        assert one("conditions", "code | text\n| sugar").code == concept(text="sugar")

    def test_medicines(self):
        filled = one("fills", "product | code | on | days\nmetformin | 6809 | 2026-01-01 | 30")
        ordered = one("prescriptions", "code | on | until\n6809 | 2026-01-01 | 2026-01-31")

        assert filled.code == CodeableConcept((Code(RXNORM, "6809"),), "metformin")
        assert filled.days_supply == Decimal(30)
        assert ordered.code == CodeableConcept((Code(RXNORM, "6809"),))
        assert ordered.validity == Period(date(2026, 1, 1), date(2026, 2, 1))

    def test_days_of_supply_of_an_order(self):
        ordered = one("prescriptions", "code | on | days\n6809 | 2026-01-01 | 90")

        assert ordered.supply_days == Decimal(90)

    @pytest.mark.parametrize(
        ("cell", "reported", "needed"),
        [("yes", True, [True]), ("no", False, [False]), ("", None, [])],
    )
    def test_an_order_that_was_told_or_is_taken_as_needed(self, cell, reported, needed):
        table = f"product | on | reported | needed\nmetformin | 2026-01-01 | {cell} | {cell}"
        ordered = one("prescriptions", table)

        assert ordered.reported is reported
        assert [dosage.as_needed for dosage in ordered.dosage] == needed

    def test_where_an_order_is_handed_over_how_often_and_what_was_drawn_on_it(self):
        system = "http://terminology.hl7.org/CodeSystem/medicationrequest-category"
        head = "product | on | category | refills | encounter"
        table = f"{head}\nmetformin | 2026-01-01 | discharge | 3 | e1"
        ordered = one("prescriptions", table)
        filled = one(
            "fills", "product | on | days | prescription\nmetformin | 2026-01-02 | 30 | p1"
        )

        assert ordered.category == (concept(Code(system, "discharge")),)
        assert (ordered.refills, ordered.encounter) == (3, "e1")
        assert filled.prescription == "p1"

    def test_an_order_of_which_no_end_is_given(self):
        assert one("prescriptions", "product | on\nmetformin | 2026-01-01").validity is None

    def test_what_is_told_and_taken_on(self):
        told = one(
            "communications",
            "status | on | about | category | topic\n"
            "completed | 2026-01-01T09:00 | o1, o2 | 185317003 | 223482009",
        )
        taken = one("tasks", "status | on | focus | code\naccepted | 2026-01-01 | o1 | 225338004")

        assert told.about == ("o1", "o2")
        assert told.category == (concept(Code(SNOMED, "185317003")),)
        assert told.topic == concept(Code(SNOMED, "223482009"))
        assert (taken.focus, taken.code) == ("o1", concept(Code(SNOMED, "225338004")))

    def test_when_a_task_was_done_and_last_changed(self):
        done = one(
            "tasks",
            "status | on | from | to | changed | order\n"
            "completed | 2026-01-01 | 2026-01-05 | 2026-01-09 | 2026-01-10 | o1, o2",
        )

        assert done.execution == Period(date(2026, 1, 5), date(2026, 1, 10))
        assert (done.modified_at, done.based_on) == (date(2026, 1, 10), ("o1", "o2"))
        assert one("tasks", "status | on\nrequested | 2026-01-01").execution is None

    def test_orders_not_to_do_something_and_of_other_intents(self):
        drawn = one(
            "orders",
            "code | on | intent | forbids | because\n306206005 | 2026-01-01 | plan | yes | c1",
        )

        assert (drawn.intent, drawn.do_not_perform) == ("plan", True)
        assert drawn.reason_facts == ("c1",)
        assert one("procedures", "code | on | because\n99213 | 2026-01-01 | c1").reason_facts == (
            "c1",
        )

    def test_holds(self):
        assert one("holds", "kind | since\nHOSPICE | 2026-01-01").kind is HoldKind.HOSPICE

    @pytest.mark.parametrize("kind", ["", "SLEEP"])
    def test_a_hold_of_no_such_kind(self, kind):
        with pytest.raises(AuthoringError, match=r"row 1 of holds, column 'kind'.*DEATH, HOSPICE"):
            facts("holds", f"kind | since\n{kind} | 2026-01-01")

    def test_permissions_and_bookings(self):
        granted = one(
            "authorizations",
            "from | to | code | action | units | unit | order\n"
            "2026-01-01 | 2026-01-31 | physio, speech | A1, | 3 | visits | r1",
        )
        booked = one("appointments", "on | code | order\n2026-01-05 | physio | r1")

        assert [(i.review_action, i.units, i.unit) for i in granted.items] == [
            ("A1", Decimal(3), "visits"),
            (None, None, None),
        ]
        assert granted.orders == booked.based_on == ("r1",)
        assert booked.start == datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
        assert booked.created_on == date(2026, 1, 1)

    def test_a_permission_without_items_and_a_booking_at_an_hour(self):
        granted = one("authorizations", "from | to | items\n2026-01-01 | 2026-01-31 | none")
        booked = one("appointments", "on\n2026-01-05T14:00")
        unknown = one("appointments", "on | status\n | proposed")

        assert granted.items == ()
        assert booked.start == datetime(2026, 1, 5, 14, 0, tzinfo=UTC)
        assert unknown.start is None

    def test_a_booking_that_was_cancelled(self):
        booked = one(
            "appointments",
            "on | status | cancelled | reason\n2026-01-05 | cancelled | 2026-01-04T10:00 | pat-lt",
        )

        assert booked.cancelled_on == datetime(2026, 1, 4, 10, tzinfo=UTC)
        assert booked.cancellation_reason.coding[0].code == "pat-lt"

    def test_an_order_for_a_span_and_its_result(self):
        order = one("orders", "code | on | to\nloinc:4548-4 | 2026-01-05 | 2026-01-31")
        result = one("observations", "code | on | value | order\n4548-4 | 2026-01-05 | 7 | o1")

        assert order.occurrence == Period.through(None, date(2026, 1, 31))
        assert result.based_on == ("o1",)

    def test_a_goal_with_an_amount_or_a_range(self):
        head = "since | measure | to | low | high | unit | due | months | achieved | text"
        below = one("goals", f"{head}\n2026-01-05 | 4548-4 | < 7 | | | % | 2026-03-31 | | | ")
        within = one("goals", f"{head}\n2026-01-05 | 8480-6 | | 110 | 139 | mm | | 3 | | ")
        walked = one("goals", f"{head}\n2026-01-05 | | | | | | | | improving | Walk")

        assert below.targets[0].detail == Quantity(Decimal(7), "%", "<")
        assert below.targets[0].due == date(2026, 3, 31)
        assert within.targets[0].detail.high == Quantity(Decimal(139), "mm")
        assert within.targets[0].due == Quantity(Decimal(3), "mo")
        assert walked.achievement_status.coding[0].code == "improving"
        assert walked.description.text == "Walk"

    def test_a_goal_without_a_target(self):
        assert one("goals", "since | due | target\n2026-01-05 | | none").targets == ()

    def test_a_plan_with_its_steps(self):
        plan = one(
            "care_plans",
            "from | to | step | code | state | why | begins | ends | refers | outcome | forbids\n"
            "2026-01-01 | 2026-06-30 | Walk, | , 4548-4 | not-started, completed | ill, |"
            " 2026-02-01, | 2026-02-28, weekly | , a1 | , x1 | , yes",
        )
        first, second = plan.activities

        assert plan.period == Period.through(date(2026, 1, 1), date(2026, 6, 30))
        assert first.scheduled == Period.through(date(2026, 2, 1), date(2026, 2, 28))
        assert (first.code.text, first.status_reason.text) == ("Walk", "ill")
        assert (second.scheduled, second.reference, second.outcomes) == ("weekly", "a1", ("x1",))
        assert second.do_not_perform

    def test_a_booking_has_an_hour_or_a_day(self):
        with pytest.raises(AuthoringError, match=r"'2026-05T09:00'.* Write a day, or an instant"):
            facts("appointments", "on | status\n2026-05 | booked")

    def test_the_rest(self):
        assert one("orders", "code | on | reason\n99213 | 2026-01-01 | I50.9").reason
        assert one("immunizations", "code | on | dose\n140 | 2026-01-01 | 2").dose_number == "2"
        assert one("devices", "code | name\nE0601 | CPAP").name == "CPAP"
        assert one("coverages", "type | from | to\nHMO | 2026-01-01 | ").period.end is None
        assert one("programs", "type | from | to | by\nG0506 | 2026-01-01 | | RN").care_manager
        smoked = one("social_history", "code | answer | from | to\n72166-2 | LA18976-3 | 2001 |")
        assert smoked.value == concept(Code(LOINC, "LA18976-3"))

    def test_who_is_to_do_what_was_ordered_and_why(self):
        drawn = one(
            "orders", "code | on | specialty | because\n99213 | 2026-01-01 | 207RN0300X | o1, o2"
        )

        assert drawn.performer_type == concept(Code(NUCC, "207RN0300X"))
        assert drawn.reason_facts == ("o1", "o2")

    def test_a_result_that_is_a_day(self):
        assert one("observations", "code | on | day\n11778-8 | 2026-01-01 | 2026-09-01").value == (
            date(2026, 9, 1)
        )

    def test_consents(self):
        drawn = one("consents", "category | on\n59284-0 | 2026-01-01")

        assert drawn.category == (concept(Code(LOINC, "59284-0")),)
        assert (drawn.status, drawn.given_on) == ("active", date(2026, 1, 1))

    def test_answers(self):
        drawn = one(
            "answers", "code | question | on | answer\n44249-1 | q9 | 2026-01-01 | LA6568-5"
        )

        assert drawn.answers == (Answer(path=("q9",), value=concept(Code(LOINC, "LA6568-5"))),)
        assert drawn.code == concept(loinc("44249-1"))


class TestRefused:
    """A slip is told, never passed over."""

    def test_a_list_that_cannot_be_drawn(self):
        with pytest.raises(AuthoringError, match=r"'observation': .* Did you mean 'observations'"):
            chart({"observation": ""})

    def test_nothing_near_is_answered_with_all_there_are(self):
        with pytest.raises(AuthoringError, match="There are answers, appointments"):
            chart({"zzz": ""})

    def test_a_column_that_nothing_reads(self):
        with pytest.raises(AuthoringError, match=r"row 1 of fills, column 'dayz'.*mean 'days'"):
            facts("fills", "product | on | dayz\nmetformin | 2026-01-01 | 30")

    def test_one_near_no_other(self):
        with pytest.raises(
            AuthoringError, match="There are code, days, on, prescription, product, status"
        ):
            facts("fills", "product | on | zzzz\nmetformin | 2026-01-01 | 30")

    def test_a_column_that_has_to_be_there(self):
        with pytest.raises(AuthoringError, match=r"column 'on': the columns product, days\. Add"):
            facts("fills", "product | days\nmetformin | 30")

    def test_a_row_with_more_cells_than_columns(self):
        with pytest.raises(AuthoringError, match="row 2 of fills: 3 cells under 2 columns"):
            facts("fills", "product | on\nmetformin | 2026-01-01\nmetformin | 2026 | 30")

    def test_a_span_turned_round(self):
        told = (
            "row 1 of encounters, columns 'from' and 'to', cells '2026-02-01' and '2026-01-01', "
            "period: the end precedes"
        )
        with pytest.raises(AuthoringError, match=told):
            facts("encounters", "from | to\n2026-02-01 | 2026-01-01")

    @pytest.mark.parametrize(
        ("head", "message"),
        [
            ("product | on | on", r"the first line of fills, column 'on': it is there 2 times"),
            ("product | on |", r"the first line of fills: column 3 of 3 has no name"),
            ("product | days", r"the first line of fills, column 'on': the columns product, days"),
            ("product | on | dayz", r"the first line of fills, column 'dayz'.*mean 'days'"),
        ],
    )
    def test_a_wrong_first_line_above_no_row(self, head, message):
        with pytest.raises(AuthoringError, match=message):
            facts("fills", head)

    @pytest.mark.parametrize("name", sorted(MAKERS))
    def test_a_right_first_line_above_no_row_is_an_empty_list(self, name):
        assert facts(name, HEADS.get(name, "code | on | by")) == ()

    @pytest.mark.parametrize(
        ("name", "table", "column"),
        [
            ("observations", "code | on | number\n4548-4 | 2026-01-01 | 1.5", "number"),
            ("observations", "code | on | number\n4548-4 | 2026-01-01 | NaN", "number"),
            ("observations", "code | on | value\n4548-4 | 2026-01-01 | 1e999999", "value"),
            ("observations", "code | on | value\n4548-4 | 2026-01-01 | ~ 6", "value"),
            ("observations", "code | on\n4548-4 | 12", "on"),
            ("observations", "code | on\n4548-4 | 9999-12-31T23:59-05:00", "on"),
            ("conditions", "code | onset\n#1 | 2020", "code"),
        ],
    )
    def test_a_cell_that_cannot_be_read_is_told_with_its_column(self, name, table, column):
        cell = table.splitlines()[1].split("|")[table.split("\n")[0].split(" | ").index(column)]
        told = f"row 1 of {name}, column '{column}', cell '{cell.strip()}': it cannot be read"

        with pytest.raises(AuthoringError, match=re.escape(told)):
            facts(name, table)

    def test_of_two_wrong_cells_the_first_that_was_read(self):
        with pytest.raises(AuthoringError, match="row 1 of encounters, column 'from', cell 'x'"):
            facts("encounters", "from | to\nx | y")
