"""Of every type of the model: ``replaced`` gives what ``attrs.evolve`` gives, and refuses as it."""

import importlib
import inspect
import pkgutil
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import carecoord.model
from carecoord.errors import CarecoordError
from carecoord.model import Chart, PartialDate, Patient, Period
from carecoord.model.replaced import replaced

GIVEN = (
    "text",
    "",
    None,
    (),
    ["text"],
    ("text",),
    7,
    -1,
    True,
    Decimal("1.5"),
    Decimal("NaN"),
    date(2026, 3, 10),
    date(2026, 3, 9),
    datetime(2026, 3, 10, 8, tzinfo=UTC),
    datetime(2026, 3, 10, 8),  # noqa: DTZ001  which every field of a time refuses
    PartialDate(2026, 3),
    Period(date(2026, 3, 9), date(2026, 3, 10)),
    Patient(),
)
"""What is put into fields, of whatever type they are: most do not look at it."""
REFUSALS = (CarecoordError, AttributeError, TypeError, ValueError, ArithmeticError)
"""What types raise of such things, on purpose or not."""


def kinds_of(package):
    for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(one.name)
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__ and attrs.has(kind) and name[0] != "_":
                yield kind


KINDS = tuple(kinds_of(carecoord.model))


def takes(field, one):
    """Whether a field takes something by itself."""
    convert = field.converter
    try:
        if isinstance(convert, attrs.Converter):
            one = convert(one, None, field)
        elif convert is not None:
            one = convert(one)
        if field.validator is not None:
            field.validator(SimpleNamespace(start=None), field, one)
    except REFUSALS:
        return False
    return True


def made(kind, fields):
    with suppress(*REFUSALS):
        return kind(**fields)
    return None


def values(kind):
    """Values of a type, with what its fields take; those that it refuses as a whole left out."""
    required, optional = {}, {}
    for field in attrs.fields(kind):
        fitting = [one for one in GIVEN if takes(field, one)]
        group = required if field.default is attrs.NOTHING else optional
        if fitting:
            group[field.alias] = st.sampled_from(fitting)
    fields = st.fixed_dictionaries(required, optional=optional)
    return fields.map(lambda one: made(kind, one)).filter(lambda one: one is not None)


def outcome(change, value, fields):
    try:
        found = change(value, **fields)
    except REFUSALS as refused:
        return type(refused), str(refused)
    return type(found), [getattr(found, field.name) for field in attrs.fields(type(found))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_value_with_other_fields_is_the_one_that_attrs_makes(kind, data):
    value = Chart(key="a", patient=Patient()) if kind is Chart else data.draw(values(kind))
    names = st.sampled_from([field.alias for field in attrs.fields(kind)])
    fields = data.draw(st.dictionaries(names, st.sampled_from(GIVEN), max_size=3))

    assert outcome(attrs.evolve, value, fields) == outcome(replaced, value, fields)
