"""HOSPITAL, as derived in 2013: the same items, but one earlier admission already earns 2 points.

Reported beside the edition of 2016, which readmission.open-tasks asks: the two differ at one
earlier admission alone. The risks of its bands could not be read, and none is given.

Population: adults (18 or older at admission) discharged alive to the community.
Source: Donze et al., JAMA Intern Med 2013;173(8):632-638, doi:10.1001/jamainternmed.2013.3023,
points of the score, in restatements.
Departures: as in the edition of 2016, and that it opens no work (decisions 0023 and 0039).
"""

from __future__ import annotations

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import Bands, Reading, Score, Verdict
from carecoord.rules.readmission.hospital_items import USES, Inputs, read
from carecoord.rules.readmission.hospital_points import LAPSES_DAYS, add_up

# Rows read: from this value, these points.
ADMISSIONS = Bands("admissions in the 12 months before", "admissions", ((0, 0), (1, 2), (6, 5)))


def judge(reading: Reading[Inputs]) -> Verdict:
    """Add the points."""
    return add_up(reading, ADMISSIONS)


RULE = Rule(
    id="readmission.hospital-2013",
    edition="2013",
    title="High risk of a potentially avoidable readmission (HOSPITAL, 2013)",
    population="adults discharged alive to the community",
    citation=Citation(
        text="Donze et al., JAMA Intern Med 2013;173(8):632-638",
        locator="points of the score, from restatements",
        status=Status.SECONDARY,
        doi="10.1001/jamainternmed.2013.3023",
    ),
    licences=(Licence.RN,),
    limits="opens no work, nor is its band asked by what does; made for stays in medical "
    "departments, which are not told from others; parts of a stay are joined as far as the record "
    "tells hospitals apart; admissions outside of this record are not seen; a service is known "
    "only by a SNOMED CT specialty",
    departures="as in the edition of 2016, no work: decisions 0023 and 0039",
    shape=Score(read=read, judge=judge, lapses_days=LAPSES_DAYS, uses=USES),
)
