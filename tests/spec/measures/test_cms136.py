"""Follow-up care for children prescribed ADHD medication (CMS136).

Of children aged 6 to 12 who start an ADHD medication, those seen again within 30 days; and of those
who keep taking it for 210 of 300 days, those seen twice more by day 300. Tom, 8, starts on
1 September 2025 and is in both numerators; every row changes one thing about him. Two triples
follow: population, exclusion and numerator of the first group, then of the second.
"""

from datetime import date, timedelta

import attrs
import pytest
from small_charts import (
    after,
    chart_of,
    coded,
    condition,
    counts,
    encounter,
    order,
    prescription,
    through,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import Code, Dosage, EncounterDiagnosis, Location, PartialDate
from carecoord.model.code import rxnorm, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.cms136 import RULE

IN, OUT, EXCLUDED, OPEN = (1, 0, 1), (0, 0, 0), (1, 1, 0), (1, 0, 0)
START = date(2025, 9, 1)
PILLS = vs.METHYLPHENIDATE
SUPPLY_DAYS = 210


def visit(day, of=vs.OFFICE_VISIT, **other):
    return encounter(of, day, **other)


def tom(
    *more,
    start=START,
    before=((vs.OFFICE_VISIT, -30),),
    soon=((vs.OFFICE_VISIT, 14),),
    later=((vs.OFFICE_VISIT, 60), (vs.OFFICE_VISIT, 120)),
    supply_days=SUPPLY_DAYS,
    born=date(2017, 1, 1),
    unasked=(),
    medicine=PILLS,
):
    """Tom, with visits so many days after the first prescription."""
    visits = [visit(after(start, day), kind) for kind, day in (*before, *soon, *later)]
    ordered = prescription(medicine, start, supply_days) if medicine else None
    facts = [*visits, *([ordered] if ordered else []), *more]
    return chart_of(*facts, born=born, unasked=unasked)


def test_tom_is_in_both_numerators():
    assert counts(RULE, tom()) == (IN, IN)


AGES = {
    "5 when the intake starts": (date(2019, 3, 2), OUT),
    "6 when the intake starts": (date(2019, 3, 1), IN),
    "12 when it ends": (date(2013, 3, 1), IN),
    "13 when it ends": (date(2013, 2, 28), OUT),
}


@pytest.mark.parametrize(("born", "expected"), AGES.values(), ids=AGES)
def test_6_or_more_when_the_intake_starts_and_12_or_less_when_it_ends(born, expected):
    """The intake runs from 1 March 2025 to 28 February 2026."""
    assert (expected, expected) == counts(RULE, tom(born=born))


def test_a_birthday_on_29_february_is_completed_on_1_march():
    """Born on 29 February 2012, he is 13 on 28 February 2026: completed on 1 March 2025."""
    assert counts(RULE, tom(born=date(2012, 2, 29))) == (OUT, OUT)


def test_a_birth_year_that_leaves_the_age_open_counts_nothing():
    chart = tom(born=PartialDate(2013))

    assert counts(RULE, chart) == (OUT, OUT)
    assert unknown(RULE, chart) == (("initial-population",),) * 2


STARTS = {
    "28 February 2025": (date(2025, 2, 28), OUT),
    "1 March 2025": (date(2025, 3, 1), IN),
    "28 February 2026": (date(2026, 2, 28), IN),
    "1 March 2026": (date(2026, 3, 1), OUT),
}


@pytest.mark.parametrize(("start", "expected"), STARTS.values(), ids=STARTS)
def test_the_first_prescription_starts_within_the_intake(start, expected):
    assert (expected, expected) == counts(RULE, tom(start=start))


DRUGS = (
    vs.ATOMOXETINE,
    vs.CLONIDINE,
    vs.DEXMETHYLPHENIDATE,
    vs.DEXTROAMPHETAMINE,
    vs.LISDEXAMFETAMINE,
    vs.METHYLPHENIDATE,
    vs.GUANFACINE,
    vs.VILOXAZINE,
    rxnorm("977860"),
)


@pytest.mark.parametrize("drug", DRUGS, ids=lambda d: getattr(d, "name", "a single code"))
def test_each_medication_starts_and_continues_the_treatment(drug):
    assert counts(RULE, tom(medicine=drug)) == (IN, IN)


ORDERS = {
    "none": (None, OUT),
    "of another medicine": (prescription(vs.DEMENTIA_MEDICATIONS, START, 210), OUT),
    "completed": (prescription(PILLS, START, 210, status="completed"), IN),
    "stopped": (prescription(PILLS, START, 210, status="stopped"), OUT),
    "proposed": (prescription(PILLS, START, 210, intent="proposal"), OUT),
    "an instance of an order": (prescription(PILLS, START, 210, intent="instance-order"), IN),
    "forbidden": (prescription(PILLS, START, 210, do_not_perform=True), OUT),
    "with refills": (prescription(PILLS, START, 30, refills=6), IN),
    "by its dosage, written before": (
        prescription(
            PILLS,
            date(2025, 2, 1),
            dosage=[Dosage(bounds=through(START, after(START, 209)))],
        ),
        IN,
    ),
}


@pytest.mark.parametrize(("ordered", "expected"), ORDERS.values(), ids=ORDERS)
def test_which_order_starts_it(ordered, expected):
    """Active or completed, meant as an order; it starts with its dosage, else when written."""
    more = () if ordered is None else (ordered,)

    assert (expected, expected) == counts(RULE, tom(*more, medicine=None))


def earlier(days_before, supply_days=30, **other):
    """An earlier order, of which the last day lies so many days before the first prescription."""
    written = START - timedelta(days=days_before + supply_days - 1)
    return prescription(vs.CLONIDINE, written, supply_days, **other)


GAPS = {
    "119 days before": (earlier(119), OUT),
    "120 days before": (earlier(120), OUT),
    "121 days before": (earlier(121), IN),
    "the day before": (earlier(1), OUT),
    "completed 119 days before": (earlier(119, status="completed"), IN),
    "another medicine": (prescription(vs.DEMENTIA_MEDICATIONS, after(START, -60), 30), IN),
    "not an order": (earlier(60, intent="proposal"), IN),
    "forbidden": (earlier(60, do_not_perform=True), IN),
}


@pytest.mark.parametrize(("fact", "expected"), GAPS.values(), ids=GAPS)
def test_no_active_medication_in_the_120_days_before(fact, expected):
    """The day of the first prescription itself is left out.

    An earlier order that lies in the intake is itself the first: here all of them lie before it.
    """
    start = date(2025, 3, 20)
    shift = start - START
    moved = attrs.evolve(fact, authored_on=fact.authored_on + shift)

    assert (expected, expected) == counts(RULE, tom(moved, start=start))


def test_another_order_of_the_same_day_does_not_count_as_before():
    same_day = prescription(vs.CLONIDINE, START, 30)

    assert counts(RULE, tom(same_day)) == (IN, IN)


def test_an_order_for_the_day_before_alone_counts_as_before():
    """It was written before the intake, so it is not itself the first."""
    day_before = prescription(vs.CLONIDINE, date(2025, 2, 28), 1)

    assert counts(RULE, tom(day_before, start=date(2025, 3, 1))) == (OUT, OUT)


def test_the_earliest_order_in_the_intake_is_the_first():
    """With an order ten days earlier, day 14 is day 24; with one 20 days earlier, day 34."""
    ten, twenty = (prescription(vs.CLONIDINE, after(START, -n), 5) for n in (10, 20))

    assert counts(RULE, tom(ten)) == (IN, IN)
    assert counts(RULE, tom(twenty)) == (OPEN, OPEN)


def test_of_two_orders_that_could_both_be_the_first_the_earlier_is():
    """A completed one does not stand in the way of the next, and day 14 is day 34."""
    completed = prescription(vs.CLONIDINE, after(START, -20), 5, status="completed")

    assert counts(RULE, tom(completed)) == (OPEN, OPEN)


BEFORE_KINDS = (
    vs.OFFICE_VISIT,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.PREVENTIVE_INITIAL_0_TO_17,
    vs.PREVENTIVE_ESTABLISHED_0_TO_17,
)


@pytest.mark.parametrize("kind", BEFORE_KINDS, ids=lambda s: s.name)
def test_each_kind_of_visit_before_counts(kind):
    assert counts(RULE, tom(before=((kind, -30),))) == (IN, IN)


def test_a_visit_of_another_kind_before_does_not_count():
    assert counts(RULE, tom(before=((vs.TELEPHONE_VISITS, -30),))) == (OUT, OUT)
    assert counts(RULE, tom(before=())) == (OUT, OUT)


BEFORE_ON = {
    "six months before": (visit(date(2025, 3, 1)), IN),
    "a day earlier": (visit(date(2025, 2, 28)), OUT),
    "on the day itself": (visit(START), IN),
    "the day after": (visit(after(START, 1)), OUT),
    "beginning too early": (encounter(vs.OFFICE_VISIT, date(2025, 2, 28), date(2025, 3, 2)), OUT),
    "ending too late": (encounter(vs.OFFICE_VISIT, START, after(START, 1)), OUT),
    "planned": (visit(date(2025, 8, 1), status="planned"), OUT),
}


@pytest.mark.parametrize(("fact", "expected"), BEFORE_ON.values(), ids=BEFORE_ON)
def test_a_visit_in_the_six_months_before(fact, expected):
    """Wholly within them, the day of the prescription inside."""
    found = counts(RULE, tom(fact, before=()))

    assert (expected[0], expected[0]) == (found[0][0], found[1][0])


def test_six_months_before_31_august_is_the_last_of_february():
    """31 August 2025 less six months clips to 28 February."""
    start = date(2025, 8, 31)
    edge, too_early = visit(date(2025, 2, 28)), visit(date(2025, 2, 27))

    assert counts(RULE, tom(edge, start=start, before=())) == (IN, IN)
    assert counts(RULE, tom(too_early, start=start, before=())) == (OUT, OUT)


DISORDER = condition(vs.MENTAL_BEHAVIORAL_NEURODEVELOPMENTAL, date(2024, 1, 1))


def stay(number, until=None, kind=vs.ENCOUNTER_INPATIENT, disorder=DISORDER, **diagnosis):
    """A stay that starts so many days after the first prescription, with its diagnosis."""
    said = {"condition": "disorder", "rank": 1} | diagnosis
    last = after(START, number if until is None else until)
    held = encounter(kind, after(START, number), last, diagnoses=[EncounterDiagnosis(**said)])
    return held, attrs.evolve(disorder, id="disorder")


BILLING = coded(Code("http://terminology.hl7.org/CodeSystem/diagnosis-role", "billing"))
ADMITTING = coded(Code("http://terminology.hl7.org/CodeSystem/diagnosis-role", "AD"))
STAYS = {
    "on the day": (stay(0), IN, IN),
    "on day 1": (stay(1), OUT, OUT),
    "on day 30": (stay(30), OUT, OUT),
    "on day 31": (stay(31), IN, OUT),
    "on day 300": (stay(300), IN, OUT),
    "on day 301": (stay(301), IN, IN),
    "the day before": (stay(-1), IN, IN),
    "from the day on": (stay(0, until=5), IN, IN),
    "from day 30 on": (stay(30, until=40), OUT, OUT),
    "from day 300 on": (stay(300, until=310), IN, OUT),
    "as the second diagnosis": (stay(10, rank=2), IN, IN),
    "without a rank": (stay(10, rank=None), IN, IN),
    "for billing": (stay(10, use=BILLING), OUT, OUT),
    "at admission": (stay(10, use=ADMITTING), IN, IN),
    "with another diagnosis": (stay(10, disorder=condition(vs.FRAILTY_DIAGNOSIS)), IN, IN),
    "with a refuted one": (
        stay(10, disorder=attrs.evolve(DISORDER, verification_status="refuted")),
        IN,
        IN,
    ),
    "of another kind": (stay(10, kind=vs.ED_EVALUATION_AND_MANAGEMENT), IN, IN),
    "of a condition that is not there": (stay(10, condition="elsewhere"), IN, IN),
}


@pytest.mark.parametrize(("facts", "first", "second"), STAYS.values(), ids=STAYS)
def test_no_stay_for_a_mental_disorder(facts, first, second):
    """None starts on days 1 to 30; for the second group, to 300. The principal diagnosis counts."""
    assert (first, second) == counts(RULE, tom(*facts))


def pills(number, supply_days, drug=PILLS):
    """A further order so many days after the first."""
    return prescription(drug, after(START, number), supply_days)


COVERED = {
    "209 days": (209, (), OUT),
    "210 days": (210, (), IN),
    "two orders of the same, one after the other": (100, (pills(100, 110),), IN),
    "an early refill is used afterwards": (100, (pills(50, 110),), IN),
    "a day too few with an early refill": (100, (pills(50, 109),), OUT),
    "a gap between": (100, (pills(150, 110),), IN),
    "two medicines on the same days": (110, (pills(0, 110, vs.CLONIDINE),), OUT),
    "two medicines one after the other": (100, (pills(100, 110, vs.CLONIDINE),), IN),
    "days after day 300 do not count": (109, (pills(200, 200),), IN),
    "a day too few by day 300": (108, (pills(200, 200),), OUT),
    "a day too few, the rest after day 300": (109, (pills(201, 200),), OUT),
    "of another medicine": (100, (pills(100, 110, vs.DEMENTIA_MEDICATIONS),), OUT),
}


@pytest.mark.parametrize(("first", "more", "expected"), COVERED.values(), ids=COVERED)
def test_210_days_of_medication_by_day_300(first, more, expected):
    """Days 0 to 300; of one medicine one after the other, of several each day once."""
    assert (IN, expected) == counts(RULE, tom(*more, supply_days=first))


def test_supply_from_before_the_first_prescription_counts_from_that_day_on():
    """An order completed before leaves supply: 100 days of it lie after the first prescription."""
    start = date(2025, 3, 10)
    earlier_one = prescription(PILLS, date(2025, 2, 20), 118, status="completed")
    chart = tom(earlier_one, start=start, supply_days=110)

    assert counts(RULE, chart) == (IN, IN)


def test_supply_of_the_day_before_the_first_prescription_does_not_count():
    """A completed order for that day alone, and 209 days from the first prescription on."""
    day_before = prescription(vs.CLONIDINE, date(2025, 2, 28), 1, status="completed")
    chart = tom(day_before, start=date(2025, 3, 1), supply_days=209)

    assert counts(RULE, chart) == (IN, OUT)


def test_an_order_that_does_not_say_how_long_it_lasts_supplies_nothing():
    assert counts(RULE, tom(supply_days=None)) == (IN, OUT)


SOON = {
    "on the day itself": (0, OPEN),
    "on day 1": (1, IN),
    "on day 30": (30, IN),
    "on day 31": (31, OPEN),
}


@pytest.mark.parametrize(("number", "expected"), SOON.values(), ids=SOON)
def test_a_follow_up_visit_within_30_days(number, expected):
    """Days 1 to 30; the second group needs it too."""
    chart = tom(soon=((vs.OFFICE_VISIT, number),))

    assert (expected, expected) == counts(RULE, chart)


FOLLOW_UPS = (
    vs.OFFICE_VISIT,
    vs.PREVENTIVE_GROUP_COUNSELING,
    vs.PREVENTIVE_INDIVIDUAL_COUNSELING,
    vs.BEHAVIORAL_HEALTH_FOLLOW_UP_VISIT,
    vs.OUTPATIENT_CONSULTATION,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.PREVENTIVE_INITIAL_0_TO_17,
    vs.PREVENTIVE_ESTABLISHED_0_TO_17,
    vs.PSYCH_VISIT_DIAGNOSTIC_EVALUATION,
    vs.PSYCH_VISIT_PSYCHOTHERAPY,
    vs.TELEPHONE_VISITS,
)


@pytest.mark.parametrize("kind", FOLLOW_UPS, ids=lambda s: s.name)
def test_each_kind_of_follow_up_visit_counts(kind):
    chart = tom(soon=((kind, 14),), later=((kind, 60), (kind, 120)))

    assert counts(RULE, chart) == (IN, IN)


MANAGED = vs.PSYCHOTHERAPY_AND_PHARMACOLOGIC_MANAGEMENT
AMBULATORY = Location(type=[coded(vs.AMBULATORY)])
SOMEWHERE = Location(type=[coded(snomed("225728007"))])
SOON_VISITS = {
    "a virtual one": (visit(after(START, 14), vs.VIRTUAL_ENCOUNTER), OPEN),
    "an emergency": (visit(after(START, 14), vs.ED_EVALUATION_AND_MANAGEMENT), OPEN),
    "planned": (visit(after(START, 14), status="planned"), OPEN),
    "ending later": (encounter(vs.OFFICE_VISIT, after(START, 30), after(START, 40)), IN),
    "beginning on the day itself": (
        encounter(vs.HOME_HEALTHCARE_SERVICES, START, after(START, 5)),
        OPEN,
    ),
    "an emergency in an ambulatory place": (
        visit(after(START, 14), vs.ED_EVALUATION_AND_MANAGEMENT, locations=[AMBULATORY]),
        OPEN,
    ),
    "management in an ambulatory place": (
        visit(after(START, 14), MANAGED, locations=[AMBULATORY]),
        IN,
    ),
    "management elsewhere": (visit(after(START, 14), MANAGED, locations=[SOMEWHERE]), OPEN),
    "management nobody knows where": (visit(after(START, 14), MANAGED), OPEN),
    "management planned in an ambulatory place": (
        visit(after(START, 14), MANAGED, locations=[AMBULATORY], status="planned"),
        OPEN,
    ),
}


@pytest.mark.parametrize(("fact", "expected"), SOON_VISITS.values(), ids=SOON_VISITS)
def test_which_visit_is_a_follow_up(fact, expected):
    """Psychotherapy and pharmacologic management only in a place that is ambulatory."""
    assert (expected, expected) == counts(RULE, tom(fact, soon=()))


OFFICE, VIRTUAL = vs.OFFICE_VISIT, vs.VIRTUAL_ENCOUNTER
LATER = {
    "none": ((), OPEN),
    "one": (((OFFICE, 60),), OPEN),
    "two": (((OFFICE, 60), (OFFICE, 120)), IN),
    "two on one day": (((OFFICE, 60), (vs.TELEPHONE_VISITS, 60)), OPEN),
    "one on day 30": (((OFFICE, 30), (OFFICE, 120)), OPEN),
    "one on day 31": (((OFFICE, 31), (OFFICE, 120)), IN),
    "one on day 300": (((OFFICE, 60), (OFFICE, 300)), IN),
    "one on day 301": (((OFFICE, 60), (OFFICE, 301)), OPEN),
    "one and a virtual one": (((OFFICE, 60), (VIRTUAL, 120)), IN),
    "one and a virtual one on the same day": (((OFFICE, 60), (VIRTUAL, 60)), OPEN),
    "two virtual ones": (((VIRTUAL, 60), (VIRTUAL, 120)), OPEN),
    "one and a virtual one on day 30": (((OFFICE, 60), (VIRTUAL, 30)), OPEN),
    "one and a virtual one on day 31": (((OFFICE, 60), (VIRTUAL, 31)), IN),
    "one and a virtual one on day 300": (((OFFICE, 60), (VIRTUAL, 300)), IN),
    "one and a virtual one on day 301": (((OFFICE, 60), (VIRTUAL, 301)), OPEN),
    "one and an emergency": (((OFFICE, 60), (vs.ED_EVALUATION_AND_MANAGEMENT, 120)), OPEN),
}


@pytest.mark.parametrize(("later", "expected"), LATER.values(), ids=LATER)
def test_two_further_visits_on_days_31_to_300(later, expected):
    """On different days; one of them may be virtual."""
    assert (IN, expected) == counts(RULE, tom(later=later))


LATER_EDGES = {
    "from day 30 to 31": (30, 31, OPEN),
    "from day 300 to 301": (300, 301, IN),
}


@pytest.mark.parametrize("kind", [OFFICE, VIRTUAL], ids=lambda s: s.name)
@pytest.mark.parametrize(("first", "last", "expected"), LATER_EDGES.values(), ids=LATER_EDGES)
def test_a_further_visit_counts_on_the_day_it_starts(kind, first, last, expected):
    further = encounter(kind, after(START, first), after(START, last))

    assert counts(RULE, tom(further, later=((OFFICE, 60),))) == (IN, expected)


def test_a_virtual_visit_that_did_not_take_place_does_not_count():
    planned = visit(after(START, 120), VIRTUAL, status="planned")

    assert counts(RULE, tom(planned, later=((OFFICE, 60),))) == (IN, OPEN)


LAST_OF_2026 = date(2026, 12, 31)
EXCLUSIONS = {
    "narcolepsy": (condition(vs.NARCOLEPSY), EXCLUDED),
    "narcolepsy that ended": (
        condition(vs.NARCOLEPSY, abated=date(2021, 1, 1), clinical_status="resolved"),
        EXCLUDED,
    ),
    "narcolepsy on the last day": (condition(vs.NARCOLEPSY, LAST_OF_2026), EXCLUDED),
    "narcolepsy after": (condition(vs.NARCOLEPSY, date(2027, 1, 1)), IN),
    "narcolepsy refuted": (condition(vs.NARCOLEPSY, verification_status="refuted"), IN),
    "hospice encounter": (encounter(vs.HOSPICE_ENCOUNTER, date(2026, 5, 5)), EXCLUDED),
    "hospice encounter before": (encounter(vs.HOSPICE_ENCOUNTER, date(2025, 12, 31)), IN),
    "hospice ordered": (order(vs.HOSPICE_CARE_AMBULATORY, date(2026, 5, 5)), EXCLUDED),
    "hospice diagnosis": (condition(vs.HOSPICE_DIAGNOSIS), EXCLUDED),
    "palliative care": (condition(vs.PALLIATIVE_DIAGNOSIS), IN),
}


@pytest.mark.parametrize(("fact", "expected"), EXCLUSIONS.values(), ids=EXCLUSIONS)
def test_hospice_and_narcolepsy_exclude(fact, expected):
    """Hospice in the year; narcolepsy that ever began by its end."""
    assert (expected, expected) == counts(RULE, tom(fact))


def test_a_first_prescription_of_some_day_of_the_intake_leaves_everything_open():
    some_day = prescription(PILLS, PartialDate(2025, 9), 210)
    chart = tom(some_day, medicine=None)

    assert counts(RULE, chart) == (OUT, OUT)
    assert unknown(RULE, chart) == (("initial-population",),) * 2


def test_an_earlier_order_of_unknown_length_leaves_the_first_one_open():
    chart = tom(prescription(vs.CLONIDINE, date(2025, 2, 1)))

    assert unknown(RULE, chart) == (("initial-population",),) * 2


@pytest.mark.parametrize("listed", ["prescriptions", "encounters", "conditions"])
def test_a_list_that_nobody_asked_for_counts_nothing(listed):
    found = counts(RULE, tom(unasked=(listed,)))

    assert sum(group[2] for group in found) == 0 or listed == "conditions"
    assert all(names for names in unknown(RULE, tom(unasked=(listed,))))


def test_without_the_set_of_one_drug_it_is_not_known_which_prescription_was_first():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.CLONIDINE,)))

    assert counts(RULE, tom(), catalogue) == (OUT, OUT)
    assert unknown(RULE, tom(), catalogue) == (("initial-population",),) * 2


