"""Bundles of every type, lists of resources, and bundles in bundles."""

import pytest

from carecoord.adapters.codec.fhir_r4 import Limits

OLDER = "an older version of another entry; not used as a fact"
DELETED = "a version of what was deleted later; not used as a fact"
EMPTY = "an entry without a resource; nothing to read"


@pytest.mark.parametrize(
    "kind",
    [
        "document",
        "message",
        "transaction",
        "transaction-response",
        "batch",
        "batch-response",
        "history",
        "searchset",
        "collection",
        None,
    ],
)
def test_a_bundle_of_any_type_is_read(fhir, kind):
    bundle = fhir.bundle(fhir.patient(), {"resourceType": "Goal"}, kind=kind)
    bundle["entry"] += [
        {"request": {"method": "GET", "url": "Patient"}},
        {"response": {"status": "201"}, "search": {"mode": "match"}},
    ]
    result = fhir.read(bundle)

    assert len(result.chart.goals) == 1
    assert [one for one in result.lines if one[1] == EMPTY] == [
        ("entry[2].resource", EMPTY),
        ("entry[3].resource", EMPTY),
    ]


def test_a_list_of_resources_is_one_source(fhir):
    goal = {"resourceType": "Goal", "subject": {"reference": "Patient/p"}}
    result = fhir.read(
        b" " + fhir.as_bytes([fhir.patient(), goal, fhir.bundle(goal, "no resource")])
    )

    assert len(result.chart.goals) == 2
    assert result.lines == [
        (
            "resource[2].entry[1].resource",
            "no resource type can be read; kept as a record, in no chart",
        )
    ]


def test_a_bundle_in_a_bundle_is_read_with_it(fhir):
    goal = {"resourceType": "Goal", "subject": {"reference": "Patient/p"}}
    stray = {"resourceType": "Goal", "subject": {"reference": "Patient/x"}}
    inner = fhir.bundle(goal, fhir.bundle(goal, stray))
    result = fhir.read(fhir.bundle(fhir.patient(), inner))

    assert len(result.chart.goals) == 2
    assert result.lines == [
        (
            "entry[1].resource.entry[1].resource.entry[1].resource.subject",
            "the patient is not in this source; in no chart",
        )
    ]
    assert result.summary.entries == 4


def test_bundles_in_bundles_are_followed_to_the_limit_of_depth(fhir):
    bundle = fhir.bundle(fhir.patient())
    for _ in range(3):
        bundle = fhir.bundle(bundle)

    assert len(fhir.read(bundle, limits=Limits(depth=4)).charts) == 1
    assert fhir.read(bundle, limits=Limits(depth=3)).reasons == [
        "bundles nested beyond the limit of depth; left out"
    ]


def test_a_bundle_in_a_bundle_without_a_list_costs_itself(fhir):
    inner = {"resourceType": "Bundle", "entry": [{"resource": fhir.patient()}], "type": 5}
    odd = {"type": "Bundle", "resourceType": "Goal"}
    result = fhir.read(fhir.bundle(inner, odd))

    assert len(result.chart.goals) == 1


def version(number, updated=None, **elements):
    meta = {"versionId": str(number)} if number else {}
    if updated:
        meta["lastUpdated"] = updated
    return {
        "resourceType": "Goal",
        "id": "g",
        "subject": {"reference": "Patient/p"},
        "meta": meta,
        "description": {"text": f"{number} {updated}"},
        **elements,
    }


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        pytest.param(
            [version(2, "2026-01-01T10:00:00+02:00"), version(1, "2026-01-01T09:00:00Z")],
            1,
            id="by time, across zones",
        ),
        pytest.param([version(9), version(10)], 1, id="by number"),
        pytest.param([version(0), version(0)], 0, id="else the first"),
        pytest.param([version("x"), version(1)], 1, id="a name is no number"),
        pytest.param([version(1), version(0, "no time")], 0, id="no time is no time"),
    ],
)
def test_of_several_versions_the_newest_counts(fhir, versions, newest):
    result = fhir.read(fhir.bundle(fhir.patient(), *versions, kind="history"))

    assert result.fact("goals").description.text == versions[newest]["description"]["text"]
    assert result.lines == [(f"entry[{2 - newest}].resource", OLDER)]
    assert result.summary.problems == 1


def test_what_was_deleted_is_no_fact(fhir):
    bundle = fhir.bundle(fhir.patient(), version(1, "2026-01-01T00:00:00Z"), kind="history")
    bundle["entry"].append(
        {
            "request": {"method": "DELETE", "url": "Goal/g"},
            "response": {"lastModified": "2026-01-02T00:00:00Z", "etag": 'W/"2"'},
        }
    )
    result = fhir.read(bundle)

    assert result.chart.goals is None
    assert result.lines == [("entry[1].resource", DELETED), ("entry[2].resource", EMPTY)]


def test_what_was_made_again_after_it_was_deleted_is_a_fact(fhir):
    bundle = fhir.bundle(
        fhir.patient(),
        version(3, "2026-01-03T00:00:00Z"),
        version(1, "2026-01-01T00:00:00Z"),
        kind="history",
    )
    bundle["entry"].append(
        {
            "request": {"method": "DELETE", "url": "Goal/g"},
            "response": {"lastModified": "2026-01-02T00:00:00"},
        }
    )

    assert fhir.read(bundle).fact("goals").description.text == "3 2026-01-03T00:00:00Z"


def test_what_cannot_be_ranked_in_a_history_is_read(fhir):
    goal = {"resourceType": "Goal", "subject": {"reference": "Patient/p"}}
    bundle = fhir.bundle(fhir.patient(), goal, goal, kind="history")
    bundle["entry"] += [{"request": 5}, {"request": {"method": "DELETE"}}, {"resource": 7}]
    result = fhir.read(bundle)

    assert len(result.chart.goals) == 2


def test_two_of_one_id_in_any_other_bundle_are_both_read(fhir):
    result = fhir.read(fhir.bundle(fhir.patient(), version(1), version(2)))

    assert len(result.chart.goals) == 2
