"""The classes of medicines whose possession is followed, and how a product is recognised.

By RxNorm ingredient code, and by the ingredient's name in the display or text: dispensings carry
codes of clinical drugs, which name their ingredients in words. An ingredient without a code is
known by its name alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import attrs

from carecoord.model.code import RXNORM, Code, CodeableConcept, rxnorm
from carecoord.model.shown import shown
from carecoord.rules.concepts import pharmacology
from carecoord.rules.concepts.pharmacology import PharmacologicClass

_WORD = re.compile(r"[a-z]+")
_SUPPLIES = re.compile(r"insulin (pen )?(syringe|needle|pump)s?\b")
"""What is used with a medicine and holds none of it."""


def _ingredients(drugs: DrugClass) -> Mapping[str, str | None]:
    return {name: code for one in drugs.classes for name, code in one.ingredients.items()}


@attrs.frozen(kw_only=True)
class DrugClass:
    """What a measure counts together; a fill of one of ``exclusions`` takes out."""

    __repr__ = shown

    name: str
    classes: tuple[PharmacologicClass, ...] = attrs.field(repr=False)
    exclusions: tuple[str, ...] = ()
    ingredients: Mapping[str, str | None] = attrs.field(
        init=False, repr=False, default=attrs.Factory(_ingredients, takes_self=True)
    )

    def of(self, ingredients: frozenset[str]) -> frozenset[str]:
        """Which of some ingredients belong to the class."""
        return frozenset(self.ingredients.keys() & ingredients)

    def excluded(self, ingredients: frozenset[str]) -> frozenset[str]:
        """Which of some ingredients take the patient out."""
        return ingredients.intersection(self.exclusions)


STATINS = DrugClass(name="statins", classes=(pharmacology.STATINS,))
RAS_ANTAGONISTS = DrugClass(
    name="RAS antagonists",
    classes=(
        pharmacology.ACE_INHIBITORS,
        pharmacology.RECEPTOR_BLOCKERS,
        pharmacology.RENIN_INHIBITORS,
    ),
    exclusions=("sacubitril",),
)
DIABETES_MEDICINES = DrugClass(
    name="diabetes medicines",
    classes=(
        pharmacology.BIGUANIDES,
        pharmacology.SULFONYLUREAS,
        pharmacology.THIAZOLIDINEDIONES,
        pharmacology.DPP4_INHIBITORS,
        pharmacology.GLP1_AGONISTS,
        pharmacology.MEGLITINIDES,
        pharmacology.SGLT2_INHIBITORS,
    ),
    exclusions=("insulin",),
)
CLASSES = (STATINS, RAS_ANTAGONISTS, DIABETES_MEDICINES)

_NAMES = frozenset(name for drugs in CLASSES for name in (*drugs.ingredients, *drugs.exclusions))
_NOTHING: frozenset[str] = frozenset()
_BY_CODE: Mapping[Code, str] = {
    rxnorm(code): name for c in CLASSES for name, code in c.ingredients.items() if code
} | {Code(RXNORM, "1656328"): "sacubitril"}


_REMEMBERED = 4096
"""Product names kept, so that hostile input cannot fill the memory."""


def ingredients_of(product: CodeableConcept) -> frozenset[str]:
    """The ingredients of these classes, and their exclusions, that a product names."""
    found = _named_in(product.text) if product.text else _NOTHING
    for code in product.coding:
        if code.display:
            found |= _named_in(code.display)
        if code.system == RXNORM and code in _BY_CODE:
            found |= {_BY_CODE[code]}
    return found


@lru_cache(_REMEMBERED)
def _named_in(text: str) -> frozenset[str]:
    return _NAMES.intersection(_WORD.findall(_SUPPLIES.sub("", text.lower())))
