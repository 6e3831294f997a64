"""A chart as resources: what is as it was, what changed, what is new, what is gone."""

import json
from datetime import date
from uuid import NAMESPACE_URL, uuid5

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec import json as chart_json
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.errors import RecordRejected
from carecoord.model import (
    Chart,
    Condition,
    Identifier,
    Label,
    Patient,
    Practitioner,
    Record,
    Source,
)
from carecoord.model.code import concept, icd10cm
from carecoord.model.unite import unite

DIABETES = concept(icd10cm("E11.9"))
URL = "http://a.example/fhir/Condition/c"
PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "identifier": [{"system": "https://clinic.example/mrn", "value": "A-1"}],
    "_birthDate": {"extension": [{"url": "http://x.example", "valueDateTime": "1950-04-01"}]},
}


def a_condition(**elements):
    return {
        "resourceType": "Condition",
        "id": "c",
        "clinicalStatus": {"coding": [{"code": "active", "userSelected": True}]},
        "subject": {"reference": "Patient/p"},
        "extension": [{"url": "http://x.example", "valueDecimal": 1}],
        **elements,
    }


def a_bundle(*resources, urls=()):
    entries = [{"resource": one} for one in resources]
    for entry, url in zip(reversed(entries), reversed(urls), strict=False):
        entry["fullUrl"] = url
    return json.dumps({"resourceType": "Bundle", "type": "batch", "entry": entries}).encode()


def chart_of(content):
    (chart,) = (one.chart for one in fhir_r4.read(content) if one.chart is not None)
    return chart


def read(*resources, **options):
    return chart_of(a_bundle(*resources, **options))


def with_conditions(chart, *conditions):
    return attrs.evolve(chart, conditions=conditions)


def written(chart, **options):
    done = fhir_r4.write(chart, **options)
    return [entry["resource"] for entry in json.loads(done.content).get("entry", [])]


def written_of(done):
    return [json.loads(one.content) for one in done.resources]


def reasons(done):
    return [(problem.path, problem.reason) for problem in done.problems]


def test_an_unchanged_chart_gives_back_every_byte():
    condition = b'{ "resourceType":"Condition",\n "subject":{"reference":"Patient/p"}, "x":1.50e0}'
    content = b'{"resourceType":"Bundle","entry":[{"resource":%s},{"resource":%s},null]}' % (
        json.dumps(PATIENT).encode(),
        condition,
    )

    done = fhir_r4.write(chart_of(content))
    assert [one.content for one in done.resources] == [json.dumps(PATIENT).encode(), condition]
    assert b"\n" not in done.line
    assert done.problems == ()


def test_a_changed_field_is_laid_over_its_source():
    chart = read(PATIENT, a_condition())
    (condition,) = chart.conditions
    changed = with_conditions(chart, attrs.evolve(condition, clinical_status="remission"))

    status = {"coding": [{"system": SYSTEM, "code": "remission"}]}
    assert written(changed) == [PATIENT, a_condition(clinicalStatus=status)]


SYSTEM = "http://terminology.hl7.org/CodeSystem/condition-clinical"


def test_a_narrative_of_before_a_change_is_kept_and_told_of():
    text = {"status": "generated", "div": "<div>active</div>"}
    chart = read(PATIENT, a_condition(text=text))
    changed = attrs.evolve(chart.conditions[0], clinical_status="remission")

    done = fhir_r4.write(with_conditions(chart, changed))
    assert written_of(done)[1]["text"] == text
    assert [path for path, _ in reasons(done)] == ["Condition.text"]


def test_numbers_that_did_not_change_stay_as_they_were_written():
    text = json.dumps(a_condition()).replace('"valueDecimal": 1', '"valueDecimal": 1.50E+0')
    content = a_bundle(PATIENT)[:-2] + b',{"resource":%s}]}' % text.encode()
    chart = chart_of(content)
    (condition,) = chart.conditions

    done = fhir_r4.write(with_conditions(chart, attrs.evolve(condition, note="new")))
    assert b'"valueDecimal":1.50E+0' in done.resources[1].content


