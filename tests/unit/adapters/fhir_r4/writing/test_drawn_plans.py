"""Whatever a plan, order, consent or the like says, what is written of it is valid R4."""

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings

from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.model import (
    Answers,
    Appeal,
    CarePlan,
    Consent,
    Directive,
    Education,
    Experience,
    Goal,
    Hold,
    Order,
    Referral,
    Task,
)
from carecoord.testing.strategies.records import facts

KINDS = [
    Answers,
    Appeal,
    CarePlan,
    Consent,
    Directive,
    Education,
    Experience,
    Goal,
    Hold,
    Order,
    Referral,
    Task,
]
ALLOWED_BLANKS = " \r\n\t"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_of_any_fact_is_valid(names, valid, kind):
    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(fact=facts(kind))
    def check(fact):
        written = AUTHORS[kind](fact, names)
        for one in written if isinstance(written, list) else [written]:
            text = msgspec.json.encode(one).decode()
            # The validator takes a no-break space for none of FHIR's characters.
            assume(all(not sign.isspace() or sign in ALLOWED_BLANKS for sign in text))
            valid(one)

    check()
