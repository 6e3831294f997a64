"""Whether a plan was asked about, by whom, and for which dates of service."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Verification:
    """Where asking about a plan stands.

    ``status`` is ``needed``, ``asked``, ``verified``, ``not-in-force`` or ``unable``. ``period``
    are the dates of service that the answer is about, the last day inside: an answer of one month
    says nothing of the next. ``method`` is how it was asked: an eligibility request, a portal, a
    telephone call. ``response`` is the fact id of a CoverageEligibilityResponse.
    """

    __repr__ = shown

    status: str = "needed"
    reason: str | None = attrs.field(default=None, repr=False)
    """Why it is needed, or why no answer could be had."""
    asked_on: ClinicalTime | None = attrs.field(default=None, validator=aware("asked on"))
    verified_on: ClinicalTime | None = attrs.field(default=None, validator=aware("verified on"))
    by: Actor | None = None
    method: str | None = None
    period: Period | None = None
    response: str | None = None
