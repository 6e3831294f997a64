"""Objections to a payer's decision."""

from __future__ import annotations

from typing import Self

import attrs

from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Appeal(Fact):
    """An appeal against a decision; FHIR has no resource for it.

    ``outcome``: upheld, overturned, partially-overturned, withdrawn, dismissed, or lapsed when it
    was not filed in time; None while open.
    ``kind`` is what the level is called: reconsideration, fair hearing, external review.
    ``notice_on`` is the date on the notice appealed against, ``deadline_on`` the last day to file,
    ``decision_due`` when the answer is due, ``next_deadline_on`` the last day for the next level.
    """

    listed_under = "appeals"

    authorization: str
    level: int = 1
    expedited: bool = False
    filed_on: ClinicalTime | None = attrs.field(default=None, validator=aware("filed on"))
    deadline_on: ClinicalTime | None = attrs.field(default=None, validator=aware("deadline"))
    decided_on: ClinicalTime | None = attrs.field(default=None, validator=aware("decided on"))
    outcome: str | None = None
    kind: str | None = None
    notice_on: ClinicalTime | None = attrs.field(default=None, validator=aware("notice"))
    decision_due: ClinicalTime | None = attrs.field(default=None, validator=aware("decision due"))
    overdue_since: ClinicalTime | None = attrs.field(default=None, validator=aware("overdue since"))
    next_deadline_on: ClinicalTime | None = attrs.field(
        default=None, validator=aware("next deadline")
    )
    reason: str | None = attrs.field(default=None, repr=False)
    entered_in_error: bool = False

    @property
    def never_was(self) -> bool:
        """Whether it was entered in error."""
        return self.entered_in_error

    @property
    def known_on(self) -> ClinicalTime | None:
        """When filed; without that day, when decided."""
        return self.filed_on if self.filed_on is not None else self.decided_on

    @property
    def learned_later(self) -> ClinicalTime | None:
        """The outcome is learned at the decision."""
        return self.decided_on

    def before_later(self) -> Self:
        """Still open."""
        return attrs.evolve(self, decided_on=None, outcome=None)
