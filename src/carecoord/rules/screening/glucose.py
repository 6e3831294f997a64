"""Tests of glucose: HbA1c, fasting, two hours after 75 g; the range of each, in either unit."""

from __future__ import annotations

import attrs

from carecoord.model.code import loinc
from carecoord.model.observation import Observation
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown
from carecoord.rules.concepts.done import measured
from carecoord.rules.criteria import Selection, coded
from carecoord.rules.criteria.combined import Union
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Filtered, Test
from carecoord.rules.engine.timing import Row

A1C = coded("HbA1c of screening", loinc("4548-4"), loinc("17856-6"))
FASTING = coded("Fasting glucose", loinc("1558-6"), loinc("76629-5"))
AFTER_LOAD = coded("Glucose two hours after 75 g", loinc("1518-0"), loinc("20436-2"))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class InMoles(Filtered):
    """Results in a unit of amount of substance, or those in any other.

    mmol/mol (IFCC) is another scale than per cent: UCUM would make 64 of them, which are 8 %, into
    6.4 %. Of glucose it cannot convert one into the other.
    """

    molar: bool

    def test(self, frame: Frame) -> Test:  # noqa: ARG002  the fact alone decides
        """Look at the unit."""
        return lambda row: _is_molar(row) is self.molar

    @property
    def clause(self) -> str:
        """In words."""
        return f"{'' if self.molar else 'not '}in moles"


def _is_molar(row: Row) -> bool:
    fact = row.fact
    assert isinstance(fact, Observation)  # noqa: S101  Facts(Observation, …)
    return isinstance(fact.value, Quantity) and "mol" in (fact.value.unit or "")


@attrs.frozen
class CutOff:
    """Where a range begins for one sort of test, in the source's unit and in moles."""

    __repr__ = shown

    sort: Selection
    plain: tuple[str, str]
    molar: tuple[str, str]

    @property
    def from_it(self) -> Selection:
        """Results of the amount or more."""
        plain, molar = self._sorted()
        (amount, unit), (in_moles, moles) = self.plain, self.molar
        high = plain.amounting(at_least=amount, unit=unit)
        return high | molar.amounting(at_least=in_moles, unit=moles)

    @property
    def below_it(self) -> Selection:
        """Results of less."""
        plain, molar = self._sorted()
        (amount, unit), (in_moles, moles) = self.plain, self.molar
        return plain.amounting(below=amount, unit=unit) | molar.amounting(
            below=in_moles, unit=moles
        )

    def _sorted(self) -> tuple[Selection, Selection]:
        return InMoles(source=self.sort, molar=False), InMoles(source=self.sort, molar=True)


_A1CS, _FASTING, _LOADS = measured(A1C), measured(FASTING), measured(AFTER_LOAD)
TESTS = _A1CS | _FASTING | _LOADS

_PREDIABETES_FROM = (
    CutOff(_A1CS, ("5.7", "%"), ("39", "mmol/mol")),
    CutOff(_FASTING, ("100", "mg/dL"), ("5.6", "mmol/L")),
    CutOff(_LOADS, ("140", "mg/dL"), ("7.8", "mmol/L")),
)
_DIABETES_FROM = (
    CutOff(_A1CS, ("6.5", "%"), ("48", "mmol/mol")),
    CutOff(_FASTING, ("126", "mg/dL"), ("7.0", "mmol/L")),
    CutOff(_LOADS, ("200", "mg/dL"), ("11.1", "mmol/L")),
)

RAISED = Union(tuple(one.from_it for one in _PREDIABETES_FROM))
"""From the range of prediabetes on."""
OF_DIABETES = Union(tuple(one.from_it for one in _DIABETES_FROM))
"""In the range of diabetes."""
BELOW_DIABETES = Union(tuple(one.below_it for one in _DIABETES_FROM))
"""Normal, or in the range of prediabetes."""
