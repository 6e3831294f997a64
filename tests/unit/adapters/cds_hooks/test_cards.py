"""Cards against the specification, rule by rule: there is no package that validates them."""

import json
import re
from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.adapters import calendars
from carecoord.adapters.cds_hooks import Service, cards
from carecoord.adapters.cds_hooks.cards import indicator, summary
from carecoord.adapters.cds_hooks.markdown import detail, plain
from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.writing.as_read import AsRead
from carecoord.errors import AuthoringError
from carecoord.model.code import Code
from carecoord.model.label import Label
from carecoord.rules.catalogue import standard
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.explain import explain
from carecoord.rules.engine.finding import (
    Action,
    Evidence,
    FactRef,
    Finding,
    Outcome,
    Review,
    Urgency,
)
from carecoord.rules.engine.licence import Licence
from carecoord.testing.examples import EXAMPLES, example

DAY = date(2026, 5, 24)
REASON = Code("https://clinic.example/reasons", "refused", "The patient does not want it")
TOPIC = Code("https://clinic.example/topics", "transitions", "Transitions of care")
SERVICE = Service(label="Care coordination")
WHOLE = Service(
    label="Care coordination",
    url="https://clinic.example/coordination",
    icon="https://clinic.example/icon.png",
    topic=TOPIC,
    override_reasons=[REASON],
)
ACTION = Action(
    title="Contact within 2 business days",
    urgency=Urgency.ROUTINE,
    closes="a conversation",
    licences=(Licence.RN,),
    earliest=date(2026, 5, 20),
    due=date(2026, 5, 25),
)
FINDING = Finding(
    key="followup.contact|p|Encounter:e:contact",
    patient="p",
    rule="followup.contact",
    edition="2013",
    title="Contact",
    outcome=Outcome.NOT_MET,
    reason="none seen since 2026-05-22",
    citation=Citation(text="CMS MLN908628", locator="page 4", status=Status.SECONDARY),
    evidence=(
        Evidence(
            clause="discharge",
            holds=True,
            facts=(FactRef(id="e", type="Encounter", label="Admission", on=date(2026, 5, 22)),),
        ),
    ),
    action=ACTION,
)


def with_action(finding=FINDING, **changes):
    return attrs.evolve(finding, action=attrs.evolve(finding.action, **changes))


def text(value):
    return isinstance(value, str) and bool(value.strip())


def a_url(value):
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def a_uuid(value):
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value) is not None


def a_coding(value):
    return text(value.get("code")) and text(value.get("system"))


def an_action(value):
    kind = value.get("type")
    return (
        kind in {"create", "update", "delete"}
        and text(value.get("description"))
        and (kind != "create" or text(value["resource"]["resourceType"]))
    )


