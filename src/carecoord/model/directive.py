"""Wishes written down for when the patient cannot speak."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Directive(Fact):
    """An advance directive, POLST or appointment of an agent, with its last review."""

    listed_under = "directives"

    kind: CodeableConcept | None = None
    status: str | None = None
    signed_on: ClinicalTime | None = attrs.field(default=None, validator=aware("signed on"))
    reviewed_on: ClinicalTime | None = attrs.field(default=None, validator=aware("reviewed on"))
    agent: str | None = None

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its kind."""
        return () if self.kind is None else (self.kind,)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When signed, else when reviewed."""
        return self.signed_on if self.signed_on is not None else self.reviewed_on
