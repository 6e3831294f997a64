"""The Task that tells others that the report on a referral came.

CMS50 and other readers of FHIR look for no day on the referral, but for a task to fulfill it that
is done, with the report as its reason. That the report was read no such task says: the loop of a
referral that keeps its report is closed by reading alone.

Source: FHIR R4 Task; eCQM CMS50FHIR version 1.0.000, numerator, and the LOINC code of its cases.
"""

from __future__ import annotations

from carecoord.errors import RecordError
from carecoord.model.code import CodeableConcept, concept
from carecoord.model.order import Referral
from carecoord.model.period import Period
from carecoord.model.task import Task, TaskParameter
from carecoord.rules.concepts.referred import FULFILL
from carecoord.rules.referrals.signs import CONSULT_NOTE


def consultation_task(
    referral: Referral, task_id: str, *, reason: CodeableConcept | None = None
) -> Task:
    """Make the task of a referral whose report came, done on the day of the report.

    ``reason`` says what came, a consultation note unless it is given. CMS50 counts what ended
    after the referral was written: where both are of one day, instants have to tell.

    Raises:
        RecordError: the referral does not say when its report came.
        ImpossiblePeriod: its report came before it was accepted.
    """
    if referral.reported_on is None:
        raise RecordError(
            asked="the task of a referral whose report came",
            found="no day on which it came",
            remedy="Move the referral by report first",
        )
    report = TaskParameter(type=CodeableConcept(text="report"), reference=referral.report)
    return Task(
        id=task_id,
        status="completed",
        intent="order",
        code=concept(FULFILL),
        reason=concept(CONSULT_NOTE) if reason is None else reason,
        focus=referral.id,
        authored_on=referral.sent_on,
        execution=Period.through(referral.accepted_on, referral.reported_on),
        requester=referral.requester,
        outputs=() if referral.report is None else (report,),
        labels=referral.labels,
    )
