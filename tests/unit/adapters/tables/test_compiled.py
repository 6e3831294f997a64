"""What numba keeps on disk may be broken."""

import os
import subprocess
import sys

import pytest

RUN = """
import polars as pl
from carecoord.adapters.tables import adherence
fills = pl.DataFrame({"patient": [1, 1], "filled_on": [0, 40], "days_supply": [30.0, 30.0]})
print(adherence(fills, "pdc", drug=None, observation=100, engine="compiled")["value"].item())
"""


@pytest.mark.parametrize("content", [b"broken", b""])
def test_a_broken_file_of_kernels_is_compiled_anew(tmp_path, content):
    def run():
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", RUN],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout, done.stderr

    assert run() == ("0.6\n", "")

    kept = [path for path in tmp_path.rglob("*.nb*") if path.is_file()]
    assert kept
    for path in kept:
        path.write_bytes(content)

    assert run() == ("0.6\n", "")
