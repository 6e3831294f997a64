"""What is on record of smoking: status, pack-years, the day of quitting."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from carecoord.model.code import LOINC, SNOMED, Code, loinc
from carecoord.model.moment import PartialDate
from carecoord.model.observation import Observation
from carecoord.rules.concepts.done import measured
from carecoord.rules.criteria import Condition as Criterion
from carecoord.rules.criteria import Exists, Last, Selection, coded
from carecoord.rules.criteria.answer import Answer, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import day_bounds
from carecoord.rules.kernels.calendar_days import shift_months
from carecoord.rules.screening.selections import Recorded

STATUS = coded("Smoking status", loinc("72166-2"))
PACK_YEARS = coded("Pack-years smoked", loinc("8664-5"))
QUIT = coded("Day of quitting tobacco", loinc("74010-0"))

CURRENT = tuple(
    Code(SNOMED, code)
    for code in (
        *("449868002", "428041000124106", "77176002", "65568007"),
        *("428071000124103", "428061000124105"),
    )
) + tuple(Code(LOINC, code) for code in ("LA18976-3", "LA18977-1", "LA18979-7", "LA18981-3"))
FORMER = (Code(SNOMED, "8517006"), Code(LOINC, "LA15920-4"))
NEVER = (Code(SNOMED, "266919005"), Code(LOINC, "LA18978-9"))

STATUSES = measured(STATUS)
_TOLD = STATUSES.where(Observation.value, *CURRENT, *FORMER, *NEVER)
_RECORD_STATUS = "smoking status (record current, former or never smoker)"

SMOKES = Exists(Last(_TOLD).where(Observation.value, *CURRENT)).named("current smoker")
SMOKED = Exists(_TOLD.where(Observation.value, *CURRENT, *FORMER)).named("ever smoked")
EVER_SMOKED = Recorded(of=_TOLD, then=SMOKED, record=_RECORD_STATUS, name="ever smoked")
TWENTY_PACK_YEARS = Recorded(
    of=measured(PACK_YEARS),
    then=Exists(Last(measured(PACK_YEARS)).amounting(at_least=20)),
    record="pack-years smoked (record the number)",
    name="20 or more pack-years",
)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class QuitWithin(Criterion):
    """Of the last day of quitting on record, so many years are not over."""

    of: Selection
    years: int

    def answer(self, frame: Frame) -> Answer:
        """Without such a day, or with one that is not exact enough, it is not known."""
        last = next(iter(frame.rows(self.of).sure), None)
        day = None if last is None else _day(last.fact, frame)
        if last is None or day is None:
            line = Evidence(clause=self.clause, holds=None)
            return Answer(None, (line,), ("day of quitting (record it)",))
        answers = {not frame.view.reached(shift_months(d, 12 * self.years) + 1) for d in day}
        holds = answers.pop() if len(answers) == 1 else None
        line = Evidence(clause=self.clause, holds=holds, facts=(refer(last),))
        missing = ("exact day of quitting",) if holds is None else ()
        return Answer(holds, (line,), missing)

    def __str__(self) -> str:
        return f"quit within {self.years} years"


QUIT_WITHIN_15_YEARS = QuitWithin(of=Last(measured(QUIT)), years=15)


def _day(fact: object, frame: Frame) -> tuple[int, int] | None:
    value = fact.value if isinstance(fact, Observation) else None
    if not isinstance(value, datetime | date | PartialDate):
        return None
    return day_bounds(value, frame.view.zone)
