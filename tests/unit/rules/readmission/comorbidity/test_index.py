import pytest

from carecoord.rules.readmission.comorbidity.index import (
    CHARLSON_QUAN,
    ELIXHAUSER_QUAN,
    updated,
)
from carecoord.rules.readmission.comorbidity.prefixes import mask_in, table_of
from carecoord.rules.readmission.comorbidity.quan_2005 import spread
from carecoord.rules.readmission.comorbidity.updated import ADDED

BOTH = pytest.mark.parametrize("index", [CHARLSON_QUAN, ELIXHAUSER_QUAN], ids=lambda i: i.name)


def names(index, code):
    mask = index.mask(code)
    return {name for place, name in enumerate(index.names) if mask >> place & 1}


def test_there_are_17_and_31_conditions():
    assert (len(CHARLSON_QUAN.names), len(ELIXHAUSER_QUAN.names)) == (17, 31)


@pytest.mark.parametrize(
    ("code", "charlson", "elixhauser"),
    [
        ("I42.6", {"chf"}, {"chf", "alcohol"}),
        ("F31.5", set(), {"psycho", "depre"}),
        ("I27.8", {"cpd"}, {"cpd", "pcd"}),
        ("K70.3", {"mld"}, {"ld", "alcohol"}),
        ("I25.2", {"mi"}, set()),
        ("i252", {"mi"}, set()),
        ("I25", set(), set()),
        ("F00.1", {"dementia"}, set()),
        ("E14.9", {"diab"}, {"diabunc"}),
        ("E11.6", {"diab"}, {"diabc"}),
        ("I13.2", {"chf"}, {"chf", "hypc"}),
        ("C26", {"canc"}, {"solidtum"}),
        ("C27", set(), set()),
        ("C76", {"canc"}, {"solidtum"}),
        ("C80", {"metacanc"}, {"metacanc"}),
        ("C86.5", set(), set()),
        ("C7A.1", set(), set()),
        ("B23", set(), set()),
        ("250.00", set(), set()),
        ("", set(), set()),
    ],
)
def test_a_code_stands_for_no_condition_one_or_several(code, charlson, elixhauser):
    found = names(CHARLSON_QUAN, code), names(ELIXHAUSER_QUAN, code)

    assert found == (charlson, elixhauser)


@pytest.mark.parametrize(
    ("code", "charlson", "elixhauser"),
    [
        ("C7A.1", {"canc"}, {"solidtum"}),
        ("C7B.02", {"metacanc"}, {"metacanc"}),
        ("C86.5", {"canc"}, {"lymph"}),
        ("E88.A", set(), {"wloss"}),
        ("E88.9", set(), set()),
        ("I25.2", {"mi"}, set()),
    ],
)
def test_the_updated_edition_knows_what_was_made_since(code, charlson, elixhauser):
    found = names(updated(CHARLSON_QUAN), code), names(updated(ELIXHAUSER_QUAN), code)

    assert found == (charlson, elixhauser)


@BOTH
def test_the_updated_edition_takes_nothing_away(index):
    newer = updated(index)
    codes = [code for _, listed in index.conditions.values() for code in spread(listed)]

    assert [code for code in codes if index.mask(code) & ~newer.mask(code)] == []
    assert (newer.edition, newer.names) == ("quan_2005_updated", index.names)


def test_every_added_code_has_its_reason():
    assert [code for code, names_, why in ADDED if not names_ or len(why.split()) < 5] == []


@BOTH
def test_codes_of_the_lists_are_as_long_as_those_looked_up(index):
    codes = [code for _, listed in updated(index).conditions.values() for code in spread(listed)]

    assert {len(code.replace(".", "")) for code in codes} == {3, 4}


@BOTH
def test_each_condition_has_a_title(index):
    titles = [index.title(name) for name in index.names]

    assert all(titles)
    assert len(set(titles)) == len(titles)


@BOTH
def test_a_heavier_form_is_worth_something_where_the_milder_one_is(index):
    """On this rests whether a score is settled."""
    pairs = [
        (weights.points.get(milder, 0), weights.points.get(heavier, 0))
        for weights in index.weights
        for milder, heavier in index.heavier.items()
    ]

    assert [(milder, heavier) for milder, heavier in pairs if milder and not heavier] == []


@BOTH
def test_the_bits_of_pairs_are_those_of_their_names(index):
    milder, heavier = index.pairs
    by_bit = {1 << place: name for place, name in enumerate(index.names)}
    named = {by_bit[low]: by_bit[high] for low, high in zip(milder, heavier, strict=True)}

    assert named == index.heavier


@BOTH
def test_weights_name_no_condition_that_there_is_not(index):
    assert [one for w in index.weights for one in w.points if one not in index.names] == []
    assert [len(index.points(weights)) for weights in index.weights] == [len(index.names)] * 2


@pytest.mark.parametrize(
    ("listed", "codes"),
    [
        ("I21 I25.2", ["I21", "I25.2"]),
        ("C08-C11", ["C08", "C09", "C10", "C11"]),
        ("I42.5-I42.7", ["I42.5", "I42.6", "I42.7"]),
        ("", []),
    ],
)
def test_ranges_are_written_out(listed, codes):
    assert list(spread(listed)) == codes


def test_a_code_may_be_on_several_lists():
    table = table_of(["I21 I22", "I21.4"])

    assert [mask_in(table, code) for code in ("I21.4", "I214", "I22", "I2")] == [3, 3, 1, 0]
