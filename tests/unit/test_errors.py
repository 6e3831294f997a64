import copy
import inspect
import pickle

import attrs
import pytest

from carecoord import errors
from carecoord.errors import (
    AuthoringError,
    CarecoordError,
    MissingExtra,
    NoticeNotSent,
    RecordError,
    RecordRejected,
    UnknownRule,
    missing_extra,
)

PARTS = {"asked": "a thing", "found": "something else", "remedy": "Mend it"}
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, CarecoordError) and kind not in {CarecoordError, errors._Message}
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_says_what_was_asked_what_was_found_and_what_to_do(kind):
    assert str(kind(**PARTS)) == "a thing: something else. Mend it"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))],  # noqa: S301
)
def test_an_error_survives_copying_and_pickling(kind, again):
    error = kind(**PARTS)

    assert attrs.asdict(error) == attrs.asdict(again(error))
    assert type(error) is type(again(error))


def test_a_field_of_its_own_survives_pickling():
    refused = NoticeNotSent(**PARTS, retry=False)

    assert pickle.loads(pickle.dumps(refused)).retry is False  # noqa: S301  pickled above


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_can_be_raised_from_another_and_keeps_it(kind):
    cause = KeyError("gone")

    with pytest.raises(kind) as raised:
        raise kind(**PARTS) from cause

    assert cause is raised.value.__cause__


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_of_an_error_do_not_change(kind):
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        kind(**PARTS).asked = "another thing"


def test_errors_are_also_what_they_specialise():
    assert issubclass(RecordRejected, ValueError)
    assert issubclass(UnknownRule, LookupError)
    assert issubclass(MissingExtra, ImportError)


def test_a_wrong_rule_is_not_a_wrong_record():
    assert not issubclass(AuthoringError, RecordError)


def test_a_missing_extra_says_how_to_install_it():
    assert str(missing_extra("reading FHIR", "fhir")) == (
        "reading FHIR: an optional dependency is not installed. "
        "Install it with: pip install 'carecoord[fhir]'"
    )


def test_the_tree_at_the_top_of_the_module_names_every_error():
    assert [kind.__name__ for kind in KINDS if kind.__name__ not in errors.__doc__] == []
