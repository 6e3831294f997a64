"""Whether a course goes on under a new payer without a new permission, and until when.

Medicare Advantage: an enrollee of a coordinated care plan who is in an active course of treatment
has at least 90 days in which the plan asks for no new permission; new to Medicare or from another
plan alike, and whether or not there was a permission before. Commercial, Medicare Advantage and
Medicaid managed care plans that take part in the pledge of June 2025 honour permissions for
benefit-equivalent services in network for 90 days, from 1 January 2026. A pledge is no law: who
does not take part, or of whom it is not known, is under no promise. States have rules of their
own: they are the caller's.

Source: 42 CFR 422.112(b)(8)(i)(B), from coverage beginning 1 January 2024 (restated by a plan and
two trade papers, the text itself was not read); AHIP, press release of June 2025, "Ensuring
Continuity of Care When Patients Change Plans" (read word for word).
Departures: the first day of the new coverage is day 1, the 90th is inside: decision 0054.
"""

from __future__ import annotations

from datetime import date, datetime

import attrs

from carecoord.model.authorization import Authorization
from carecoord.model.calendar_rules import add_days
from carecoord.model.coverage import Coverage
from carecoord.model.moment import PartialDate
from carecoord.model.permission_case import PayerKind
from carecoord.model.shown import shown
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.permissions.fitting import undecided_or_refused
from carecoord.rules.permissions.lasting import inside

PROTECTED_DAYS = 90
RULE_FROM, PLEDGE_FROM = date(2024, 1, 1), date(2026, 1, 1)
MEDICARE_ADVANTAGE = Citation(
    text="42 CFR 422.112(b)(8)(i)(B)",
    locator="minimum 90-day transition period",
    status=Status.SECONDARY,
)
PLEDGE = Citation(
    text="AHIP, Health Plans Take Action to Simplify Prior Authorization, June 2025",
    locator="Ensuring Continuity of Care When Patients Change Plans",
    status=Status.VERIFIED,
)
_PLEDGING = frozenset(
    {
        PayerKind.COMMERCIAL,
        PayerKind.EMPLOYER,
        PayerKind.MARKETPLACE,
        PayerKind.MEDICARE_ADVANTAGE,
        PayerKind.MEDICAID_MANAGED_CARE,
    }
)


@attrs.frozen(kw_only=True)
class Terms:
    """What is known of the new plan and of the course; None is not known.

    ``coordinated_care`` is asked of Medicare Advantage plans only (HMO, PPO). ``takes_part``,
    ``in_network`` and ``equivalent`` are asked for the pledge.
    """

    __repr__ = shown

    payer_kind: PayerKind | None = None
    active_course: bool | None = None
    coordinated_care: bool | None = None
    takes_part: bool | None = None
    in_network: bool | None = None
    equivalent: bool | None = None


@attrs.frozen(kw_only=True)
class Protection:
    """That a course goes on: ``last_day`` is inside. ``law`` tells a law from a pledge."""

    __repr__ = shown

    first_day: date
    last_day: date
    law: bool
    source: Citation

    def holds(self, day: date) -> bool:
        """Whether a day of service is protected."""
        return self.first_day <= day <= self.last_day


