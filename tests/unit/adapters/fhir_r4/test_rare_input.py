"""What seldom comes in, and must not be lost or do harm when it does."""

import pytest

from carecoord.adapters.codec.fhir_r4.charting import entry
from carecoord.adapters.codec.fhir_r4.feeds.salvage import spans
from carecoord.adapters.codec.fhir_r4.resources import mapping, task
from carecoord.errors import InputError, RecordRejected
from carecoord.model.code import Code, CodeableConcept

NOT_HERE = "a reference to something not in this source; only what it says itself is kept"


def test_a_contained_resource_that_cannot_be_read_is_not_referred_to(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Task",
            "contained": [
                {
                    "resourceType": "Practitioner",
                    "id": "d",
                    "modifierExtension": [{"url": "https://example.org/not"}],
                },
                "no resource",
            ],
            "owner": {"reference": "#d", "display": "shown"},
        }
    )

    assert (result.fact("tasks").owner.id, result.fact("tasks").owner.display) == (None, "shown")
    assert result.lines == [
        ("entry[1].resource.contained[0]", "contained, and cannot be used; left out"),
        ("entry[1].resource.contained[1]", "contained, and cannot be used; left out"),
        ("Task.owner", NOT_HERE),
    ]


def test_what_changed_in_a_contained_resource_is_noted(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "MedicationRequest",
            "contained": [{"resourceType": "Medication", "id": "m", "code": "aspirin"}],
            "medicationReference": {"reference": "#m"},
        }
    )

    assert result.fact("prescriptions").code.text == "aspirin"
    assert [path for path, _ in result.lines] == ["entry[1].resource.contained[0].code"]


def test_a_contained_role_stands_for_a_contained_practitioner(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Task",
            "contained": [
                {"resourceType": "Practitioner", "id": "d", "name": [{"text": "Dr. No"}]},
                {
                    "resourceType": "PractitionerRole",
                    "id": "r",
                    "practitioner": {"reference": "#d"},
                    "code": [{"text": "surgeon"}],
                },
            ],
            "owner": {"reference": "#r"},
        }
    )
    (practitioner,) = result.chart.practitioners

    assert (practitioner.names[0].text, practitioner.roles[0].text) == ("Dr. No", "surgeon")


def test_two_roles_are_merged_without_repeating(fhir):
    role = {
        "resourceType": "PractitionerRole",
        "practitioner": {"reference": "Practitioner/d"},
        "code": [{"text": "nurse"}],
        "organization": {"reference": "Organization/o"},
    }
    result = fhir.with_patient(
        {
            "resourceType": "Practitioner",
            "id": "d",
            "qualification": [{"code": {"text": "RN"}}, {}],
        },
        role,
        role | {"code": [{"text": "nurse"}, {"text": "manager"}], "organization": None},
        {"resourceType": "Organization", "id": "o", "alias": ["x"]},
        {"resourceType": "Task", "owner": {"reference": "Practitioner/d"}},
    )
    (practitioner,) = result.chart.practitioners

    assert [one.text for one in practitioner.roles] == ["nurse", "manager"]
    assert [one.text for one in practitioner.qualifications] == ["RN"]
    assert practitioner.organizations == (result.chart.organizations[0].id,)


def test_a_role_of_nobody_is_named_by_its_own_identifier(fhir):
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "identifier": [{"system": "s", "value": "1"}],
    }

    result = fhir.with_patient(
        role, {"resourceType": "Task", "owner": {"reference": "PractitionerRole/r"}}
    )

    assert result.chart.practitioners[0].identifiers[0].value == "1"


def test_nameless_people_who_look_alike_are_two(fhir):
    result = fhir.with_patient(
        {"resourceType": "Practitioner", "id": "a"},
        {"resourceType": "Practitioner", "id": "b"},
        {
            "resourceType": "CareTeam",
            "participant": [
                {"member": {"reference": "Practitioner/a"}},
                {"member": {"reference": "Practitioner/b"}},
                {"member": {"reference": "Practitioner/a"}},
            ],
        },
    )
    one, two, again = (one.id for one in result.fact("care_teams").participants)

    assert one == again != two
    assert len(result.chart.practitioners) == 2


