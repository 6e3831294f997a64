"""When a treatment episode ends, as the caller says."""

from __future__ import annotations

from typing import Literal, get_args

import attrs

from carecoord.adapters.tables.episodes.permissible import Permissible, permissible
from carecoord.adapters.tables.keywords import is_among, shown
from carecoord.adapters.tables.possession.settings import Setup
from carecoord.adapters.tables.spans import Written
from carecoord.errors import AuthoringError
from carecoord.rules.kernels import episodes as kernel

Carry = Literal["one_timeline", "per_drug", "none"]
CARRIES = {
    "one_timeline": kernel.ONE_TIMELINE,
    "per_drug": kernel.PER_DRUG,
    "none": kernel.NO_CARRY,
}


@attrs.frozen(kw_only=True)
class Boundaries:
    """When an episode ends."""

    gap: Permissible
    carry: Carry
    switching: bool
    appended: bool

    def __attrs_post_init__(self) -> None:
        """Refuse a way of carrying over that no kernel knows.

        Raises: AuthoringError.
        """
        if not is_among(self.carry, CARRIES):
            raise AuthoringError(
                asked=f"carrying supply over by {shown(self.carry)}",
                found="there is none of this name",
                remedy=f"Choose one of {', '.join(get_args(Carry))}",
            )

    @classmethod
    def of(
        cls,
        setup: Setup,
        permissible_gap: Written,
        carry: Carry,
        *,
        drug_change_opens: bool,
        append_gap: bool,
    ) -> Boundaries:
        """Read what the caller says; drugs change only where there is a column of them.

        Raises: AuthoringError.
        """
        return cls(
            gap=permissible(permissible_gap),
            carry=carry,
            switching=drug_change_opens and setup.columns.drug is not None,
            appended=append_gap,
        )

    def needs_drug(self, setup: Setup) -> bool:
        """Whether the drugs of fills matter."""
        shared = self.carry == "one_timeline" and setup.same
        return self.switching or self.carry == "per_drug" or shared

    def needs_dose(self, setup: Setup) -> bool:
        """Whether the daily doses of fills matter."""
        return self.carry == "one_timeline" and setup.dosed
