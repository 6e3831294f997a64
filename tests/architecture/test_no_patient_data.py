"""Nothing that tells who a patient is appears when a value or an error is printed."""

import re
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.codec import json
from carecoord.errors import CarecoordError, RecordRejected
from carecoord.model import (
    Address,
    Chart,
    Condition,
    ContactPoint,
    Identifier,
    Name,
    PartialDate,
    Patient,
    PatientContact,
    PatientLink,
    Period,
    Quantity,
    RelatedPerson,
)
from carecoord.model.code import icd10cm, loinc
from carecoord.model.unite import unite
from carecoord.testing import strategies

LENGTH = 12
SECRETS = st.text("ѪѬѮѰ", min_size=LENGTH, max_size=LENGTH)
"""Longer than any other text of a chart: Hypothesis draws a text again wherever it may stand."""
BORN = date(1931, 7, 23)


def printed(value, *, itself_only=False):
    """What is printed of a value and of all that it holds."""
    yield from (repr(value), str(value), f"{value}")
    if attrs.has(type(value)) and not itself_only:
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            for one in held if isinstance(held, tuple) else (held,):
                if attrs.has(type(one)):
                    yield from printed(one)


def tells(text):
    return re.search(f"[ѪѬѮѰ]{{{LENGTH}}}", text) is not None


@given(strategies.charts(identifying=SECRETS, with_facts_of=(RelatedPerson,)))
def test_no_value_prints_a_name_address_phone_or_identifier(chart):
    assert [text for text in printed(chart) if tells(text)] == []


@given(strategies.patients(min_day=date(2000, 1, 1)), st.sampled_from([BORN, PartialDate(1931, 7)]))
def test_no_patient_prints_the_birth_date_or_the_death(patient, day):
    texts = printed(attrs.evolve(patient, birth_date=day, deceased=day), itself_only=True)

    assert [text for text in texts if "1931" in text] == []


def test_no_proxy_prints_the_birthday_on_which_the_right_ends():
    mother = RelatedPerson(id="r", birth_date=BORN, proxy_until=BORN)

    assert [text for text in printed(mother, itself_only=True) if "1931" in text] == []


IDENTIFYING = {
    Name: {"family", "given", "prefix", "suffix", "text"},
    Address: {"line", "city", "district", "state", "postal_code", "country", "text"},
    ContactPoint: {"value"},
    Identifier: {"value"},
    PatientLink: {"other"},
    PatientContact: {"name", "telecom"},
    Patient: {"identifiers", "names", "telecom", "addresses", "birth_date", "deceased", "contacts"},
    RelatedPerson: {"names", "telecom", "addresses", "birth_date", "proxy_until"},
}


@pytest.mark.parametrize("cls", IDENTIFYING)
def test_every_identifying_field_is_hidden(cls):
    shown = {field.name for field in attrs.fields(cls) if field.repr}

    assert shown & IDENTIFYING[cls] == set()


@pytest.mark.parametrize(
    "make",
    [
        icd10cm,
        loinc,
        Quantity,
        Period,
        lambda secret: Condition(id="c", onset=secret),
        lambda secret: Chart(key="k", patient=Patient(), conditions=[secret]),
        json.loads,
        lambda secret: json.loads(f'{{"schema": 1, "key": "k", "patient": {{"{secret}": 1}}}}'),
        lambda secret: json.loads(
            f'{{"schema": 1, "key": "k", "patient": {{"birth_date": "{secret}"}}}}'
        ),
        lambda secret: json.dumps(
            Chart(key="k", patient=Patient(names=[Name(family=secret, given=[1])]))
        ),
        lambda secret: unite(
            Chart(key=secret, patient=Patient(birth_date=BORN)),
            Chart(key=secret, patient=Patient(birth_date=date(1932, 1, 1))),
        ),
    ],
    ids=[
        "icd10cm",
        "loinc",
        "quantity",
        "period",
        "time",
        "list",
        "json",
        "key",
        "birth",
        "dumps",
        "unite",
    ],
)
@given(secret=SECRETS)
def test_no_error_repeats_what_was_refused(make, secret):
    with pytest.raises(CarecoordError) as refused:
        make(secret)

    texts = (str(refused.value), repr(refused.value), str(refused.value.args))
    assert [text for text in texts if tells(text) or "193" in text] == []


def test_what_is_refused_is_refused_for_every_type_of_fact():
    fact_types = [kind for kind in strategies.FACT_TYPES if kind.listed_under != "conditions"]

    for kind in fact_types:
        with pytest.raises(RecordRejected, match=f"a {kind.__name__}"):
            Chart(key="k", patient=Patient(), conditions=[object.__new__(kind)])
