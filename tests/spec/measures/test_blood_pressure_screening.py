"""Blood pressure screening and follow-up (CMS22), counted by visits.

At each visit of people aged 18 or more the last reading decides what is asked for: nothing when it
is normal, else a rescreening and more, or a referral. Each row is somebody of 60 with a visit on 10
March at ten, and what else there is. A row says: initial population, denominator, exclusion,
numerator, exception.
"""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from small_charts import (
    ENCOUNTER_DIAGNOSIS,
    HEALTH_CONCERN,
    PROBLEM,
    act,
    after,
    at,
    chart_of,
    coded,
    condition,
    encounter,
    missing,
    not_made,
    not_ordered,
    order,
    prescription,
    pressure,
    tally,
    through,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import Component, Observation, PartialDate, Period, Quantity
from carecoord.model.code import concept, loinc
from carecoord.rules import Licence, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms22 import RULE

OUT, OPEN, MET = (0, 0, 0, 0, 0), (1, 1, 0, 0, 0), (1, 1, 0, 1, 0)
EXCLUDED, EXCEPTED = (1, 1, 1, 0, 0), (1, 1, 0, 0, 1)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, NEXT = date(2025, 12, 31), date(2027, 1, 1)
DAY = date(2026, 3, 10)
SCREEN = vs.ENCOUNTER_TO_SCREEN_FOR_BLOOD_PRESSURE
VISIT = encounter(SCREEN, at(DAY, 10), at(DAY, 10, 30))


def read(systolic, diastolic, when=None, **other):
    """A reading in the middle of the visit, unless another time is said."""
    return pressure(at(DAY, 10, 15) if when is None else when, systolic, diastolic, **other)


def somebody(*facts, born=date(1966, 1, 1), unasked=()):
    return chart_of(VISIT, *facts, born=born, unasked=unasked)


# -- which visits are counted ---------------------------------------------------------------------

VISITS = {
    "none": ((), OUT),
    "one": ((encounter(SCREEN, DAY),), OPEN),
    "two": ((encounter(SCREEN, DAY), encounter(SCREEN, after(DAY, 30))), (2, 2, 0, 0, 0)),
    "of another kind": ((encounter(vs.ENCOUNTER_INPATIENT, DAY),), OUT),
    "the day before the year": ((encounter(SCREEN, BEFORE),), OUT),
    "on the first day": ((encounter(SCREEN, FIRST),), OPEN),
    "on the last day": ((encounter(SCREEN, LAST),), OPEN),
    "the day after the year": ((encounter(SCREEN, NEXT),), OUT),
    "beginning in the year before": ((encounter(SCREEN, BEFORE, FIRST),), OPEN),
    "ending in the next year": ((encounter(SCREEN, LAST, NEXT),), OUT),
    "planned": ((encounter(SCREEN, DAY, status="planned"),), OUT),
    "in person": ((encounter(SCREEN, DAY, encounter_class=act("AMB")),), OPEN),
    "virtual": ((encounter(SCREEN, DAY, encounter_class=act("VR")),), OUT),
}


@pytest.mark.parametrize(("facts", "expected"), VISITS.values(), ids=VISITS)
def test_every_visit_that_ends_in_the_year(facts, expected):
    assert tally(RULE, chart_of(*facts)) == expected


@pytest.mark.parametrize(("born", "expected"), [(date(2008, 1, 1), OPEN), (date(2008, 1, 2), OUT)])
def test_from_18_at_the_start_of_the_year(born, expected):
    assert tally(RULE, somebody(born=born)) == expected


# -- what was measured ----------------------------------------------------------------------------


def six_months(day=DAY, **other):
    return order(vs.FOLLOW_UP_WITHIN_6_MONTHS, day, **other)


def four_weeks(day=DAY, **other):
    return order(vs.FOLLOW_UP_WITHIN_4_WEEKS, day, **other)


def lifestyle(day=DAY, of=vs.LIFESTYLE_RECOMMENDATION, **other):
    return order(of, day, **other)


def analysis(day=DAY, of=vs.LABORATORY_TESTS_FOR_HYPERTENSION, **other):
    return order(of, day, **other)


def medicine(day=DAY, **other):
    return prescription(vs.PHARMACOLOGIC_THERAPY_FOR_HYPERTENSION, day, **other)


def referred(day=DAY, reason=vs.FINDING_OF_ELEVATED_BLOOD_PRESSURE, **other):
    reasons = () if reason is None else (coded(reason),)
    return order(vs.REFERRAL_TO_PRIMARY_CARE, day, reason=reasons, **other)


PLANS = {
    "elevated": (six_months(), lifestyle()),
    "first": (four_weeks(), lifestyle()),
    "second": (six_months(), analysis(), lifestyle()),
    "second high": (four_weeks(), analysis(), lifestyle(), medicine()),
    "referral": (referred(),),
    "none": (),
}
"""What each kind of reading asks for; a referral will do for any that asks for something."""
ENOUGH = {
    "normal": set(PLANS),
    "elevated": {"elevated", "second", "referral"},
    "first": {"first", "second high", "referral"},
    "second": {"second", "referral"},
    "second high": {"second high", "referral"},
    "none of these": set(),
}
HIGH_BEFORE = read(150, 95, date(2025, 12, 10))


def kind_of(*facts):
    """The kind of reading, told by the plans that are enough for it."""
    enough = {name for name, plan in PLANS.items() if tally(RULE, somebody(*facts, *plan)) == MET}
    (kind,) = [name for name, plans in ENOUGH.items() if plans == enough]
    return kind


READINGS = """
systolic | diastolic | alone         | after a high one
110      | 70        | normal        | normal
1        | 70        | normal        | normal
0        | 70        | none of these | none of these
0.9      | 70        | none of these | none of these
110      | 1         | normal        | normal
110      | 0         | none of these | none of these
110      | 0.9       | none of these | none of these
119      | 79        | normal        | normal
119.9    | 79.9      | normal        | normal
120      | 79        | elevated      | elevated
120      | 1         | elevated      | elevated
120      | 0         | none of these | none of these
129      | 79        | elevated      | elevated
129      | 79.9      | elevated      | elevated
129.5    | 70        | none of these | none of these
129.5    | 79        | none of these | none of these
130      | 70        | first         | second
120      | 80        | first         | second
119      | 80        | first         | second
139      | 70        | first         | second
139.5    | 70        | first         | none of these
139.5    | 80        | first         | second
110      | 89        | first         | second
110      | 89.5      | first         | none of these
130      | 89.5      | first         | second
140      | 70        | first         | second high
140      | 80        | first         | second high
110      | 90        | first         | second high
130      | 90        | first         | second high
200      | 120       | first         | second high
135      | 0         | none of these | second
0        | 85        | none of these | second
140      | 0         | none of these | none of these
0        | 90        | none of these | none of these
0.1      | 90        | first         | second high
140      | 0.1       | first         | second high
110      | -         | none of these | none of these
135      | -         | none of these | none of these
145      | -         | none of these | none of these
-        | 70        | none of these | none of these
-        | 85        | none of these | none of these
-        | 95        | none of these | none of these
"""
ROWS = [[c.strip() for c in line.split("|")] for line in READINGS.strip().split("\n")[1:]]


@pytest.mark.parametrize(("systolic", "diastolic", "alone", "after_high"), ROWS)
def test_the_kinds_of_reading(systolic, diastolic, alone, after_high):
    amounts = [None if amount == "-" else amount for amount in (systolic, diastolic)]

    assert kind_of(read(*amounts)) == alone
    assert kind_of(HIGH_BEFORE, read(*amounts)) == after_high


def test_without_a_reading_nothing_is_enough():
    assert kind_of() == "none of these"
    assert kind_of(HIGH_BEFORE) == "none of these"


NORMAL, ELEVATED, HIGH = (110, 70), (125, 75), (150, 95)
OF_THE_VISIT = {
    "the last one decides": (
        (read(*HIGH, at(DAY, 10, 5)), read(*NORMAL, at(DAY, 10, 10))),
        "normal",
    ),
    "whatever came before it": (
        (read(*NORMAL, at(DAY, 10, 5)), read(*ELEVATED, at(DAY, 10, 10))),
        "elevated",
    ),
    "the last one to begin decides": (
        (
            read(*ELEVATED, Period(at(DAY, 10, 5), at(DAY, 10, 25))),
            read(*NORMAL, Period(at(DAY, 10, 10), at(DAY, 10, 20))),
        ),
        "normal",
    ),
    "the day before": ((read(*NORMAL, at(after(DAY, -1))),), "none of these"),
    "the day after": ((read(*NORMAL, at(after(DAY, 1))),), "none of these"),
    "later on the day": ((read(*NORMAL, at(DAY, 16)),), "normal"),
    "begun the day before": ((read(*NORMAL, through(after(DAY, -1), DAY)),), "normal"),
    "ended the day after": ((read(*NORMAL, through(DAY, after(DAY, 1))),), "none of these"),
    "amended": ((read(*NORMAL, status="amended"),), "normal"),
    "corrected": ((read(*NORMAL, status="corrected"),), "normal"),
    "preliminary": ((read(*NORMAL, status="preliminary"),), "none of these"),
    "a later one preliminary": (
        (read(*NORMAL), read(*HIGH, at(DAY, 10, 20), status="preliminary")),
        "normal",
    ),
    "another panel": ((read(*NORMAL, code=concept(loinc("8716-3"))),), "none of these"),
}


@pytest.mark.parametrize(("facts", "expected"), OF_THE_VISIT.values(), ids=OF_THE_VISIT)
def test_the_last_reading_of_the_days_of_the_visit(facts, expected):
    assert kind_of(*facts) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, OPEN), (0, MET), (1, MET), (2, MET), (3, OPEN)]
)
def test_a_reading_on_any_day_of_the_visit_counts(days, expected):
    long = encounter(SCREEN, at(DAY, 22), at(after(DAY, 2), 8))

    assert tally(RULE, chart_of(long, read(*NORMAL, at(after(DAY, days), 23)))) == expected


