"""Which law binds a payer, from the codes of a coverage.

Codes: Source of Payment Typology, value set Payer Type 2.16.840.1.114222.4.11.3591 (version
20221118).
"""

import pytest

from carecoord.model import Code, CodeableConcept, Coverage
from carecoord.model.permission_case import PayerKind
from carecoord.rules.permissions.clocks import payer_kind

SOPT = "https://nahdo.org/sopt"
OID = "urn:oid:2.16.840.1.113883.3.221.5"
ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"


def covered(*codes, text=None):
    return Coverage(id="c", type=CodeableConcept(codes, text))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("11", PayerKind.MEDICARE_ADVANTAGE),
        ("111", PayerKind.MEDICARE_ADVANTAGE),
        ("1112", PayerKind.MEDICARE_ADVANTAGE),
        ("119", PayerKind.MEDICARE_ADVANTAGE),
        ("12", PayerKind.MEDICARE),
        ("121", PayerKind.MEDICARE),
        ("122", PayerKind.PART_D),
        ("21", PayerKind.MEDICAID_MANAGED_CARE),
        ("211", PayerKind.MEDICAID_MANAGED_CARE),
        ("22", PayerKind.MEDICAID),
        ("522", PayerKind.EMPLOYER),
        ("622", PayerKind.EMPLOYER),
    ],
)
def test_a_code_that_leaves_no_doubt_tells_the_kind(code, kind):
    assert kind is payer_kind(covered(Code(SOPT, code)))


@pytest.mark.parametrize(
    "code", ["1", "13", "14", "141", "19", "2", "213", "23", "25", "361", "5", "511", "6", "9999"]
)
def test_a_code_that_leaves_a_doubt_tells_nothing(code):
    assert payer_kind(covered(Code(SOPT, code))) is None


def test_the_other_name_of_the_code_system_is_known():
    assert payer_kind(covered(Code(OID, "22"))) is PayerKind.MEDICAID


@pytest.mark.parametrize("code", ["EHCPOL", "PUBLICPOL", "MCPOL", "HMO", "RETIRE"])
def test_codes_of_how_a_plan_works_tell_nothing(code):
    assert payer_kind(covered(Code(ACT, code))) is None


def test_a_broader_code_beside_a_narrow_one_does_no_harm():
    told = covered(Code(SOPT, "1"), Code(SOPT, "11"), Code(ACT, "MCPOL"))

    assert payer_kind(told) is PayerKind.MEDICARE_ADVANTAGE


def test_codes_that_contradict_one_another_tell_nothing():
    assert payer_kind(covered(Code(SOPT, "11"), Code(SOPT, "21"))) is None


def test_the_same_code_of_another_system_tells_nothing():
    assert payer_kind(covered(Code("urn:other", "11"))) is None


def test_a_text_is_not_read():
    assert payer_kind(covered(text="Medicare Advantage")) is None


def test_a_coverage_without_a_type_tells_nothing():
    assert payer_kind(Coverage(id="c")) is None
