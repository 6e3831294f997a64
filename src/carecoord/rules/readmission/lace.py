"""LACE: how likely death or an unplanned readmission is within 30 days of a discharge.

Adds points for Length of stay, Acuity of admission, Comorbidity and Emergency visits. Range 0 to
19; met from 10 points. Nothing that is done after the discharge changes the index: what is still
open then is told by readmission.open-tasks.

Population: adults (18 or older at admission) discharged alive to the community.
Source: van Walraven et al., CMAJ 2010;182(6):551-557, doi:10.1503/cmaj.091117, scoring table and
expected probabilities.
Departures: the paper gives no cut-off (decision 0010); which stay, which days, what is emergent,
how codes are read, and that of a pair only the heavier group counts (decision 0011); which parts
are one stay (decision 0039).
"""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import refer_all
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import (
    Bands,
    Flag,
    Missing,
    NotApplicable,
    Reading,
    Score,
    Verdict,
)
from carecoord.rules.engine.timing import Row, as_date
from carecoord.rules.kernels.calendar_days import shift_months
from carecoord.rules.readmission.discharge_results import Item
from carecoord.rules.readmission.emergency import EMERGENCY, earlier_visits, emergent, led_to
from carecoord.rules.readmission.index_stay import STAYS, discharged, index_stay, of, parts
from carecoord.rules.readmission.known_conditions import CONDITIONS, known_conditions
from carecoord.rules.readmission.lace_comorbidity import Comorbidity, weighed

# Rows read: from this value, these points.
LENGTH = Bands("length of stay", "days", ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (7, 5), (14, 7)))
ACUITY = Flag("emergent admission", 3)
COMORBIDITY = Bands("comorbidity", "comorbidity points", ((0, 0), (1, 1), (2, 2), (3, 3), (4, 5)))
VISITS = Bands("emergency visits", "visits", ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4)))
ITEMS = (LENGTH, ACUITY, COMORBIDITY, VISITS)

EXPECTED_RISK_PERCENT = (
    *("2.0", "2.5", "3.0", "3.5", "4.3", "5.1", "6.1", "7.3", "8.7", "10.3"),
    *("12.2", "14.4", "17.0", "19.8", "23.0", "26.6", "30.4", "34.6", "39.1", "43.7"),
)
"""For 0 to 19 points: expected in the derivation model, not observed. Read in a restatement."""

VISITS_MONTHS = 6
HIGH_RISK_FROM = 10
LAPSES_DAYS = 30
COUNT_BOTH_DAYS = Parameter(
    "readmission.lace.count-both-days",
    default=False,
    says="whether the day of admission and the day of discharge both count",
)
"""A parameter: whether the days of admission and of discharge both count, instead of the nights."""


@attrs.frozen(kw_only=True)
class Inputs:
    """What the index weighs: plain numbers, nothing optional.

    ``comorbidities`` names what makes up ``charlson``; ``to_community`` is None when nobody wrote
    down where the patient went.
    """

    __repr__ = shown

    days: int
    emergent: bool
    charlson: int
    visits: int
    comorbidities: tuple[str, ...] = ()
    to_community: bool | None = None


def read(frame: Frame) -> Reading[Inputs] | Missing | NotApplicable:
    """Take the four items from the record, or say why they cannot be taken."""
    return frame.once(_read)


def _read(frame: Frame) -> Reading[Inputs] | Missing | NotApplicable:
    found, known = frame.once(index_stay), frame.once(known_conditions)
    if isinstance(found, (Missing, NotApplicable)):
        return found
    assert isinstance(known, Rows)  # noqa: S101  there is a stay
    occurrence, stay = found
    whole = parts(stay, frame)
    led_here, illness = led_to(whole[0], frame), weighed(known)
    acuity = _acuity(whole[0], led_here)
    charlson, visits = _comorbidity(illness), _visits(whole[0], led_here, frame)
    facts = {
        "stay": refer_all(whole),
        "emergent": acuity.facts,
        "charlson": charlson.facts,
        "visits": visits.facts,
    }
    if acuity.value is None or charlson.value is None or visits.value is None:
        missing = (*acuity.missing, *charlson.missing, *visits.missing)
        named = tuple(dict.fromkeys(ref for refs in facts.values() for ref in refs))
        return Missing(missing, occurrence, discharged(stay), stay.end_low, named)
    # Also asked by readmission.open-tasks, in a catalogue that may lack this rule.
    parameters, name = frame.view.parameters, COUNT_BOTH_DAYS.name
    both_days = parameters.defines(name) and bool(parameters.value(name))
    inputs = Inputs(
        days=stay.end_low - stay.start_low + both_days,
        emergent=acuity.value,
        charlson=charlson.value,
        visits=visits.value,
        comorbidities=illness.names,
        to_community=None if of(stay).discharge_disposition is None else True,
    )
    return Reading(inputs, facts, occurrence, discharged(stay), stay.end_low)