def test_in_a_review_each_group_has_a_finding_of_its_own():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    found = review(tom(), catalogue, LAST_OF_2026).findings

    assert [finding.outcome for finding in found] == [Outcome.MET, Outcome.MET]
    assert [finding.key for finding in found] == [
        "measures.cms136|p|2026:Group_1",
        "measures.cms136|p|2026:Group_2",
    ]


def test_without_a_prescription_that_is_what_the_finding_says():
    found = review(tom(medicine=None), COMPLETE_OF_ONE, LAST_OF_2026).findings

    assert [[one.clause for one in finding.evidence] for finding in found] == [
        ["first prescription in the intake"]
    ] * 2


def test_in_a_review_the_gap_is_of_the_edition_of_2026():
    found = review(tom(), COMPLETE_OF_ONE, LAST_OF_2026).findings

    assert [finding.edition for finding in found] == ["2026", "2026"]


IN_FEBRUARY = date(2026, 2, 1)
DAY_30, DAY_31 = date(2026, 3, 3), date(2026, 3, 4)


def first_gap(as_of):
    """What is said of the 30 days after a prescription of 1 February without a visit after it."""
    return review(tom(start=IN_FEBRUARY, soon=(), later=()), COMPLETE_OF_ONE, as_of).findings[0]


def test_a_coordinator_closes_the_gap():
    """The visit is what is missing: arranging it takes no licence."""
    action = first_gap(DAY_30).action

    assert action.licences == (Licence.COORDINATOR,)
    assert action.due == action.overdue_after == DAY_30


