"""Depression screening: once with a questionnaire; no interval is established.

Population: adults aged 19 or more without known depression or bipolar disorder.
Source: USPSTF, Depression and Suicide Risk in Adults: Screening, 20 June 2023: the interval is not
established.
Departures: once, because no interval is established (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, cpt, hcpcs, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, measured
from carecoord.rules.criteria import Age, coded
from carecoord.rules.engine.recurring import AtAge, Recurring, Way
from carecoord.rules.screening.sources import uspstf

QUESTIONNAIRE = coded(
    "Depression questionnaire",
    *map(loinc, ("44261-6", "44249-1", "55758-7", "89204-2", "73832-8", "73831-0", "71354-5")),
    *map(snomed, ("171207006", "454711000124102", "715252007")),
    cpt("96127"),
    hcpcs("G0444"),
)
KNOWN = ValueSet(
    url="urn:carecoord:depression-or-bipolar-disorder",
    name="Depression or bipolar disorder",
    codes=tuple(map(snomed, ("370143000", "35489007", "13746004"))),
    prefixes=tuple(Code(ICD10CM, start) for start in ("F31", "F32", "F33", "F34.1")),
)

RULE = uspstf(
    word="depression",
    title="Depression screening",
    population="adults aged 19 or more",
    since=date(2023, 6, 20),
    topic="Screening for Depression and Suicide Risk in Adults",
    limits="no interval is established: once is all that is asked; during and after pregnancy it "
    "is asked again, which is not asked here; what the answers said is another rule's work",
    departures="once: decision 0018",
    shape=Recurring(
        applies=Age(at_least=19).named("age 19 or more"),
        reason_name="indication for depression screening",
        begins=AtAge(19),
        ways=(Way("depression questionnaire", measured(QUESTIONNAIRE) | examined(QUESTIONNAIRE)),),
        once=True,
        stopped_by=ever(KNOWN),
        title="Depression questionnaire",
        closes="a depression questionnaire with a score",
    ),
)