def test_identifiers_and_labels_are_laid_over_too():
    chart = read(PATIENT, a_condition(meta={"versionId": "3"}))
    (condition,) = chart.conditions
    number = Identifier("https://clinic.example/problems", "7")
    changed = attrs.evolve(condition, labels={Label.HIV}, identifiers=(number,))

    _, found = written(with_conditions(chart, changed))
    assert found["meta"]["versionId"] == "3"
    assert [one["code"] for one in found["meta"]["security"]] == ["HIV"]
    assert found["identifier"] == [{"system": number.system, "value": number.value}]


@pytest.mark.parametrize("label", [one for one in Label if one is not Label.SAFE_CONTACT])
def test_a_label_that_is_written_is_read_again(label):
    new = Condition(id="n", code=DIABETES, labels={label})
    done = fhir_r4.write(with_conditions(read(PATIENT), new))

    assert chart_of(done.content).conditions[0].labels == {label}


def test_a_label_without_a_code_is_reported():
    new = Condition(id="n", code=DIABETES, labels={Label.SAFE_CONTACT})

    ((path, _),) = reasons(fhir_r4.write(with_conditions(read(PATIENT), new)))
    assert path == "Condition.meta.security"


def test_a_new_fact_is_named_by_its_id_and_refers_by_address():
    chart = read(PATIENT, a_condition(), urls=["urn:uuid:p", URL])
    new = Condition(id="new 1", code=DIABETES, evidence=(chart.conditions[0].id, "other"))
    other = Condition(id="other", code=DIABETES)

    done = fhir_r4.write(with_conditions(chart, *chart.conditions, new, other))
    *_, first, second = json.loads(done.content)["entry"]
    assert second["resource"]["id"] == "other"
    assert second["fullUrl"] == uuid5(NAMESPACE_URL, f"{chart.key}\x1fCondition\x1fother").urn
    assert first["resource"]["id"] == str(uuid5(NAMESPACE_URL, f"{chart.key}\x1fnew 1"))
    assert first["resource"]["subject"] == {"reference": "urn:uuid:p"}
    assert [one["detail"] for one in first["resource"]["evidence"]] == [
        [{"reference": URL}],
        [{"reference": second["fullUrl"]}],
    ]


def test_what_is_written_reads_as_the_same_chart():
    chart = read(PATIENT, a_condition())
    new = Condition(id="new", code=DIABETES, evidence=(chart.conditions[0].id,))
    done = fhir_r4.write(with_conditions(chart, *chart.conditions, new))

    first, second = chart_of(done.content).conditions
    assert first == chart.conditions[0]
    assert second.evidence == (first.id,)


@pytest.mark.parametrize(
    ("urls", "resource_id", "expected"),
    [
        ((), "c", "Condition/c"),
        ((URL,), "c", URL),
        ((URL,), None, URL),
    ],
)
def test_what_was_read_is_referred_to_by_the_address_it_has(urls, resource_id, expected):
    chart = read(PATIENT, a_condition(id=resource_id), urls=urls)
    new = Condition(id="new", code=DIABETES, evidence=(chart.conditions[0].id,))

    *_, found = written(with_conditions(chart, *chart.conditions, new))
    assert found["evidence"] == [{"detail": [{"reference": expected}]}]


def test_an_entry_without_address_and_id_gets_an_address():
    chart = read(PATIENT, a_condition(id=None))
    new = Condition(id="new", code=DIABETES, evidence=(chart.conditions[0].id,))

    done = fhir_r4.write(with_conditions(chart, *chart.conditions, new))
    _, old, added = json.loads(done.content)["entry"]
    assert added["resource"]["evidence"] == [{"detail": [{"reference": old["fullUrl"]}]}]
    assert old["resource"] == a_condition(id=None)


def test_an_address_used_twice_names_the_first_only():
    again = a_condition(id="c2", code={"text": "another"})
    chart = read(PATIENT, a_condition(), again, urls=[URL, URL])
    new = Condition(id="new", code=DIABETES, evidence=tuple(one.id for one in chart.conditions))

    *_, found = written(with_conditions(chart, *chart.conditions, new))
    assert [one["detail"][0]["reference"] for one in found["evidence"]] == [URL, "Condition/c2"]


def test_a_reference_to_what_the_chart_does_not_hold_is_reported():
    new = Condition(id="n", code=DIABETES, encounter="gone")

    done = fhir_r4.write(with_conditions(read(PATIENT), new))
    ((path, reason),) = reasons(done)
    assert (path, reason.rpartition("; ")[2]) == ("Condition", "left out")
    assert "encounter" not in json.loads(done.resources[-1].content)