def test_after_day_30_the_gap_cannot_be_closed():
    finding = first_gap(DAY_31)

    assert finding.action is None
    assert finding.outcome is Outcome.NOT_MET
    assert finding.reason == "gap cannot be closed any more: numerator not met by 2026-03-03"
    assert dict(finding.details) == {"gap": "cannot close any more", "last day": DAY_30}


def second_gap(as_of, **visits):
    """What is said of the 300 days after a prescription of 1 February."""
    return review(tom(start=IN_FEBRUARY, **visits), COMPLETE_OF_ONE, as_of).findings[1]


DAY_300, DAY_301 = date(2026, 11, 28), date(2026, 11, 29)
SECOND_GAPS = {
    "seen soon, day 300": ({"later": ()}, DAY_300, "open", DAY_300),
    "seen soon, day 301": ({"later": ()}, DAY_301, "cannot close any more", DAY_300),
    "seen soon and twice again": ({}, DAY_301, "closed", DAY_300),
    "not seen, day 30": ({"soon": ()}, DAY_30, "open", DAY_30),
    "not seen, day 31": ({"soon": ()}, DAY_31, "cannot close any more", DAY_30),
}


@pytest.mark.parametrize(("visits", "as_of", "gap", "last"), SECOND_GAPS.values(), ids=SECOND_GAPS)
def test_the_300_days_are_lost_with_the_first_30(visits, as_of, gap, last):
    """Later visits do not make up for one that was missing in the first 30 days."""
    found = second_gap(as_of, **visits)

    assert dict(found.details) == {"gap": gap, "last day": last}
    assert (found.action is None) is (gap != "open")


def test_a_gap_that_cannot_be_closed_turns_on_the_day_after_its_last():
    found = review(
        tom(start=IN_FEBRUARY, soon=(), later=()), COMPLETE_OF_ONE, date(2026, 2, 20)
    ).valid_until

    assert found == DAY_31


COMPLETE_OF_ONE = Catalogue.of(RULE, value_sets=tiny_sets())
