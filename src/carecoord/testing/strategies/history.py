"""What happened: problems, results, medicines, visits, orders."""

from __future__ import annotations

from datetime import date

from hypothesis.strategies import SearchStrategy

from carecoord.model.allergy_intolerance import AllergyIntolerance
from carecoord.model.answers import Answers
from carecoord.model.condition import Condition
from carecoord.model.device import Device
from carecoord.model.document_reference import DocumentReference
from carecoord.model.encounter import Encounter
from carecoord.model.family_history import FamilyHistory
from carecoord.model.fill import Fill
from carecoord.model.immunization import Immunization
from carecoord.model.medication_administration import MedicationAdministration
from carecoord.model.medication_statement import MedicationStatement
from carecoord.model.observation import Observation
from carecoord.model.order import Order, Referral
from carecoord.model.prescription import Prescription
from carecoord.model.procedure import Procedure
from carecoord.model.social_history import SocialHistory
from carecoord.testing.strategies.coding import CodesFrom
from carecoord.testing.strategies.records import facts
from carecoord.testing.strategies.times import MAX_DAY, MIN_DAY


def conditions(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Condition]:
    """Make problems, diagnoses and concerns."""
    return facts(Condition, min_day=min_day, max_day=max_day, codes_from=codes_from)


def allergies(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[AllergyIntolerance]:
    """Make allergies and intolerances."""
    return facts(AllergyIntolerance, min_day=min_day, max_day=max_day, codes_from=codes_from)


def prescriptions(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Prescription]:
    """Make orders for medicines."""
    return facts(Prescription, min_day=min_day, max_day=max_day, codes_from=codes_from)


def fills(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Fill]:
    """Make medicines handed over."""
    return facts(Fill, min_day=min_day, max_day=max_day, codes_from=codes_from)


def medication_statements(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[MedicationStatement]:
    """Make reports of medicines taken, or not taken."""
    return facts(MedicationStatement, min_day=min_day, max_day=max_day, codes_from=codes_from)


def medication_administrations(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[MedicationAdministration]:
    """Make medicines given, or not given."""
    return facts(MedicationAdministration, min_day=min_day, max_day=max_day, codes_from=codes_from)


def procedures(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Procedure]:
    """Make things done."""
    return facts(Procedure, min_day=min_day, max_day=max_day, codes_from=codes_from)


def observations(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Observation]:
    """Make results, vital signs and assessments."""
    return facts(Observation, min_day=min_day, max_day=max_day, codes_from=codes_from)


def immunizations(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Immunization]:
    """Make vaccinations, given or not."""
    return facts(Immunization, min_day=min_day, max_day=max_day, codes_from=codes_from)


def encounters(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Encounter]:
    """Make visits and stays."""
    return facts(Encounter, min_day=min_day, max_day=max_day, codes_from=codes_from)


def orders(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Order]:
    """Make requests for services and equipment."""
    return facts(Order, min_day=min_day, max_day=max_day, codes_from=codes_from)


def referrals(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Referral]:
    """Make orders to another practitioner."""
    return facts(Referral, min_day=min_day, max_day=max_day, codes_from=codes_from)


def devices(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Device]:
    """Make implants and equipment."""
    return facts(Device, min_day=min_day, max_day=max_day, codes_from=codes_from)


def documents(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[DocumentReference]:
    """Make references to documents."""
    return facts(DocumentReference, min_day=min_day, max_day=max_day, codes_from=codes_from)


def family_history(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[FamilyHistory]:
    """Make what is known of a relative."""
    return facts(FamilyHistory, min_day=min_day, max_day=max_day, codes_from=codes_from)


def social_history(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[SocialHistory]:
    """Make habits and circumstances."""
    return facts(SocialHistory, min_day=min_day, max_day=max_day, codes_from=codes_from)


def answers(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY, codes_from: CodesFrom = ()
) -> SearchStrategy[Answers]:
    """Make answered questionnaires."""
    return facts(Answers, min_day=min_day, max_day=max_day, codes_from=codes_from)
