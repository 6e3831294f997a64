"""The words that FHIR R4 allows in a field."""

import pytest

from carecoord.model.encounter import Encounter
from carecoord.model.fact import Fact
from carecoord.model.order import Order, Referral
from carecoord.model.prescription import Prescription
from carecoord.model.status_words import words_of


def test_a_referral_has_the_words_of_an_order():
    assert words_of(Referral, "status") == words_of(Order, "status")
    assert "revoked" in words_of(Order, "status")


def test_a_prescription_is_no_directive():
    assert words_of(Order, "intent") - words_of(Prescription, "intent") == {"directive"}


@pytest.mark.parametrize("field", ["type", "reason"])
def test_what_is_bound_to_no_words_may_hold_any(field):
    assert words_of(Encounter, field) is None


def test_a_type_of_somebody_elses_may_hold_any():
    class Encounter(Fact):
        """Named as ours, made elsewhere."""

    assert words_of(Encounter, "status") is None
