"""Cervical cancer screening of the women's preventive services: an HPV test preferred from 30.

Population: women aged 21 to 65 with a cervix, without cervical cancer, a high-grade lesion or HIV.
Source: HRSA, Women's Preventive Services Guidelines. 81 FR 95148, effective 20 December 2016: 21 to
29 cytology every three years; 30 to 65 cytology and HPV testing together every five years, or
cytology alone every three. 91 FR 283, 5 January 2026: 30 to 65 primary high-risk HPV testing every
five years preferred, by self-collection too; plans cover it without cost share for plan years from
1 January 2027.
Departures: an edition is in force from the first plan years that begin a year after HRSA accepted
it, 1 January 2018 and 1 January 2027; in 2026 cytology under 30, and where HPV testing is not to be
had, every three years, as USPSTF has it; what holds the routine back (decision 0018). What counts
as together (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.recurring import Recurring
from carecoord.rules.engine.rule import Rule
from carecoord.rules.screening.cervix import COTEST, CYTOLOGY_ALONE, HPV_ALONE, routine
from carecoord.rules.screening.sources import ARRANGE


def _edition(year: int, since: date, citation: Citation, shape: Recurring) -> Rule:
    return Rule(
        id="screening.cervical-hrsa",
        edition=str(year),
        title="Cervical cancer screening covered without cost share",
        population="women aged 21 to 65 with a cervix, at average risk",
        citation=citation,
        licences=ARRANGE,
        limits="it stands beside the rule of USPSTF, and one test answers both; whether a plan "
        "covers the patient, and how a specimen was collected, is not read",
        departures="first day, cytology, what holds the routine back: decision 0018; what counts "
        "as together: decision 0026",
        in_force_from=since,
        shape=shape,
    )


RULE_2016 = _edition(
    2016,
    date(2018, 1, 1),
    Citation(
        text="HRSA, Women's Preventive Services Guidelines, 81 FR 95148 (27 December 2016)",
        locator="screening for cervical cancer, 30 to 65, co-testing or cytology alone",
        status=Status.SECONDARY,
    ),
    routine(
        "Cervical cancer screening: cytology, from 30 with an HPV test",
        CYTOLOGY_ALONE,
        COTEST,
        closes="cervical cytology, at 30 or older with an HPV test, with a result",
    ),
)
RULE_2026 = _edition(
    2026,
    date(2027, 1, 1),
    Citation(
        text="HRSA, Women's Preventive Services Guidelines, 91 FR 283 (5 January 2026)",
        locator="screening for cervical cancer, 30 to 65, primary HPV testing",
        status=Status.VERIFIED,
    ),
    routine(
        "Cervical cancer screening: HPV test preferred from 30",
        CYTOLOGY_ALONE,
        HPV_ALONE,
        closes="cervical cytology, or an HPV test at 30 or older, with a result",
    ),
)
