"""Input that once broke a promise of reading or writing, made small, named by its digest."""

import sys
from hashlib import sha256
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[4]))
from tools.fuzz.laws import broken

FINDS = sorted((Path(__file__).parent / "finds").glob("*.json"))


def test_finds_are_named_by_their_digest():
    assert FINDS
    assert [one.stem for one in FINDS] == [
        sha256(one.read_bytes()).hexdigest()[:16] for one in FINDS
    ]


@pytest.mark.parametrize("find", FINDS, ids=lambda one: one.stem)
def test_what_broke_a_promise_breaks_none_now(find):
    assert broken(find.read_bytes()) is None
