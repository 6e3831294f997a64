"""FHIR's data types as msgspec decodes them: only what is mapped, everything optional.

Field names are FHIR's in snake case. Concepts are frozen and hashable, so that equal ones are
made into our values once in a run.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Raw, Struct, field


class Datatype(Struct, rename="camel", gc=False, frozen=True):
    """What the data types have in common: immutable, unknown elements passed over."""


class Backbone(Struct, rename="camel", gc=False):
    """What the elements of resources have in common.

    A modifier extension does not fit, so that its resource takes the slow path, where it is seen.
    """

    modifier_extension: None = None


class Presence(Datatype, frozen=True):
    """An element of which only that it is there matters."""


class Coding(Datatype, frozen=True):
    """FHIR Coding."""

    system: str | None = None
    code: str | None = None
    display: str | None = None


class Concept(Datatype, frozen=True):
    """FHIR CodeableConcept."""

    coding: tuple[Coding, ...] = ()
    text: str | None = None


class Identifier(Datatype, frozen=True):
    """FHIR Identifier."""

    system: str | None = None
    value: str | None = None
    type: Concept | None = None


class Reference(Datatype, frozen=True):
    """FHIR Reference."""

    reference: str | None = None
    type: str | None = None
    identifier: Identifier | None = None
    display: str | None = None


class Span(Datatype, frozen=True):
    """FHIR Period."""

    start: str | None = None
    end: str | None = None
    stop: str | None = None
    """No element of FHIR's, but written by some for ``end``."""


class Amount(Datatype, frozen=True):
    """FHIR Quantity, Age, Duration, Count."""

    value: Decimal | None = None
    comparator: str | None = None
    unit: str | None = None
    code: str | None = None


class Price(Datatype, frozen=True):
    """FHIR Money."""

    value: Decimal | None = None
    currency: str | None = None


class Bounds(Datatype, frozen=True):
    """FHIR Range."""

    low: Amount | None = None
    high: Amount | None = None


class Proportion(Datatype, frozen=True):
    """FHIR Ratio."""

    numerator: Amount | None = None
    denominator: Amount | None = None


class Note(Datatype, frozen=True):
    """FHIR Annotation."""

    text: str | None = None


class Repeat(Datatype, frozen=True):
    """FHIR Timing.repeat."""

    bounds_period: Span | None = None
    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = None
    period_max: Decimal | None = None
    period_unit: str | None = None
    day_of_week: tuple[str, ...] = ()
    time_of_day: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


class Timing(Datatype, frozen=True):
    """FHIR Timing; a modifier extension does not fit, as in any backbone element."""

    modifier_extension: None = None
    event: tuple[str, ...] = ()
    repeat: Repeat | None = None
    code: Concept | None = None


class Extension(Datatype, frozen=True):
    """FHIR Extension, with the kinds of value that the mapped extensions have."""

    url: str = ""
    extension: tuple[Extension, ...] = ()
    value_boolean: bool | None = None
    value_decimal: Decimal | None = None
    value_code: str | None = None
    value_string: str | None = None
    value_date: str | None = None
    value_date_time: str | None = None
    value_codeable_concept: Concept | None = None
    value_coding: Coding | None = None
    value_quantity: Amount | None = None
    value_period: Span | None = None
    value_canonical: str | None = None
    value_reference: Reference | None = None
    value_identifier: Identifier | None = None
    value_money: Price | None = None


class Sibling(Datatype, frozen=True):
    """What stands beside a simple value, under its name with a line before it."""

    extension: tuple[Extension, ...] = ()


class Meta(Datatype, frozen=True):
    """FHIR Meta: profiles that change meaning, labels that restrict sharing."""

    profile: tuple[str, ...] = ()
    security: tuple[Coding, ...] = ()


class Person(Datatype, frozen=True):
    """FHIR HumanName."""

    family: str | None = None
    given: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    text: str | None = None
    use: str | None = None
    period: Span | None = None


class Reach(Datatype, frozen=True):
    """FHIR ContactPoint."""

    extension: tuple[Extension, ...] = ()
    system: str | None = None
    value: str | None = None
    use: str | None = None
    rank: int | None = None
    period: Span | None = None


class Place(Datatype, frozen=True):
    """FHIR Address."""

    extension: tuple[Extension, ...] = ()
    type: str | None = None
    line: tuple[str, ...] = ()
    city: str | None = None
    district: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None
    text: str | None = None
    use: str | None = None
    period: Span | None = None


class Resource(Struct, rename="camel", kw_only=True, gc=False):
    """What every mapped resource has."""

    id: str | None = None
    meta: Meta | None = None
    identifier: tuple[Identifier, ...] | Identifier = ()
    contained: tuple[Raw, ...] = ()
    extension: tuple[Extension, ...] = ()
    modifier_extension: tuple[Extension, ...] = ()

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The business identifiers; a QuestionnaireResponse has one, not a list."""
        held = self.identifier
        return held if isinstance(held, tuple) else (held,)


class WithSubject(Resource):
    """A resource about a patient, under ``subject``."""

    subject: Reference | None = None
    encounter: Reference | None = None


class WithPatient(Resource):
    """A resource about a patient, under ``patient``."""

    subject: Reference | None = field(default=None, name="patient")
    encounter: Reference | None = None
