"""Whether a patient or relative may be told of work, and in what words.

The words are logistics: that there is something to arrange, and until when. They name no rule, no
clinic, no diagnosis and nobody; whoever may not see a fact is not told what follows from it, nor
why not. It is asked when a message is queued and again when it is sent (decision 0024).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import attrs

from carecoord.model.chart import Chart
from carecoord.model.label import Label
from carecoord.model.patient import Patient
from carecoord.model.related_person import RelatedPerson
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Action, Finding, Urgency
from carecoord.rules.engine.review import held, view_of
from carecoord.rules.engine.timing import day_number
from carecoord.rules.engine.view import View
from carecoord.rules.proxies import OF_AGE_FROM, Lacking, lacking
from carecoord.rules.worklist import ItemStatus, WorkItem

NOT_IN_A_MESSAGE = frozenset(
    {Label.SAFE_CONTACT, Label.VIOLENCE, Label.PSYCHOTHERAPY_NOTES, Label.RESTRICTED}
)
"""Labels of what is never told in a message, whoever it is for."""


class Withheld(Enum):
    """Why nothing is told that does not lie with the recipient; holds nothing about the patient."""

    OTHER_RECORD = "the work or the recipient is not of this record"
    NOTHING_TO_DO = "there is nothing to be done"
    HELD = "planned work is held"
    CLINICIAN_FIRST = "a clinician sees it first"
    LABEL = "it is restricted"


@attrs.frozen(kw_only=True)
class Message:
    """What is told: logistics only."""

    subject: str
    body: str


@attrs.frozen
class Refusal:
    """Why nothing is told; as text, one sentence without anything about the patient."""

    why: Withheld | Lacking

    def __str__(self) -> str:
        return str(self.why.value)


def tell(
    chart: Chart,
    work: WorkItem | Finding,
    recipient: RelatedPerson | Patient,
    catalogue: Catalogue,
    as_of: date | datetime,
) -> Message | Refusal:
    """Word a message about work for the patient or a relative, or refuse it.

    What the chart holds of a relative decides, not the copy that is handed in. ``as_of`` is the
    moment of telling, in the catalogue's zone.

    Raises:
        RecordRejected: ``as_of`` is an instant without an offset.
    """
    view = view_of(chart, catalogue, as_of)
    person = recipient if isinstance(recipient, Patient) else _on_record(recipient, view)
    action = _to_be_done(work)
    why = _withheld(chart, work, person, view)
    if why is not None or person is None or action is None:
        return Refusal(why or Withheld.NOTHING_TO_DO)
    return Message(subject=_SUBJECT, body=_body(person, action, view))


def _withheld(
    chart: Chart, work: WorkItem | Finding, person: RelatedPerson | Patient | None, view: View
) -> Withheld | Lacking | None:
    """The first reason against it, from what stops everything to what concerns this person."""
    stranger = isinstance(person, Patient) and person != chart.patient
    if person is None or stranger or work.patient != chart.key:
        return Withheld.OTHER_RECORD
    if held(view):
        return Withheld.HELD
    if work.action is not None and work.action.urgency is Urgency.STAT:
        return Withheld.CLINICIAN_FIRST
    if isinstance(person, Patient):
        return None if _patient_may_see(work.labels, view) else Withheld.LABEL
    labels = work.labels | person.labels
    return lacking(person, view) or (None if _may_see(person, labels) else Withheld.LABEL)


def _on_record(recipient: RelatedPerson, view: View) -> RelatedPerson | None:
    for row in view.rows("related_persons", None):
        if isinstance(row.fact, RelatedPerson) and row.fact.id == recipient.id:
            return row.fact
    return None


def _to_be_done(work: WorkItem | Finding) -> Action | None:
    if isinstance(work, WorkItem) and work.status is not ItemStatus.OPEN:
        return None
    return work.action


def _patient_may_see(labels: frozenset[Label], view: View) -> bool:
    """A patient may see what is confidential from a parent; but a child's telephone is theirs."""
    if not labels.isdisjoint(NOT_IN_A_MESSAGE):
        return False
    return Label.MINOR_CONFIDENTIAL not in labels or view.age_reached(OF_AGE_FROM) is True


def _may_see(person: RelatedPerson, labels: frozenset[Label]) -> bool:
    """Whether the scope of a proxy names every label."""
    return labels.isdisjoint(NOT_IN_A_MESSAGE) and all(
        scope_for(label) in person.proxy_scope for label in labels
    )


def scope_for(label: Label) -> str:
    """The scope of a proxy that extends it to what carries a label.

    >>> scope_for(Label.MENTAL_HEALTH)
    'mental-health'
    """
    return label.name.lower().replace("_", "-")


_SUBJECT = "A message from the care team"


def _body(person: RelatedPerson | Patient, action: Action, view: View) -> str:
    about = "" if isinstance(person, Patient) else " for the person whose care you help with"
    return (
        f"There is something to arrange{about}. Please contact the care team {_by(action, view)}."
    )


def _by(action: Action, view: View) -> str:
    """Until when, if that day has not passed."""
    due = action.overdue_after or action.due
    if due is None:
        return "when it suits you"
    last = day_number(due, view.zone) if isinstance(due, datetime) else due.toordinal()
    return "as soon as you can" if view.reached(last + 1) else f"by {date.fromordinal(last)}"
