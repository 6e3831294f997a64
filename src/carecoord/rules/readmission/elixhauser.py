"""Elixhauser: what a patient has besides, weighed by how often it came before death in hospital.

Adds points for 31 conditions; some are below 0, and so may the sum be. Of two forms of a disease
only the heavier counts. It is met when one of them is on record: there is no cut-off. Beside it
stand the Swiss weights.

Population: adults (18 or older at admission) discharged alive to the community.
Source: van Walraven et al., Med Care 2009;47(6):626-633, doi:10.1097/MLR.0b013e31819432e5, by the
ICD-10 lists of Quan et al., Med Care 2005;43(11):1130-1139, doi:10.1097/01.mlr.0000182534.19832.83.
Departures: which conditions and what has no ICD-10 code (decision 0037); which parts are one stay
(decision 0039).
"""

from __future__ import annotations

from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import Missing, NotApplicable, Reading, Score, Verdict
from carecoord.rules.readmission import comorbid
from carecoord.rules.readmission.comorbid import LAPSES_DAYS, Inputs
from carecoord.rules.readmission.comorbidity.index import ELIXHAUSER_QUAN
from carecoord.rules.readmission.comorbidity.weights import SWISS_2021, VAN_WALRAVEN_2009
from carecoord.rules.readmission.index_stay import STAYS
from carecoord.rules.readmission.known_conditions import CONDITIONS

POINTS = comorbid.flags(ELIXHAUSER_QUAN)


def read(frame: Frame) -> Reading[Inputs] | Missing | NotApplicable:
    """Take the conditions from the record, or say why they cannot be taken."""
    return comorbid.read(frame, ELIXHAUSER_QUAN)


def judge(reading: Reading[Inputs]) -> Verdict:
    """Add the points; every point names the fact that earned it."""
    score = comorbid.scored(reading, ELIXHAUSER_QUAN, VAN_WALRAVEN_2009)
    return Verdict(
        met=bool(reading.inputs.conditions),
        score=score,
        evidence=comorbid.lines(reading, ELIXHAUSER_QUAN, POINTS),
        details=(
            ("van Walraven 2009", score),
            ("Swiss 2021", comorbid.scored(reading, ELIXHAUSER_QUAN, SWISS_2021)),
            *comorbid.told(reading),
        ),
    )


RULE = Rule(
    id="readmission.elixhauser",
    edition="2005",
    title="Conditions of the Elixhauser index at discharge",
    population="adults discharged alive to the community",
    citation=Citation(
        text="van Walraven et al., Med Care 2009;47(6):626-633",
        locator="point system from restatements; ICD-10 lists of Quan et al., Med Care 2005;43(11):"
        "1130-1139, from transcriptions",
        status=Status.SECONDARY,
        doi="10.1097/MLR.0b013e31819432e5",
    ),
    licences=(Licence.RN,),
    limits="made for death in hospital, not for readmission; conditions are known by ICD-10 codes "
    "only: others are counted, and weigh nothing",
    departures="conditions and codes: decision 0037; parts of a stay: decision 0039",
    shape=Score(read=read, judge=judge, lapses_days=LAPSES_DAYS, uses=(STAYS, CONDITIONS)),
)