YEAR_BEFORE = {
    "a year before to the minute": (read(*HIGH, at(date(2025, 3, 10), 10)), "second high"),
    "a minute more than a year before": (read(*HIGH, at(date(2025, 3, 10), 9, 59)), "first"),
    "as the visit begins": (read(*HIGH, at(DAY, 10)), "second high"),
    "a minute after it began": (read(*HIGH, at(DAY, 10, 1)), "first"),
    "ended as the visit begins": (
        read(*HIGH, Period(at(after(DAY, -1), 10), at(DAY, 10))),
        "second high",
    ),
    "ended after it began": (
        read(*HIGH, Period(at(after(DAY, -1), 10), at(DAY, 10, 1))),
        "first",
    ),
    "begun more than a year before": (
        read(*HIGH, Period(at(date(2025, 3, 9), 10), at(date(2025, 3, 10), 10))),
        "second high",
    ),
    "130 over 1": (read(130, 1, date(2026, 1, 5)), "second high"),
    "130 over 0": (read(130, 0, date(2026, 1, 5)), "first"),
    "130 over something": (read(130, None, date(2026, 1, 5)), "first"),
    "129 over 79": (read(129, 79, date(2026, 1, 5)), "first"),
    "1 over 80": (read(1, 80, date(2026, 1, 5)), "second high"),
    "0 over 80": (read(0, 80, date(2026, 1, 5)), "first"),
    "something over 80": (read(None, 80, date(2026, 1, 5)), "first"),
    "amended": (read(*HIGH, date(2026, 1, 5), status="amended"), "second high"),
    "corrected": (read(*HIGH, date(2026, 1, 5), status="corrected"), "second high"),
    "preliminary": (read(*HIGH, date(2026, 1, 5), status="preliminary"), "first"),
    "another panel": (read(*HIGH, date(2026, 1, 5), code=concept(loinc("8716-3"))), "first"),
}


