"""Stays, visits, talks and tries to reach somebody, and medicines being reconciled."""

from __future__ import annotations

from carecoord.model.code import Code, cpt, snomed
from carecoord.model.communication import Communication
from carecoord.model.encounter import Encounter
from carecoord.model.procedure import Procedure
from carecoord.rules.concepts.medicare import FORMS_GIVEN
from carecoord.rules.criteria import EACH, Exists, Facts, Itself, Not, Selection, Span, coded
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.places import (
    INPATIENT,
    NOT_TO_THE_COMMUNITY,
    OBSERVATION,
    OUTPATIENT,
)
from carecoord.rules.criteria.selection import Filtered, Test
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.timing import Row

NUBC = "http://www.nubc.org/patient-discharge"
HL7_DISPOSITION = "http://terminology.hl7.org/CodeSystem/discharge-disposition"

_MODE = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode"
ON_PAPER = (Code(_MODE, "FAXWRIT"), Code(_MODE, "MAILWRIT"))
"""Letters and faxes: nobody knows who read them."""
_PARTNERS = frozenset({"Patient", "RelatedPerson"})


class WithThePatient(Filtered):
    """Messages between the team and the patient or somebody around the patient.

    Of a message that names nobody, one that is about something on record is a notice of it.
    """

    __slots__ = ()

    def test(self, frame: Frame) -> Test:  # noqa: ARG002  the fact alone decides
        """Whether the patient or a relative sent it or received it."""
        return lambda row: with_the_patient(_message(row))

    @property
    def clause(self) -> str:
        """In words."""
        return "with the patient or a caregiver"


def _message(row: Row) -> Communication:
    assert isinstance(row.fact, Communication)  # noqa: S101  Facts(Communication, …)
    return row.fact


def with_the_patient(message: Communication) -> bool:
    """Whether the patient or a relative sent a message or received it."""
    if any(one.kind in _PARTNERS for one in message.recipients):
        return True
    if message.sender is not None and message.sender.kind in _PARTNERS:
        return True
    return not message.recipients and not message.about


ADMISSIONS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *INPATIENT)
    .where(Encounter.status, "finished", "in-progress", "onleave", "arrived", "triaged")
)


def _ended(stays: Selection) -> Selection:
    """Stays after which the patient was not still in hospital, by another that goes on."""
    beside = ADMISSIONS.without(Itself()).starting(Span(None, EACH.end.minus(days=1)))
    goes_on = Exists(beside.overlapping(Span(EACH.end.plus(days=1), None)))
    return stays.only_if(Not(goes_on.named("still in hospital"), name="left the hospital"))


_FINISHED = Facts(Encounter).where(Encounter.status, "finished")
STAYS = _FINISHED.where(Encounter.encounter_class, *INPATIENT, *OBSERVATION)
_INPATIENT_STAYS = _FINISHED.where(Encounter.encounter_class, *INPATIENT)
DISCHARGES = _ended(STAYS.where_not(Encounter.discharge_disposition, *NOT_TO_THE_COMMUNITY))
INPATIENT_DISCHARGES = _ended(
    _INPATIENT_STAYS.where_not(Encounter.discharge_disposition, *NOT_TO_THE_COMMUNITY)
)
DIED = (
    *(Code(NUBC, code) for code in ("20", "40", "41", "42")),
    Code(HL7_DISPOSITION, "exp"),
    snomed("419099009"),
)
"""Discharge dispositions of those who died: in the hospital, at home, in a facility."""
INPATIENT_ENDS = _ended(_INPATIENT_STAYS.where_not(Encounter.discharge_disposition, *DIED))

VISITS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *OUTPATIENT)
    .where(Encounter.status, "finished")
)
MESSAGES = Facts(Communication).where(Communication.status, "completed")
TALKS = WithThePatient(
    MESSAGES.where_not(Communication.medium, *ON_PAPER).without(Facts(Communication, FORMS_GIVEN))
)
CONTACTS = TALKS | VISITS
TRIED = ("not-done", "stopped", "on-hold")
"""The statuses of a message by which nobody was reached: a voicemail is an attempt."""
ATTEMPTS = Facts(Communication).where(Communication.status, *TRIED)

RECONCILIATION = coded("Medication reconciliation", snomed("430193006"), cpt("1111F"))
RECONCILIATIONS = Facts(Procedure, RECONCILIATION).where(Procedure.status, "completed")
RECONCILERS = frozenset({Licence.PRESCRIBER, Licence.PHARMACIST, Licence.RN})
"""Who may reconcile medicines."""
