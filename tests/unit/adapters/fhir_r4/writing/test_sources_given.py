"""Charts from a store, whose sources are given when they are written."""

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec import json as chart_json


def test_sources_that_are_given_twice_are_written_once(fhir):
    alike = [{"resourceType": "Observation", "id": name, "valueString": "v"} for name in "abc"]
    chart = fhir.with_patient(*alike).chart
    stored, sources = chart_json.read(chart_json.dumps(chart, sources=True))
    done = fhir_r4.write(stored, sources=[*sources, *sources])

    assert done.problems == ()
    assert done.content == fhir_r4.write(chart).content


def test_what_was_kept_beside_facts_stays_there(fhir):
    about_another = {"resourceType": "Coverage", "beneficiary": {"reference": "Patient/other"}}
    chart = fhir.with_patient(about_another, about_another).chart
    stored, sources = chart_json.read(chart_json.dumps(chart, sources=True))
    done = fhir_r4.write(stored, sources=sources)

    assert (len(chart.records), chart.coverages) == (2, None)
    assert done.problems == ()
    assert done.content == fhir_r4.write(chart).content
