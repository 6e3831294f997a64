from math import exp, isclose, log

import pytest

from carecoord.rules.readmission.comorbidity.age import age_points, ten_year_survival


@pytest.mark.parametrize(
    ("years", "points"),
    [(0, 0), (49, 0), (50, 1), (59, 1), (60, 2), (69, 2), (70, 3), (79, 3), (80, 4), (110, 4)],
)
def test_a_point_for_each_decade_from_50_and_four_at_most(years, points):
    assert age_points(years) == points


@pytest.mark.parametrize(
    ("score", "percent"), [(0, 98), (1, 96), (2, 90), (3, 77), (4, 53), (5, 21)]
)
def test_survival_as_it_is_printed(score, percent):
    """The table that calculators print beside the formula."""
    assert round(100 * ten_year_survival(score)) == percent


def test_survival_worked_out_another_way():
    assert isclose(ten_year_survival(3), exp(log(0.983) * exp(2.7)))
