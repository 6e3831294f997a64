"""How a medicine is to be taken."""

from __future__ import annotations

from decimal import Decimal

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity, finite
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Dosage:
    """One dosage instruction (FHIR Dosage), with what supply arithmetic needs of its timing.

    ``frequency`` times (up to ``frequency_max``) per ``period`` of ``period_unit`` (UCUM: h, d, wk,
    mo); ``times_of_day`` counts fixed clock times; ``bounds`` is the span the timing covers.
    """

    __repr__ = shown

    text: str | None = attrs.field(default=None, repr=False)
    as_needed: bool | CodeableConcept | None = None
    dose: Quantity | None = None
    route: CodeableConcept | None = None
    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = attrs.field(default=None, validator=finite("dosage period"))
    period_unit: str | None = None
    times_of_day: int = 0
    bounds: Period | None = None

    @property
    def doses_per_day(self) -> Decimal | None:
        """Doses a day that the timing prescribes; None when it does not say."""
        times = self.frequency_max or self.frequency
        if times is not None and self.period and self.period_unit:
            days = Quantity(self.period, self.period_unit).to("d")
            return None if not days else Decimal(times) / days
        return Decimal(self.times_of_day) if self.times_of_day else None
