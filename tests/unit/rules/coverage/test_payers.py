import pytest
from plans import BLUE, MEDICAID, MEDICARE, PRIVATE, SELF_PAY, SOPT, kind, plan

from carecoord.model.actor import Actor
from carecoord.model.code import Code, CodeableConcept, concept
from carecoord.model.coverage import Coverage
from carecoord.model.identifier import Identifier
from carecoord.rules.coverage.payers import PayerType, payer_type, payers


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (MEDICARE, PayerType.MEDICARE),
        (MEDICAID, PayerType.MEDICAID),
        (kind(SOPT, "25"), PayerType.MEDICAID),
        (PRIVATE, PayerType.PRIVATE),
        (BLUE, PayerType.PRIVATE),
        (SELF_PAY, PayerType.SELF_PAY),
        (kind(SOPT, "32"), None),
        (kind("http://terminology.hl7.org/CodeSystem/v3-ActCode", "HIP"), None),
        (concept(text="Medicaid"), None),
        (CodeableConcept((Code(SOPT, "1"), Code(SOPT, "2")), None), None),
        (None, None),
    ],
)
def test_a_type_tells_the_kind_of_payer_or_nothing(type_, expected):
    assert payer_type(plan("gold", type=type_)) is expected


@pytest.mark.parametrize(
    ("payor", "names"),
    [
        (Actor(id="a"), {"id a"}),
        (Actor(identifier=Identifier("urn:naic", "1")), {"urn:naic|1"}),
        (Actor(id="a", identifier=Identifier("urn:naic", "1")), {"id a", "urn:naic|1"}),
        (Actor(display=" Acme Health "), {"shown acme health"}),
        (Actor(id="a", display="Acme"), {"id a"}),
        (Actor(kind="Organization"), set()),
    ],
)
def test_a_payer_is_named_by_what_the_record_gives(payor, names):
    assert names == payers(Coverage(id="gold", payors=(payor,)))
