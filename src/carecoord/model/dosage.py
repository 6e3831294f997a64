"""How a medicine is to be taken."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Range, Ratio
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity, finite
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Dosage:
    """One dosage instruction (FHIR Dosage), with what supply arithmetic needs of its timing.

    ``frequency`` times (up to ``frequency_max``) per ``period`` (up to ``period_max``) of
    ``period_unit`` (UCUM: h, d, wk, mo); ``times_of_day`` counts fixed clock times, which are
    ``clock_times`` where they are known; ``bounds`` is the span the timing covers. ``events`` are
    the very times, ``timing`` names a common one (BID), ``when`` are events of the day (AC, HS) and
    ``days_of_week`` mon to sun. ``dose`` or ``dose_range`` is one dose, ``dose_type`` how it was
    come by, ``rate`` how fast it is given.
    """

    __repr__ = shown

    sequence: int | None = None
    text: str | None = attrs.field(default=None, repr=False)
    additional_instructions: tuple[CodeableConcept, ...] = attrs.field(
        default=(), converter=as_tuple
    )
    patient_instruction: str | None = attrs.field(default=None, repr=False)
    as_needed: bool | CodeableConcept | None = None
    dose: Quantity | None = None
    dose_range: Range | None = None
    dose_type: CodeableConcept | None = None
    rate: Ratio | Range | Quantity | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    method: CodeableConcept | None = None
    max_dose_per_period: Ratio | None = None
    max_dose_per_administration: Quantity | None = None
    max_dose_per_lifetime: Quantity | None = None
    events: tuple[ClinicalTime, ...] = attrs.field(default=(), converter=as_tuple)
    timing: CodeableConcept | None = None
    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = attrs.field(default=None, validator=finite("dosage period"))
    period_max: Decimal | None = attrs.field(default=None, validator=finite("dosage period"))
    period_unit: str | None = None
    times_of_day: int = 0
    clock_times: tuple[time, ...] = attrs.field(default=(), converter=as_tuple)
    days_of_week: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    when: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    bounds: Period | None = None

    @property
    def doses_per_day(self) -> Decimal | None:
        """Doses a day that the timing prescribes; None when it does not say."""
        times = self.frequency_max or self.frequency
        if times is not None and self.period and self.period_unit:
            days = Quantity(self.period, self.period_unit).to("d")
            return None if not days else Decimal(times) / days
        return Decimal(self.times_of_day) if self.times_of_day else None
