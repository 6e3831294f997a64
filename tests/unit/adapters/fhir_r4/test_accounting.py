import pickle
from decimal import Decimal

from carecoord.adapters.codec.fhir_r4 import Summary


def test_every_entry_is_kept_unmapped_or_a_problem(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(),
            fhir.about_p({"resourceType": "Condition"}),
            fhir.about_p({"resourceType": "DiagnosticReport"}),
            fhir.about_p({"resourceType": "DiagnosticReport"}),
            {"resourceType": "Organization", "name": "Nobody refers to it"},
            {"resourceType": "Condition", "subject": {"reference": "Patient/other"}},
            {},
        )
    )

    assert result.summary == Summary(
        entries=7, kept=3, unmapped={"DiagnosticReport": 2}, problems=2
    )


def test_a_chart_is_charged_only_with_its_own_entries(fhir):
    result = fhir.with_patient({"resourceType": "Condition"}, {"resourceType": "Flag"})

    assert [one.summary for one in result.results] == [
        Summary(entries=2, kept=2),
        Summary(entries=1, unmapped={"Flag": 1}),
    ]


def test_a_source_that_is_all_one_chart_gives_one_result(fhir):
    result = fhir.with_patient({"resourceType": "Condition"})

    assert [one.chart is not None for one in result.results] == [True]


def test_a_bill_is_unmapped_and_a_request_for_permission_is_kept(fhir):
    result = fhir.with_patient(
        {"resourceType": "Claim", "use": "claim"},
        {"resourceType": "Claim", "use": "preauthorization"},
        {"resourceType": "ClaimResponse", "use": "claim"},
        {"resourceType": "Claim", "use": "claim", "type": {"text": "no preauthorization"}},
    )

    assert result.summary == Summary(entries=5, kept=2, unmapped={"Claim": 2, "ClaimResponse": 1})


def test_a_device_of_nobody_is_unmapped(fhir):
    result = fhir.read(fhir.bundle(fhir.patient(), {"resourceType": "Device"}))

    assert result.summary.unmapped == {"Device": 1}


def test_a_fact_keeps_its_bytes_place_and_digest(fhir):
    raw = b'{"resourceType": "Condition",  "subject": {"reference": "Patient/p"}}'
    bundle = fhir.as_bytes(fhir.bundle(fhir.patient(), "HERE")).replace(b'"HERE"', raw)

    source = fhir.read(bundle).fact("conditions").source

    assert (source.ordinal, source.content, len(source.digest)) == (1, raw, 64)


def test_decimals_keep_every_digit(fhir):
    value = b"12345678901234567.890"
    bundle = fhir.as_bytes(
        fhir.bundle(
            fhir.patient(),
            fhir.about_p({"resourceType": "Observation", "valueQuantity": {"value": 4711}}),
        )
    ).replace(b"4711", value)

    assert str(fhir.read(bundle).fact("observations").value.value) == value.decode()


def test_a_number_beyond_all_measure_is_left_out(fhir):
    bundle = fhir.as_bytes(
        fhir.bundle(
            fhir.patient(),
            fhir.about_p({"resourceType": "Observation", "valueQuantity": {"value": 4711}}),
        )
    )

    result = fhir.read(bundle.replace(b"4711", b"1e999999999"))

    assert result.fact("observations").value is None
    assert result.lines == [
        ("entry[1].resource.valueQuantity", "a number beyond all measure; left out")
    ]


def test_a_plain_decimal_is_no_float(fhir):
    observation = {"resourceType": "Observation", "valueQuantity": {"value": 0.1, "code": "mg"}}

    assert fhir.with_patient(observation).fact("observations").value.value == Decimal("0.1")


def test_summaries_add_up_and_survive_pickling():
    one = Summary(entries=3, kept=1, unmapped={"Flag": 1}, problems=1)
    two = Summary(entries=2, unmapped={"Flag": 1, "List": 1})

    total = one + two

    assert total == Summary(entries=5, kept=1, unmapped={"Flag": 2, "List": 1}, problems=1)
    assert pickle.loads(pickle.dumps(total)) == total  # noqa: S301  our own bytes


def test_lists_are_unknown_unless_the_source_is_complete_for_them(fhir):
    result = fhir.with_patient(complete_for=["Condition", "fills"])

    assert (result.chart.conditions, result.chart.fills) == ((), ())
    assert result.chart.goals is None


def test_a_type_that_fhir_does_not_have_is_counted_and_not_told(fhir):
    read = fhir.with_patient({"resourceType": "Miller"}, {"resourceType": "Smith"})

    assert dict(read.summary.unmapped) == {"no type of FHIR R4": 2}
    assert sorted(one.kind for one in read.chart.records) == ["Miller", "Smith"]