@pytest.mark.parametrize(("reading", "expected"), YEAR_BEFORE.values(), ids=YEAR_BEFORE)
def test_a_hypertensive_reading_in_the_year_before_the_visit_begins(reading, expected):
    """Compared to the minute; the visit itself has 145 over 92."""
    assert kind_of(reading, read(145, 92)) == expected


def test_only_the_last_reading_of_the_year_before_counts():
    calm, high = read(*NORMAL, date(2026, 2, 1)), read(*HIGH, date(2026, 1, 1))
    high_again = read(*HIGH, date(2026, 3, 1))

    assert kind_of(high, calm, read(145, 92)) == "first"
    assert kind_of(high, calm, high_again, read(145, 92)) == "second high"


def test_a_high_reading_before_the_visit_on_its_day_comes_before_itself():
    """It is the last one of the visit's day, and the last one before the visit begins."""
    assert kind_of(read(*HIGH, at(DAY, 9, 50))) == "second high"


# -- what was ordered -----------------------------------------------------------------------------

KINDS = {
    "elevated": (read(*ELEVATED),),
    "first": (read(150, 95),),
    "second": (HIGH_BEFORE, read(135, 85)),
    "second high": (HIGH_BEFORE, read(150, 95)),
}
each_kind = pytest.mark.parametrize("kind", KINDS)


