"""Small bundles, written in the tests, and what reading them gives."""

import json
from types import SimpleNamespace

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Summary

MRN = {"system": "https://clinic.example/mrn", "value": "A-1", "type": {"coding": [{"code": "MR"}]}}


def a_patient(**elements):
    return {
        "resourceType": "Patient",
        "id": "p",
        "identifier": [MRN],
        "birthDate": "1950-04-01",
        **elements,
    }


def a_bundle(*resources, kind="collection"):
    return {
        "resourceType": "Bundle",
        "type": kind,
        "entry": [{"resource": resource} for resource in resources],
    }


def _about_p(resource):
    about = {
        "AllergyIntolerance": "patient",
        "ClaimResponse": "patient",
        "CoverageEligibilityResponse": "patient",
        "Claim": "patient",
        "Consent": "patient",
        "Coverage": "beneficiary",
        "Device": "patient",
        "EpisodeOfCare": "patient",
        "FamilyMemberHistory": "patient",
        "Immunization": "patient",
        "RelatedPerson": "patient",
        "Task": "for",
    }.get(resource["resourceType"], "subject")
    return {about: {"reference": "Patient/p"}, **resource}


class Read:
    """All results of one call of ``read``."""

    def __init__(self, source, **options):
        self.results = list(fhir_r4.read(source, **options))

    @property
    def charts(self):
        return [result.chart for result in self.results if result.chart is not None]

    @property
    def chart(self):
        (chart,) = self.charts
        return chart

    @property
    def problems(self):
        return [problem for result in self.results for problem in result.problems]

    @property
    def lines(self):
        return [(problem.path, problem.reason) for problem in self.problems]

    @property
    def reasons(self):
        return [problem.reason for problem in self.problems]

    @property
    def summary(self):
        return sum((result.summary for result in self.results), Summary())

    def fact(self, name):
        (fact,) = getattr(self.chart, name)
        return fact


def as_bytes(value):
    return json.dumps(value).encode()


@pytest.fixture
def fhir():
    """Builders of resources and bundles, and ``read`` for values, bytes or paths."""

    def read(source, **options):
        return Read(as_bytes(source) if isinstance(source, dict) else source, **options)

    def with_patient(*resources, **options):
        return read(a_bundle(a_patient(), *map(_about_p, resources)), **options)

    return SimpleNamespace(
        bundle=a_bundle,
        patient=a_patient,
        about_p=_about_p,
        as_bytes=as_bytes,
        read=read,
        with_patient=with_patient,
        mrn=MRN,
    )
