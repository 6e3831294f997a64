"""Values of many kinds: results, answers, goals, inputs of tasks."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import bounds, proportion, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import code, concept
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.reasons import NOT_CARRIED, NOT_TIME_OF_DAY
from carecoord.model.code import CodeableConcept
from carecoord.model.observation import Value

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4.resources.observation import ObservationResource


class Uncarried(structs.Datatype, frozen=True):
    """A kind of value that the model does not carry; its presence is noted."""


class Valued(structs.Backbone, kw_only=True):
    """An element with ``value[x]``; Observation, which has it too, repeats these fields."""

    value_quantity: structs.Amount | None = None
    value_codeable_concept: structs.Concept | None = None
    value_string: str | None = None
    value_boolean: bool | None = None
    value_integer: int | None = None
    value_date_time: str | None = None
    value_period: structs.Span | None = None
    value_range: structs.Bounds | None = None
    value_ratio: structs.Proportion | None = None
    value_time: str | None = None
    value_sampled_data: Uncarried | None = None
    value_attachment: Uncarried | None = None


class FurtherValued(Valued):
    """An answer or a parameter: more kinds of ``value[x]``."""

    value_coding: structs.Coding | None = None
    value_code: str | None = None
    value_decimal: Decimal | None = None
    value_date: str | None = None
    value_uri: str | None = None
    value_url: str | None = None
    value_canonical: str | None = None
    value_identifier: structs.Identifier | None = None
    value_reference: structs.Reference | None = None


def value(at: Entry, held: Valued | ObservationResource, field: str) -> Value | None:
    """Read the value that an element holds, whatever its kind."""
    if held.value_quantity is not None:
        return quantity(at, held.value_quantity, f"{field}Quantity")
    if held.value_codeable_concept is not None:
        return concept(at, held.value_codeable_concept)
    if held.value_string is not None:
        return held.value_string
    if held.value_boolean is not None:
        return held.value_boolean
    if held.value_integer is not None:
        return held.value_integer
    return _rare(at, held, field)


def _rare(at: Entry, held: Valued | ObservationResource, field: str) -> Value | None:
    if held.value_date_time is not None:
        return moment(at, held.value_date_time, f"{field}DateTime")
    if held.value_period is not None:
        return period(at, held.value_period, f"{field}Period")
    if held.value_range is not None:
        return bounds(at, held.value_range, f"{field}Range")
    if held.value_ratio is not None:
        return proportion(at, held.value_ratio, f"{field}Ratio")
    if held.value_time is not None:
        return time_of_day(at, held.value_time, f"{field}Time")
    if held.value_sampled_data is not None or held.value_attachment is not None:
        at.problem(field, NOT_CARRIED)
    return None


def further_value(at: Entry, held: FurtherValued, field: str) -> Value | None:
    """Read a value of the kinds that only answers and parameters have, but for two.

    No reference and no identifier is among them.
    """
    if held.value_coding is not None:
        answer = code(at, held.value_coding)
        return held.value_coding.display if answer is None else CodeableConcept((answer,))
    if held.value_date is not None:
        return moment(at, held.value_date, f"{field}Date")
    if held.value_decimal is not None:
        return quantity(at, structs.Amount(value=held.value_decimal), f"{field}Decimal")
    return held.value_code or held.value_uri or held.value_url or held.value_canonical


def time_of_day(at: Entry, text: str, field: str) -> time | None:
    """Read a time of day; one that does not exist is left out and noted."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        at.problem(field, NOT_TIME_OF_DAY)
        return None
    return found