SPECIFICATION = {
    "HTTP response: cards is an array": lambda r: isinstance(r["cards"], list),
    "HTTP response: nothing but cards and systemActions": lambda r: (
        set(r) <= {"cards", "systemActions"}
    ),
    "Card: no other attributes": lambda r: all(
        set(c)
        <= {
            *("uuid", "summary", "detail", "indicator", "source", "suggestions"),
            *("selectionBehavior", "overrideReasons", "links"),
        }
        for c in r["cards"]
    ),
    "Card: uuid is one, each its own": lambda r: (
        all(a_uuid(c["uuid"]) for c in r["cards"])
        and len({c["uuid"] for c in r["cards"]}) == len(r["cards"])
    ),
    "Card: summary is there, one line of fewer than 140 characters": lambda r: all(
        text(c["summary"]) and len(c["summary"]) < 140 and "\n" not in c["summary"]
        for c in r["cards"]
    ),
    "Card: detail is a text": lambda r: all(text(c["detail"]) for c in r["cards"]),
    "Card: indicator is info, warning or critical": lambda r: all(
        c["indicator"] in {"info", "warning", "critical"} for c in r["cards"]
    ),
    "Source: label is there, url and icon are absolute, topic is a coding": lambda r: all(
        text(c["source"].get("label"))
        and all(a_url(c["source"][name]) for name in ("url", "icon") if name in c["source"])
        and a_coding(c["source"].get("topic", {"code": "x", "system": "x"}))
        and set(c["source"]) <= {"label", "url", "icon", "topic"}
        for c in r["cards"]
    ),
    "Card: selectionBehavior with suggestions, and one of two": lambda r: all(
        c.get("selectionBehavior") in {"at-most-one", "any"} if "suggestions" in c else True
        for c in r["cards"]
    ),
    "Suggestion: label, uuid and actions": lambda r: all(
        text(s["label"]) and a_uuid(s["uuid"]) and all(map(an_action, s["actions"]))
        for c in r["cards"]
        for s in c.get("suggestions", ())
    ),
    "Reasons for rejecting: codings with a display": lambda r: all(
        a_coding(o) and text(o.get("display"))
        for c in r["cards"]
        for o in c.get("overrideReasons", ())
    ),
    "Link: label, url and type; a context only for SMART": lambda r: all(
        text(k["label"])
        and a_url(k["url"])
        and k["type"] in {"absolute", "smart"}
        and (k["type"] == "smart" or "appContext" not in k)
        for c in r["cards"]
        for k in c.get("links", ())
    ),
    "JSON: no attribute that is optional stands there empty": lambda r: all(
        value not in (None, "", [], {}) for c in r["cards"] for value in c.values()
    ),
}
"""CDS Hooks 2.0, section CDS Service Response: what each of its tables requires."""


def broken(response):
    return [rule for rule, holds in SPECIFICATION.items() if not holds(response)]


@pytest.fixture(scope="module")
def reviews():
    catalogue = standard(calendar=calendars.country("US"))
    charts = [r.chart for r in fhir_r4.read([example(name) for name in EXAMPLES]) if r.chart]
    return [(chart, review(chart, catalogue, DAY)) for chart in charts]


@pytest.mark.parametrize("service", [SERVICE, WHOLE], ids=["bare", "whole"])
def test_the_cards_of_the_examples_are_as_the_specification_wants_them(reviews, service):
    for chart, found in reviews:
        response = cards(found, service, as_of=DAY, names=AsRead(chart))

        assert broken(response) == []
        assert broken(json.loads(json.dumps(response))) == []


def test_every_example_with_work_has_its_cards(reviews):
    for _, found in reviews:
        wanted = {f.key for f in found.findings if f.action and not found.stops(f.rule)}

        assert len(cards(found, SERVICE, as_of=DAY)["cards"]) == len(wanted)


BREAKS = [
    lambda c: c["cards"][0].update(uuid="1"),
    lambda c: c["cards"][0].update(summary="x" * 140),
    lambda c: c["cards"][0].update(summary=" "),
    lambda c: c["cards"][0].update(indicator="hard-stop"),
    lambda c: c["cards"][0].update(source={}),
    lambda c: c["cards"][0].update(source={"label": "x", "url": "coordination.html"}),
    lambda c: c["cards"][0].pop("selectionBehavior"),
    lambda c: c["cards"][0].update(selectionBehavior="all"),
    lambda c: c["cards"][0]["suggestions"][0].update(label=""),
    lambda c: c["cards"][0]["suggestions"][0]["actions"][0].update(type="make"),
    lambda c: c["cards"][0]["overrideReasons"][0].pop("display"),
    lambda c: c["cards"][0]["links"][0].update(type="relative"),
    lambda c: c["cards"][0]["links"][0].update(appContext="x"),
    lambda c: c["cards"][0].update(details="x"),
    lambda c: c["cards"].append(c["cards"][0]),
    lambda c: c.update(card=[]),
]


@pytest.mark.parametrize("change", BREAKS)
def test_the_table_finds_what_is_wrong(change, reviews):
    with_link = attrs.evolve(
        FINDING, citation=attrs.evolve(FINDING.citation, url="https://cms.example/tcm")
    )
    response = cards([with_link], WHOLE, as_of=DAY, names=AsRead(reviews[0][0]))
    assert broken(response) == []

    change(response)
    assert broken(response) != []


