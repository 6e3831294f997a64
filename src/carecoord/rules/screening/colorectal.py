"""Colorectal cancer screening: from 45 to 75, by any of the recommended tests.

A FIT every year beside a sigmoidoscopy keeps up to date by itself: the ten years of that pair need
no interval of their own.

Population: adults aged 45 to 75 without cancer or removal of the colon, adenomas, inflammatory
bowel disease or inherited risk.
Source: USPSTF, Colorectal Cancer: Screening, 18 May 2021: stool blood test yearly, stool DNA with
FIT every one to three years, CT colonography or sigmoidoscopy every five, colonoscopy every ten.
Departures: stool DNA with FIT after three years, a parameter; the routine waits up to ten years
for a positive stool test to be resolved; the report of that colonoscopy gives the next interval
(decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.rules.criteria import Age
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import AtAge, Interval, Loop, Recurring, Way
from carecoord.rules.screening import colon
from carecoord.rules.screening.sources import uspstf

STOOL_DNA = Parameter(
    name="screening.colorectal.stool-dna",
    default=months(36),
    says="after how long a stool DNA test with FIT is due again, one to three years",
)

RULE = uspstf(
    word="colorectal",
    title="Colorectal cancer screening",
    population="adults aged 45 to 75 at average risk",
    since=date(2021, 5, 18),
    topic="Screening for Colorectal Cancer",
    limits="from 76 to 85 it is an individual decision and not asked here; family history, "
    "symptoms and the quality of a colonoscopy are not read; a positive CT colonography or "
    "sigmoidoscopy is not told from a negative one; after a colonoscopy with a report the "
    "interval is ten years, whatever the report recommends",
    departures="interval of stool DNA, the loop of a positive test: decision 0018",
    parameters=(STOOL_DNA,),
    shape=Recurring(
        applies=Age(at_least=45, at_most=75).named("age 45 to 75"),
        reason_name="indication for colorectal cancer screening",
        begins=AtAge(45),
        ways=(
            Way("stool blood test", colon.STOOL_BLOOD_TESTS, (Interval(months(12)),)),
            Way("stool DNA test with FIT", colon.STOOL_DNA_TESTS, (Interval(STOOL_DNA),)),
            Way("CT colonography", colon.CT_COLONOGRAPHIES, (Interval(months(60)),)),
            Way("sigmoidoscopy", colon.SIGMOIDOSCOPIES, (Interval(months(60)),)),
            Way("colonoscopy", colon.COLONOSCOPIES, (Interval(months(120)),)),
        ),
        loops=(
            Loop(
                name="positive-stool-test",
                title="a positive stool test",
                opened_by=colon.POSITIVE,
                closed_by=colon.COLONOSCOPIES,
                lapses_after=months(120),
                result_known=colon.REPORTS,
                result_name="the report of the colonoscopy that gives the next interval",
            ),
        ),
        stopped_by=colon.OUT,
        title="Colorectal cancer screening",
        closes="a stool test with a result, CT colonography, sigmoidoscopy or colonoscopy",
    ),
)
