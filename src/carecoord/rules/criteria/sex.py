"""The patient's sex as recorded."""

from __future__ import annotations

import attrs

from carecoord.model.code import Code
from carecoord.rules.criteria.answer import Answer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecordedSex(Condition):
    """The recorded sex is under a code; where none is recorded, it is not known."""

    code: Code

    def answer(self, frame: Frame) -> Answer:
        """Whether it is."""
        holds = self.holds(frame)
        missing = ("recorded sex",) if holds is None else ()
        return Answer(holds, (Evidence(clause=self.clause, holds=holds),), missing)

    def holds(self, frame: Frame) -> bool | None:
        """Whether it is, without evidence."""
        sex = frame.view.patient.sex
        return None if sex is None or not sex.coding else self.code in sex.coding

    def __str__(self) -> str:
        return f"recorded sex {self.code.display or self.code.code}"
