"""The ``repr`` that values share is the one that attrs would write for each."""

import attrs

from carecoord.model.shown import shown


@attrs.frozen
class Dose:
    amount: int
    unit: str
    note: str = attrs.field(default="", repr=False)


@attrs.frozen
class Shared:
    __repr__ = shown

    amount: int
    unit: str
    note: str = attrs.field(default="", repr=False)


@attrs.frozen(repr=False)
class Heir(Shared):
    parts: tuple[Shared, ...] = ()


def test_fields_are_shown_as_attrs_shows_them_and_hidden_ones_are_not():
    assert repr(Shared(5, "mg", "secret")).replace("Shared", "Dose") == repr(
        Dose(5, "mg", "secret")
    )


def test_a_subclass_shows_its_own_name_and_fields():
    heir = Heir(5, "mg", parts=(Shared(1, "g"),))
    assert repr(heir) == "Heir(amount=5, unit='mg', parts=(Shared(amount=1, unit='g'),))"


def test_a_class_within_a_function_is_called_by_its_own_name():
    @attrs.frozen
    class Local:
        __repr__ = shown

        days: int

    assert repr(Local(7)) == "Local(days=7)"
