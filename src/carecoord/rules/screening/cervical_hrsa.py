"""Cervical cancer screening of the women's preventive services: an HPV test preferred from 30.

Population: women aged 21 to 65 with a cervix, without cervical cancer, a high-grade lesion or HIV.
Source: HRSA, Women's Preventive Services Guidelines, 91 FR 283, 5 January 2026: 30 to 65 primary
high-risk HPV testing every five years preferred, by self-collection too; plans cover it without
cost share for plan years from 1 January 2027.
Departures: in force from 1 January 2027, the first day of those plan years; cytology under 30, and
where HPV testing is not to be had, every three years, as USPSTF has it; what holds the routine back
(decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.rule import Rule
from carecoord.rules.screening.cervix import routine
from carecoord.rules.screening.sources import ARRANGE

RULE = Rule(
    id="screening.cervical-hrsa",
    edition="2026",
    title="Cervical cancer screening covered without cost share",
    population="women aged 21 to 65 with a cervix, at average risk",
    citation=Citation(
        text="HRSA, Women's Preventive Services Guidelines, 91 FR 283 (5 January 2026)",
        locator="screening for cervical cancer, 30 to 65, primary HPV testing",
        status=Status.VERIFIED,
    ),
    licences=ARRANGE,
    limits="it stands beside the rule of USPSTF, and one test answers both; whether a plan covers "
    "the patient, and how a specimen was collected, is not read",
    departures="first day, cytology, what holds the routine back: decision 0018",
    in_force_from=date(2027, 1, 1),
    shape=routine("Cervical cancer screening: HPV test preferred from 30"),
)
