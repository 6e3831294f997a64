"""Medication and Substance, and what the resources that refer to them mean by it."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.reasons import ABSENT_NAMED
from carecoord.model.code import CodeableConcept

_IN_ERROR = "entered-in-error"


class Ingredient(structs.Backbone):
    """Medication.ingredient."""

    item_codeable_concept: structs.Concept | None = None
    item_reference: structs.Reference | None = None


class MedicationResource(structs.Resource):
    """FHIR Medication: what is meant by references to it."""

    status: str | None = None
    code: structs.Concept | None = None
    ingredient: tuple[Ingredient, ...] = ()


class SubstanceResource(structs.Resource):
    """FHIR Substance: what a medicine without a code is made of."""

    status: str | None = None
    code: structs.Concept | None = None


def medicine(
    at: Entry, value: structs.Concept | None, reference: structs.Reference | None
) -> CodeableConcept | None:
    """What the medicine is: coded here, or in the Medication referred to, or only displayed.

    None where nothing says it, as in exports that have stripped it: something was ordered.
    """
    if reference is None:
        return concept(at, value)
    coded = concept(at, value)
    if coded is not None:
        return coded
    found = at.directory.find(reference, at)
    if found is not None and isinstance(found.resource, MedicationResource):
        coded = _known(found, found.resource)
        if found.resource.status == _IN_ERROR:
            at.problem("medicationReference", "a medicine entered in error; its code is left out")
        elif coded is not None:
            return coded
    if found is None and (reference.reference or reference.identifier):
        at.count("medicationReference", ABSENT_NAMED)
    return CodeableConcept((), reference.display) if reference.display else None


def _known(at: Entry, medication: MedicationResource) -> CodeableConcept | None:
    """The code of a Medication; else its only ingredient, or the names of several."""
    coded = concept(at, medication.code)
    if coded is not None or not medication.ingredient:
        return coded
    found = (_item(at, one) for one in medication.ingredient)
    items = [one for one in found if one is not None]
    if len(items) == 1 == len(medication.ingredient):
        return items[0]
    return CodeableConcept((), " / ".join(one.label for one in items)) if items else None


def _item(at: Entry, ingredient: Ingredient) -> CodeableConcept | None:
    """An ingredient: coded, or the Substance or Medication referred to, or only displayed."""
    coded = concept(at, ingredient.item_codeable_concept)
    reference = ingredient.item_reference
    if coded is not None or reference is None:
        return coded
    found = at.directory.find(reference, at)
    if found is None and (reference.reference or reference.identifier):
        at.count("ingredient.itemReference", ABSENT_NAMED)
    held = found.resource if found is not None else None
    if isinstance(held, SubstanceResource | MedicationResource) and held.status != _IN_ERROR:
        coded = concept(at, held.code)
    if coded is None and reference.display:
        return CodeableConcept((), reference.display)
    return coded