def with_plan(kind, *plan):
    return tally(RULE, somebody(*KINDS[kind], *plan))


@each_kind
def test_each_part_of_the_plan_is_needed(kind):
    plan = PLANS[kind]

    assert with_plan(kind, *plan) == MET
    for left_out in plan:
        assert with_plan(kind, *(part for part in plan if part is not left_out)) == OPEN


LIFESTYLE = (
    vs.LIFESTYLE_RECOMMENDATION,
    vs.WEIGHT_REDUCTION,
    vs.DIETARY_RECOMMENDATIONS,
    vs.PHYSICAL_ACTIVITY,
    vs.ALCOHOL_COUNSELING,
)
TESTS = (loinc("34534-8"), loinc("11524-6"), vs.LABORATORY_TESTS_FOR_HYPERTENSION)
REST = {
    "elevated": (six_months(),),
    "first": (four_weeks(),),
    "second": (six_months(), analysis()),
    "second high": (four_weeks(), analysis(), medicine()),
}


@pytest.mark.parametrize("of", LIFESTYLE, ids=lambda of: of.name)
@each_kind
def test_each_change_of_lifestyle_counts(kind, of):
    assert with_plan(kind, *REST[kind], lifestyle(of=of)) == MET


@pytest.mark.parametrize("of", TESTS, ids=["12 leads", "study", "laboratory"])
def test_each_test_counts(of):
    assert with_plan("second", six_months(), lifestyle(), analysis(of=of)) == MET
    assert with_plan("second high", four_weeks(), lifestyle(), medicine(), analysis(of=of)) == MET


def test_other_orders_do_not_count():
    other = order(vs.REFERRAL, DAY)

    assert with_plan("elevated", six_months(), other) == OPEN
    assert with_plan("second", six_months(), lifestyle(), other) == OPEN
    other_medicine = prescription(vs.DEMENTIA_MEDICATIONS, DAY)
    assert with_plan("second high", four_weeks(), analysis(), lifestyle(), other_medicine) == OPEN


ORDER_FAMILY = ("original-order", "reflex-order", "filler-order", "instance-order")


@pytest.mark.parametrize("intent", ORDER_FAMILY)
def test_each_intent_of_an_order_counts_but_for_rescreening_in_six_months(intent):
    its = {"intent": intent}

    assert with_plan("first", four_weeks(**its), lifestyle(**its)) == MET
    assert with_plan("first", referred(**its)) == MET
    assert with_plan("second", six_months(), analysis(**its), lifestyle()) == MET
    assert with_plan("elevated", six_months(**its), lifestyle()) == OPEN
    assert with_plan("second", six_months(**its), analysis(), lifestyle()) == OPEN


NOT_ORDERED = {
    "proposed": {"intent": "proposal"},
    "planned": {"intent": "plan"},
    "without an intent": {"intent": None},
    "forbidden": {"do_not_perform": True},
}


@pytest.mark.parametrize("how", NOT_ORDERED.values(), ids=NOT_ORDERED)
def test_what_is_not_ordered_is_no_plan(how):
    assert with_plan("elevated", six_months(**how), lifestyle()) == OPEN
    assert with_plan("elevated", six_months(), lifestyle(**how)) == OPEN
    assert with_plan("elevated", referred(**how)) == OPEN
    assert with_plan("first", four_weeks(**how), lifestyle()) == OPEN
    assert with_plan("first", four_weeks(), lifestyle(**how)) == OPEN
    assert with_plan("second", six_months(), analysis(**how), lifestyle()) == OPEN


