"""What a visit is prepared for: the questions, who may answer them, and which answers stop it.

MRI safety: patients are screened at least twice, once by level 2 MR personnel who go through it
with them, and nobody goes in before these say so; in an emergency one screen is enough, if it is
theirs (ACR Manual on MR Safety, "MR screening", as quoted by others). A form may be handed out and
gathered by anybody, but this item is not for them to tick. What it takes to scan somebody with a
pacemaker is the site's to say: until then the answer is ``needs review``, which stops the visit.

Interpreter: a qualified one is offered; nobody has to bring their own. An adult who is none, or a
minor, interprets in an emergency only, as a temporary measure while one is found, who confirms or
adds to what was said (45 CFR 92.201(c)(1), (e), as in force since 5 July 2024). The exception for
an adult whom the patient asks for is left to the interpreter's office.

Fasting: how long is what the clinic ordered; the item asks whether the patient was told and kept
to it. Transport: whether there is a way to come and to go home.

Answers and who may tick beyond that are conventions (decision 0055).
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from carecoord.model.collected import as_frozenset, as_tuple
from carecoord.model.readiness import ChecklistItem
from carecoord.model.shown import shown
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence

ANYBODY = frozenset(Licence)


@attrs.frozen(kw_only=True)
class Preparation:
    """One thing to see to before a visit, as data.

    ``answers`` go ahead and ``blocking`` stop the visit. ``emergency_only`` are refused unless
    there is an emergency, and then go ahead. ``stops_while_open`` says whether the visit can take
    place before anybody answered.
    """

    __repr__ = shown

    name: str
    question: str
    answers: tuple[str, ...] = attrs.field(converter=as_tuple)
    blocking: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    emergency_only: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    licences: frozenset[Licence] = attrs.field(default=ANYBODY, converter=as_frozenset)
    stops_while_open: bool = True
    source: Citation


MRI_SAFETY = Preparation(
    name="mri-safety",
    question="Were the answers about implants, devices, metal and pregnancy gone through with the "
    "patient by level 2 MR personnel, and may the patient go in?",
    answers=("cleared",),
    blocking=("needs review", "not cleared"),
    licences=(Licence.MR_PERSONNEL,),
    source=Citation(
        text="American College of Radiology, Manual on MR Safety",
        locator="MR screening: at least two screens, one by level 2 MR personnel, whose final "
        "authorization it takes",
        status=Status.QUOTED,
        url="https://www.acr.org/Clinical-Resources/Radiology-Safety/MR-Safety",
    ),
)
FASTING = Preparation(
    name="fasting",
    question="Was the patient told from when not to eat and not to drink, as ordered, and has it "
    "been kept to?",
    answers=("told", "kept"),
    blocking=("not reached", "not kept"),
    source=Citation(
        text="American Society of Anesthesiologists, practice guidelines for preoperative fasting",
        locator="clear liquids 2 hours, light meal 6 hours; the hours are the clinic's to order",
        status=Status.SECONDARY,
    ),
)
INTERPRETER = Preparation(
    name="interpreter",
    question="Is a qualified interpreter booked, or does the clinician speak the language well "
    "enough to need none?",
    answers=("qualified interpreter", "qualified bilingual staff"),
    blocking=("none found",),
    emergency_only=("accompanying adult", "minor"),
    source=Citation(
        text="45 CFR 92.201",
        locator="(c)(1) a qualified interpreter is offered; (e)(2)(i) another adult as a temporary "
        "measure in an emergency; (e) minors, as others restate it",
        status=Status.SECONDARY,
        url="https://www.ecfr.gov/current/title-45/section-92.201",
    ),
)
TRANSPORT = Preparation(
    name="transport",
    question="Is there a way to come and to get home again?",
    answers=("own way", "arranged"),
    blocking=("none found",),
    stops_while_open=False,
    source=Citation(text="carecoord convention", locator="decision 0055", status=Status.CONVENTION),
)
PREPARATIONS = (MRI_SAFETY, FASTING, INTERPRETER, TRANSPORT)


def unanswered(one: Preparation) -> ChecklistItem:
    """The item of a preparation as nobody has answered it yet."""
    return ChecklistItem(name=one.name, text=one.question, blocks=one.stops_while_open)


def reopened(
    item: ChecklistItem, preparations: Sequence[Preparation] = PREPARATIONS
) -> ChecklistItem:
    """The item as nobody has answered it yet, for another visit; one of the site's own stops it."""
    known = next((one for one in preparations if one.name == item.name), None)
    if known is not None:
        return unanswered(known)
    return attrs.evolve(item, answer=None, ticked_at=None, ticked_by=None, blocks=True)
