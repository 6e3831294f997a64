"""Objections to a payer's decision."""

from __future__ import annotations

from typing import Self

import attrs

from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Appeal(Fact):
    """An appeal against a decision; FHIR has no resource for it.

    ``outcome``: upheld, overturned, partially-overturned, withdrawn, dismissed; None while open.
    """

    listed_under = "appeals"

    authorization: str
    level: int = 1
    expedited: bool = False
    filed_on: ClinicalTime | None = attrs.field(default=None, validator=aware("filed on"))
    deadline_on: ClinicalTime | None = attrs.field(default=None, validator=aware("deadline"))
    decided_on: ClinicalTime | None = attrs.field(default=None, validator=aware("decided on"))
    outcome: str | None = None

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
