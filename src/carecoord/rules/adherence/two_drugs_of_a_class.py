"""Two medicines of which one is usual are in hand together for longer than a switch takes.

Two statins; two of ACE inhibitors, angiotensin receptor blockers and renin inhibitors; two of
sulfonylureas and meglitinides; two of DPP-4 inhibitors and GLP-1 receptor agonists; two of any
other class. What is seen is possession: what was replaced may lie unused at home.

Population: patients with fills of two such medicines on record.
Source: Texas Vendor Drug Program, Retrospective Drug Use Criteria Handbook: duplicative therapy of
angiotensin receptor blockers, also with ACE inhibitors, and of sulfonylureas, also with
meglitinides; for DPP-4 inhibitors with GLP-1 receptor agonists a restatement of the ADA standards
of care was read; statins, and the other classes, by analogy.
Departures: 30 days together are a switch; days that are parted by no more than that count together;
told until so many days after the last day together; ended when the prescription of one of the two
was stopped (decision 0030).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from carecoord.rules.adherence.medicines import Medicine, medicines
from carecoord.rules.adherence.overlaps import Overlap, overlaps, together
from carecoord.rules.concepts.fills import FILLS, Supply, refs, unknown
from carecoord.rules.concepts.in_hand import days_set
from carecoord.rules.concepts.prescribed import PRESCRIPTIONS, stopped
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import NEVER

SWITCH = Parameter(
    "adherence.two-drugs-of-a-class.switch",
    default=days(30),
    says="how many days together are a switch from one to the other",
)
"""A parameter: 30 days."""
OVERDUE_DAYS = 7

Pair = tuple[Medicine, Medicine]


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each two medicines of a group that are, or lately were, in hand."""
    missing = frame.rows(FILLS).missing
    if missing:
        return (unknown("-", missing),)
    pairs = [
        (group.name, pair) for group, found in medicines(frame) for pair in combinations(found, 2)
    ]
    told = [_about(group, pair, frame, rule) for group, pair in pairs]
    none = not_applicable("no two medicines of one class in hand together")
    return [one for one in told if one is not None] or (none,)


def _about(group: str, pair: Pair, frame: Frame, rule: Rule) -> Conclusion | None:
    runs = list(together(pair[0].runs, pair[1].runs))
    limit = days_set(SWITCH, runs[0][0] if runs else NEVER, frame)
    live = (o for o in overlaps(runs, limit) if not frame.view.reached(o.last + limit + 1))
    found = next(live, None)
    turn = None if found is None else found.day(limit + 1)
    if found is not None and turn is not None and frame.view.reached(turn):
        return _stopped(pair, found, frame) or _too_long(group, pair, found, turn, limit, rule)
    doubtful = _doubtful(pair, limit, frame)
    if doubtful:
        missing = f"the day or the days' supply of a fill of {group}"
        return unknown(_occurrence(pair), (missing,), doubtful)
    return None if found is None else _switching(pair, found, turn, limit)


def _occurrence(pair: Pair) -> str:
    return f"{pair[0].name} + {pair[1].name}"


def _doubtful(pair: Pair, limit: int, frame: Frame) -> list[Supply]:
    """The fills of unknown day or length that may be in hand together with the other medicine."""
    one, other = pair
    return [
        fill
        for of, beside in ((one, other), (other, one))
        for fill in of.live_others(frame)
        if beside.may_be_in_hand(fill.row.start_low, limit, frame)
    ]


def _stopped(pair: Pair, found: Overlap, frame: Frame) -> Conclusion | None:
    for one in pair:
        ended = stopped(one.names, frame)
        if ended is not None:
            why = f"{one.name}: the prescription was stopped"
            return not_applicable(why, _occurrence(pair), (ended, *_evidence(pair, found)))
    return None


def _evidence(pair: Pair, found: Overlap) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            clause=f"supply of {one.name}",
            holds=True,
            facts=refs(one.lasting(found.first, found.last)),
            because=f"together with the other from {on(found.first)} to {on(found.last)}",
        )
        for one in pair
    )


def _details(found: Overlap, turn: int | None, limit: int) -> tuple[tuple[str, object], ...]:
    return (
        ("in hand together since", on(found.first)),
        ("in hand together to", on(found.last)),
        ("longer than a switch from", None if turn is None else on(turn)),
        ("lapses after", on(found.last + limit)),
    )


def _switching(pair: Pair, found: Overlap, turn: int | None, limit: int) -> Conclusion:
    until = f"to {on(found.last)}" if turn is None else f"longer than a switch from {on(turn)}"
    return Conclusion(
        occurrence=_occurrence(pair),
        outcome=Outcome.MET,
        reason=f"{_occurrence(pair)}: in hand together since {on(found.first)}, {until}",
        evidence=_evidence(pair, found),
        details=_details(found, turn, limit),
    )


def _too_long(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    group: str, pair: Pair, found: Overlap, turn: int, limit: int, rule: Rule
) -> Conclusion:
    action = Action(
        title=f"Ask whether two are meant to be taken: {group}",
        urgency=Urgency.ROUTINE,
        closes="one of the two stopped",
        licences=rule.licences,
        due=on(turn),
        overdue_after=on(turn + OVERDUE_DAYS),
    )
    return Conclusion(
        occurrence=_occurrence(pair),
        outcome=Outcome.NOT_MET,
        reason=f"{_occurrence(pair)}: in hand together since {on(found.first)}, "
        f"longer than a switch from {on(turn)}",
        evidence=_evidence(pair, found),
        action=action,
        details=_details(found, turn, limit),
    )


RULE = Rule(
    id="adherence.two-drugs-of-a-class",
    edition="2026",
    title="Two medicines of one class in hand together",
    population="patients with fills of two medicines of which one at a time is usual",
    citation=Citation(
        text="Texas Vendor Drug Program, Retrospective Drug Use Criteria Handbook",
        locator="C-4: angiotensin II receptor blockers, 3; anti-diabetic agents (oral), 4",
        status=Status.SECONDARY,
    ),
    licences=(Licence.PHARMACIST, Licence.PRESCRIBER),
    limits="what was replaced counts as in hand until its supply ends; two products of one "
    "ingredient are one medicine; sacubitril beside an ACE inhibitor is not looked for, valsartan "
    "in the same product is",
    departures="groups of medicines, days of a switch and lapse: decision 0030",
    parameters=(SWITCH,),
    shape=Check(look=look, uses=(FILLS, PRESCRIPTIONS)),
)