def test_a_reference_that_leads_nowhere_stays_when_another_joins_it():
    gone = {"reference": "Observation/gone", "display": "x"}
    chart = read(PATIENT, a_condition(evidence=[{"detail": [gone]}]), a_condition(id="d"))
    first, second = chart.conditions

    changed = attrs.evolve(first, note="new")
    assert written(with_conditions(chart, changed, second))[1]["evidence"] == [{"detail": [gone]}]


def test_a_contained_fact_is_changed_where_it_stands():
    inner = a_condition(id="inner")
    other = {"resourceType": "Medication", "id": "m"}
    plan = {
        "resourceType": "CarePlan",
        "contained": [other, inner],
        "subject": {"reference": "Patient/p"},
    }
    chart = read(PATIENT, plan)
    changed = attrs.evolve(chart.conditions[0], clinical_status="inactive")

    status = {"coding": [{"system": SYSTEM, "code": "inactive"}]}
    expected = {**plan, "contained": [other, {**inner, "clinicalStatus": status}]}
    assert written(with_conditions(chart, changed)) == [PATIENT, expected]


def test_a_contained_fact_that_is_gone_stays_with_its_container_and_is_told_of():
    plan = {
        "resourceType": "CarePlan",
        "contained": [a_condition(id="inner")],
        "subject": {"reference": "Patient/p"},
    }

    done = fhir_r4.write(with_conditions(read(PATIENT, plan)))
    assert written_of(done) == [PATIENT, plan]
    assert [path for path, _ in reasons(done)] == ["contained"]


def test_what_another_resource_contains_cannot_be_referred_to():
    plan = {
        "resourceType": "CarePlan",
        "contained": [a_condition(id="inner")],
        "subject": {"reference": "Patient/p"},
    }
    chart = read(PATIENT, plan)
    new = Condition(id="new", code=DIABETES, evidence=(chart.conditions[0].id,))

    done = fhir_r4.write(with_conditions(chart, *chart.conditions, new))
    assert [path for path, _ in reasons(done)] == ["Condition"]


def test_the_source_of_a_fact_that_is_gone_is_not_written():
    chart = read(PATIENT, a_condition(), {"resourceType": "Flag"})

    kinds = [one["resourceType"] for one in written(with_conditions(chart))]
    assert kinds == ["Patient", "Flag"]


def test_what_a_gone_fact_contained_is_a_resource_of_its_own():
    plan = {
        "resourceType": "CarePlan",
        "contained": [a_condition(id="inner")],
        "subject": {"reference": "Patient/p"},
    }
    chart = attrs.evolve(read(PATIENT, plan), care_plans=())

    assert [one["resourceType"] for one in written(chart)] == ["Patient", "Condition"]


def test_records_of_no_chart_are_written_by_themselves():
    slot = {"resourceType": "Slot", "id": "s"}
    (result,) = fhir_r4.read(a_bundle(slot))

    assert written(None, records=result.records) == [slot]
    assert json.loads(fhir_r4.write(None).content) == {
        "resourceType": "Bundle",
        "type": "collection",
    }


def test_a_record_that_is_no_json_is_left_out_and_reported():
    broken = Record(id="r", kind="", source=Source(digest="d", ordinal=0, content=b'{"a":'))

    done = fhir_r4.write(None, records=(broken,))
    assert (done.resources, len(done.problems)) == ((), 1)


def test_resources_come_one_by_one_each_in_a_line():
    chart = read(PATIENT, a_condition())

    lines = [one.line for one in fhir_r4.write_each(chart)]
    assert [json.loads(line) for line in lines] == [PATIENT, a_condition()]


def test_a_chart_from_a_store_finds_its_sources_again():
    chart = read(PATIENT, a_condition(), {"resourceType": "Slot"}, {"resourceType": "Slot"})
    held = [chart.patient, *chart.facts(), *chart.records]
    stored = chart_json.loads(chart_json.dumps(chart))

    done = fhir_r4.write(stored, sources=[one.source for one in held])
    assert done.content == fhir_r4.write(chart).content
    changed = with_conditions(stored, attrs.evolve(stored.conditions[0], note="new"))
    with_note = written(changed, sources=[one.source for one in held])[1]
    assert with_note == a_condition(note=[{"text": "new"}])


