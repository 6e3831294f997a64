"""Bundles of many origins, read and written again: nothing lost, nothing changed but what was."""

import json
from collections import Counter
from itertools import chain

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec import json as chart_json
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.save_review import sources_of
from carecoord.model import CodeableConcept, Fact, Identifier

NUMBER = Identifier("https://clinic.example/added", "1")
CHANGES = {
    "status": "entered-in-error",
    "clinical_status": "inactive",
    "note": "a note that nobody wrote",
    "description": "a description that nobody wrote",
}
PER_TYPE = 10


@pytest.fixture(scope="module")
def bundles(data):
    found = sorted((data / "fhir").glob("*.json"))
    if not found:
        pytest.skip("the folder holds no FHIR bundles")
    return {path.name: path.read_bytes() for path in found}


def as_text(content):
    """JSON with its numbers as they were written."""
    return json.loads(content, parse_float=str, parse_int=str)


def resources(content):
    whole = as_text(content)
    if whole["resourceType"] != "Bundle":
        return [whole]
    return [entry["resource"] for entry in whole.get("entry", []) if "resource" in entry]


def counted(resources):
    return Counter(json.dumps(one, sort_keys=True) for one in resources)


def written(content):
    """All that is written of a source; what several charts share counts once."""
    found, problems = {}, []
    for result in fhir_r4.read(content):
        done = fhir_r4.write(result.chart, records=result.records)
        problems += done.problems
        again = resources(done.content)
        assert len(again) == len(done.resources)
        for one, resource in zip(done.resources, again, strict=True):
            found[one.source and (one.source.digest, one.source.ordinal)] = resource
    return list(found.values()), problems


def test_every_bundle_comes_back_whole(bundles):
    unlike = {}
    for name, content in bundles.items():
        again, problems = written(content)
        if counted(again) != counted(resources(content)) or problems:
            unlike[name] = problems

    assert unlike == {}


def test_a_chart_from_a_store_is_written_as_it_was_read(bundles):
    unlike = 0
    for result in chain.from_iterable(map(fhir_r4.read, bundles.values())):
        if result.chart is not None:
            stored = chart_json.loads(chart_json.dumps(result.chart))
            again = fhir_r4.write(stored, sources=sources_of(result.chart))
            unlike += again.content != fhir_r4.write(result.chart).content

    assert unlike == 0


def charts(bundles):
    for content in bundles.values():
        yield from (one.chart for one in fhir_r4.read(content) if one.chart is not None)


def changes(fact):
    """One field of a fact after the other, each with something new."""
    yield {"identifiers": (*fact.identifiers, NUMBER)}
    names = {field.name for field in attrs.fields(type(fact))}
    for name, value in CHANGES.items():
        if name in names and getattr(fact, name) != value:
            concept = isinstance(getattr(fact, name), CodeableConcept)
            yield {name: CodeableConcept((), value) if concept else value}


def changed_elements(chart, fact, change):
    """Which elements of which resources differ once a fact is changed, and what is reported."""
    home = fact.listed_under
    held = tuple(
        attrs.evolve(one, **change) if one is fact else one for one in getattr(chart, home)
    )
    done = fhir_r4.write(attrs.evolve(chart, **{home: held}), leave_out=True)
    different = [one for one in done.resources if one.content != one.source.content]
    elements = []
    for one in different:
        old, new = as_text(one.source.content), as_text(one.content)
        elements.append({name for name in {**old, **new} if old.get(name) != new.get(name)})
    told = [one for one in done.problems if not one.path.endswith(".text")]
    return elements, told, done


def reads_as_changed(done, fact, change):
    """Whether reading what was written gives the change."""
    (place,) = (n for n, one in enumerate(done.resources) if one.content != one.source.content)
    again = [
        one
        for result in fhir_r4.read(done.content, one_record=True)
        if result.chart is not None
        for one in result.chart.facts_of(type(fact)) or ()
        if one.source.ordinal == place and one.source.within is None
    ]
    return [{name: getattr(one, name) for name in change} for one in again] == [change]


@pytest.mark.parametrize(
    "of", [one for one in AUTHORS if issubclass(one, Fact)], ids=lambda one: one.__name__
)
def test_a_changed_field_changes_its_element_only(bundles, of):
    facts = (
        (chart, fact)
        for chart in charts(bundles)
        for fact in chart.facts_of(of) or ()
        if fact.source is not None and fact.source.within is None
    )
    tried = checked = wrong = 0
    for (chart, fact), _ in zip(facts, range(PER_TYPE), strict=False):
        for change in changes(fact):
            elements, problems, done = changed_elements(chart, fact, change)
            tried += 1
            if not problems:
                checked += 1
                only_one = [len(one) for one in elements] == [1]
                wrong += not (only_one and reads_as_changed(done, fact, change))

    if not tried:
        pytest.skip("no bundle holds one")
    assert checked > 0
    assert wrong == 0
