"""Tests of the cervix, what they said and what resolves it; the routine of both sources."""

from __future__ import annotations

from carecoord.model.code import ICD10CM, Code, cpt, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, measured, reported
from carecoord.rules.criteria import EACH, Age, AgeAt, All, Exists, Not, Span, coded
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import AtAge, Interval, Loop, Recurring, Way
from carecoord.rules.screening.reading import CYTOLOGY, PRESENCE, Says
from carecoord.rules.screening.selections import FEMALE, when_known

SMEAR = coded(
    "Cervical cytology",
    *map(loinc, ("10524-7", "18500-9", "19762-4", "19765-7", "19766-5", "33717-0")),
    *map(loinc, ("47527-7", "47528-5")),
)
HPV = coded(
    "High-risk HPV test",
    *map(loinc, ("21440-3", "30167-1", "59420-0", "71431-1", "77379-6", "82675-0")),
)
COLPOSCOPY = coded(
    "Colposcopy or excision of the cervix",
    *map(snomed, ("392003006", "176783006", "120038005")),
    *map(cpt, ("57420", "57421", "57452", "57454", "57455", "57456", "57460", "57461", "57520")),
    cpt("57522"),
)
NO_CERVIX = coded(
    "Cervix removed",
    *map(cpt, ("57530", "57531", "58150", "58200", "58210", "58260", "58262", "58290", "58291")),
    *map(cpt, ("58548", "58550", "58552", "58570", "58571", "58572", "58573")),
    *map(snomed, ("116140006", "35955002", "116142003", "307771009")),
)
SURVEILLED = ValueSet(
    url="urn:carecoord:cervix-under-surveillance",
    name="Cervix absent or under surveillance",
    codes=(snomed("363354003"), snomed("86406008")),
    prefixes=tuple(
        Code(ICD10CM, start)
        for start in (
            *("Z90.710", "Z90.712", "Q51.5", "C53", "D06", "N87.1", "Z85.41", "B20", "Z21"),
        )
    ),
)
"""No cervix; cancer or a high-grade lesion; HIV: other intervals hold."""
PATHOLOGY = coded("Pathology or colposcopy report", loinc("11529-5"), loinc("65753-6"))

_COTEST_DAYS = 4
"""Results of one visit may be days apart; decision 0026."""

SMEARS = measured(SMEAR)
HPV_TESTS = measured(HPV)
AT_30 = HPV_TESTS.only_if(AgeAt(EACH.start, at_least=30))
COTESTS = AT_30.only_if(
    Exists(SMEARS.starting(Span.days_after(EACH.start, -_COTEST_DAYS, _COTEST_DAYS))).named(
        "cervical cytology of the same visit"
    )
)
COLPOSCOPIES = examined(COLPOSCOPY)
REPORTS = reported(PATHOLOGY).timed(when_known)
OUT = examined(NO_CERVIX) | ever(SURVEILLED)

ABNORMAL = Says.one_of(SMEARS, CYTOLOGY, "abnormal")
EQUIVOCAL = Says.one_of(SMEARS, CYTOLOGY, "equivocal")
HPV_POSITIVE = Says.one_of(HPV_TESTS, PRESENCE, "positive")
HPV_NEGATIVE = Says.one_of(HPV_TESTS, PRESENCE, "negative").only_if(
    Not(Exists(HPV_POSITIVE.starting(Span(EACH.start, EACH.start))), name="none positive that day")
)
"""Negative for the types that one test looks for resolves nothing beside a positive one."""
UNSURE = EQUIVOCAL | HPV_POSITIVE
RESOLVED = COLPOSCOPIES | HPV_NEGATIVE
_THREE_YEARS, _FIVE_YEARS = months(36), months(60)
_RESULT = "the report that gives the next interval"

CYTOLOGY_ALONE = Way("cervical cytology", SMEARS, (Interval(_THREE_YEARS),))
HPV_ALONE = Way("HPV test at 30 or older", AT_30, (Interval(_FIVE_YEARS),))
COTEST = Way("cytology and HPV test together at 30 or older", COTESTS, (Interval(_FIVE_YEARS),))


def routine(title: str, *ways: Way, closes: str) -> Recurring:
    """Every so many years from 21 to 65, until an abnormal result holds it back."""
    return Recurring(
        applies=All(FEMALE, Age(at_least=21, at_most=65).named("age 21 to 65")),
        reason_name="indication for cervical cancer screening",
        begins=AtAge(21),
        ways=ways,
        loops=(
            Loop(
                name="abnormal-cytology",
                title="abnormal cervical cytology",
                opened_by=ABNORMAL,
                closed_by=COLPOSCOPIES,
                lapses_after=_FIVE_YEARS,
                result_known=REPORTS,
                result_name=_RESULT,
            ),
            Loop(
                name="equivocal-cytology",
                title="cervical cytology with ASC-US",
                opened_by=EQUIVOCAL,
                closed_by=RESOLVED,
                lapses_after=_FIVE_YEARS,
            ),
            Loop(
                name="positive-hpv",
                title="a positive HPV test",
                opened_by=HPV_POSITIVE,
                closed_by=RESOLVED,
                lapses_after=_FIVE_YEARS,
            ),
        ),
        stopped_by=OUT,
        title=title,
        closes=closes,
    )