def test_a_record_whose_source_is_not_given_is_reported():
    chart = Chart(key="k", patient=Patient(), records=(Record(id="r", kind="Slot"),))

    assert "Slot" in dict(reasons(fhir_r4.write(chart)))


def demanding(fact, names):
    """An author for a type of which FHIR demands something."""
    if fact.note is None:
        names.lacking("note", "it says why")
    if fact.body_site:
        names.lost("bodySite", "there is no place for it; left out")
    return {"resourceType": "Condition", "clinicalStatus": {"text": fact.clinical_status}}


@pytest.fixture
def strict(monkeypatch):
    monkeypatch.setitem(AUTHORS, Condition, demanding)


NOTED = Condition(id="noted", note="why", body_site=(DIABETES,))
BARE = Condition(id="bare")


@pytest.mark.usefixtures("strict")
def test_what_lacks_what_fhir_demands_is_refused_all_named_at_once():
    chart = with_conditions(read(PATIENT), BARE, NOTED, attrs.evolve(BARE, id="bare 2"))

    with pytest.raises(RecordRejected, match=r"lacking: Condition.note\b") as caught:
        fhir_r4.write(chart)
    assert caught.value.found.count("Condition.note") == 1


@pytest.mark.usefixtures("strict")
def test_what_lacks_it_is_left_out_for_who_says_so():
    done = fhir_r4.write(with_conditions(read(PATIENT), BARE, NOTED), leave_out=True)

    assert [json.loads(one.content)["resourceType"] for one in done.resources] == [
        "Patient",
        "Condition",
    ]
    assert [path for path, _ in reasons(done)] == ["Condition", "Condition.bodySite"]


@pytest.mark.usefixtures("strict")
def test_what_was_lacking_and_lost_when_it_was_read_may_be_so_still():
    chart = read(PATIENT, a_condition(bodySite=[{"text": "knee"}]))
    (condition,) = chart.conditions

    done = fhir_r4.write(with_conditions(chart, attrs.evolve(condition, clinical_status="x")))
    assert done.problems == ()


@pytest.mark.usefixtures("strict")
def test_a_change_that_takes_away_what_is_demanded_is_not_made():
    chart = read(PATIENT, a_condition(note=[{"text": "why"}]))
    changed = with_conditions(chart, attrs.evolve(chart.conditions[0], note=None))

    with pytest.raises(RecordRejected):
        fhir_r4.write(changed)
    done = fhir_r4.write(changed, leave_out=True)
    assert json.loads(done.resources[1].content) == a_condition(note=[{"text": "why"}])
    assert [path for path, _ in reasons(done)] == ["Condition"]


def test_a_type_that_nobody_writes_is_reported(monkeypatch):
    monkeypatch.delitem(AUTHORS, Condition)
    chart = read(PATIENT, a_condition())
    changed = attrs.evolve(chart.conditions[0], note="new")

    done = fhir_r4.write(with_conditions(chart, changed, NOTED))
    assert [one.content for one in done.resources] == [
        one.source.content for one in (chart.patient, chart.conditions[0])
    ]
    assert {reason.rpartition("; ")[2] for _, reason in reasons(done)} == {
        "written as it was read",
        "left out",
    }


def test_a_change_that_is_not_written_is_reported(monkeypatch):
    monkeypatch.setitem(AUTHORS, Condition, lambda fact, names: {"resourceType": "Condition"})
    chart = read(PATIENT, a_condition())

    done = fhir_r4.write(with_conditions(chart, attrs.evolve(chart.conditions[0], note="new")))
    assert done.resources[1].content == chart.conditions[0].source.content
    assert [path for path, _ in reasons(done)] == ["Condition"]


def test_a_resource_of_another_type_is_not_written_over(monkeypatch):
    monkeypatch.setitem(AUTHORS, Condition, lambda fact, names: {"resourceType": "Flag"})
    chart = read(PATIENT, a_condition())

    done = fhir_r4.write(with_conditions(chart, attrs.evolve(chart.conditions[0], note="new")))
    assert done.resources[1].content == chart.conditions[0].source.content
    assert len(done.problems) == 1


def an_observation(**elements):
    return {"resourceType": "Observation", "subject": {"reference": "Patient/p"}, **elements}


FORMS = [
    {"reference": "Observation?identifier=https://lab.example|7"},
    {"identifier": {"system": "https://lab.example", "value": "7"}},
    {"reference": "Observation/o", "display": "as it was"},
    {"reference": "urn:uuid:o"},
]


