"""A gap in supply has become longer than permitted: the medicine may have been discontinued.

Up to the permissible gap a late refill is asked about (adherence.late-refill); from the day after
it a pharmacist, nurse or prescriber asks why no fill is seen: stopped on purpose, an adverse
effect, the price, or a source that is not seen here. Possession, not intake.

Population: patients with a fill of statins, RAS antagonists or diabetes medicines on record.
Source: Cramer et al., Value in Health 2008;11:44-47: persistence is the time from initiation to
discontinuation, and what counts as discontinued is a gap that is set beforehand; the length is
ours.
Departures: 30 days after the last day of supply, lapsed 180 days after it opened or when the
prescription was stopped; how it follows a late refill (decision 0029).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.adherence.stays import STAYS, at_home
from carecoord.rules.concepts.fills import FILLS
from carecoord.rules.concepts.in_hand import (
    InHand,
    days_set,
    in_hand,
    nothing_seen,
)
from carecoord.rules.concepts.prescribed import PRESCRIPTIONS, all_stopped, not_stopped
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable

PERMISSIBLE = Parameter(
    "adherence.gap.permissible",
    default=days(30),
    says="how long no supply in hand is a late refill, before it is a gap",
)
"""A parameter: 30 days, the shortest of the gaps of 30, 60 and 90 days that studies set."""
OVERDUE_DAYS = 7
LAPSES_DAYS = 180


def permissible_to(held: InHand, frame: Frame) -> int:
    """The last day on which the gap after a supply is no longer than permitted."""
    return held.last_day + days_set(PERMISSIBLE, held.last_day, frame)


def asked_after(held: InHand, day: int, frame: Frame) -> bool:
    """Whether of what was prescribed on a day it is asked as of a late refill or of this gap."""
    return (
        frame.view.parameters.defines(PERMISSIBLE.name)
        and day <= permissible_to(held, frame) + LAPSES_DAYS
        and frame.view.reached(held.last_day + 1)
        and all_stopped(held, frame) is None
    )


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each class with a fill that still matters."""
    told = [_judged(one, frame, rule) if isinstance(one, InHand) else one for one in in_hand(frame)]
    return at_home(told, frame) or (nothing_seen(frame),)


def _judged(held: InHand, frame: Frame, rule: Rule) -> Conclusion:
    name, last_permitted = held.drugs.name, permissible_to(held, frame)
    details = (
        ("supply ends on", on(held.last_day)),
        ("gap longer than permitted after", on(last_permitted)),
    )
    if not frame.view.reached(last_permitted + 1):
        return Conclusion(
            occurrence=name,
            outcome=Outcome.MET,
            reason=f"{name}: a fill by {on(last_permitted)} leaves no gap longer than permitted",
            evidence=(held.evidence,),
            details=details,
        )
    lapse = last_permitted + LAPSES_DAYS
    if frame.view.reached(lapse + 1):
        why = f"lapsed on {on(lapse)}: {name}, supply ended on {on(held.last_day)}"
        return not_applicable(why, name, (held.evidence,))
    ended = all_stopped(held, frame)
    if ended is not None:
        return ended
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason=f"{name}: supply ended on {on(held.last_day)}, no fill seen by {on(last_permitted)}",
        evidence=(held.evidence, *not_stopped(held, frame)),
        action=_action(name, last_permitted + 1, rule),
        details=(*details, ("lapses after", on(lapse))),
    )


def _action(name: str, opened: int, rule: Rule) -> Action:
    return Action(
        title=f"Ask why no fill of {name} is seen: they may have been discontinued",
        urgency=Urgency.ROUTINE,
        closes=f"a fill of {name}, or the prescription stopped",
        licences=rule.licences,
        due=on(opened),
        overdue_after=on(opened + OVERDUE_DAYS),
    )


RULE = Rule(
    id="adherence.gap",
    edition="2026",
    title="Gap in supply longer than permitted",
    population="patients with a fill of statins, RAS antagonists or diabetes medicines",
    citation=Citation(
        text="carecoord convention on the permissible gap of studies of persistence",
        locator="decision 0029",
        status=Status.CONVENTION,
    ),
    licences=(Licence.PHARMACIST, Licence.PRESCRIBER, Licence.RN),
    limits="cash, samples and supply in hospital are not seen; another medicine of the class "
    "counts as supply; why nothing was filled is not known",
    departures="permissible gap, overdue and lapse days: decision 0029",
    parameters=(PERMISSIBLE,),
    shape=Check(look=look, uses=(FILLS, PRESCRIPTIONS, STAYS)),
)
