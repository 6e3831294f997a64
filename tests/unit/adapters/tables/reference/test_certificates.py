"""Every packaged file has a birth certificate."""

import re
from importlib import resources

from carecoord.adapters.tables import reference


def test_every_packaged_file_has_a_certificate():
    packaged = {file.name for file in (resources.files(reference) / "data").iterdir()}

    assert {one.file for one in reference.provenance()} == packaged - {"provenance.toml"}


def test_a_certificate_names_publisher_publication_terms_and_inputs():
    for one in reference.provenance():
        assert all([one.publisher, one.publication, one.holds, one.licence, one.inputs])
        for file in one.inputs:
            assert re.fullmatch("[0-9a-f]{64}", file.sha256)
            assert file.rows > 0


def test_the_seeds_of_2021_come_with_their_licence():
    (one,) = [one for one in reference.provenance() if one.file == "hospital_wide_2021.txt"]

    assert "Apache-2.0" in one.licence
    assert "2021_HWR.xlsx" in one.publication
