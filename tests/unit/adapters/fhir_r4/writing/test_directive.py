from datetime import date

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.directive import directive
from carecoord.model import Code, Directive
from carecoord.model.code import concept

POLST = concept(Code("http://terminology.hl7.org/CodeSystem/consentcategorycodes", "polst"))
DIRECTIVES = [
    Directive(
        id="d",
        kind=POLST,
        status="active",
        signed_on=date(2025, 1, 1),
        reviewed_on=date(2026, 1, 1),
        agent="her daughter",
    ),
    Directive(id="d", kind=POLST, status="inactive"),
    Directive(id="d"),
]


@pytest.mark.parametrize("fact", DIRECTIVES)
def test_a_directive_is_a_consent_and_read_as_a_directive_again(names, valid, read_back, fact):
    written = directive(fact, names)
    read = read_back(written)

    valid(written)
    assert (read.kind, read.status, read.agent) == (fact.kind, fact.status, fact.agent)
    assert (read.signed_on, read.reviewed_on) == (fact.signed_on, fact.reviewed_on)
    assert isinstance(read, Directive)
    assert names.losses == []


@pytest.mark.parametrize("status", ["superseded", "revoked"])
def test_a_directive_that_is_over_is_inactive(names, valid, status):
    written = directive(Directive(id="d", status=status), names)

    valid(written)
    assert written["status"] == "inactive"
    assert names.losses == ["status"]


def test_a_status_that_nobody_knows_is_told(names, valid):
    valid(directive(Directive(id="d", status="unheard-of"), names))

    assert names.losses == ["status"]