@pytest.mark.parametrize("status", ["active", "completed", "draft", "revoked", "on-hold"])
def test_the_status_of_an_order_is_not_asked(status):
    its = {"status": status}

    assert with_plan("elevated", six_months(**its), lifestyle(**its)) == MET
    assert with_plan("second", six_months(), analysis(**its), lifestyle()) == MET
    assert with_plan("first", four_weeks(**its), lifestyle()) == MET
    assert with_plan("elevated", referred(**its)) == MET


MEDICINES = {
    "active": ({}, MET),
    "completed": ({"status": "completed"}, MET),
    "on hold": ({"status": "on-hold"}, OPEN),
    "stopped": ({"status": "stopped"}, OPEN),
    "of any intent": ({"intent": "proposal"}, MET),
    "decided against": ({"do_not_perform": True}, EXCEPTED),
}


@pytest.mark.parametrize(("how", "expected"), MEDICINES.values(), ids=MEDICINES)
def test_a_medicine_that_is_active_or_completed(how, expected):
    plan = four_weeks(), analysis(), lifestyle(), medicine(**how)

    assert with_plan("second high", *plan) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, OPEN), (0, MET), (1, MET), (2, MET), (3, OPEN)]
)
def test_rescreening_and_referral_are_ordered_on_a_day_of_the_visit(days, expected):
    long, ordered = encounter(SCREEN, at(DAY, 10), at(after(DAY, 2), 8)), after(DAY, days)
    plans = {
        "elevated": ((six_months(ordered), lifestyle()), (six_months(), lifestyle(ordered))),
        "first": ((four_weeks(ordered), lifestyle()),),
        "second": ((six_months(ordered), analysis(), lifestyle()),),
        "second high": ((four_weeks(ordered), analysis(), lifestyle(), medicine()),),
    }

    for kind, ways in plans.items():
        for plan in (*ways, (referred(ordered),)):
            assert tally(RULE, chart_of(long, *KINDS[kind], *plan)) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(BEFORE, OPEN), (FIRST, MET), (LAST, MET), (NEXT, OPEN)]
)
def test_the_rest_of_the_plan_may_be_ordered_on_any_day_of_the_year(day, expected):
    assert with_plan("first", four_weeks(), lifestyle(day)) == expected
    assert with_plan("second", six_months(), analysis(), lifestyle(day)) == expected
    assert with_plan("second", six_months(), analysis(day), lifestyle()) == expected
    plan = four_weeks(), analysis(), lifestyle(), medicine()
    for part, anew in ((1, analysis(day)), (2, lifestyle(day)), (3, medicine(day))):
        changed = (*plan[:part], anew, *plan[part + 1 :])
        assert with_plan("second high", *changed) == expected


OVER_NEW_YEAR = {
    "elevated": ((six_months(BEFORE), lifestyle(BEFORE)), MET),
    "elevated and referred": ((referred(BEFORE),), MET),
    "first": ((four_weeks(BEFORE), lifestyle()), OPEN),
    "first and referred": ((referred(BEFORE),), MET),
    "second": ((six_months(BEFORE), analysis(), lifestyle()), OPEN),
    "second and referred": ((referred(BEFORE),), MET),
    "second high": ((four_weeks(BEFORE), analysis(), lifestyle(), medicine()), OPEN),
    "second high and referred": ((referred(BEFORE),), MET),
}


@pytest.mark.parametrize(
    ("kind", "plan", "expected"),
    [(name.partition(" and")[0], *row) for name, row in OVER_NEW_YEAR.items()],
    ids=OVER_NEW_YEAR,
)
def test_a_visit_that_began_in_the_year_before(kind, plan, expected):
    """Hypertension is rescreened by an order of the year itself; a referral may be older."""
    visit = encounter(SCREEN, at(BEFORE, 22), at(FIRST, 8))
    amounts = {"elevated": ELEVATED, "second": (135, 85)}.get(kind, HIGH)
    high = (HIGH_BEFORE,) if kind.startswith("second") else ()

    assert tally(RULE, chart_of(visit, *high, read(*amounts, at(FIRST, 1)), *plan)) == expected


@each_kind
def test_a_referral_is_for_the_blood_pressure(kind):
    assert with_plan(kind, referred()) == MET
    assert with_plan(kind, referred(reason=vs.OVERWEIGHT_OR_OBESE)) == OPEN
    assert with_plan(kind, referred(reason=None)) == OPEN
    finding = (coded(vs.FINDING_OF_ELEVATED_BLOOD_PRESSURE),)
    assert with_plan(kind, order(vs.REFERRAL, DAY, reason=finding)) == OPEN


