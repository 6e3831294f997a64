"""What stops everything."""

from __future__ import annotations

from enum import Enum

import attrs

from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


class HoldKind(Enum):
    """Why all planned work stops."""

    DEATH = "death"
    HOSPICE = "hospice choice"
    MERGED = "chart merged"
    WRONG_CHART = "wrong chart"
    CONSENT_WITHDRAWN = "consent withdrawn"
    DISENROLLED = "disenrolled"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Hold(Fact):
    """A fact that stops everything from a day on. A death in the Patient record needs none."""

    listed_under = "holds"

    kind: HoldKind
    since: ClinicalTime | None = attrs.field(default=None, validator=aware("since"))

    @property
    def known_on(self) -> ClinicalTime | None:
        """From its day."""
        return self.since
