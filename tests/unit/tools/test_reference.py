"""The generator of packaged code tables: what it writes, the package reads back."""

import subprocess
import sys
from importlib import resources, util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.tables import reference
from carecoord.adapters.tables.reference import notation

TOOL = Path(__file__).parents[3] / "tools" / "reference"
CODES = st.frozensets(
    st.from_regex(r"[A-Z][0-9][0-9A]{1,5}", fullmatch=True), min_size=1, max_size=40
)


def folded(codes):
    spec = util.spec_from_file_location("folding", TOOL / "folding.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.folded(codes)


def unfolded(lines):
    return [code for line in lines for code in notation.codes(*line.split(" "))]


@given(CODES)
def test_codes_that_were_folded_unfold_to_the_same_each_once(codes):
    assert sorted(unfolded(folded(codes))) == sorted(codes)


def test_codes_with_the_same_endings_share_a_line():
    assert folded(["02100AW", "02110AW", "02100AF", "02110AF"]) == ["0210,0211 0AF,0AW"]


def test_the_order_of_codes_does_not_matter():
    assert folded(["I509", "A419", "I501"]) == folded(["A419", "I501", "I509"])


@pytest.mark.parametrize("year", reference.YEARS)
def test_packaged_codes_stand_once(year):
    text = (resources.files(reference) / "data" / f"hospital_wide_{year}.txt").read_text("utf-8")
    codes = [
        (line[0], code)
        for line in notation.lines(text)
        if line[0].endswith("_codes")
        for code in notation.codes(*line[1:])
    ]

    assert len(codes) == len(set(codes)) > 10_000


def test_a_folder_without_the_published_files_is_refused(tmp_path):
    run = subprocess.run(
        [sys.executable, str(TOOL), str(tmp_path), "--into", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert run.returncode != 0
    assert list(tmp_path.iterdir()) == []
