import pytest

from carecoord.adapters.codec.fhir_r4 import read
from carecoord.errors import InputError
from carecoord.testing.examples import EXAMPLES, example


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_is_read_without_a_problem(name):
    results = list(read(example(name)))

    assert [problem for r in results for problem in r.problems] == []
    assert [dict(r.summary.unmapped) for r in results if r.summary.unmapped] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_is_told_the_same_way_every_time(name):
    assert example(name) == example(name)


def test_there_are_five_people():
    keys = {r.chart.key for name in EXAMPLES for r in read(example(name)) if r.chart is not None}

    assert len(keys) == 5


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("inez", "Did you mean 'ines'?"), ("", "Ask for ines, walter, priya, otto, lena")],
)
def test_a_name_that_nobody_has_is_told_who_there_is(name, remedy):
    with pytest.raises(InputError) as caught:
        example(name)

    assert caught.value.remedy == remedy
