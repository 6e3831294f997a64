"""What is taken away or changed on disk while it is read."""

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.feeds.spill import Bucket
from carecoord.errors import PortError


def test_files_that_vanish_from_a_folder_are_told(fhir, tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.json").write_bytes(fhir.as_bytes(fhir.patient(id=name)))
    results = fhir_r4.read(tmp_path)
    first = next(results)
    (tmp_path / "b.json").unlink()
    rest = list(results)

    assert [one.chart is None for one in (first, *rest)] == [False, True, False]
    assert [one.reason for one in rest[0].problems] == ["there is no such file or folder; not read"]


@pytest.mark.parametrize(
    "damage", [lambda held: held[:-7], lambda held: held[:3], lambda _: b"x" * 99]
)
def test_a_file_on_disk_that_was_changed_is_refused(tmp_path, damage):
    path = tmp_path / "0-0"
    bucket = Bucket(path)
    for ordinal in range(100):
        bucket.put(ordinal, 0, b"a line of a patient" * 100)
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(PortError, match="the files there were changed"):
        list(bucket.lines())
