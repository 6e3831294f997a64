"""CMS137 Substance use disorder treatment: started in 14 days, and kept up in the 34 after that.

Population: age 13 or more at the start of the period, a new episode diagnosed at a visit by 14
November, and neither diagnosis nor treatment in the 60 days before.
Source: eCQM CMS137FHIR version 1.0.000, populations; QI-Core logic of 2025 (CC0).
Departures: a diagnosis that was entered in error is none (decision 0050).
"""

from __future__ import annotations

from carecoord.model.encounter import Encounter
from carecoord.rules.criteria import (
    EACH,
    AgeAt,
    All,
    Any,
    Count,
    Exists,
    First,
    Not,
    Span,
)
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.group import Group, Stratum
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.measures.gates import (
    encounter_diagnoses,
    encounters,
    medication_orders,
    procedures,
    recorded,
)
from carecoord.rules.measures.shared import HOSPICE, MP, MP_END, MP_START

VISITS = encounters(
    vs.OFFICE_VISIT,
    vs.ED_EVALUATION_AND_MANAGEMENT,
    vs.DETOXIFICATION_VISIT,
    vs.INITIAL_HOSPITAL_INPATIENT_VISIT,
    vs.DISCHARGE_SERVICES_HOSPITAL_SAME_DAY,
    vs.DISCHARGE_SERVICES_HOSPITAL,
    vs.TELEPHONE_VISITS,
    vs.VIRTUAL_ENCOUNTER,
)
EMERGENCY_OR_DETOXIFICATION = encounters(vs.ED_EVALUATION_AND_MANAGEMENT, vs.DETOXIFICATION_VISIT)
DISORDER = recorded(vs.SUBSTANCE_USE_DISORDER)

BY_DAY_47_BEFORE_THE_END = Span(None, MP_END.minus(days=47))
DIAGNOSED = encounter_diagnoses(vs.SUBSTANCE_USE_DISORDER).starting(BY_DAY_47_BEFORE_THE_END)
EPISODE = First(
    VISITS.during(MP).only_if(Exists(DIAGNOSED.starting(EACH.span.to_the_instant)))
).named("first episode of the year")
INDEX = EPISODE.start

PSYCHOSOCIAL = procedures(vs.SUD_TREATMENT, vs.PSYCH_VISIT_PSYCHOTHERAPY) | encounters(
    vs.TELEPHONE_VISITS, vs.VIRTUAL_ENCOUNTER
).linked(Encounter.reason_facts, DISORDER)
LONG_ACTING = medication_orders(vs.SUD_LONG_ACTING_MEDICATION) | procedures(
    vs.SUD_LONG_ACTING_ADMINISTRATION
)
SHORT_ACTING = medication_orders(vs.SUD_SHORT_ACTING_MEDICATION) | procedures(
    vs.SUD_SHORT_ACTING_ADMINISTRATION
)

SIXTY_DAYS_BEFORE = Span(INDEX.minus(days=60), INDEX.minus(days=1))
HISTORY = (
    procedures(vs.SUD_TREATMENT, vs.PSYCH_VISIT_PSYCHOTHERAPY)
    | LONG_ACTING
    | SHORT_ACTING
    | VISITS.without(EMERGENCY_OR_DETOXIFICATION).linked(Encounter.reason_facts, DISORDER)
).starting(SIXTY_DAYS_BEFORE)

INITIAL_POPULATION = All(
    AgeAt(MP_START, at_least=13).named("age 13 or more"),
    Exists(EPISODE).named("new episode diagnosed at a visit"),
    Not(Exists(HISTORY).named("diagnosis or treatment in the 60 days before")),
)

STARTS = (PSYCHOSOCIAL.without(EPISODE) | LONG_ACTING | SHORT_ACTING).starting(
    Span.days_after(INDEX, 0, 13)
)
FIRST_TREATMENT = First(STARTS).named("first treatment").start
THE_34_DAYS_AFTER = Span.days_after(FIRST_TREATMENT, 1, 34)

STARTED = Exists(STARTS).named("treatment within 14 days")
KEPT_UP = Any(
    Exists(LONG_ACTING.starting(THE_34_DAYS_AFTER)).named("long-acting medication"),
    Count((PSYCHOSOCIAL | SHORT_ACTING).starting(THE_34_DAYS_AFTER), 2).named(
        "two visits or short-acting medications"
    ),
    name="treatment in the 34 days after the first",
)


def _strata(group: int) -> tuple[Stratum, ...]:
    """The same three ages in both groups."""
    ages = ((13, 17), (18, 64), (65, None))
    return tuple(
        Stratum(
            id=f"Stratification_{group}_{number}",
            title=f"age {low} or more" if high is None else f"age {low} to {high}",
            holds=AgeAt(MP_START, at_least=low, at_most=high),
        )
        for number, (low, high) in enumerate(ages, 1)
    )


RULE = Rule(
    id="measures.cms137",
    edition="2026",
    title="Substance use disorder: treatment started and kept up",
    population="age 13 or more with a new episode of substance use disorder",
    citation=Citation(
        text="eCQM CMS137FHIR Initiation and Engagement of Substance Use Disorder Treatment, "
        "version 1.0.000",
        locator="population criteria",
        status=Status.VERIFIED,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.SOCIAL_WORKER,
        Licence.RN,
        Licence.MENTAL_HEALTH,
        Licence.PRESCRIBER,
    ),
    limits="a diagnosis counts when it begins within a visit, to the instant: without a time of "
    "day it is not known; a medicine ordered is not a medicine taken; records of such treatment "
    "may be kept from the reader by law; the reason of a visit counts even if it was refuted",
    departures="entered in error: decision 0050",
    shape=Measure(
        groups=(
            Group(
                name="Group_1",
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=HOSPICE,
                numerator=STARTED,
                strata=_strata(1),
                last_day=INDEX.plus(days=13),
            ),
            Group(
                name="Group_2",
                initial_population=INITIAL_POPULATION,
                denominator_exclusions=HOSPICE,
                numerator=KEPT_UP,
                strata=_strata(2),
                # Nothing can be kept up that was not started in time.
                last_day=FIRST_TREATMENT.plus(days=34).otherwise(INDEX.plus(days=13)),
            ),
        ),
        years=(2026,),
        closes="treatment by day 13 after the diagnosis, and again in the 34 days after its start",
    ),
)
