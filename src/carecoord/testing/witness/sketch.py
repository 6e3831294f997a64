"""What is known of a fact that has still to be made: its type and some of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, cast

import attrs

from carecoord.model.appeal import Appeal
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.condition import Condition
from carecoord.model.fact import Fact
from carecoord.model.fill import Fill
from carecoord.model.observation import Component, Observation
from carecoord.model.period import Period
from carecoord.model.prescription import Prescription
from carecoord.model.quantity import Quantity

NOON = time(12, tzinfo=UTC)

_CODE_FIELD = {
    "encounters": "type",
    "appointments": "service_type",
    "communications": "category",
    "care_plans": "category",
    "care_teams": "category",
    "consents": "category",
    "coverages": "type",
    "programs": "type",
    "directives": "kind",
    "education": "topic",
    "experiences": "kind",
}
"""The field in which facts of a list carry the code that value sets are compared with."""

_TIMES: Mapping[str, tuple[str, ...]] = {
    "conditions": ("onset", "recorded_on"),
    "encounters": ("period",),
    "observations": ("effective",),
    "procedures": ("performed",),
    "orders": ("authored_on",),
    "prescriptions": ("authored_on",),
    "fills": ("handed_over_on",),
    "immunizations": ("occurrence",),
    "communications": ("sent_at", "recorded_on"),
    "appeals": ("filed_on",),
    "communication_requests": ("authored_on",),
    "eligibility_responses": ("created_on",),
    "appointments": ("start", "end", "created_on"),
    "authorizations": ("period", "created_on"),
    "care_plans": ("period",),
    "programs": ("period",),
    "coverages": ("period",),
    "tasks": ("execution", "authored_on"),
    "answers": ("authored_on",),
    "social_history": ("recorded_on",),
    "family_history": ("recorded_on",),
    "consents": ("given_on",),
    "holds": ("since",),
}
"""The fields that say when a fact was, or was written down."""

_SPANS = frozenset({"period", "execution"})


@attrs.frozen(kw_only=True)
class Sketch:
    """A fact in the making. ``others`` are facts that it names."""

    type: type[Fact]
    fields: Mapping[str, object] = attrs.field(factory=dict[str, object])
    others: tuple[Fact, ...] = ()

    def with_field(self, name: str, value: object) -> Sketch:
        """The same with a field; what stands there already stays."""
        if name in self.fields:
            return self
        return attrs.evolve(self, fields={**self.fields, name: value})

    def coded(self, code: Code) -> Sketch:
        """The same under a code."""
        name = _CODE_FIELD.get(self.type.listed_under, "code")
        return self.with_field(name, self.shaped(name, code))

    def shaped(self, name: str, value: object) -> object:
        """A value as the field holds it: a concept of a code, a tuple of one."""
        kind = _types(self.type)[name]  # type: ignore[arg-type]
        if isinstance(value, Code) and ("CodeableConcept" in kind or "Value" in kind):
            value = CodeableConcept((value,))
        return (value,) if kind.startswith("tuple[") else value

    def made(self, name: str, first: date, last: date, *, ends: bool) -> Fact:
        """The fact from a first to a last day; without ``ends`` it lasts."""
        fields: dict[str, Any] = dict(self.fields)
        for when in _TIMES.get(self.type.listed_under, ()):
            if when not in fields:
                fields[when] = _time(when, first, last, ends=ends)
        if issubclass(self.type, Condition):
            fields.setdefault("clinical_status", "resolved" if ends else "active")
            if ends:
                fields.setdefault("abatement", last)
        days = Decimal((last - first).days + 1)
        if issubclass(self.type, Appeal):
            fields.setdefault("authorization", "permission")
        if issubclass(self.type, Fill):
            fields.setdefault("days_supply", days)
        if issubclass(self.type, Prescription):
            fields.setdefault("supply", Quantity(days, "d"))
        if issubclass(self.type, Observation) and not fields.get("components"):
            fields.setdefault("value", Quantity(Decimal(1), "1"))
        return self.type(id=name, **fields)

    def measuring(self, component: Code | None, amount: Quantity) -> Sketch:
        """The same with a value, or with the value of a component."""
        if component is None:
            return self.with_field("value", amount)
        given = cast("tuple[Component, ...]", self.fields.get("components", ()))
        parts = (part for part in given if part.code is None or component not in part.code.coding)
        part = Component(code=CodeableConcept((component,)), value=amount)
        return attrs.evolve(self, fields={**self.fields, "components": (*parts, part)})


def _time(name: str, first: date, last: date, *, ends: bool) -> object:
    if name in _SPANS:
        finish = datetime.combine(last, NOON) + timedelta(minutes=30)
        return Period(datetime.combine(first, NOON), finish if ends else None)
    if name == "end":
        return datetime.combine(first, NOON) + timedelta(minutes=30)
    return datetime.combine(first, NOON)


@cache
def _types(kind: type[Fact]) -> Mapping[str, str]:
    return {field.name: str(field.type) for field in attrs.fields(kind)}
