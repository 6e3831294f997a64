"""Facts of bundles of many origins are written as resources that another program accepts."""

import json
from collections import Counter
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
_GENERAL = {"vital-signs", "observation-screening-assessment"}
"""Profiles that others are made from, or that stand beside another."""
MOST = 100
"""So many facts are accepted for one that lacks what FHIR demands."""


class Somewhere:
    """Refers to everything by one address, and counts what is lacking."""

    def __init__(self):
        self.lacks = []

    def subject(self):
        return {"reference": "Patient/p"}

    def fact(self, fact_id):
        return None if fact_id is None else {"reference": "Basic/x"}

    def facts(self, fact_ids):
        return [self.fact(one) for one in fact_ids]

    def actor(self, actor):
        if actor is None:
            return None
        return {"reference": "Practitioner/x"} if actor.display is None else {"display": "shown"}

    def beside(self, fact, number):
        return {"reference": f"urn:uuid:{number}"}

    def lost(self, element, reason):
        """Losses are told elsewhere."""

    def lacking(self, element, reason):
        self.lacks.append(element)


def written(content):
    """The facts of a source that have an author, each with what is written of it."""
    for result in fhir_r4.read(content):
        for fact in result.chart.facts() if result.chart is not None else ():
            if type(fact) in AUTHORS:
                names = Somewhere()
                made = AUTHORS[type(fact)](fact, names)
                for resource in made if isinstance(made, list) else [made]:
                    yield fact, resource, names.lacks


@pytest.fixture(scope="module")
def folder(data: Path):
    found = data / "fhir"
    if not (found / "MANIFEST.csv").is_file():
        pytest.skip("the folder holds no FHIR bundles")
    return found


def test_what_is_written_of_real_facts_is_accepted(folder):
    accepted, refused = 0, Counter()
    for path in sorted(folder.glob("*.json")):
        for _, resource, lacks in written(path):
            kind = resource["resourceType"]
            model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
            try:
                model.model_validate_json(_ENCODER.encode(resource))
                accepted += 1
            except ValueError:
                refused[path.name, kind, *lacks] += 1

    assert not {key: count for key, count in refused.items() if len(key) == 2}
    assert accepted > MOST * sum(refused.values())


def test_profiles_are_claimed_of_examples_that_have_them(folder):
    examples = folder / "us_core_610_examples.json"
    if not examples.is_file():
        pytest.skip("the folder holds no examples of US Core")
    claimed, wrong = 0, []
    for fact, resource, _ in written(examples):
        stated = json.loads(fact.source.content).get("meta", {}).get("profile", [])
        claims = resource.get("meta", {}).get("profile", [])
        general = [f"{_CORE}{name}" for name in _GENERAL]
        claimed += bool(stated and claims)
        if stated and not set(claims) <= {*stated, *general}:
            wrong.append((stated, claims))

    assert (wrong, claimed > 0) == ([], True)
