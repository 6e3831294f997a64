"""What counts as done, as known and as recorded, for all screenings."""

from __future__ import annotations

from datetime import tzinfo

import attrs

from carecoord.model.code import loinc, snomed
from carecoord.rules.concepts.done import measured
from carecoord.rules.criteria import Condition as Criterion
from carecoord.rules.criteria import Exists, Last, RecordedSex, Selection, coded
from carecoord.rules.criteria.answer import Answer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import Row, day_bounds

FEMALE = RecordedSex(code=snomed("248152002")).named("recorded sex female")
MALE = RecordedSex(code=snomed("248153007")).named("recorded sex male")

BMI = coded("Body mass index", loinc("39156-5"))


def when_known(row: Row, zone: tzinfo) -> Row:
    """The day on which a report could be known: when it was issued, else when it was made."""
    known = row.fact.known_on
    if known is None:
        return row
    low, high = day_bounds(known, zone)
    return Row(row.fact, low, high, low, high)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Recorded(Criterion):
    """A condition over something that must be on record: with none of it, it is not known.

    ``record`` says what to record.
    """

    of: Selection
    then: Criterion
    record: str

    def answer(self, frame: Frame) -> Answer:
        """As the condition says, once there is something to ask it about."""
        found = frame.rows(self.of)
        if found.sure or found.maybe or found.missing:
            return self.then.answer(frame)
        line = Evidence(clause=self.clause, holds=None, because="none on record")
        return Answer(None, (line,), (self.record,))

    def __str__(self) -> str:
        return self.then.clause


_BMIS = measured(BMI)
OVERWEIGHT = Recorded(
    of=_BMIS,
    then=Exists(Last(_BMIS).amounting(at_least=25, unit="kg/m2")),
    record="body mass index (record height and weight)",
    name="last body mass index 25 or more",
)
