from carecoord.model import Code, CodeableConcept, Practitioner


def test_a_practitioners_codes_are_licences_then_roles_then_specialties():
    licence, role, specialty = (Code("http://example.org", code) for code in "abc")
    nurse = Practitioner(
        id="p",
        qualifications=[CodeableConcept([licence])],
        roles=[CodeableConcept([role]), CodeableConcept()],
        specialties=[CodeableConcept([specialty])],
    )

    assert (licence, role, specialty) == nurse.codes
