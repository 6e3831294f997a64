"""Telling the patient or a relative: asked when a notice is queued, and again when it is sent.

Nobody is told of their own accord: an application says which work, whom, and at which address.
"""

from __future__ import annotations

import attrs

from carecoord.adapters.notification.wording import personal
from carecoord.adapters.save_review import ACTOR
from carecoord.errors import ChartNotFound, InputError
from carecoord.model.chart import Chart
from carecoord.model.patient import Patient
from carecoord.model.related_person import RelatedPerson
from carecoord.ports import AuditEntry, Clock, Notice, Records, UnitOfWork
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.telling import Refusal, Withheld, tell
from carecoord.rules.worklist import WorkItem

PATIENT = "patient"
"""The recipient of a notice that is for the patient."""


@attrs.frozen(kw_only=True)
class PersonalNotices:
    """Queues notices for patients and relatives, by the rules of a catalogue at the time it is."""

    catalogue: Catalogue
    clock: Clock

    def queue(
        self, unit: UnitOfWork, item: WorkItem, recipient: RelatedPerson | Patient, to: str
    ) -> Refusal | None:
        """Queue a notice about work for an address, or give the reason why it is refused.

        The same again is queued once. What is refused is noted in the audit trail.

        Raises:
            ChartNotFound: the store holds no chart of the patient.
            InputError: there is no address; the notifier's own is the team's.
        """
        if not to:
            raise InputError(
                asked="a notice for a patient or relative",
                found="no address",
                remedy="Give the address on the notifier's channel",
            )
        now = self.clock.now()
        chart = unit.chart(item.patient).chart
        answer = tell(chart, item, recipient, self.catalogue, now)
        if isinstance(answer, Refusal):
            done, details = "notice refused", ("reason", str(answer))
        else:
            name = PATIENT if isinstance(recipient, Patient) else recipient.id
            notice = personal(answer, item, name, to, now)
            if not unit.queue(notice):
                return None
            done, details = "notice queued", ("notice", notice.id)
        unit.record(
            AuditEntry(at=now, action=done, actor=ACTOR, patient=item.patient, details=(details,))
        )
        return answer if isinstance(answer, Refusal) else None

    def again(self, records: Records, notice: Notice) -> Notice | Refusal:
        """Word a notice that was queued as it may be told now."""
        items = {item.key: item for item in records.items(notice.patient)}
        item = next((items[key] for key in notice.items if key in items), None)
        chart = _chart(records, notice.patient)
        recipient = None if chart is None else _recipient(chart, notice.recipient)
        if chart is None or item is None or recipient is None:
            return Refusal(Withheld.OTHER_RECORD)
        answer = tell(chart, item, recipient, self.catalogue, self.clock.now())
        if isinstance(answer, Refusal):
            return answer
        return attrs.evolve(
            notice, subject=answer.subject, body=answer.body, labels=notice.labels | item.labels
        )


def _chart(records: Records, key: str) -> Chart | None:
    try:
        return records.chart(key).chart
    except ChartNotFound:
        return None


def _recipient(chart: Chart, name: str) -> RelatedPerson | Patient | None:
    if name == PATIENT:
        return chart.patient
    return next((one for one in chart.related_persons or () if one.id == name), None)
