"""The weights of AHRQ's refined indices: 38 measures, and pairs among them."""

from carecoord.rules import Citation
from carecoord.rules.engine.citation import Status
from carecoord.rules.readmission.elixhauser_refined import NEWEST, V2026_1, VERSIONS


def test_there_are_38_measures_and_the_pairs_are_among_them():
    named = {name for pair in V2026_1.heavier for name in pair}

    assert len(V2026_1.weights) == 38
    assert named <= set(V2026_1.weights)


def test_of_a_pair_the_heavier_has_no_smaller_weight_for_readmission():
    weights = {name: first for name, (first, _) in V2026_1.weights.items()}

    assert [(one, other) for one, other in V2026_1.heavier if weights[one] < weights[other]] == []


def test_a_version_says_where_its_weights_were_read():
    assert VERSIONS[NEWEST] is V2026_1
    assert isinstance(V2026_1.citation, Citation)
    assert V2026_1.citation.status is Status.SECONDARY
