"""A glucose test in the range of diabetes is repeated, and diabetes found twice is put on record.

Population: patients without diabetes on record and with a first HbA1c, fasting glucose or glucose
two hours after 75 g in the range of diabetes.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 2, as restated:
HbA1c 6.5 % (48 mmol/mol), fasting glucose 126 mg/dL (7.0 mmol/L), two hours after 75 g 200 mg/dL
(11.1 mmol/L); without unequivocal hyperglycemia two abnormal results make the diagnosis.
Departures: the source gives no days: 90 for the second test and 30 for the diagnosis after it, both
parameters; the second test is one of another day; it lapses after three years (decision 0018).
"""

from __future__ import annotations

from datetime import date, tzinfo

from carecoord.rules.concepts.diabetes import DIABETES
from carecoord.rules.concepts.done import ever
from carecoord.rules.criteria import EACH, Exists, First, Last, Not, Span
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.timing import ALWAYS, Row, day_bounds
from carecoord.rules.screening.glucose import OF_DIABETES, TESTS
from carecoord.rules.screening.sources import ARRANGE, CLINICAL

SECOND_WITHIN = Parameter(
    name="screening.raised-glucose.second-test",
    default=days(90),
    says="by when after a glucose test in the range of diabetes the second one is due",
)
DIAGNOSIS_WITHIN = Parameter(
    name="screening.raised-glucose.diagnosis",
    default=days(30),
    says="by when after the second test in the range of diabetes the diagnosis is on record",
)


def on_record(row: Row, zone: tzinfo) -> Row:
    """The day on which a diagnosis came onto the record; one without a day was always there."""
    known = row.fact.known_on
    low, high = (ALWAYS, ALWAYS) if known is None else day_bounds(known, zone)
    return Row(row.fact, low, high, low, high)


DIAGNOSES = ever(DIABETES).timed(on_record)
LAST_BEFORE = Last(TESTS.starting(Span(EACH.start.minus(months=36), EACH.start.minus(days=1))))
FIRST = OF_DIABETES.only_if(
    Not(
        Exists(OF_DIABETES.starting(Span(LAST_BEFORE.start, LAST_BEFORE.start))).named(
            "the test before it in the range of diabetes"
        )
    )
).named("first glucose test in the range of diabetes")
"""Those that follow one in the range, with none below it between them, belong to that one."""
KNOWN = Exists(DIAGNOSES.starting(Span(None, EACH.start.minus(days=1)))).named(
    "diabetes on record before the test"
)
LATER = TESTS.starting(Span(EACH.start.plus(days=1), None))
NEXT = First(LATER)
AGAIN = Exists(OF_DIABETES.starting(Span(NEXT.start, NEXT.start))).named(
    "the next test in the range of diabetes as well"
)

SECOND = Step(
    name="second-test",
    title="Second glucose test after one in the range of diabetes",
    earliest=days(0),
    due=SECOND_WITHIN,
    closed_by=LATER | DIAGNOSES,
    closes="an HbA1c, a fasting glucose or a glucose two hours after 75 g of a later day, or a "
    "diagnosis of diabetes",
    licences=ARRANGE,
)
DIAGNOSIS = Step(
    name="diagnosis",
    title="Diabetes put on record after two tests in its range",
    earliest=days(0),
    due=DIAGNOSIS_WITHIN,
    closed_by=DIAGNOSES,
    closes="a diagnosis of diabetes",
    licences=CLINICAL,
    after=SECOND,
    only_if=AGAIN,
)

RULE = Rule(
    id="screening.raised-glucose",
    edition="2026",
    title="Glucose test in the range of diabetes resolved",
    population="no diabetes on record, a first glucose test in the range of diabetes",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 2, diagnostic tests for diabetes; the days are "
        "ours",
        status=Status.SECONDARY,
    ),
    licences=ARRANGE,
    limits="two tests of one sample, which make the diagnosis as well, and symptoms with a high "
    "glucose are not read: a diagnosis on record resolves it; glucose without fasting is not read; "
    "what makes HbA1c unreliable, and pregnancy, are not read",
    departures="days, another day, lapse: decision 0018",
    in_force_from=date(2026, 1, 1),
    parameters=(SECOND_WITHIN, DIAGNOSIS_WITHIN),
    shape=FollowUp(
        trigger=FIRST,
        trigger_name="first glucose test in the range of diabetes",
        one_in=days(0),
        only_if=Not(KNOWN, name="no diabetes on record before the test"),
        steps=(SECOND, DIAGNOSIS),
        lapses_after=months(36),
    ),
)
