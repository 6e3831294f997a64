import pytest

from carecoord.rules.readmission.comorbidity.age import age_points


@pytest.mark.parametrize(
    ("years", "points"),
    [(0, 0), (49, 0), (50, 1), (59, 1), (60, 2), (69, 2), (70, 3), (79, 3), (80, 4), (110, 4)],
)
def test_a_point_for_each_decade_from_50_and_four_at_most(years, points):
    assert age_points(years) == points
