"""What is still open after a discharge: the tasks that are within the team's reach.

Visit, medicines, contact, supply and permissions, each with the follow-up that answers it. While
one of them is open or not known, and LACE or HOSPITAL is high, one item asks a nurse to see to
them; it ends when none is left. Doing them changes neither score.

Population: patients discharged alive to the community from an inpatient stay, for 30 days.
Source: CMS, MLN908628 Transitional Care Management Services (contact, visit, reconciliation);
convention of this project on supply and permissions.
Departures: which tasks, what closes them and when one item is opened (decision 0039).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from carecoord.rules.concepts.permitted import BOOKED
from carecoord.rules.concepts.visits import ATTEMPTS, CONTACTS, RECONCILIATIONS, VISITS
from carecoord.rules.criteria.answer import refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.counts import DISCHARGED_ON
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency, points_told
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.score import Missing, NotApplicable, Reading, Verdict
from carecoord.rules.engine.timing import Row
from carecoord.rules.readmission import hospital, hospital_items, lace, supply_lines, task_lines
from carecoord.rules.readmission.chains import GOING_ON, later, parts
from carecoord.rules.readmission.index_stay import discharged, last_stay, over_because, went_home
from carecoord.rules.readmission.window import DAYS, nobody_home

T = TypeVar("T")

LINES = (
    task_lines.visit,
    task_lines.medicines,
    task_lines.contact,
    supply_lines.supply,
    supply_lines.not_granted,
    supply_lines.running_out,
)


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion about the last discharge."""
    found = last_stay(frame)
    if isinstance(found, (Missing, NotApplicable)):
        return (nobody_home(found),)
    occurrence, stay = found
    home, last = went_home(stay, frame), stay.end_low + DAYS
    if frame.view.reached(last + 1):
        return (not_applicable(f"lapsed on {on(last)}: {discharged(stay)}", occurrence, (home,)),)
    back = next(iter(later(parts(stay, frame), frame)), None)
    if back is not None:
        why = f"superseded by admission on {on(back[0].start_low)}"
        line = Evidence(clause="admission", holds=True, facts=refer_all(back[:1]))
        return (not_applicable(why, occurrence, (home, line)),)
    why, facts = over_because(frame)
    if why:
        line = Evidence(clause=why, holds=True, facts=facts)
        why = f"{discharged(stay)}; ended by {why}"
        return (not_applicable(why, occurrence, (home, line)),)
    return (_told(occurrence, stay, home, frame, rule),)


def _told(occurrence: str, stay: Row, home: Evidence, frame: Frame, rule: Rule) -> Conclusion:
    answers = [line(stay.end_low, stay.end_low + DAYS, frame) for line in LINES]
    missing = tuple(dict.fromkeys(what for answer in answers for what in answer.missing))
    open_ = [line.clause for answer in answers if answer.holds for line in answer.evidence]
    scores = _scores(frame)
    outcome, told = Outcome.NOT_MET, "nothing seen to be open"
    if open_:
        outcome, told = Outcome.MET, f"open: {', '.join(open_)}"
    elif missing:
        outcome, told = Outcome.INSUFFICIENT_DATA, f"not known: {', '.join(missing)}"
    wanted = bool(open_ or missing) and any(line.holds for line in scores)
    return Conclusion(
        occurrence=occurrence,
        outcome=outcome,
        reason=f"{discharged(stay)}; {told}",
        evidence=(home, *(line for answer in answers for line in answer.evidence), *scores),
        missing=missing,
        action=_action(stay, rule) if wanted else None,
        details=((DISCHARGED_ON, on(stay.end_low)), ("lapses after", on(stay.end_low + DAYS))),
    )


def _scores(frame: Frame) -> tuple[Evidence, ...]:
    """Whether each score is high, on every fact that it weighs."""
    return (
        *_score("LACE is high", lace.read(frame), lace.judge),
        *_score("HOSPITAL (2016) is high", hospital_items.read(frame), hospital.judge),
    )


def _score(
    clause: str,
    found: Reading[T] | Missing | NotApplicable,
    judge: Callable[[Reading[T]], Verdict],
) -> tuple[Evidence, ...]:
    if isinstance(found, NotApplicable):
        return ()
    if isinstance(found, Missing):
        because = f"not known: {', '.join(found.what)}"
        return (Evidence(clause=clause, holds=None, facts=found.facts, because=because),)
    verdict = judge(found)
    facts = tuple(dict.fromkeys(ref for refs in found.facts.values() for ref in refs))
    points = points_told(verdict.score)
    return (Evidence(clause=clause, holds=verdict.met, facts=facts, because=points),)


def _action(stay: Row, rule: Rule) -> Action:
    return Action(
        title="See to the open transition tasks of this discharge",
        urgency=Urgency.ROUTINE,
        closes="the transition tasks of this discharge done or waived",
        licences=rule.licences,
        earliest=on(stay.end_low),
    )


RULE = Rule(
    id="readmission.open-tasks",
    edition="2026",
    title="What is still open after this discharge",
    population="discharged alive to the community from an inpatient stay, for 30 days",
    citation=Citation(
        text="CMS MLN908628 Transitional Care Management Services; carecoord convention on supply "
        "and permissions",
        locator="sections on interactive contact, visit and reconciliation; decision 0039",
        status=Status.CONVENTION,
    ),
    licences=(Licence.RN,),
    limits="supply is told of statins, RAS antagonists and diabetes medicines, and only once it "
    "was seen; no work of this library answers a permission that was asked for and not granted; "
    "opens an item only with a high LACE or HOSPITAL (2016), which speak of adults",
    departures="tasks, what closes them and when one item is opened: decision 0039",
    shape=Check(
        look=look,
        uses=(
            *(*lace.USES, *hospital_items.USES, *supply_lines.USES),
            *(GOING_ON, VISITS, CONTACTS, ATTEMPTS, RECONCILIATIONS, BOOKED),
        ),
    ),
)