def test_nothing_to_be_done_gives_no_card():
    assert cards([attrs.evolve(FINDING, action=None)], SERVICE, as_of=DAY) == {"cards": []}


def test_a_card_says_what_why_by_whom_by_when_and_on_what_it_rests():
    (card,) = cards([FINDING], SERVICE, as_of=DAY)["cards"]

    assert card["summary"] == "Contact within 2 business days (due, 2026-05-25)"
    assert card["detail"].split("\n") == [
        "**Contact: not met (as of 2026-05-24)**",
        "",
        "- none seen since 2026-05-22.",
        "- discharge: yes (Admission on 2026-05-22)",
        "- To do (routine): Contact within 2 business days; closed by a conversation",
        "- May be done by: registered nurse",
        "- Due 2026-05-25: due, in 1 day",
        "- Rule followup.contact, edition 2013: CMS MLN908628, page 4",
        "- (a restatement was read)",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"urgency": Urgency.STAT}, "critical"),
        ({"urgency": Urgency.STAT, "due": date(2026, 5, 20)}, "critical"),
        ({"urgency": Urgency.ASAP}, "warning"),
        ({"urgency": Urgency.URGENT}, "warning"),
        ({"urgency": Urgency.ROUTINE}, "info"),
        ({"urgency": Urgency.ROUTINE, "due": DAY}, "info"),
        ({"urgency": Urgency.ROUTINE, "due": date(2026, 5, 23)}, "warning"),
        ({"urgency": Urgency.ROUTINE, "due": date(2026, 5, 20), "overdue_after": DAY}, "info"),
        ({"urgency": Urgency.ROUTINE, "due": None}, "info"),
    ],
)
def test_the_indicator_follows_urgency_and_whether_it_is_overdue(changes, expected):
    assert indicator(attrs.evolve(ACTION, **changes), DAY) == expected


def test_the_most_urgent_stands_first():
    stat = with_action(attrs.evolve(FINDING, key="z"), urgency=Urgency.STAT)
    late = with_action(attrs.evolve(FINDING, key="y"), due=date(2026, 5, 21))
    response = cards([FINDING, late, stat], SERVICE, as_of=DAY)

    assert [one["indicator"] for one in response["cards"]] == ["critical", "warning", "info"]


AT_NINE = datetime(2026, 5, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"due": None}, "Contact within 2 business days (due)"),
        ({"earliest": date(2026, 5, 25)}, "Contact within 2 business days (upcoming, 2026-05-25)"),
        ({"title": "a\nb"}, "a b (due, 2026-05-25)"),
        ({"acknowledge_by": AT_NINE}, "Contact within 2 business days (due, 2026-05-24 09:00 UTC)"),
        ({"title": "x" * 139, "due": None}, "x" * 132 + "… (due)"),
        ({"title": "x" * 133, "due": None}, "x" * 133 + " (due)"),
        ({"title": "seven, " * 30, "due": None}, "seven, " * 18 + "seven… (due)"),
    ],
)
def test_the_summary_is_one_short_sentence_cut_at_a_word(changes, expected):
    assert summary(attrs.evolve(ACTION, **changes), DAY) == expected
    assert len(expected) < 140


@given(st.text(), st.sampled_from([None, DAY, AT_NINE]))
def test_no_summary_is_too_long(title, due):
    assert len(summary(attrs.evolve(ACTION, title=title, due=due, earliest=None), DAY)) < 140


def test_the_name_of_a_card_is_the_same_tomorrow_and_another_for_another_finding():
    def names(finding, day):
        return cards([finding], SERVICE, as_of=day)["cards"][0]["uuid"]

    tomorrow = date(2026, 5, 25)
    assert names(FINDING, DAY) == names(attrs.evolve(FINDING, edition="2014"), tomorrow)
    assert names(FINDING, DAY) != names(attrs.evolve(FINDING, key="other"), DAY)


