"""Where the real input and golden results are: the folder that CARECOORD_DATA names.

Without that variable, the folder shared/data beside the checkout; without that either, what needs
it is skipped. A folder that is named has to be there.
"""

import os
import sys
from pathlib import Path

import pytest

# What several modules of this folder share is a module beside them.
sys.path.insert(0, str(Path(__file__).parent))

BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    named = os.environ.get("CARECOORD_DATA")
    folder = Path(named) if named else BESIDE_THE_CHECKOUT
    if folder.is_dir() and any(folder.iterdir()):
        return folder
    if named:
        pytest.fail("CARECOORD_DATA names a folder that is not there or is empty")
    pytest.skip("no ../shared/data beside the checkout, and CARECOORD_DATA is not set")