def test_each_visit_has_its_own_reading_and_plan():
    later = date(2026, 6, 9)
    again = encounter(SCREEN, at(later, 10), at(later, 10, 30))
    first, second = read(*NORMAL), read(*ELEVATED, at(later, 10, 10))
    plan = six_months(later), lifestyle(later)

    assert tally(RULE, somebody(again, first)) == (2, 2, 0, 1, 0)
    assert tally(RULE, somebody(again, first, second)) == (2, 2, 0, 1, 0)
    assert tally(RULE, somebody(again, first, second, *plan)) == (2, 2, 0, 2, 0)
    assert tally(RULE, somebody(again, first, second, *PLANS["elevated"])) == (2, 2, 0, 1, 0)


# -- who is left out ------------------------------------------------------------------------------


def hypertension(onset=DAY, category=PROBLEM, **other):
    categories = () if category is None else (concept(category),)
    return condition(vs.DIAGNOSIS_OF_HYPERTENSION, onset, category=categories, **other)


HYPERTENSIONS = {
    "known on the day": (hypertension(), EXCLUDED),
    "known the day after": (hypertension(after(DAY, 1)), OPEN),
    "over for years": (hypertension(date(2001, 1, 1), abated=date(2005, 1, 1)), EXCLUDED),
    "confirmed": (hypertension(verification_status="confirmed"), EXCLUDED),
    "refuted": (hypertension(verification_status="refuted"), OPEN),
    "entered in error": (hypertension(verification_status="entered-in-error"), OPEN),
    "a health concern": (hypertension(category=HEALTH_CONCERN), EXCLUDED),
    "a diagnosis of a visit": (hypertension(category=ENCOUNTER_DIAGNOSIS), OPEN),
    "of no category": (hypertension(category=None), OPEN),
    "another disease": (condition(vs.NARCOLEPSY, category=(concept(PROBLEM),)), OPEN),
}


@pytest.mark.parametrize(("fact", "expected"), HYPERTENSIONS.values(), ids=HYPERTENSIONS)
def test_hypertension_known_by_the_first_day_of_the_visit_excludes_it(fact, expected):
    assert tally(RULE, somebody(fact)) == expected


def test_it_excludes_the_visits_from_then_on():
    later = date(2026, 6, 9)
    visits = encounter(SCREEN, later), read(*NORMAL, at(later)), read(*NORMAL)

    assert tally(RULE, somebody(*visits, hypertension(after(DAY, 1)))) == (2, 2, 1, 1, 0)


def test_the_first_day_of_a_visit_is_the_one_by_which_it_is_known():
    long = encounter(SCREEN, DAY, after(DAY, 2))

    assert tally(RULE, chart_of(long, hypertension(after(DAY, 1)))) == OPEN


PANEL = loinc("85354-9")


def unread(day=DAY, reason=vs.PATIENT_DECLINED, of=PANEL, **other):
    return not_made(of, day, reason, **other)


NOT_MEASURED = {
    "declined": ((unread(),), EXCEPTED),
    "for a medical reason": ((unread(reason=vs.MEDICAL_REASON),), EXCEPTED),
    "for another reason": ((unread(reason=vs.PATIENT_REASON),), OPEN),
    "for no reason": ((unread(reason=None),), OPEN),
    "systolic": ((unread(of=loinc("8480-6")),), EXCEPTED),
    "diastolic": ((unread(of=loinc("8462-4")),), EXCEPTED),
    "something else": ((unread(of=loinc("8867-4")),), OPEN),
    "the day before": ((unread(after(DAY, -1)),), OPEN),
    "the day after": ((unread(after(DAY, 1)),), OPEN),
    "not cancelled": ((unread(status="entered-in-error"),), OPEN),
    "and read all the same": ((unread(), read(*HIGH)), EXCEPTED),
    "and read as normal": ((unread(), read(*NORMAL)), MET),
}


@pytest.mark.parametrize(("facts", "expected"), NOT_MEASURED.values(), ids=NOT_MEASURED)
def test_a_reason_for_not_measuring_recorded_during_the_visit(facts, expected):
    assert tally(RULE, somebody(*facts)) == expected


