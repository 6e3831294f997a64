"""CMS159 Depression remission at twelve months: a score below 5 a year after one above 9.

The score is that of the PHQ-9 or PHQ-9M. The first above 9 at a visit for depression is the index;
the last one 12 months after it, 60 days more or less, decides.

Population: age 12 or more at the index, from 14 to 2 months before the period.
Source: eCQM CMS159FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: none.
"""

from __future__ import annotations

from carecoord.model.encounter import Encounter
from carecoord.model.observation import Observation
from carecoord.model.procedure import Procedure
from carecoord.rules.criteria import (
    EACH,
    AgeAt,
    All,
    Any,
    Died,
    Exists,
    Facts,
    First,
    Last,
    Selection,
    Span,
)
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group, Stratum
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import Sets, encounters, orders, results, verified
from carecoord.rules.measures.shared import (
    DISCHARGED_TO_HOSPICE,
    FACIT_PAL,
    HOSPICE_MDS,
    MP_START,
    YES,
)

IDENTIFIED_FROM = MP_START.minus(months=14)
IDENTIFIED = Span(IDENTIFIED_FROM, MP_START.minus(months=2).minus(days=1))

DEPRESSION = verified(vs.MAJOR_DEPRESSION_INCLUDING_REMISSION, vs.DYSTHYMIA)
VISITS = (
    encounters(vs.CONTACT_OR_OFFICE_VISIT)
    .ending(IDENTIFIED)
    .only_if(Exists(DEPRESSION.overlapping(EACH.span.to_the_instant)))
    .named("visit with depression")
)

SCORES = results(vs.PHQ_9_TOOLS)
# A score counts for a visit that ends on its day or later, and starts no more than 7 days after it.
AT_A_VISIT = Exists(
    VISITS.ending(Span(EACH.end, None)).starting(Span(None, EACH.start.plus(days=7)))
)
INDEX = First(SCORES.amounting(above=9).only_if(AT_A_VISIT)).named("index")
INDEX_DAY = INDEX.start

A_YEAR_LATER = INDEX_DAY.plus(months=12)
ASSESSED_UNTIL = A_YEAR_LATER.plus(days=60)
ASSESSED = Span(A_YEAR_LATER.minus(days=60), ASSESSED_UNTIL)
LAST_SCORE = Last(SCORES.starting(ASSESSED))

# Wider than the clauses that other measures share: from the first visits to the last assessment.
WATCHED = Span(IDENTIFIED_FROM, ASSESSED_UNTIL)


def _took_place(*sets: Sets) -> Selection:
    """Encounters, but for those of which it is known that they did not take place."""
    return Facts(Encounter, *sets).where_not(
        Encounter.status, "cancelled", "entered-in-error", "unknown"
    )


def _performed(*sets: Sets) -> Selection:
    """Procedures, but for those of which it is known that they were not done."""
    return Facts(Procedure, *sets).where_not(
        Procedure.status, "not-done", "entered-in-error", "unknown"
    )


HOSPICE = Any(
    Exists(
        encounters(vs.ENCOUNTER_INPATIENT)
        .where(Encounter.discharge_disposition, *DISCHARGED_TO_HOSPICE)
        .ending(WATCHED)
    ).named("discharged to hospice"),
    Exists(_took_place(vs.HOSPICE_ENCOUNTER).overlapping(WATCHED)).named("hospice encounter"),
    Exists(results(HOSPICE_MDS).where(Observation.value, YES).overlapping(WATCHED)).named(
        "hospice care in the Minimum Data Set"
    ),
    Exists(orders(vs.HOSPICE_CARE_AMBULATORY).starting(WATCHED)).named("hospice care ordered"),
    Exists(_performed(vs.HOSPICE_CARE_AMBULATORY).overlapping(WATCHED)).named(
        "hospice care performed"
    ),
    Exists(verified(vs.HOSPICE_DIAGNOSIS).overlapping(WATCHED)).named("hospice diagnosis"),
    name="hospice services",
)
PALLIATIVE_CARE = Any(
    Exists(results(FACIT_PAL).overlapping(WATCHED)).named("palliative care assessment"),
    Exists(verified(vs.PALLIATIVE_DIAGNOSIS).overlapping(WATCHED)).named(
        "palliative care diagnosis"
    ),
    Exists(encounters(vs.PALLIATIVE_ENCOUNTER).overlapping(WATCHED)).named(
        "palliative care encounter"
    ),
    Exists(_performed(vs.PALLIATIVE_INTERVENTION).overlapping(WATCHED)).named(
        "palliative care intervention"
    ),
    name="palliative care",
)

INITIAL_POPULATION = All(
    Exists(INDEX).named("score above 9 at a visit with depression"),
    AgeAt(INDEX_DAY, at_least=12).named("age 12 or more at that score"),
)

DENOMINATOR_EXCLUSIONS = Any(
    HOSPICE,
    PALLIATIVE_CARE,
    Died(by=ASSESSED_UNTIL).named("died by the last day of the assessment"),
    Exists(
        verified(
            vs.BIPOLAR_DISORDER,
            vs.PERSONALITY_DISORDER_EMOTIONALLY_LABILE,
            vs.SCHIZOPHRENIA_OR_PSYCHOTIC_DISORDER,
            vs.PERVASIVE_DEVELOPMENTAL_DISORDER,
        ).starting(Span(None, ASSESSED_UNTIL))
    ).named("bipolar, personality, psychotic or pervasive developmental disorder"),
    name="excluded",
)

NUMERATOR = Exists(LAST_SCORE.amounting(below=5)).named("the last score a year later below 5")

STRATA = (
    Stratum(
        id="Stratification_1_1",
        title="age 12 to 17 at the index",
        holds=AgeAt(INDEX_DAY, at_least=12, at_most=17),
    ),
    Stratum(
        id="Stratification_1_2",
        title="age 18 or more at the index",
        holds=AgeAt(INDEX_DAY, at_least=18),
    ),
)

RULE = Rule(
    id="measures.cms159",
    edition="2026",
    title="Depression remission at twelve months",
    population="age 12 or more with depression and a PHQ-9 score above 9 a year ago",
    citation=Citation(
        text="eCQM CMS159FHIR Depression Remission at Twelve Months, version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(Licence.RN, Licence.SOCIAL_WORKER, Licence.MENTAL_HEALTH, Licence.PRESCRIBER),
    limits="a low score is not the end of treatment; thoughts of death, whatever the score, are "
    "another rule's work",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=DENOMINATOR_EXCLUSIONS,
                numerator=NUMERATOR,
                strata=STRATA,
                last_day=ASSESSED_UNTIL,
            ),
        ),
        years=(2026,),
        closes="a PHQ-9 or PHQ-9M with a score below 5, within 60 days of a year after the index",
    ),
)