@pytest.mark.parametrize("form", FORMS)
def test_a_reference_stays_in_its_own_words_when_others_come_and_go(form):
    number = {"system": "https://lab.example", "value": "7"}
    gone = {"detail": [{"reference": "Observation/gone"}]}
    condition = a_condition(evidence=[gone, {"detail": [form]}])
    chart = read(
        PATIENT, condition, an_observation(id="o", identifier=[number]), urls=["urn:uuid:o"]
    )
    (fact,) = chart.conditions
    new = Condition(id="new", code=DIABETES)
    more = attrs.evolve(fact, evidence=(*fact.evidence, "new"))
    none = attrs.evolve(fact, evidence=())

    _, found, *_ = written(with_conditions(chart, more, new))
    assert found["evidence"][1] == {"detail": [form]}
    assert len(found["evidence"]) == 3 - (fact.evidence == ())
    _, bare, *_ = written(with_conditions(chart, none))
    assert {"detail": [form]} not in bare["evidence"]


def test_facts_of_two_sources_are_written_as_they_were_read():
    number = [{"system": "https://clinic.example/problems", "value": "7"}]
    one = a_condition(identifier=number, code={"text": "one"})
    other = a_condition(identifier=number, code={"text": "other"})
    due_to = a_condition(id="d", evidence=[{"detail": [{"reference": "Condition/c"}]}])

    chart, conflicts = unite(read(PATIENT, one), read(PATIENT, other, due_to))
    done = fhir_r4.write(chart)
    kinds = [json.loads(each.content) for each in done.resources]
    assert len(conflicts) == 1
    assert [each for each in kinds if each["resourceType"] == "Condition"] in (
        [one, other, due_to],
        [other, due_to, one],
    )
    assert done.problems == ()


def test_a_patient_linked_to_another_of_the_source_is_unchanged():
    other = {
        "resourceType": "Patient",
        "id": "q",
        "identifier": [{"system": "https://clinic.example/mrn", "value": "B-2"}],
    }
    linked = {**PATIENT, "link": [{"other": {"reference": "Patient/q"}, "type": "seealso"}]}
    results = fhir_r4.read(a_bundle(linked, other))

    done = fhir_r4.write(next(iter(results)).chart)
    assert (written_of(done), done.problems) == ([linked], ())


def a_patient(patient, names):
    """An author for patients."""
    birth = None if patient.birth_date is None else str(patient.birth_date)
    return {"resourceType": "Patient", **({} if birth is None else {"birthDate": birth})}


@pytest.fixture
def patients(monkeypatch):
    monkeypatch.setitem(AUTHORS, Patient, a_patient)


@pytest.mark.usefixtures("patients")
def test_a_changed_patient_is_laid_over_too():
    chart = read(PATIENT)
    patient = attrs.evolve(chart.patient, birth_date=date(1950, 4, 1))

    assert written(attrs.evolve(chart, patient=patient)) == [{**PATIENT, "birthDate": "1950-04-01"}]


@pytest.mark.usefixtures("patients")
def test_a_chart_that_was_never_read_is_written_whole():
    chart = Chart(key="k", patient=Patient(), conditions=(Condition(id="c", code=DIABETES),))

    done = fhir_r4.write(chart)
    patient, condition = json.loads(done.content)["entry"]
    assert patient["resource"] == {"resourceType": "Patient", "id": "k"}
    assert condition["resource"]["subject"] == {"reference": patient["fullUrl"]}
    assert chart_of(done.content).conditions[0].code == DIABETES


@pytest.mark.usefixtures("patients")
def test_a_practitioner_who_was_read_from_a_role_is_not_written_over_it(monkeypatch):
    monkeypatch.setitem(AUTHORS, Practitioner, lambda one, names: {"resourceType": "Practitioner"})
    role = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"display": "Dr. One"}}
    cared = {**PATIENT, "generalPractitioner": [{"reference": "PractitionerRole/r"}]}
    chart = read(cared, role)
    (doctor,) = chart.practitioners

    done = fhir_r4.write(attrs.evolve(chart, practitioners=(attrs.evolve(doctor, active=True),)))
    assert written_of(done) == [cared, role]
    assert [path for path, _ in reasons(done)] == ["PractitionerRole"]