def test_a_reason_recorded_nobody_knows_when_is_no_exception_and_is_named():
    undated = unread(None, effective=DAY)

    assert tally(RULE, somebody(undated)) == OPEN
    assert unknown(RULE, somebody(undated)) == (("denominator-exception",),)


DECLINED = vs.PATIENT_DECLINED
SIX, FOUR = vs.FOLLOW_UP_WITHIN_6_MONTHS, vs.FOLLOW_UP_WITHIN_4_WEEKS
ASKED = {
    "elevated": (vs.REFERRAL_TO_PRIMARY_CARE, SIX, *LIFESTYLE),
    "first": (vs.REFERRAL_TO_PRIMARY_CARE, FOUR, *LIFESTYLE),
    "second": (vs.REFERRAL_TO_PRIMARY_CARE, SIX, *TESTS, *LIFESTYLE),
    "second high": (vs.REFERRAL_TO_PRIMARY_CARE, FOUR, *TESTS, *LIFESTYLE),
}
ALL_ASKED = dict.fromkeys(of for sets in ASKED.values() for of in sets)


@pytest.mark.parametrize("of", ALL_ASKED, ids=lambda of: getattr(of, "name", None) or of.code)
@each_kind
def test_declining_what_the_reading_asks_for_is_an_exception(kind, of):
    expected = EXCEPTED if of in ASKED[kind] else OPEN

    assert with_plan(kind, not_ordered(of, DAY, DECLINED)) == expected


def test_declining_is_no_exception_when_nothing_is_asked_for():
    for reading in (read(129.5, 70), read(0, 70)):
        for of in ALL_ASKED:
            assert tally(RULE, somebody(reading, not_ordered(of, DAY, DECLINED))) == OPEN


DECLINES = {
    "completed": (not_ordered(SIX, DAY, DECLINED), EXCEPTED),
    "active": (not_ordered(SIX, DAY, DECLINED, status="active"), EXCEPTED),
    "on hold": (not_ordered(SIX, DAY, DECLINED, status="on-hold"), EXCEPTED),
    "revoked": (not_ordered(SIX, DAY, DECLINED, status="revoked"), OPEN),
    "drafted": (not_ordered(SIX, DAY, DECLINED, status="draft"), OPEN),
    "for a medical reason": (not_ordered(SIX, DAY, vs.MEDICAL_REASON), OPEN),
    "for no reason": (not_ordered(SIX, DAY), OPEN),
    "the day before": (not_ordered(SIX, after(DAY, -1), DECLINED), OPEN),
    "the day after": (not_ordered(SIX, after(DAY, 1), DECLINED), OPEN),
    "and ordered": (not_ordered(SIX, DAY, DECLINED, do_not_perform=False), OPEN),
    "of any intent": (not_ordered(SIX, DAY, DECLINED, intent="proposal"), EXCEPTED),
}


@pytest.mark.parametrize(("fact", "expected"), DECLINES.values(), ids=DECLINES)
def test_declined_at_the_visit(fact, expected):
    assert with_plan("elevated", fact) == expected
    assert with_plan("second", fact) == expected


def without_medicine(day=DAY, **other):
    return medicine(day, **{"do_not_perform": True, "status": "completed", **other})


MEDICINES_NOT_ORDERED = {
    "completed": (without_medicine(), EXCEPTED),
    "active": (without_medicine(status="active"), EXCEPTED),
    "on hold": (without_medicine(status="on-hold"), OPEN),
    "the day before": (without_medicine(after(DAY, -1)), OPEN),
    "the day after": (without_medicine(after(DAY, 1)), OPEN),
    "ordered": (without_medicine(do_not_perform=False), OPEN),
    "another medicine": (
        prescription(vs.DEMENTIA_MEDICATIONS, DAY, do_not_perform=True, status="completed"),
        OPEN,
    ),
}


@pytest.mark.parametrize(
    ("fact", "expected"), MEDICINES_NOT_ORDERED.values(), ids=MEDICINES_NOT_ORDERED
)
def test_a_medicine_not_ordered_is_an_exception_after_a_second_high_reading(fact, expected):
    """No reason is asked for."""
    assert with_plan("second high", fact) == expected
    for kind in ("elevated", "first", "second"):
        assert with_plan(kind, fact) == OPEN


