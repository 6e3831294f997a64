"""Kinds of stays, each by its words."""

import pytest

from carecoord.adapters.tables.stays.kinds import reason_of
from carecoord.adapters.tables.stays.reasons import NOT_ACUTE, OBSERVATION, UNKNOWN_KIND

ACUTE = ["inpatient", "acute inpatient", "acute", "imp"]
OBSERVED = ["observation", "obs", "obsenc"]
NO_ACUTE_CARE = [
    "nonac", "psychiatric", "rehabilitation", "skilled nursing", "snf", "irf", "ltch", "ltac",
    "long-term care", "nursing facility", "swing bed", "hospice",
]  # fmt: skip


@pytest.mark.parametrize("counts", [False, True])
@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        *((kind, 0) for kind in ACUTE),
        *((kind, NOT_ACUTE) for kind in NO_ACUTE_CARE),
        (" Swing_Bed ", NOT_ACUTE),
        ("IMP", 0),
        ("hotel", UNKNOWN_KIND),
        (None, UNKNOWN_KIND),
    ],
)
def test_what_a_kind_keeps_a_stay_from(kind, reason, counts):
    assert reason_of(kind, counts_observation=counts) == reason


@pytest.mark.parametrize("kind", OBSERVED)
def test_observation_keeps_a_stay_out_unless_it_counts(kind):
    assert reason_of(kind, counts_observation=False) == OBSERVATION
    assert reason_of(kind, counts_observation=True) == 0
