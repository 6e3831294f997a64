"""What is written keeps the code sets of R4 and the profiles of US Core that it claims.

The tables in ``definitions`` say what HL7's definitions say. The facts that each author's own tests
write are held against them too, by ``valid``.
"""

import json
from datetime import date

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.whole import completed
from carecoord.model.chart import LISTS
from carecoord.testing.invented import synthetic
from carecoord.testing.strategies.coding import texts
from carecoord.testing.strategies.records import Palette, records
from carecoord.testing.strategies.times import MAX_DAY, MIN_DAY

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
HL7 = "http://terminology.hl7.org/CodeSystem"
ANYTHING = Palette(min_day=MIN_DAY, max_day=MAX_DAY, codes_from=(), identifying=texts)


def fresh(thing):
    return attrs.evolve(thing, source=None)


@pytest.fixture(scope="module")
def invented():
    """Every resource of invented patients, written as if the charts had been made in code."""
    written = []
    for content in synthetic(120, seed=11, as_of=date(2026, 6, 1)):
        (chart,) = (one.chart for one in fhir_r4.read(content) if one.chart is not None)
        kept = {
            name: None if facts is None else tuple(map(fresh, facts))
            for name in LISTS
            for facts in [getattr(chart, name)]
        }
        made = attrs.evolve(
            chart,
            patient=fresh(chart.patient),
            practitioners=tuple(map(fresh, chart.practitioners)),
            organizations=tuple(map(fresh, chart.organizations)),
            records=(),
            **kept,
        )
        bundle = json.loads(fhir_r4.write(made).content)
        written += [entry["resource"] for entry in bundle["entry"]]
    return written


def test_what_is_written_of_invented_patients_keeps_the_definitions(invented, faults_of):
    assert [fault for one in invented for fault in faults_of(one)] == []


@pytest.mark.parametrize("kind", AUTHORS, ids=lambda kind: kind.__name__)
def test_what_is_written_of_any_fact_keeps_the_definitions(kind, names, faults_of):
    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(fact=records(kind, ANYTHING))
    def check(fact):
        beside = type(names)()
        written = AUTHORS[kind](fact, beside)
        if beside.lacks:
            return
        first, *others = written if isinstance(written, list) else [written]
        for one in (completed(first, fact), *others):
            assert faults_of(one) == []

    check()


PERSON = {"resourceType": "Patient", "meta": {"profile": [f"{US_CORE}us-core-patient"]}}
NAMED = {"identifier": [{"system": "s", "value": "1"}], "name": [{"text": "A"}]}
PULSE = {
    "resourceType": "Observation",
    "meta": {"profile": [f"{US_CORE}us-core-heart-rate"]},
    "status": "final",
    "category": [{"coding": [{"system": f"{HL7}/observation-category", "code": "vital-signs"}]}],
    "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
    "subject": {"reference": "Patient/p"},
    "effectiveDateTime": "2026-05-06",
    "valueQuantity": {
        "value": 70,
        "unit": "/min",
        "system": "http://unitsofmeasure.org",
        "code": "/min",
    },
}


@pytest.mark.parametrize(
    ("resource", "faults"),
    [
        (PERSON | NAMED | {"gender": "female"}, []),
        (
            PERSON | NAMED | {"gender": "f"},
            ["Patient.gender f", "us-core-patient: a word of no set in gender"],
        ),
        (PERSON | NAMED, ["us-core-patient: no gender"]),
        (PULSE, []),
        (PULSE | {"category": []}, ["us-core-heart-rate: no category"]),
        (PULSE | {"code": {"text": "pulse"}}, ["us-core-heart-rate: another code"]),
    ],
)
def test_the_tables_find_what_is_wrong(resource, faults, faults_of):
    assert faults_of(resource)[: len(faults) or None] == faults
