"""What the case of a file is called."""

from pathlib import Path

import pytest

from carecoord.adapters.cli.case_names import case_names


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ((), ()),
        (("a/one.json",), ("one",)),
        (("/a/one.json", "/b/two.v2.json"), ("one", "two.v2")),
        (("a/one.json", "b/one.json", "b/two.json"), ("a/one", "b/one", "two")),
        (("one.json", "b/one.json"), ("one", "b/one")),
        (("x/a/one.json", "y/a/one.json", "y/b/one.json"), ("x/a/one", "y/a/one", "y/b/one")),
        (("a/one.json", "a/one.ndjson"), ("one.json", "one.ndjson")),
        (
            ("a/one.json", "a/one.ndjson", "b/one.json"),
            ("a/one.json", "a/one.ndjson", "b/one.json"),
        ),
    ],
)
def test_no_two_files_share_a_name(paths, names):
    assert names == case_names([Path(path) for path in paths])