@attrs.frozen(kw_only=True)
class NotKnown:
    """That no protection can be told of: ``missing`` is what would have to be known.

    ``outcome`` is INSUFFICIENT_DATA while something is missing, and NOT_APPLICABLE when all is
    known and none of the sources protects; a state, or the plan itself, still may.
    """

    __repr__ = shown

    because: str
    missing: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Whether it is open, or there is none of the protections known here."""
        return Outcome.INSUFFICIENT_DATA if self.missing else Outcome.NOT_APPLICABLE


_NOTHING_KNOWN = Terms()
_KIND = NotKnown(because="each kind has its own rule", missing=("the kind of the payer",))


def protected_until(
    authorization: Authorization | None,
    old: Coverage | None,
    new: Coverage,
    on: date,
    terms: Terms = _NOTHING_KNOWN,
) -> Protection | NotKnown:
    """Tell until when a course goes on under a new payer without its permission, as known on a day.

    Medicare Advantage protects an active course, with a permission of an old coverage or without
    (None). The pledge honours a permission in force on the last day before the new coverage.
    """
    first = _first_day(new)
    if first is None:
        return NotKnown(because="it begins some day", missing=("the first day of the coverage",))
    if on < first:
        return NotKnown(because=f"the new coverage begins on {first}", missing=("who is enrolled",))
    unfit = _unfit(authorization, old, first)
    return _by_rule(first, terms, fit=unfit is None) or unfit or _by_source(first, terms)


def _unfit(
    authorization: Authorization | None, old: Coverage | None, first: date
) -> NotKnown | None:
    """Why a permission is none that a new payer could honour."""
    if authorization is None or old is None:
        return NotKnown(because="there is no permission of an old coverage to honour")
    if old.id not in authorization.coverages:
        missing = () if authorization.coverages else ("which coverage the permission is of",)
        return NotKnown(because="the permission is not one of the old coverage", missing=missing)
    if undecided_or_refused(authorization) is not None:
        return NotKnown(because="nothing was granted that could be honoured")
    before = add_days(first, -1)
    held = [inside(authorization, before, item) for item in authorization.granted]
    if True in held:
        return None
    if None in held:
        return NotKnown(because="its dates are vague", missing=("the dates of the permission",))
    return NotKnown(because="the permission was not in force when the payer changed")


def _by_rule(first: date, terms: Terms, *, fit: bool) -> Protection | NotKnown | None:
    """What Medicare Advantage says, which asks for no permission; None where it says nothing.

    ``fit`` is whether there is a permission that could be honoured by the pledge instead.
    """
    if first < RULE_FROM or terms.active_course is False:
        return None
    if terms.payer_kind is None:
        return _KIND
    if terms.payer_kind is not PayerKind.MEDICARE_ADVANTAGE or terms.coordinated_care is False:
        return None
    asked = {
        "whether a course goes on": terms.active_course,
        "whether it is a coordinated care plan": terms.coordinated_care,
    }
    missing = tuple(words for words, known in asked.items() if known is None)
    if not missing:
        return _ninety(first, MEDICARE_ADVANTAGE, law=True)
    if fit and isinstance(_by_source(first, terms), Protection):
        return None
    return NotKnown(
        because="the rule is for active courses and coordinated care plans", missing=missing
    )


def _by_source(first: date, terms: Terms) -> Protection | NotKnown:
    if terms.payer_kind is None:
        return _KIND
    if terms.active_course is None:
        return NotKnown(because="only a course is protected", missing=("whether a course goes on",))
    if not terms.active_course:
        return NotKnown(because="no course of treatment goes on")
    return _by_pledge(first, terms)


def _by_pledge(first: date, terms: Terms) -> Protection | NotKnown:
    if terms.payer_kind not in _PLEDGING or first < PLEDGE_FROM:
        return NotKnown(because="no rule known here protects it: ask the payer and the state")
    asked = {
        "whether the plan takes part in the pledge": terms.takes_part,
        "whether the service is in network": terms.in_network,
        "whether the benefit is equivalent": terms.equivalent,
    }
    if False in asked.values():
        return NotKnown(because="the pledge does not reach it: ask the payer and the state")
    missing = tuple(words for words, known in asked.items() if known is None)
    if missing:
        return NotKnown(because="the pledge binds only who takes part", missing=missing)
    return _ninety(first, PLEDGE, law=False)


def _ninety(first: date, source: Citation, *, law: bool) -> Protection:
    last = add_days(first, PROTECTED_DAYS - 1)
    return Protection(first_day=first, last_day=last, law=law, source=source)


def _first_day(coverage: Coverage) -> date | None:
    start = coverage.period.start if coverage.period else None
    if start is None or isinstance(start, PartialDate):
        return None
    return start.date() if isinstance(start, datetime) else start
