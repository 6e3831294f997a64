"""Cervical cancer screening: cytology every three years, from 30 also an HPV test every five.

Population: women aged 21 to 65 with a cervix, without cervical cancer, a high-grade lesion or HIV.
Source: USPSTF, Cervical Cancer: Screening, 21 August 2018, still in force: 21 to 29 cytology every
three years; 30 to 65 cytology every three years, or HPV testing, alone or with cytology, every
five.
Departures: an abnormal result holds the routine back for up to five years, until it is resolved
(decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.screening.cervix import CYTOLOGY_ALONE, HPV_ALONE, routine
from carecoord.rules.screening.sources import uspstf

RULE = uspstf(
    word="cervical",
    title="Cervical cancer screening",
    population="women aged 21 to 65 with a cervix, at average risk",
    since=date(2018, 8, 21),
    topic="Screening for Cervical Cancer",
    limits="the recorded sex is asked, not the organs; after 65 it depends on earlier screening "
    "and is not asked here; a weak immune system and DES before birth are not read; a "
    "hysterectomy of which nobody says whether the cervix was removed is not read",
    departures="what holds the routine back: decision 0018",
    shape=routine(
        "Cervical cancer screening",
        CYTOLOGY_ALONE,
        HPV_ALONE,
        closes="cervical cytology, or an HPV test at 30 or older, with a result",
    ),
)
