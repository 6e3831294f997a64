"""What the alerts of this family share: who is asked, how soon, and for how long."""

from __future__ import annotations

from datetime import timedelta

from carecoord.model.fact import Fact
from carecoord.model.hold import HoldKind
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter

CLINICIANS = (Licence.RN, Licence.PRESCRIBER)
LAPSES_DAYS = 30
DESPITE = frozenset({HoldKind.HOSPICE, HoldKind.CONSENT_WITHDRAWN, HoldKind.DISENROLLED})
"""Who lives, and whose chart it is, is in danger whatever was agreed about planned work."""


def acknowledge_within(rule_id: str, default: timedelta) -> Parameter:
    """The facility's time for an alert, which no source gives."""
    return Parameter(
        name=f"{rule_id}.acknowledge-within",
        default=default,
        says="how long after the result somebody with the licence has acknowledged it",
    )


def never_calm(_: Fact) -> bool:
    """A later result does not end it: somebody should still have seen this one."""
    return False
