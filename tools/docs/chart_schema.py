"""The JSON Schema of a chart's document, from the model's types and the codec's forms."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, get_args, get_origin

import attrs

from carecoord.adapters.codec.json import SCHEMA
from carecoord.adapters.codec.json_hooks import ORDERS, forms
from carecoord.adapters.codec.json_scalars import FORMS
from carecoord.adapters.codec.json_sources import Held, fields_of_source
from carecoord.adapters.codec.json_unions import is_optional, is_union, members, tag_of
from carecoord.model.chart import Chart
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Value

Schema = dict[str, Any]

PLAIN: Mapping[type, str] = MappingProxyType({str: "string", int: "integer", bool: "boolean"})
NAMED: Mapping[frozenset[type], str] = MappingProxyType(
    {frozenset(members(ClinicalTime)): "ClinicalTime", frozenset(members(Value)): "Value"}
)
"""Unions that many fields share, under a name of their own."""
BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


def chart_schema() -> str:
    """The schema as JSON text."""
    forms()  # makes sure that the types a chart names are known
    made = _Definitions()
    body = made.record(Chart, {"orders": ORDERS})
    properties = {"schema": {"const": SCHEMA}} | body["properties"]
    properties["sources"] = {"type": "array", "items": made.of(Held)}
    held = made.definitions[Held.__name__]
    held["properties"]["base64"] = {"anyOf": [{"type": "string", "pattern": BASE64}, _NULL]}
    held["oneOf"] = [_given("content"), _given("base64")]
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:carecoord:chart:{SCHEMA}",
        "title": f"A chart as a JSON document, schema {SCHEMA}",
        **body,
        "properties": properties,
        "required": ["schema", *body["required"]],
        "$defs": dict(sorted(made.definitions.items())),
    }
    return json.dumps(document, indent=1) + "\n"


_NULL: Schema = {"type": "null"}


def _given(name: str) -> Schema:
    return {"required": [name], "properties": {name: {"type": "string"}}}


class _Definitions:
    """What each type of the model may be, defined once under its name."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:  # noqa: ANN401  a type
        """What a field of a type may hold."""
        if kind in PLAIN:
            return {"type": PLAIN[kind]}
        if is_optional(kind):
            return {"anyOf": [self.of(members(kind)[0]), _NULL]}
        if is_union(kind):
            return self._union(kind)
        if get_origin(kind) in {tuple, frozenset}:
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        return self._defined(kind.__name__, kind)

    def record(self, kind: type, instead: Mapping[str, Any] = MappingProxyType({})) -> Schema:
        """What an object may be; ``instead`` is for fields that hold more than they say."""
        attrs.resolve_types(kind)
        left_out = fields_of_source(kind)
        fields = [field for field in attrs.fields(kind) if field.name not in left_out]
        made = {
            "description": (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " "),
            "type": "object",
            "properties": {f.name: self.of(instead.get(f.name, f.type)) for f in fields},
            "required": [f.name for f in fields if f.default is attrs.NOTHING],
            "additionalProperties": False,
        }
        return {key: value for key, value in made.items() if value != []}

    def _defined(self, name: str, kind: Any) -> Schema:  # noqa: ANN401  a type
        if name not in self.definitions:
            self.definitions[name] = {}  # a type may hold itself
            self.definitions[name] = self._definition(kind)
        return {"$ref": f"#/$defs/{name}"}

    def _definition(self, kind: Any) -> Schema:  # noqa: ANN401  a type
        if kind in FORMS:
            return {"type": "string", "pattern": f"^({FORMS[kind]})$"}
        if issubclass(kind, Enum):
            return {"enum": [member.name for member in kind]}
        return self.record(kind)

    def _union(self, kind: Any) -> Schema:  # noqa: ANN401  a union
        kinds = members(kind)
        name = NAMED.get(frozenset(kinds))
        if name is not None and name not in self.definitions:
            self.definitions[name] = {"anyOf": [self._member(one) for one in kinds]}
        choices = [self._member(one) for one in kinds] if name is None else []
        named = [] if name is None else [{"$ref": f"#/$defs/{name}"}]
        nothing = [_NULL] if type(None) in get_args(kind) else []
        found = [*named, *choices, *nothing]
        return found[0] if len(found) == 1 else {"anyOf": found}

    def _member(self, kind: type) -> Schema:
        tag = tag_of(kind)
        if tag is None:
            return self.of(kind)
        return {
            "type": "object",
            "properties": {tag: self.of(kind)},
            "required": [tag],
            "additionalProperties": False,
        }
