import pytest

from carecoord.model import Name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (Name(text="Dr. Ada Byron", family="Lovelace"), "Dr. Ada Byron"),
        (
            Name(prefix=["Dr."], given=["Ada", "M."], family="Byron", suffix=["MD"]),
            "Dr. Ada M. Byron",
        ),
        (Name(given=["Ada"]), "Ada"),
        (Name(family="Byron"), "Byron"),
        (Name(), ""),
    ],
)
def test_a_name_is_shown_as_people_write_it(name, shown):
    assert shown == name.shown