@pytest.mark.parametrize("label", Label)
def test_what_carries_a_label_is_on_a_card_only_when_the_label_is_allowed(label):
    labelled = attrs.evolve(FINDING, labels=frozenset({label, Label.HIV}))

    assert cards([labelled], SERVICE, as_of=DAY) == {"cards": []}
    assert cards([labelled], SERVICE, as_of=DAY, allowed=set(Label) - {label}) == {"cards": []}
    assert len(cards([labelled], SERVICE, as_of=DAY, allowed={label, Label.HIV})["cards"]) == 1


def test_work_that_a_hold_stops_has_no_card():
    other = attrs.evolve(FINDING, key="k", rule="safety.bereavement")
    held = Review(
        patient="p",
        as_of=DAY,
        valid_until=None,
        findings=(FINDING, other),
        rules_run=(FINDING.rule, other.rule),
        fingerprint="f",
        holds=("death",),
        going_on=frozenset({other.rule}),
    )

    assert len(cards(held, SERVICE, as_of=DAY)["cards"]) == 1
    assert len(cards(attrs.evolve(held, holds=()), SERVICE, as_of=DAY)["cards"]) == 2


def test_a_suggestion_creates_the_task_of_the_work(reviews):
    (card,) = cards([FINDING], SERVICE, as_of=DAY, names=AsRead(reviews[0][0], "42"))["cards"]
    (suggestion,) = card["suggestions"]
    (action,) = suggestion["actions"]

    assert suggestion["label"] == "Put on the task list: Contact within 2 business days"
    assert action["type"] == "create"
    assert action["resource"]["resourceType"] == "Task"
    assert action["resource"]["for"] == {"reference": "Patient/42"}
    assert "id" not in action["resource"]


def test_nobody_named_means_no_suggestion():
    (card,) = cards([FINDING], SERVICE, as_of=DAY)["cards"]

    assert {"suggestions", "selectionBehavior", "overrideReasons"}.isdisjoint(card)


@pytest.mark.parametrize(
    ("citation", "url"),
    [
        ({"url": "https://cms.example/tcm"}, "https://cms.example/tcm"),
        ({"doi": "10.1503/cmaj.091117"}, "https://doi.org/10.1503/cmaj.091117"),
        ({"url": "tcm.html"}, None),
        ({}, None),
    ],
)
def test_a_link_leads_to_what_the_rule_rests_on(citation, url):
    finding = attrs.evolve(FINDING, citation=attrs.evolve(FINDING.citation, **citation))
    (card,) = cards([finding], SERVICE, as_of=DAY)["cards"]

    assert [one["url"] for one in card.get("links", ())] == ([url] if url else [])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>", r"\<script\>"),
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("[x](https://evil.example)", r"\[x\](https\://evil.example)"),
        ("www.evil.example, WWW.evil.example", r"www\.evil.example, WWW\.evil.example"),
        ("a@b.example", r"a\@b.example"),
        ("&lt; # | \\", r"\&lt; \# \| \\"),
        ("a\n\n- b\r\n# c", r"a - b \# c"),
        ("HbA1c 7.5 %: 5.0-7.0", "HbA1c 7.5 %: 5.0-7.0"),
    ],
)
def test_texts_are_shown_as_they_are(written, shown):
    assert plain(written) == shown


def test_a_detail_says_each_line_of_the_explanation(reviews):
    for _, found in reviews:
        for finding in found.findings:
            told = detail(finding, DAY).replace("\\", "")
            lines = explain(finding, DAY).split("\n")

            assert [line for line in lines if line.strip().removeprefix("- ") not in told] == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"label": " "}, "no label"),
        ({"url": "coordination.html"}, "url is no absolute URL"),
        ({"url": "javascript:alert(1)"}, "url is no absolute URL"),
        ({"icon": "https:///icon.png"}, "icon is no absolute URL"),
        ({"topic": Code("", "x")}, "a topic without"),
        ({"override_reasons": [attrs.evolve(REASON, display=None)]}, "a reason to override"),
    ],
)
def test_a_service_that_the_specification_does_not_allow_is_refused(changes, found):
    with pytest.raises(AuthoringError, match=found):
        Service(**{"label": "Care coordination", **changes})
