"""One patient: the drawing, and every finding with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.report.patient_report import PatientReport
from carecoord.adapters.report.timeline import drawings
from carecoord.adapters.report.words import (
    OUTCOMES,
    days_whole,
    due_words,
    in_family,
    lacking,
    order,
    shown,
    urgency_mark,
)
from carecoord.rules.engine.answers import answering
from carecoord.rules.engine.counts import points_in_words
from carecoord.rules.engine.explain import of_the_day
from carecoord.rules.engine.finding import Action, Evidence, Finding, Outcome

_HELD = {True: ("held", "yes"), False: ("failed", "no"), None: ("unknown", "not known")}


def patient_section(patient: PatientReport, as_of: date | datetime, who: str) -> Markup:
    """The section of a patient, findings that need action first."""
    findings = patient.review.findings
    waiting = sorted(patient.open_findings, key=lambda f: order(f, as_of))
    rest = [f for f in findings if f.action is None]
    unknown = sorted((f for f in rest if f.outcome is Outcome.INSUFFICIENT_DATA), key=lacking)
    told = sorted((f for f in rest if f.outcome in {Outcome.MET, Outcome.NOT_MET}), key=in_family)
    beside = [f for f in rest if f.outcome is Outcome.NOT_APPLICABLE]
    holds = patient.review.holds
    return element(
        "section",
        element("h3", who, id=f"{patient.anchor}-name"),
        element("p", f"Planned work stops: {', '.join(holds)}.", class_="hold") if holds else "",
        drawings(patient, as_of),
        *_group("To do", waiting, patient, as_of, folded=False),
        *_group("Not enough data", unknown, patient, as_of, folded=True),
        *_group("For information", told, patient, as_of, folded=True),
        *_group("Not applicable", beside, patient, as_of, folded=True),
        element(
            "p",
            f"Holds until {shown(patient.review.valid_until) or 'something changes'}, "
            "unless the record changes.",
            class_="quiet",
        ),
        id=patient.anchor,
        class_="patient",
        aria_labelledby=f"{patient.anchor}-name",
    )


def _group(
    title: str,
    findings: list[Finding],
    patient: PatientReport,
    as_of: date | datetime,
    *,
    folded: bool,
) -> Iterator[Markup]:
    if not findings:
        return
    articles = [_finding(finding, patient, as_of) for finding in findings]
    if folded:
        summary = element("summary", f"{title} ({len(findings)})")
        yield element("details", summary, *articles, class_="group")
        return
    yield element("div", *articles, class_="group")


def _finding(finding: Finding, patient: PatientReport, as_of: date | datetime) -> Markup:
    action = finding.action
    return element(
        "article",
        element(
            "h4",
            urgency_mark(action) if action else "",
            " " if action else "",
            finding.title,
            " ",
            element("span", OUTCOMES[finding.outcome], class_="outcome"),
        ),
        element("p", days_whole(f"{finding.reason}.")) if finding.reason else "",
        *(element("p", days_whole(f"{told}.")) for told in of_the_day(finding, as_of)),
        _to_do(action, as_of) if action else "",
        _evidence(finding, patient),
        _beside_the_score(finding),
        _missing(finding),
        _labels(finding),
        _source(finding),
        id=patient.places.get(finding.key),
        class_="finding",
        data_finding=finding.key,
    )


def _to_do(action: Action, as_of: date | datetime) -> Markup:
    licences = ", ".join(licence.value for licence in action.licences) or "anybody"
    pairs = [
        ("To do", action.title),
        ("Due", due_words(action, as_of)),
        ("Closed by", action.closes),
        ("May be done by", licences),
    ]
    if action.acknowledge_by is not None:
        pairs.insert(1, ("Acknowledge by", shown(action.acknowledge_by)))
    listed = (joined(element("dt", name), element("dd", value)) for name, value in pairs)
    return element("dl", *listed)


def _evidence(finding: Finding, patient: PatientReport) -> Markup:
    if not finding.evidence:
        return Markup("")
    lines = (_line(line, finding, patient) for line in finding.evidence)
    return element("ul", *lines, class_="evidence")


def _line(line: Evidence, finding: Finding, patient: PatientReport) -> Markup:
    name, word = _HELD[line.holds]
    seen = "; ".join(f"{ref.label}, {ref.on}" if ref.on else ref.label for ref in line.facts)
    points = f", {points_in_words(line.points)}" if line.points is not None else ""
    told = "; ".join(part for part in (line.because, seen) if part)
    return element(
        "li",
        element("span", word, class_=f"held {name}"),
        f" {line.clause}{points}",
        element("span", f" ({told})", class_="because") if told else "",
        *_answers(line, finding, patient),
    )


def _answers(line: Evidence, finding: Finding, patient: PatientReport) -> Iterator[object]:
    """Links to the findings that answer what is open; a rule's name where none of it is here."""
    for place, name in enumerate(line.answered_by):
        yield "; answered by " if place == 0 else ", "
        links = [
            element("a", found.title, href=f"#{patient.places[found.key]}")
            for found in answering(name, finding, patient.review.findings)
        ]
        yield Markup(", ".join(links)) if links else name


def _beside_the_score(finding: Finding) -> Markup:
    """What a score means, such as its band and risk, and the other weights of an index."""
    if finding.score is None or not finding.details:
        return Markup("")
    pairs = (
        joined(element("dt", name), element("dd", days_whole(str(value))))
        for name, value in finding.details
    )
    return element("dl", *pairs)


def _missing(finding: Finding) -> Markup:
    if not finding.missing:
        return Markup("")
    return element("p", element("strong", "Not known: "), "; ".join(finding.missing))


def _labels(finding: Finding) -> Markup:
    if not finding.labels:
        return Markup("")
    names = ", ".join(sorted(label.value for label in finding.labels))
    return element("p", element("span", "sensitive", class_="label"), f" {names}")


def _source(finding: Finding) -> Markup:
    citation = finding.citation
    return element(
        "p",
        f"{finding.rule}, edition {finding.edition}: {citation}. ",
        f"Source: {citation.status.value}.",
        class_="source",
    )
