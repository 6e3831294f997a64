"""Charlson: what a patient has besides, weighed by how it shortened life, at a discharge.

Adds points for 17 conditions; of two forms of a disease only the heavier counts. It is met when one
of them is on record: there is no cut-off. Beside it stand the age form and the weights of 2011.

Population: adults (18 or older at admission) discharged alive to the community.
Source: Charlson et al., J Chronic Dis 1987;40(5):373-383, doi:10.1016/0021-9681(87)90171-8, by the
ICD-10 lists of Quan et al., Med Care 2005;43(11):1130-1139, doi:10.1097/01.mlr.0000182534.19832.83.
Departures: which conditions, what has no ICD-10 code, and the age (decision 0037); which parts
are one stay (decision 0039).
"""

from __future__ import annotations

import attrs

from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import Missing, NotApplicable, Reading, Score, Verdict
from carecoord.rules.engine.timing import as_date
from carecoord.rules.kernels.ages import age_between
from carecoord.rules.readmission import comorbid
from carecoord.rules.readmission.comorbid import LAPSES_DAYS, Inputs
from carecoord.rules.readmission.comorbidity.age import DECADES_FROM
from carecoord.rules.readmission.comorbidity.index import CHARLSON_QUAN
from carecoord.rules.readmission.comorbidity.weights import CHARLSON_1987, QUAN_2011
from carecoord.rules.readmission.index_stay import STAYS, index_stay
from carecoord.rules.readmission.known_conditions import CONDITIONS

POINTS = comorbid.flags(CHARLSON_QUAN)


def read(frame: Frame) -> Reading[Inputs] | Missing | NotApplicable:
    """Take the conditions, and the points of age at admission where the age is exactly known."""
    found = comorbid.read(frame, CHARLSON_QUAN)
    if not isinstance(found, Reading):
        return found
    return attrs.evolve(found, inputs=attrs.evolve(found.inputs, age_points=_age_points(frame)))


def _age_points(frame: Frame) -> int | None:
    stay, born = frame.once(index_stay), frame.view.patient.birth_date
    assert isinstance(stay, tuple)  # noqa: S101  there is a reading
    admitted = as_date(stay[1].start_low)
    assert born is not None  # noqa: S101  the patient was seen to be an adult at admission
    assert admitted is not None  # noqa: S101  as above
    reached = [age_between(born, (admitted, admitted), decade, None) for decade in DECADES_FROM]
    return None if None in reached else sum(map(bool, reached))


def judge(reading: Reading[Inputs]) -> Verdict:
    """Add the points; every point names the fact that earned it."""
    score = comorbid.scored(reading, CHARLSON_QUAN, CHARLSON_1987)
    age = reading.inputs.age_points
    return Verdict(
        met=bool(reading.inputs.conditions),
        score=score,
        evidence=comorbid.lines(reading, CHARLSON_QUAN, POINTS),
        details=(
            ("Charlson 1987", score),
            ("points for age", "not known: exact birth date" if age is None else age),
            ("age-adjusted", "not known: exact birth date" if age is None else score + age),
            ("Quan 2011", comorbid.scored(reading, CHARLSON_QUAN, QUAN_2011)),
            *comorbid.told(reading),
        ),
    )


RULE = Rule(
    id="readmission.charlson",
    edition="2005",
    title="Conditions of the Charlson index at discharge",
    population="adults discharged alive to the community",
    citation=Citation(
        text="Charlson et al., J Chronic Dis 1987;40(5):373-383",
        locator="weights from restatements; ICD-10 lists of Quan et al., Med Care 2005;43(11):"
        "1130-1139, from transcriptions",
        status=Status.SECONDARY,
        doi="10.1016/0021-9681(87)90171-8",
    ),
    licences=(Licence.RN,),
    limits="made for mortality within one year and longer, not for readmission; conditions are "
    "known by ICD-10 codes only: others are counted, and weigh nothing",
    departures="conditions, codes and age: decision 0037; parts of a stay: decision 0039",
    shape=Score(read=read, judge=judge, lapses_days=LAPSES_DAYS, uses=(STAYS, CONDITIONS)),
)
