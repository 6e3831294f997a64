"""What the law says of two payers of one person: which of them pays first.

Only what is law, and can be cited, is here. The law asks what no insurance card tells: why somebody
has Medicare, whether a plan comes from somebody's current employment, how large the employer is.
The caller says it; without it the order is not known.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from carecoord.model.calendar_rules import add_months
from carecoord.model.collected import as_tuple
from carecoord.model.coverage import Coverage
from carecoord.model.shown import shown
from carecoord.rules.coverage.payers import PayerType, payer_type
from carecoord.rules.engine.citation import Citation, Status

AGED_FROM_EMPLOYEES = 20
DISABLED_FROM_EMPLOYEES = 100
COORDINATION_MONTHS = 30

MEDICAID_LAST = Citation(
    text="42 CFR 433.139 Payment of claims (the edition of 2004 was read); 42 U.S.C. 1396a(a)(25)",
    locator="433.139(b)(1)",
    status=Status.VERIFIED,
)
AGED = Citation(
    text="42 CFR 411.170 Aged beneficiaries who are also covered under group health plans",
    locator="(a)(1), (a)(2); SSA POMS HI 00620.177, B",
    status=Status.VERIFIED,
)
DISABLED = Citation(
    text="42 CFR 411.204 Medicare benefits secondary to LGHP benefits",
    locator="(a); 100 employees: SSA POMS HI 00620.178, C.1",
    status=Status.VERIFIED,
)
KIDNEYS = Citation(
    text="42 CFR 411.162 Medicare secondary to group health plans, end-stage renal disease",
    locator="coordination period of 30 months: SSA POMS HI 00620.177, A; the section was not read",
    status=Status.SECONDARY,
)
BIRTHDAY_RULE = Citation(
    text="NAIC Model Regulation 120, Coordination of Benefits, as states have adopted it",
    locator="Section 6, dependent child of parents who live together; text not read",
    status=Status.SECONDARY,
)


class MedicareBasis(Enum):
    """Why somebody has Medicare."""

    AGE = "age 65 or over"
    DISABILITY = "disability, under 65"
    KIDNEYS = "end-stage renal disease alone"


@attrs.frozen(kw_only=True)
class Plan:
    """What the law asks of a private plan; ``coverage`` is its fact id. None: not known.

    ``group`` is whether an employer or a union offers it, ``current_employment`` whether it comes
    from somebody's present work, ``employees`` how many the largest employer has.
    ``parents_birthday`` is, of a plan that a parent brings, the month and day of that parent.
    """

    __repr__ = shown

    coverage: str
    group: bool | None = None
    current_employment: bool | None = None
    employees: int | None = None
    parents_birthday: tuple[int, int] | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Circumstances:
    """What the law asks, and no coverage tells. None: not known.

    ``eligible_since`` is a day of the first month in which the kidneys alone gave a right to
    Medicare. ``parents_together`` is whether the parents of a child live together, and no court
    has said which of them pays.
    """

    __repr__ = shown

    basis: MedicareBasis | None = None
    eligible_since: date | None = None
    parents_together: bool | None = None
    plans: tuple[Plan, ...] = attrs.field(default=(), converter=as_tuple)

    def plan(self, coverage: Coverage) -> Plan:
        """What is known of a plan."""
        held = (one for one in self.plans if one.coverage == coverage.id)
        return next(held, Plan(coverage=coverage.id))


@attrs.frozen
class Ruling:
    """The id of the coverage that pays first of two, and by which law."""

    __repr__ = shown

    first: str
    citation: Citation


def ruling(one: Coverage, other: Coverage, day: date, known: Circumstances) -> Ruling | str:
    """Which of two coverages pays first on a day by law; else the question that is to be asked."""
    kinds = (payer_type(one), payer_type(other))
    if None in kinds:
        return "of which kind each payer is"
    if PayerType.SELF_PAY in kinds or kinds[0] is kinds[1] is not PayerType.PRIVATE:
        return "which payer pays first: no law sets an order between them"
    if kinds[0] is kinds[1]:
        return _of_parents(one, other, known)
    if PayerType.MEDICAID in kinds:
        return Ruling((other if kinds[0] is PayerType.MEDICAID else one).id, MEDICAID_LAST)
    medicare, plan = (one, other) if kinds[0] is PayerType.MEDICARE else (other, one)
    return _medicare(medicare, plan, day, known)


def _medicare(medicare: Coverage, plan: Coverage, day: date, known: Circumstances) -> Ruling | str:
    of_plan = known.plan(plan)
    if known.basis is None:
        return "why the patient has Medicare"
    if known.basis is MedicareBasis.KIDNEYS:
        citation, plan_first = KIDNEYS, _coordination(of_plan, day, known.eligible_since)
    elif known.basis is MedicareBasis.AGE:
        citation, plan_first = AGED, _by_employment(of_plan, AGED_FROM_EMPLOYEES)
    else:
        citation, plan_first = DISABLED, _by_employment(of_plan, DISABLED_FROM_EMPLOYEES)
    if isinstance(plan_first, str):
        return plan_first
    return Ruling((plan if plan_first else medicare).id, citation)


def _by_employment(plan: Plan, employees: int) -> bool | str:
    """Whether a plan pays before Medicare, because it comes from work at a large employer."""
    if plan.group is False or plan.current_employment is False:
        return False
    if plan.employees is not None and plan.employees < employees:
        return False
    if plan.group is None or plan.current_employment is None:
        return "whether the plan comes from somebody's current employment"
    if plan.employees is None:
        return "how many employees the employer has"
    return True


def _coordination(plan: Plan, day: date, since: date | None) -> bool | str:
    """Whether a plan pays before Medicare, in the first months with end-stage renal disease."""
    if plan.group is None:
        return "whether an employer or a union offers the plan"
    if not plan.group:
        return False
    if since is None:
        return "since which month the kidneys give a right to Medicare"
    return day < add_months(since.replace(day=1), COORDINATION_MONTHS)


def _of_parents(one: Coverage, other: Coverage, known: Circumstances) -> Ruling | str:
    mine, theirs = known.plan(one).parents_birthday, known.plan(other).parents_birthday
    if not known.parents_together or mine is None or theirs is None or mine == theirs:
        return "which plan pays first: both are private plans"
    return Ruling((one if mine < theirs else other).id, BIRTHDAY_RULE)
