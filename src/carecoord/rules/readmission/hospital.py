"""HOSPITAL, as validated in 2016: how likely a potentially avoidable readmission within 30 days is.

Adds points for Hemoglobin, discharge from Oncology, Sodium, a Procedure, Index Type of admission,
earlier Admissions and Length of stay. Range 0 to 13: low to 4, intermediate 5 and 6, high from 7.
The edition of 2013 gives one earlier admission 2 points, this one none; both are reported.

Population: adults (18 or older at admission) discharged alive to the community.
Source: Donze et al., JAMA Intern Med 2016;176(4):496-502, doi:10.1001/jamainternmed.2015.8462,
points of the score and groups of risk, in restatements.
Departures: which stay, which results, what a procedure, an oncology service and an earlier
admission are in a record, and that two editions are two rules (decision 0023); which parts are
one stay (decision 0039).
"""

from __future__ import annotations

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import Bands, Reading, Score, Verdict
from carecoord.rules.readmission.hospital_items import USES, Inputs, read
from carecoord.rules.readmission.hospital_points import LAPSES_DAYS, add_up

# Rows read: from this value, these points.
ADMISSIONS = Bands("admissions in the 12 months before", "admissions", ((0, 0), (2, 2), (6, 5)))

RISK_PERCENT = {"low": "5.8", "intermediate": "11.9", "high": "22.8"}
"""Of the bands in 2016; read in restatements. Weighted by the sizes of the bands they give 9.6 %,
and 9.7 % of all stays were followed by a potentially avoidable readmission."""


def judge(reading: Reading[Inputs]) -> Verdict:
    """Add the points, and say the risk of the band."""
    return add_up(reading, ADMISSIONS, risk)


def risk(of: str) -> tuple[tuple[str, object], ...]:
    """The risk of a band, and what kind of a number it is."""
    return (
        ("risk of a potentially avoidable readmission within 30 days", f"{RISK_PERCENT[of]} %"),
        ("this risk is", "of this band in the validation of 2016, not observed here"),
    )


RULE = Rule(
    id="readmission.hospital",
    edition="2016",
    title="High risk of a potentially avoidable readmission (HOSPITAL, 2016)",
    population="adults discharged alive to the community",
    citation=Citation(
        text="Donze et al., JAMA Intern Med 2016;176(4):496-502",
        locator="points of the score and groups of risk, from restatements",
        status=Status.SECONDARY,
        doi="10.1001/jamainternmed.2015.8462",
    ),
    licences=(Licence.RN,),
    limits="opens no work, readmission.open-tasks does; made for stays in medical departments, "
    "which are not told from others; parts of a stay are joined as far as the record tells "
    "hospitals apart; admissions outside of this record are not seen; a service is known only by a "
    "SNOMED CT specialty",
    departures="results, procedure, service, admissions and editions: decision 0023; parts of a "
    "stay: decision 0039",
    shape=Score(read=read, judge=judge, lapses_days=LAPSES_DAYS, uses=USES),
)