def test_what_a_practitioner_lost_is_noted_once(fhir):
    name = {"text": "Dr. No", "period": {"start": "long ago"}}

    result = fhir.with_patient(
        {"resourceType": "Practitioner", "id": "a", "name": [name]},
        {"resourceType": "Task", "owner": {"reference": "Practitioner/a"}},
    )

    assert [path for path, _ in result.lines] == ["entry[1].resource.name[0].period.start"]


def test_a_subject_of_another_kind_that_is_not_here_is_no_patient(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(), {"resourceType": "Observation", "subject": {"reference": "Group/x"}}
        )
    )

    assert result.lines == [("Observation.subject", "its subject is no patient; in no chart")]


def test_what_a_lost_fact_had_lost_before_is_noted_too(fhir):
    lost = {"resourceType": "Condition", "category": {"text": "single"}}

    result = fhir.read(
        fhir.bundle(
            lost | {"subject": {"reference": "Group/x"}},
            lost,
            lost | {"subject": {"reference": "Patient/x"}},
        )
    )

    assert sum("list of one" in reason for reason in result.reasons) == 3


def test_a_refused_resource_notes_what_it_had_lost(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(),
            {
                "resourceType": "Condition",
                "category": {"text": "single"},
                "modifierExtension": [{"url": "x"}],
            },
        )
    )

    assert len(result.lines) == 2


def test_a_fact_that_the_model_refuses_costs_only_itself(fhir, monkeypatch):
    def refuse(*_, **__):
        raise RecordRejected(asked="a", found="b", remedy="c")

    def refused_later(resource, at):
        draft = task.task(resource, at)
        draft.make = refuse
        return draft

    monkeypatch.setitem(mapping.FACTS, "Goal", (mapping.SHAPES["Goal"], refuse))
    monkeypatch.setitem(mapping.FACTS, "Task", (mapping.SHAPES["Task"], refused_later))
    result = fhir.with_patient(
        {"resourceType": "Goal"}, {"resourceType": "Task"}, {"resourceType": "Condition"}
    )

    assert result.chart.goals is result.chart.tasks is None
    assert len(result.chart.conditions) == 1
    assert (result.summary.kept, result.summary.problems) == (2, 2)
    assert (
        result.reasons == ["contradicts itself and cannot be accepted; kept as a record only"] * 2
    )


def test_a_resource_itself_as_text_is_no_path(fhir):
    with pytest.raises(InputError, match="no such file"):
        fhir.read(fhir.as_bytes(fhir.patient(gender="x" * 5000)).decode())


def test_a_folder_that_cannot_be_opened_costs_no_other(fhir, tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "a.json").write_bytes(fhir.as_bytes(fhir.patient()))
    (tmp_path / "loop").symlink_to(tmp_path)
    listing = type(tmp_path).iterdir

    def iterdir(path):
        if path == closed:
            raise PermissionError
        return listing(path)

    monkeypatch.setattr(type(tmp_path), "iterdir", iterdir)
    result = fhir.read(tmp_path)

    assert len(result.charts) == 1
    assert result.lines == [("source", "a folder that cannot be opened; not read")]


def test_a_folder_among_others_is_read(fhir, tmp_path):
    (tmp_path / "a.json").write_bytes(fhir.as_bytes(fhir.patient()))

    assert len(fhir.read([tmp_path, tmp_path]).charts) == 2