def _acuity(first: Row, led_here: Row | None) -> Item[bool]:
    """Whether it was an emergency; the visit that became the stay is named: no other item does."""
    acute, says_so = emergent(first, led_here)
    missing = ("acuity of admission",) if acute is None else ()
    return Item(acute, refer_all({says_so, led_here or says_so}), missing)


def _comorbidity(illness: Comorbidity) -> Item[int]:
    if illness.missing:
        return Item(None, illness.facts, illness.missing)
    if COMORBIDITY.weigh(illness.least).points == COMORBIDITY.weigh(illness.most).points:
        return Item(illness.least, illness.facts)
    what = "whether a comorbidity was known at discharge"
    return Item(None, (*illness.facts, *illness.perhaps), (what,))


def _visits(first: Row, led_here: Row | None, frame: Frame) -> Item[int]:
    since = shift_months(first.start_low, -VISITS_MONTHS)
    visits, uncertain = earlier_visits(first, led_here, since, frame)
    least, most = len(visits), len(visits) + len(uncertain)
    if VISITS.weigh(least).points == VISITS.weigh(most).points:
        return Item(least, refer_all(visits))
    return Item(None, refer_all((*visits, *uncertain)), ("the day of an emergency visit",))


def judge(reading: Reading[Inputs]) -> Verdict:
    """Add the points; every point names the facts that earned it."""
    inputs, facts = reading.inputs, reading.facts
    comorbidity = COMORBIDITY.weigh(inputs.charlson, facts.get("charlson", ()))
    names = "".join(f"; {name}" for name in inputs.comorbidities)
    lines = (
        LENGTH.weigh(inputs.days, facts.get("stay", ())),
        ACUITY.weigh(inputs.emergent, facts.get("emergent", ())),
        attrs.evolve(comorbidity, because=f"{comorbidity.because}{names}"),
        VISITS.weigh(inputs.visits, facts.get("visits", ())),
    )
    score = sum(line.points or 0 for line in lines)
    went_home = Evidence(
        clause="discharged to the community",
        holds=inputs.to_community,
        facts=facts.get("stay", ()),
        because="" if inputs.to_community else "disposition not given, taken as the community",
    )
    return Verdict(
        met=score >= HIGH_RISK_FROM,
        score=score,
        evidence=(*lines, went_home),
        details=(
            (
                "expected risk of death or unplanned readmission within 30 days",
                f"{EXPECTED_RISK_PERCENT[score]} %",
            ),
            ("this risk is", "expected in the derivation model, not observed"),
            ("lapses after", as_date(reading.day + LAPSES_DAYS)),
        ),
    )


USES = (STAYS, EMERGENCY, CONDITIONS)

RULE = Rule(
    id="readmission.lace",
    edition="2010",
    title="High expected risk of death or unplanned readmission after discharge (LACE)",
    population="adults discharged alive to the community",
    citation=Citation(
        text="van Walraven et al., CMAJ 2010;182(6):551-557",
        locator="scoring table; expected probabilities from a restatement",
        status=Status.SECONDARY,
        doi="10.1503/cmaj.091117",
    ),
    licences=(Licence.RN,),
    limits="opens no work, readmission.open-tasks does; parts of a stay are joined as far as the "
    "record tells hospitals apart; emergency visits outside of this record are not seen",
    departures="cut-off: decision 0010; stay, days, acuity, codes, pairs of groups: decisions 0011 "
    "and 0039",
    parameters=(COUNT_BOTH_DAYS,),
    shape=Score(
        read=read,
        judge=judge,
        lapses_days=LAPSES_DAYS,
        uses=USES,
    ),
)
