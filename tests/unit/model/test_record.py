import copy
import hashlib
import pickle

import attrs
import pytest

from carecoord.model.record import Record, numbered, record_id
from carecoord.model.source import Source

BILL = Source(digest="d", ordinal=3, content=b'{"resourceType": "Claim"}')
ID = hashlib.sha256(BILL.content).hexdigest()[:24]


def test_its_id_is_a_digest_of_its_content():
    record = Record.of(BILL, "Claim")

    assert (record.id, record.kind, record.source) == (ID, "Claim", BILL)


@pytest.mark.parametrize(
    "done",
    [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))],  # noqa: S301  our own
)
def test_a_copy_is_equal(done):
    record = done(Record.of(BILL, "Claim"))

    assert record == Record(id=ID, kind="Claim")
    assert hash(record) == hash(Record(id=ID, kind="Claim"))
    assert record.source == BILL


def test_a_record_with_another_source_keeps_its_id():
    record = attrs.evolve(Record.of(BILL, "Claim"), source=None)

    assert record.id == ID


def test_it_has_no_other_attribute():
    with pytest.raises(AttributeError, match="amount"):
        _ = Record.of(BILL, "Claim").amount


def test_identical_records_are_told_apart_by_their_number():
    first = record_id(BILL.content)

    assert numbered(first, 0) == first
    assert len({numbered(first, number) for number in range(3)}) == 3