def test_a_file_that_cannot_be_opened_costs_no_other(fhir, tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text("{}", encoding="utf-8")

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(type(tmp_path), "open", refuse)
    result = fhir.read([path, fhir.as_bytes(fhir.patient())])

    assert len(result.charts) == 1
    assert result.lines == [("source", "cannot be opened or read; not read")]


def test_remembered_values_are_forgotten_when_there_are_too_many(fhir, monkeypatch):
    monkeypatch.setattr(entry, "_FULL", 1)
    bundle = fhir.as_bytes(
        fhir.bundle(
            fhir.patient(),
            fhir.about_p(
                {"resourceType": "Condition", "code": {"text": "x"}, "onsetDateTime": "2020"}
            ),
        )
    )

    first, second = fhir.read([bundle, bundle]).charts

    assert first == second


def test_a_sex_may_be_a_concept_or_a_reason_for_none(fhir):
    url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-sex"

    def sex(**value):
        return fhir.read(fhir.patient(extension=[{"url": url, **value}])).chart.patient.sex

    assert sex(valueCoding={"system": "s", "code": "f"}).coding == (Code("s", "f"),)
    assert sex(valueCodeableConcept={"text": "F"}) == CodeableConcept((), "F")
    assert sex(valueCode="asked-declined").coding == (Code("", "asked-declined"),)


def test_values_that_are_names_are_read(fhir):
    parts = [
        {"type": {"text": "a"}, "valueIdentifier": {"value": "17"}},
        {"type": {"text": "b"}, "valueCanonical": "urn:x"},
        {"type": {"text": "c"}},
    ]

    fact = fhir.with_patient({"resourceType": "Task", "input": parts}).fact("tasks")

    assert [one.value for one in fact.inputs] == ["17", "urn:x", None]


def test_a_reference_names_what_it_is_in_any_form(fhir):
    wanted = {"system": "s", "value": "1"}
    task = {
        "resourceType": "Task",
        "owner": {
            "type": "http://hl7.org/fhir/StructureDefinition/Organization",
            "identifier": wanted,
        },
        "requester": {"identifier": {"system": "s"}},
    }
    result = fhir.with_patient(
        task,
        {"resourceType": "Practitioner", "identifier": [wanted]},
        {"resourceType": "Organization", "identifier": [wanted], "name": "Ward"},
    )

    assert result.fact("tasks").owner.kind == "Organization"
    assert result.lines == [("Task.requester", NOT_HERE)]


def test_a_conditional_reference_without_an_identifier_finds_nothing(fhir):
    result = fhir.with_patient(
        {"resourceType": "Task", "owner": {"reference": "Practitioner?name=x&identifier=1"}}
    )

    assert result.lines == [("Task.owner", NOT_HERE)]


def test_a_reference_of_no_form_finds_nothing(fhir):
    result = fhir.with_patient({"resourceType": "Task", "owner": {"reference": "somebody"}})

    assert result.lines == [("Task.owner", NOT_HERE)]


def test_concepts_without_content_are_none(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "Condition",
            "code": {},
            "category": [{}, {"coding": [{}]}],
            "clinicalStatus": {"coding": [{"display": "Active"}], "text": "active"},
        }
    ).fact("conditions")

    assert (fact.code, fact.category, fact.clinical_status) == (None, (), "active")


def test_the_elements_of_a_bundle_are_found_without_decoding():
    content = (
        b'{"type": "x", "entry": [{"a": "]}\\""}, [[{}]], {"b": [1, {"entry": [2]}]}], "c": {}}'
    )

    assert [content[start:end] for start, end in spans(content)] == [
        b'{"a": "]}\\""}',
        b"[[{}]]",
        b'{"b": [1, {"entry": [2]}]}',
    ]


def test_an_entry_list_that_is_cut_off_gives_what_is_whole():
    content = b'{"entry": [{"a": 1}, {"b": '

    assert [content[start:end] for start, end in spans(content)] == [b'{"a": 1}']


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deep"),
        (b'{"resourceType": 5}', "no resource type can be read; kept as a record, in no chart"),
        (b'{"resourceType": 5, "entry": [', "not JSON"),
        (b'{"resourceType": "Bundle", "entry": 5, "x"}', "not JSON"),
        (b'{"resourceType": "Bundle", "entry": {"a": [}}', "not JSON"),
    ],
)
def test_what_is_no_bundle_says_why(fhir, content, reason):
    assert fhir.read(content).reasons[0].startswith(reason)


