"""Whatever a fact of a payer says, what is written of it is valid where nothing is lacking."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.testing.strategies import authorizations, coverages, eligibility_responses

ANSWERS = st.sampled_from(("queued", "complete", "error", "partial")).map(
    lambda one: {"status": "active", "outcome": one}
)
PURPOSES = ANSWERS.map(lambda said: said | {"purposes": ("benefits",)})
REQUESTS = st.just({"status": "draft", "outcome": None, "items": ()})
PLANS = st.just({"status": "active", "costs": ()})


@pytest.mark.parametrize(
    ("drawn", "demanded"),
    [
        (authorizations(), ANSWERS),
        (authorizations(), REQUESTS),
        (coverages(), PLANS),
        (eligibility_responses(), PURPOSES),
    ],
    ids=["answer", "request", "plan", "eligibility"],
)
def test_what_is_written_is_valid(drawn, demanded, names, valid):
    @given(drawn, demanded)
    def law(fact, said):
        kept = type(names)()
        written = AUTHORS[type(fact)](attrs.evolve(fact, **said), kept)

        assert kept.lacks == []
        for one in written if isinstance(written, list) else [written]:
            valid({**one, "id": "x"})

    law()
