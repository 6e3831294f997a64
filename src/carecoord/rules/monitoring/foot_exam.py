"""In diabetes the feet are examined once a year, and more often at risk.

Population: patients with diabetes, type 1, type 2 or other.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 12:
comprehensive exam yearly; IWGDF risk 1 every 6 to 12 months, 2 every 3 to 6, 3 every 1 to 3.
Departures: the shorter end of each interval; risk is read from conditions: lost sensation,
deformity or poor circulation 6 months, an ulcer or amputation ever 1 month (decision 0019).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, cpt, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, reported
from carecoord.rules.criteria import Exists
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.hba1c import CONDITIONS

FOOT_EXAM = coded("Foot exam", snomed("134388005"), snomed("401191002"), cpt("2028F"))
ULCER_OR_AMPUTATION = ValueSet(
    url="urn:carecoord:foot-ulcer-or-amputation",
    name="Foot ulcer or amputation",
    codes=(snomed("371087003"),),
    prefixes=tuple(
        Code(ICD10CM, prefix) for prefix in ("E10.621", "E11.621", "L97.4", "L97.5", "Z89.4")
    ),
)
AT_RISK = ValueSet(
    url="urn:carecoord:foot-at-risk",
    name="Foot at risk",
    codes=(snomed("230572002"), snomed("368581000119106")),
    prefixes=tuple(
        Code(ICD10CM, prefix)
        for prefix in ("E10.4", "E11.4", "E10.51", "E11.51", "I70.2", "M20.4", "M21.6")
    ),
)

RULE = Rule(
    id="monitoring.foot-exam",
    edition="2026",
    title="Comprehensive foot exam in diabetes",
    population="diabetes of type 1, type 2 or other",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 12, foot care, IWGDF risk table",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="the category itself is not computed; inspection at every visit of feet at risk is "
    "not asked for",
    departures="shorter ends, what risk is read from: decision 0019",
    in_force_from=date(2026, 1, 1),
    shape=Recurring(
        applies=Exists(CONDITIONS).named("diabetes"),
        reason_name="diabetes",
        begins=CONDITIONS,
        ways=(
            Way(
                "foot exam",
                examined(FOOT_EXAM) | reported(FOOT_EXAM),
                (
                    Interval(
                        months(1),
                        when=Exists(ever(ULCER_OR_AMPUTATION)).named("foot ulcer or amputation"),
                        because="foot ulcer or amputation on record",
                    ),
                    Interval(
                        months(6),
                        when=Exists(ever(AT_RISK)).named("foot at risk"),
                        because="foot at risk on record",
                    ),
                    Interval(months(12)),
                ),
            ),
        ),
        title="Comprehensive foot exam",
        closes="a foot exam with a monofilament",
        opens_before=days(14),
    ),
)