def test_beside_what_nests_too_deep_an_entry_may_be_no_json(fhir):
    bomb = b"[" * 100_000 + b"]" * 100_000
    content = (
        b'{"resourceType": "Bundle", "entry": [{"resource": ' + bomb + b'}, {"a" 1}, {"a": "b"}]}'
    )

    assert fhir.read(content).reasons == [
        "nested too deep; left out",
        "not JSON; left out",
        "an entry without a resource; nothing to read",
    ]


def test_an_allergy_with_a_day_of_onset(fhir):
    result = fhir.with_patient({"resourceType": "AllergyIntolerance", "onsetDateTime": "2001-05"})

    assert str(result.fact("allergies").onset) == "2001-05"


def test_an_observation_of_a_day(fhir):
    result = fhir.with_patient({"resourceType": "Observation", "effectiveDateTime": "2001-05"})

    assert str(result.fact("observations").effective) == "2001-05"


def test_an_appointment_of_nobody_goes_to_the_only_patient(fhir):
    result = fhir.read(fhir.bundle(fhir.patient(), {"resourceType": "Appointment"}))

    assert result.lines == [("Appointment.participant", "no subject; taken for the only patient")]


def test_an_answer_to_no_request_stands_alone(fhir):
    result = fhir.with_patient({"resourceType": "ClaimResponse", "use": "preauthorization"})

    assert result.fact("authorizations").items == ()
    assert result.problems == []


def test_a_vaccination_at_a_time_in_words_keeps_them(fhir):
    result = fhir.with_patient({"resourceType": "Immunization", "occurrenceString": "as a child"})

    assert result.fact("immunizations").occurrence_text == "as a child"
    assert result.problems == []


def test_contained_resources_of_types_that_are_not_mapped_are_found(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Procedure",
            "contained": [{"resourceType": "DiagnosticReport", "id": "r"}],
            "reasonReference": [{"reference": "#r"}],
        }
    )

    assert result.problems == []


def test_shapes_inside_odd_shapes_are_mended_too(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Appointment",
            "priority": "2",
            "status": True,
            "serviceType": {"text": "visit"},
            "contained": [{"resourceType": "Condition", "id": "c", "code": {"text": "asthma"}}],
            "reasonReference": {"reference": "#c"},
            "participant": {"actor": "Patient/p", "modifierExtension": []},
        },
        {"resourceType": "Observation", "valueInteger": True, "status": "final"},
        {"resourceType": "Observation", "valueInteger": "1e99", "status": "preliminary"},
    )
    fact = result.fact("appointments")

    assert (fact.priority, fact.status) == (2, None)
    assert fact.reason_facts == (result.fact("conditions").id,)
    assert [one.value for one in result.chart.observations] == [None, None]
    assert result.summary.kept == 4


def test_rates_and_ranges_without_amounts_are_none(fhir):
    result = fhir.with_patient(
        {"resourceType": "Observation", "valueRange": {}, "component": [{"valueRatio": {}}]},
        {"resourceType": "MedicationRequest", "dosageInstruction": [{"timing": {"repeat": {}}}]},
    )

    assert result.fact("observations").value is None
    assert result.fact("observations").components[0].value is None
    assert result.fact("prescriptions").dosage[0].doses_per_day is None


def test_a_place_or_medicine_without_a_reference_is_not_missed(fhir):
    result = fhir.with_patient(
        {"resourceType": "Encounter", "location": [{"location": {"display": "home"}}]},
        {"resourceType": "MedicationRequest", "medicationReference": {"display": "aspirin"}},
    )

    assert result.fact("encounters").locations[0].name == "home"
    assert result.fact("prescriptions").code.text == "aspirin"
    assert result.problems == []