@each_kind
def test_one_who_declines_and_has_a_plan_is_in_the_numerator(kind):
    assert with_plan(kind, *PLANS[kind], not_ordered(ASKED[kind][0], DAY, DECLINED)) == MET


# -- what is not known ----------------------------------------------------------------------------


def odd(**parts):
    """A reading of 110 over 70, a part of which is something else."""
    amounts = {"systolic": millimetres(110), "diastolic": millimetres(70)} | parts
    codes = {"systolic": "8480-6", "diastolic": "8462-4"}
    return Observation(
        id="",
        status="final",
        code=concept(PANEL),
        effective=at(DAY, 10, 15),
        components=[
            Component(code=concept(loinc(codes[part])), value=held)
            for part, held in amounts.items()
        ],
    )


def millimetres(amount, unit="mm[Hg]"):
    return Quantity(Decimal(amount), unit)


UNKNOWN = {
    "the birth date": (somebody(read(*NORMAL), born=None), OUT, "initial-population"),
    "the visits": (chart_of(unasked=("encounters",)), OUT, "initial-population"),
    "the unit": (somebody(odd(systolic=millimetres(110, None))), OPEN, "numerator"),
    "the unit of the diastolic": (
        somebody(odd(diastolic=millimetres(70, None))),
        OPEN,
        "numerator",
    ),
    "the amount": (somebody(odd(systolic="normal")), OPEN, "numerator"),
    "which reading was the last": (
        somebody(read(*NORMAL), read(*HIGH, PartialDate(2026, 3))),
        OPEN,
        "numerator",
    ),
    "whether a reading came before the visit": (
        somebody(read(*HIGH, DAY), *PLANS["first"]),
        OPEN,
        "numerator",
    ),
    "the observations": (somebody(unasked=("observations",)), OPEN, "numerator"),
    "the problems": (somebody(unasked=("conditions",)), OPEN, "denominator-exclusion"),
    "when the rescreening was ordered": (
        somebody(read(*ELEVATED), six_months(None), lifestyle()),
        OPEN,
        "numerator",
    ),
}


@pytest.mark.parametrize(("chart", "expected", "open_"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_counts_nothing_and_is_named(chart, expected, open_):
    assert tally(RULE, chart) == expected
    assert open_ in missing(RULE, chart)


def test_a_visit_that_may_have_ended_in_the_year_leaves_the_others_counted():
    may = attrs.evolve(VISIT, period=Period(DAY, PartialDate(2027)))

    assert tally(RULE, somebody(may, read(*NORMAL))) == MET


def test_a_set_that_was_not_loaded_is_named():
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(FOUR,)))

    assert missing(RULE, somebody(read(150, 95), lifestyle()), without) == {
        "numerator": (f"value set {FOUR.name}",),
        "denominator-exception": (f"value set {FOUR.name}",),
    }


# -- in a review ----------------------------------------------------------------------------------

ONE = Catalogue.of(RULE, value_sets=tiny_sets())


def test_in_a_review_each_visit_has_a_gap_of_its_own():
    again = encounter(SCREEN, date(2026, 6, 9))
    found = review(somebody(again, read(*NORMAL)), ONE, LAST).findings

    visit = f"measures.cms22|p|2026:Group_1:Encounter:{coded(SCREEN).coding[0].code}"
    assert [f.key for f in found] == [f"{visit}:2026-03-10:1", f"{visit}:2026-06-09:1"]
    assert [f.outcome for f in found] == [Outcome.MET, Outcome.NOT_MET]
    assert {f.edition for f in found} == {"2026"}


def test_the_gap_of_a_visit_is_open_on_its_last_day_and_cannot_be_closed_after_it():
    long = encounter(SCREEN, at(DAY, 22), at(after(DAY, 1), 8))
    (open_,) = review(chart_of(long), ONE, after(DAY, 1)).findings
    (over,) = review(chart_of(long), ONE, after(DAY, 2)).findings

    assert open_.action.due == after(DAY, 1)
    assert open_.action.licences == (Licence.MEDICAL_ASSISTANT, Licence.RN, Licence.PRESCRIBER)
    assert (over.action, dict(over.details)["gap"]) == (None, "cannot close any more")
