"""Simplified HOSPITAL: whether a potentially avoidable readmission within 30 days is likely.

Adds points for Hemoglobin, a cancer diagnosis or discharge from Oncology, Sodium, Index Type of
admission, earlier Admissions and Length of stay; procedures do not count. Range 0 to 12. From how
many points a readmission is called likely is for the site to choose; until it has, the score is
told and no group. No source gives the risk of a group, and none is told. What is potentially
avoidable was told by SQLape, as for the full score.

Population: adults (18 or older at admission) discharged alive to the community.
Source: Aubert et al., BMJ Qual Saf 2017;26(10):799-805, doi:10.1136/bmjqs-2016-006239, abstract;
points of the items that stay as they were, as in the edition of 2016 of the full score.
Departures: no cut-off of its own, what a cancer diagnosis is in a record, and that it opens no work
(decision 0038); the other items as in the full score (decision 0023).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import Flag, Missing, NotApplicable, Reading, Score, Verdict
from carecoord.rules.engine.timing import as_date
from carecoord.rules.readmission import hospital_items
from carecoord.rules.readmission.cancer import cancer_at_discharge
from carecoord.rules.readmission.discharge_results import Item
from carecoord.rules.readmission.hospital import ADMISSIONS
from carecoord.rules.readmission.hospital_items import SHARED, Found, complete, found_in
from carecoord.rules.readmission.hospital_points import (
    HEMOGLOBIN,
    INDEX_TYPE,
    LAPSES_DAYS,
    LENGTH,
    SODIUM,
    weighed,
    went_home,
)
from carecoord.rules.readmission.known_conditions import CONDITIONS

ONCOLOGY = Flag("cancer diagnosis, or discharged from an oncology service", 2)
ITEMS = (HEMOGLOBIN, ONCOLOGY, SODIUM, INDEX_TYPE, ADMISSIONS, LENGTH)
HIGHEST = 12
"""The most points that there are."""
LIKELY_FROM = Parameter(
    "readmission.hospital-simplified.likely-from",
    default=int,
    says=f"from how many points (1 to {HIGHEST}) a readmission is called likely",
)
"""A parameter that a site has to choose: its sources do not agree (decision 0038)."""
USES = (*SHARED, CONDITIONS)
_NOBODY_CHOSE = f"a cut-off of 1 to {HIGHEST} points, to be chosen by the site ({LIKELY_FROM.name})"


@attrs.frozen(kw_only=True)
class Inputs:
    """What the score weighs; ``likely_from`` is None while nobody has chosen it."""

    __repr__ = shown

    items: hospital_items.Inputs
    likely_from: int | None
    oncology_because: str = ""


def read(frame: Frame) -> Reading[Inputs] | Missing | NotApplicable:
    """Take the six items from the record, or say which of them cannot be taken."""
    found = found_in(frame)
    if not isinstance(found, Found):
        return found
    reasons = {
        "cancer diagnosis": cancer_at_discharge(found.stay, frame),
        "discharged from an oncology service": found.oncology,
    }
    reading = complete(found, _any_of(reasons.values()), procedure=Item())
    if isinstance(reading, Missing):
        return reading
    chosen = frame.view.parameters.value(LIKELY_FROM.name, date.fromordinal(reading.day))
    inputs = Inputs(
        items=reading.inputs,
        likely_from=chosen if isinstance(chosen, int) and 1 <= chosen <= HIGHEST else None,
        oncology_because=", ".join(why for why, item in reasons.items() if item.value),
    )
    return Reading(inputs, reading.facts, reading.occurrence, reading.about, reading.day)


def _any_of(reasons: Iterable[Item[bool]]) -> Item[bool]:
    """So if one of them is, whatever is missing of the others; not so if all of them are not."""
    read_so = tuple(reasons)
    so = tuple(item for item in read_so if item.value)
    missing = () if so else tuple(name for item in read_so for name in item.missing)
    facts = tuple(fact for item in so or read_so for fact in item.facts)
    return Item(None if missing else bool(so), facts, missing)


def judge(reading: Reading[Inputs]) -> Verdict:
    """Add the points; whether they are many is said by the cut-off that the site has chosen."""
    inputs, facts, cut = reading.inputs, reading.facts, reading.inputs.likely_from
    lines = tuple(
        attrs.evolve(line, because=inputs.oncology_because or line.because)
        if line.clause == ONCOLOGY.item
        else line
        for line in weighed(inputs.items, facts, ONCOLOGY, ADMISSIONS)
    )
    score = sum(line.points or 0 for line in lines)
    evidence = (*lines, went_home(inputs.items, facts))
    lapses = ("lapses after", as_date(reading.day + LAPSES_DAYS))
    if cut is None:
        return Verdict(
            met=None,
            score=score,
            evidence=evidence,
            details=(lapses,),
            reason=", no cut-off chosen",
            missing=(_NOBODY_CHOSE,),
        )
    group = "likely" if score >= cut else "unlikely"
    chosen = ("likely from", f"{cut} points, as the site has chosen")
    return Verdict(
        met=score >= cut,
        score=score,
        evidence=evidence,
        details=(("band", group), chosen, lapses),
        reason=f", {group}",
    )


RULE = Rule(
    id="readmission.hospital-simplified",
    edition="2017",
    title="Potentially avoidable readmission likely (simplified HOSPITAL, 2017)",
    population="adults discharged alive to the community",
    citation=Citation(
        text="Aubert et al., BMJ Qual Saf 2017;26(10):799-805",
        locator="abstract, simplification of the score; points of its items from restatements",
        status=Status.SECONDARY,
        doi="10.1136/bmjqs-2016-006239",
    ),
    licences=(Licence.RN,),
    limits="opens no work; made for stays in medical departments, which are not told from others; "
    "parts of a stay are joined as far as the record tells hospitals apart; admissions outside of "
    "this record are not seen; a service is known only by a SNOMED CT specialty",
    departures="cut-off, cancer, no work: decision 0038; all other items: decision 0023",
    parameters=(LIKELY_FROM,),
    shape=Score(read=read, judge=judge, lapses_days=LAPSES_DAYS, uses=USES),
)
