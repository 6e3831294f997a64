"""A validator that is not ours, tables of HL7's definitions, names for what is written alone."""

import json
from importlib import import_module
from pathlib import Path

import attrs
import msgspec
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.chart import LISTS

_ENCODER = msgspec.json.Encoder(decimal_format="number")


@attrs.define
class Alone(Names):
    """Refers to everything as if it were in the chart, and keeps what is noted."""

    losses: list[str] = attrs.field(factory=list)
    lacks: list[str] = attrs.field(factory=list)

    def subject(self):
        return {"reference": "Patient/p"}

    def fact(self, fact_id):
        return None if fact_id is None else {"reference": f"Basic/{fact_id}"}

    def facts(self, fact_ids):
        return [self.fact(one) for one in fact_ids]

    def actor(self, actor):
        if actor is None:
            return None
        found = {} if actor.id is None else {"reference": f"Practitioner/{actor.id}"}
        return found | ({"display": actor.display} if actor.display else {}) or None

    def beside(self, fact, number):
        return {"reference": f"urn:uuid:{number}"}

    def lost(self, element, reason):
        self.losses.append(element)

    def lacking(self, element, reason):
        self.lacks.append(element)


TABLES = Path(__file__).parent / "definitions"
BOUND = json.loads((TABLES / "required_codes.json").read_text())
PROFILES = json.loads((TABLES / "us_core.json").read_text())


def wrong_codes(value, path):
    """The codes of sets that FHIR fixes and does not have, each with where it stands."""
    if isinstance(value, list):
        return [one for part in value for one in wrong_codes(part, path)]
    bound = BOUND["elements"].get(path)
    if bound is not None and not is_of(value, bound):
        return [f"{path} {value}"]
    if not isinstance(value, dict):
        return []
    return [
        one
        for name, part in value.items()
        for inner in [f"{path}.{name}"]
        for one in wrong_codes(part, BOUND["types"].get(inner, inner))
    ]


def is_of(value, bound):
    if isinstance(value, str):
        return value in BOUND["sets"][bound]
    system = BOUND["systems"][bound]
    codings = [(one.get("system"), one.get("code")) for one in value.get("coding", ())]
    return any((system, code) in codings for code in BOUND["sets"][bound]) or "extension" in value


def under(value, name):
    """The parts of that name, of whatever kind it is; one that is only said to be absent counts."""
    if name.endswith("[x]"):
        stem = name.removesuffix("[x]")
        return [value[one] for one in value if one.startswith(stem) and one != stem]
    found = value.get(name, value.get(f"_{name}", []))
    return found if isinstance(found, list) else [found]


def broken(resource):
    """What a resource does not keep of the profiles that it claims."""
    claimed = [one.rpartition("/")[2] for one in resource.get("meta", {}).get("profile", ())]
    return [
        f"{profile}: {fault}"
        for profile in claimed
        if profile in PROFILES
        for fault in faults(resource, PROFILES[profile])
    ]


def faults(resource, profile):
    """What is not as a profile has it."""
    for path in profile.get("demands", ()):
        if any(not under(one, last(path)) for one in above(resource, path)):
            yield f"no {path}"
    for path, most in profile.get("most", {}).items():
        if any(len(under(one, last(path))) > most for one in above(resource, path)):
            yield f"several {path}"
    for path, wanted in profile.get("patterns", {}).items():
        if not all(matches(wanted, one) for one in reached(resource, path.split("."))):
            yield f"another {path}"
    for path, wanted in profile.get("slices", ()):
        if sum(matches(wanted, one) for one in reached(resource, path.split("."))) != 1:
            yield f"not one {path} with {wanted}"
    yield from (
        f"a word of no set in {path}"
        for path, codes in profile.get("codes", {}).items()
        if not all(one in codes or isinstance(one, dict) for one in under(resource, path))
    )


def above(resource, path):
    """What holds the last element of a path, wherever there is one."""
    return reached(resource, path.split(".")[:-1])


def last(path):
    return path.rpartition(".")[2]


def reached(resource, names):
    found = [resource]
    for name in names:
        found = [part for one in found if isinstance(one, dict) for part in under(one, name)]
    return found


def matches(wanted, value):
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            return False
        absent = "dataAbsentReason" in value
        return all(
            matches(part, value[name]) if name in value else absent and name.startswith("value")
            for name, part in wanted.items()
        )
    if isinstance(wanted, list):
        return all(any(matches(one, part) for part in value) for one in wanted)
    return wanted == value


def kept(resource):
    """What is not as R4's code sets and the profiles of US Core have it; none, if all is well."""
    plain = json.loads(_ENCODER.encode(resource))
    return [*wrong_codes(plain, plain["resourceType"]), *broken(plain)]


def validated(resource):
    """The resource as the validator understands it, back as JSON; it raises for what is wrong.

    The validator knows neither codes nor profiles: the tables of the definitions do. Identifiers
    are added by the writer, not by the authors.
    """
    kind = resource["resourceType"]
    assert [one for one in kept(resource) if ": no identifier" not in one] == []
    model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
    return model.model_validate_json(_ENCODER.encode(resource))


@pytest.fixture
def names():
    return Alone()


@pytest.fixture(scope="session")
def faults_of():
    return kept


@pytest.fixture
def valid():
    return validated


@pytest.fixture
def read_back():
    """What reading a written resource gives: the fact, whatever references it holds."""

    def read(written):
        patient = {"resourceType": "Patient", "id": "p"}
        entries = [{"resource": patient}, {"resource": written}]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        (result,) = fhir_r4.read(_ENCODER.encode(bundle))
        lists = (getattr(result.chart, name) for name in LISTS)
        (fact,) = [fact for facts in lists if facts for fact in facts]
        return fact

    return read
