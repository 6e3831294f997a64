"""A refill is late: the supply in hand has ended and no fill is seen.

The supplies of each ingredient are laid end to end; the last day of the one that lasts longest in
its class is the day on which supply ends. Possession, not intake: a call asks, it does not accuse.

Population: patients with a fill of statins, RAS antagonists or diabetes medicines on record.
Source: convention of this project on days' supply as pharmacies state it (FHIR R4
MedicationDispense.daysSupply).
Departures: overdue after 7 days, lapsed after 90 days or when the prescription was stopped
(decision 0014); taken over by adherence.gap where a catalogue has that rule (decision 0029).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.adherence.gap import PERMISSIBLE, permissible_to
from carecoord.rules.adherence.stays import STAYS, at_home
from carecoord.rules.concepts.fills import FILLS
from carecoord.rules.concepts.in_hand import (
    InHand,
    in_hand,
    nothing_seen,
)
from carecoord.rules.concepts.prescribed import PRESCRIPTIONS, all_stopped, not_stopped
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable

OVERDUE_DAYS = 7
LAPSES_DAYS = 90


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each class with a fill that still matters."""
    told = [_judged(one, frame, rule) if isinstance(one, InHand) else one for one in in_hand(frame)]
    return at_home(told, frame) or (nothing_seen(frame),)


def _judged(held: InHand, frame: Frame, rule: Rule) -> Conclusion:
    name, last_day = held.drugs.name, held.last_day
    if not frame.view.reached(last_day + 1):
        return Conclusion(
            occurrence=name,
            outcome=Outcome.MET,
            reason=f"{name}: supply in hand to {on(last_day)}",
            evidence=(held.evidence,),
            details=(("supply ends on", on(last_day)),),
        )
    followed = frame.view.parameters.defines(PERMISSIBLE.name)
    lapse = permissible_to(held, frame) if followed else last_day + LAPSES_DAYS
    if frame.view.reached(lapse + 1):
        why = (
            f"taken over by adherence.gap after {on(lapse)}"
            if followed
            else f"lapsed on {on(lapse)}"
        )
        return not_applicable(
            f"{why}: {name}, supply ended on {on(last_day)}", name, (held.evidence,)
        )
    ended = all_stopped(held, frame)
    return _late(held, lapse, frame, rule) if ended is None else ended


def _late(held: InHand, lapse: int, frame: Frame, rule: Rule) -> Conclusion:
    name, last_day = held.drugs.name, held.last_day
    action = Action(
        title=f"Ask about the refill of {name}",
        urgency=Urgency.ROUTINE,
        closes=f"a fill of {name}",
        licences=rule.licences,
        due=on(last_day),
        overdue_after=on(last_day + OVERDUE_DAYS),
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason=f"{name}: supply ended on {on(last_day)}, no fill seen after it",
        evidence=(held.evidence, *not_stopped(held, frame)),
        action=action,
        details=(
            ("supply ends on", on(last_day)),
            ("lapses after", on(lapse)),
        ),
    )


RULE = Rule(
    id="adherence.late-refill",
    edition="2026",
    title="Refill is late",
    population="patients with a fill of statins, RAS antagonists or diabetes medicines",
    citation=Citation(
        text="carecoord convention on stated days' supply",
        locator="decision 0014",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.PHARMACIST, Licence.RN),
    limits="cash, samples and supply in hospital are not seen; another medicine of the class "
    "counts as supply; when a prescription was stopped is not known",
    departures="overdue and lapse days: decision 0014; taken over by a gap: decision 0029",
    shape=Check(look=look, uses=(FILLS, PRESCRIPTIONS, STAYS)),
)
