"""Whether two products are the same medicine, as far as codes and words tell."""

from __future__ import annotations

import re

import attrs

from carecoord.model.code import Code, CodeableConcept
from carecoord.model.shown import shown
from carecoord.rules.concepts.ingredients import ingredients_of
from carecoord.rules.concepts.pharmacology import ONE_AT_A_TIME

_NAME = re.compile(r"[a-z]{4,}")
_FORMS = frozenset(
    _NAME.findall(
        "oral tabs tablet tablets capsule capsules caps solution suspension syrup elixir liquid"
        " powder injection injectable injector prefilled syringe vial pack kits extended delayed"
        " release sustained immediate chewable disintegrating effervescent sublingual film"
        " coated topical cream ointment lotion foam patch transdermal system spray nasal inhaler"
        " inhalation inhalant metered dose actuation actuat ophthalmic otic drops vaginal rectal"
        " suppository hour hours daily unit units with from each drug implant intrauterine"
    )
)
_PUT_IN = re.compile(r"\b(implants?|intrauterine)\b")
"""Forms that a professional puts in, and no patient fetches."""
_SALTS = frozenset(
    _NAME.findall(
        "acid salt hydrochloride chloride sodium potassium calcium magnesium sulfate phosphate"
        " acetate maleate tartrate bitartrate besylate mesylate citrate fumarate succinate"
        " bromide nitrate gluconate carbonate anhydrous monohydrate dihydrate"
    )
)
"""Words that products share without being the same: of forms, and of salts beside another name."""


@attrs.frozen
class Product:
    """What a product is known by: its codes, its ingredients of our classes, its other names."""

    __repr__ = shown

    codes: frozenset[Code]
    ingredients: frozenset[str]
    names: frozenset[str]


def product_of(concept: CodeableConcept) -> Product:
    """What is known of a product."""
    texts = [concept.text, *(code.display for code in concept.coding)]
    words = {word for text in texts if text for word in _NAME.findall(text.lower())} - _FORMS
    names = words - _SALTS or words
    return Product(frozenset(concept.coding), ingredients_of(concept), frozenset(names))


def put_in(concept: CodeableConcept) -> bool:
    """Whether a product is put in by a professional, by the words of its form."""
    texts = (concept.text, *(code.display for code in concept.coding))
    return any(_PUT_IN.search(text.lower()) for text in texts if text)


def same(wanted: Product, given: Product) -> bool | None:
    """Whether what is given is, or holds, what is wanted; None when neither codes nor words tell.

    By a code of both, else by the ingredients of our classes, else by a name of both.
    """
    if wanted.codes & given.codes:
        return True
    if wanted.ingredients and given.ingredients:
        return wanted.ingredients <= given.ingredients
    if wanted.names and given.names:
        return not wanted.names.isdisjoint(given.names)
    return None


def instead(wanted: Product, given: Product) -> bool:
    """Whether what is given holds an ingredient of those wanted, or one that stands in for it."""
    if wanted.ingredients & given.ingredients:
        return True
    return any(
        group.ingredients & wanted.ingredients and group.ingredients & given.ingredients
        for group in ONE_AT_A_TIME
    )
