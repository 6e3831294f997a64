"""The report says what the review found, safely."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import attrs
import pytest

from carecoord import review
from carecoord.adapters.markup import element, joined, text
from carecoord.adapters.report import PatientReport
from carecoord.adapters.report.page import Heading, render, write
from carecoord.adapters.report.timeline import drawings, marks
from carecoord.errors import StoreFailed
from carecoord.model import (
    Appointment,
    Chart,
    Condition,
    Encounter,
    Fill,
    Hold,
    HoldKind,
    Label,
    Name,
    Observation,
    Patient,
    Period,
    Quantity,
)
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm, loinc, rxnorm, snomed
from carecoord.rules import adherence, followup, monitoring, readmission, safety
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Finding, Outcome, Urgency

HOSTILE = "<script>alert('x')</script> & \" ' </svg>"
DAY = date(2026, 5, 24)
CATALOGUE = Catalogue.of(
    followup.RULES, monitoring.RULES, safety.RULES, calendar=lambda d: d.weekday() < 5
)


def chart(label: str = "Type 2 diabetes", **more: object) -> Chart:
    return Chart(
        key="0123456789abcdef",
        patient=Patient(birth_date=date(1950, 1, 1), names=[Name(text=label)]),
        encounters=[
            Encounter(
                id="s1",
                status="finished",
                encounter_class=Code(ACT_CODE, "IMP"),
                type=[concept(snomed("183452005"), text=label)],
                period=Period(
                    datetime(2026, 5, 18, 9, tzinfo=UTC), datetime(2026, 5, 22, 15, tzinfo=UTC)
                ),
            )
        ],
        communications=[],
        procedures=[],
        conditions=[
            Condition(
                id="c1",
                code=concept(icd10cm("E11.9"), text=label),
                clinical_status="active",
                onset=date(2020, 1, 1),
                labels=[Label.HIV],
            )
        ],
        observations=[
            Observation(
                id="o1",
                status="final",
                code=concept(loinc("4548-4"), text=label),
                effective=date(2026, 1, 20),
                value=Quantity(Decimal("7.2"), "%"),
            )
        ],
        fills=[
            Fill(
                id="f1",
                status="completed",
                code=concept(rxnorm("83367"), text=label),
                handed_over_on=date(2026, 5, 1),
                days_supply=Decimal(30),
            )
        ],
        **more,
    )


def report(subject: Chart) -> PatientReport:
    return PatientReport(chart=subject, review=review(subject, CATALOGUE, DAY))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.scripts = 0
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.scripts += tag == "script"
        if tag == "tr" and "data-key" in given:
            self.rows.append(given["data-key"])
        if tag == "a":
            self.links.append(given["href"])
        if "id" in given:
            self.ids.append(given["id"])


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    return parser


def test_its_rows_are_the_findings_that_ask_for_something():
    patient = report(chart())

    page = render([patient], Heading(as_of=DAY))

    assert sorted(f.key for f in patient.review.findings if f.action) == sorted(tags(page).rows)


def test_the_most_urgent_row_comes_first():
    page = render([report(chart())], Heading(as_of=DAY))

    # Both are urgent; the information is due on 24 May, the contact three days later.
    assert tags(page).rows[0].endswith(":information")
    assert any(row.endswith(":contact") for row in tags(page).rows[1:3])


def test_every_link_within_the_page_leads_somewhere():
    found = tags(render([report(chart())], Heading(as_of=DAY)))

    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)


def test_nothing_from_a_record_becomes_markup():
    page = render([report(chart(HOSTILE))], Heading(as_of=DAY, notes=(HOSTILE,), show_names=True))

    assert tags(page).scripts == 1
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "mark", ["\x00", "\x1b", "\r", "\x7f", "\x9b", "\u202a", "\u202e", "\u2069"]
)
def test_nothing_in_it_is_obeyed(mark):
    label = f"Type {mark}2"
    page = render([report(chart(label))], Heading(as_of=DAY, notes=(label,), show_names=True))

    assert mark not in page
    assert "Type \N{REPLACEMENT CHARACTER}2" in page
    assert 'title="\N{REPLACEMENT CHARACTER}"' in element("p", title=mark)


def test_lines_tabs_and_other_scripts_stay():
    kept = "a\tb\r\nc \u05d0\u200f \u0627 \u2764"

    assert kept == text(kept)


def test_it_names_nobody_unless_asked_to():
    named = Heading(as_of=DAY, show_names=True)
    patient = report(chart("Ada Example"))
    unnamed = PatientReport(
        chart=attrs.evolve(patient.chart, conditions=None, observations=None, fills=None),
        review=attrs.evolve(patient.review, findings=()),
    )

    assert "Ada Example" not in render([unnamed], Heading(as_of=DAY))
    assert "Ada Example" in render([unnamed], named)


def test_it_fetches_nothing():
    page = render([report(chart())], Heading(as_of=DAY))

    assert "http://" not in page
    assert "https://" not in page
    assert "@import" not in page


def test_the_same_reviews_make_the_same_page():
    heading = Heading(as_of=DAY)

    assert render([report(chart())], heading) == render([report(chart())], heading)


def test_a_label_is_marked_and_a_hold_is_said():
    held = report(chart(holds=[Hold(id="h1", kind=HoldKind.HOSPICE, since=date(2026, 5, 23))]))

    page = render([held], Heading(as_of=DAY))

    assert "sensitive" in page
    assert "Planned work stops: hospice choice." in page
    assert "Nothing is to be done." in page


def test_the_drawing_has_stays_facts_and_windows_and_another_the_supply():
    kinds = {mark.kind for mark in marks(report(chart()), DAY)}
    drawn = drawings(report(chart()), DAY)

    assert kinds == {"stay", "fact", "window", "overdue"}
    assert 'class="supply"' in drawn
    assert "30 days filled on 2026-05-01, to 2026-05-30" in drawn


def test_the_drawing_says_what_it_leaves_out():
    drawn = drawings(report(chart()), DAY)

    assert "1 earlier entry is not drawn" in drawn


def test_all_drawings_have_the_same_days_under_one_another():
    drawn = drawings(report(chart()), DAY)
    todays = re.findall(
        r'<line x1="([\d.]+)" x2="[\d.]+" y1="[\d.]+" y2="[\d.]+" class="today"', drawn
    )

    assert len(todays) == 3
    assert len(set(todays)) == 1


def test_what_is_overdue_goes_on_to_the_day_of_the_report():
    (foot,) = [m for m in marks(report(chart()), DAY) if m.lane == "Due: Comprehensive foot exam"]

    assert (foot.kind, foot.due, foot.last) == ("overdue", date(2020, 1, 1), DAY)


def test_the_drawing_ends_a_year_ahead():
    planned = Finding(
        key="k",
        patient="p",
        rule="r",
        edition="1",
        title="Later",
        outcome=Outcome.NOT_MET,
        citation=Citation(text="t", locator="l", status=Status.CONVENTION),
        action=Action(
            title="Later",
            urgency=Urgency.ROUTINE,
            closes="a visit",
            licences=(),
            earliest=date(2028, 5, 1),
            due=date(2028, 6, 1),
        ),
    )
    subject = report(chart())
    later = attrs.evolve(subject, review=attrs.evolve(subject.review, findings=(planned,)))

    assert "1 later entry is not drawn" in drawings(later, DAY)


def test_a_medicine_of_long_ago_is_told_but_has_no_empty_lane():
    old = Fill(
        id="f0",
        status="completed",
        code=concept(text="amoxicillin"),
        handed_over_on=date(2021, 5, 1),
        days_supply=Decimal(7),
    )
    subject = report(chart())
    both = attrs.evolve(
        subject, chart=attrs.evolve(subject.chart, fills=[*(subject.chart.fills or ()), old])
    )
    drawn = drawings(both, DAY)

    assert "1 medicine without supply in these days is not drawn" in drawn
    assert 'class="lane">amoxicillin' not in drawn
    assert "amoxicillin: 1 fill, 7 days of supply; used 2021-05-01 to 2021-05-07." in drawn


def test_medicines_of_long_ago_alone_are_told_without_a_drawing():
    subject = report(chart())
    old = [attrs.evolve(fill, handed_over_on=date(2021, 5, 1)) for fill in subject.chart.fills]
    only = attrs.evolve(subject.chart, fills=old, encounters=[])
    drawn = drawings(attrs.evolve(subject, chart=only), DAY)

    assert drawn.count("<svg") == 1
    assert "No supply of medicines is seen from " in drawn
    assert "2021-05-01" in drawn


def test_a_chart_of_fills_alone_has_the_drawing_of_supply_alone():
    subject = report(chart())
    only = PatientReport(
        chart=Chart(key="0123456789abcdef", patient=Patient(), fills=subject.chart.fills),
        review=attrs.evolve(subject.review, findings=()),
    )
    drawn = drawings(only, DAY)

    assert drawn.count("<svg") == 1
    assert 'class="supply"' in drawn


def test_a_patient_without_dates_has_no_drawing():
    bare = Chart(key="fedcba9876543210", patient=Patient())

    assert "Nothing with a date" in drawings(report(bare), DAY)


def test_written_and_rendered_pages_are_the_same(tmp_path):
    path = tmp_path / "report.html"

    write(path, [report(chart())], Heading(as_of=DAY))

    assert render([report(chart())], Heading(as_of=DAY)) == path.read_text("utf-8")
    assert [path] == list(tmp_path.iterdir())


def test_what_was_there_stays_when_a_patient_cannot_be_told(tmp_path):
    path = tmp_path / "report.html"
    path.write_text("before", "utf-8")

    def patients():
        yield report(chart())
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreFailed, match="No space left"):
        write(path, patients(), Heading(as_of=DAY))

    assert path.read_text("utf-8") == "before"
    assert [path] == list(tmp_path.iterdir())


def test_markup_escapes_text_and_attributes_and_leaves_out_what_is_not_there():
    made = element("p", "<b>", joined("&", element("br_")), class_='"', hidden=None, id=False)

    assert made == '<p class="&quot;">&lt;b&gt;&amp;<br_></br_></p>'
    assert text(text("<")) == "&lt;"


def test_it_tells_what_is_to_be_done_and_the_counts_of_its_day():
    booked = [
        Appointment(
            id=f"a{month}",
            status="noshow" if month < 3 else "fulfilled",
            start=datetime(2026, month, 5, 9, tzinfo=UTC),
            created_on=date(2026, 1, 1),
        )
        for month in (1, 2, 3)
    ]
    fills = [
        Fill(
            id=f"g{month}",
            status="completed",
            code=concept(text="lisinopril"),
            handed_over_on=date(2026, month, 1),
            days_supply=Decimal(30),
        )
        for month in (1, 2)
    ]
    subject = attrs.evolve(chart(), appointments=booked, fills=fills)
    found = review(subject, Catalogue.of(adherence.RULES), DAY)
    said = re.sub(
        "<[^>]*>", "", render([PatientReport(chart=subject, review=found)], Heading(as_of=DAY))
    )

    assert "So far: 1 of 3 appointments kept (33.3%), from 2026-01-05 to 2026-03-05." in said
    assert "Miss-days left: none, 80 % is out of reach." in said
    assert "Supply in hand so far: 60 of 144 days (41.7%)." in said
    assert "To doAsk what stands in the way of coming" in said


class TestAfterADischarge:
    """What is open links to the findings that answer it."""

    AFTER = Catalogue.of(
        followup.RULES, readmission.RULES, adherence.RULES, calendar=lambda d: d.weekday() < 5
    )

    def page(self, subject: Chart) -> str:
        seen = PatientReport(chart=subject, review=review(subject, self.AFTER, DAY))
        return render([seen], Heading(as_of=DAY))

    def test_an_open_task_links_to_its_follow_up_on_the_page(self) -> None:
        page = self.page(chart())
        (line,) = re.findall(r"<li>[^/]*</span> visit not booked.*?</li>", page)
        links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', line)

        assert [name for _, name in links] == [
            "Visit within 7 days of discharge (high complexity)",
            "Visit within 14 days of discharge",
        ]
        for place, title in links:
            (found,) = re.findall(rf'<article id="{place}".*?</h4>', page)
            assert title in found

    def test_where_nothing_answers_it_the_rule_is_named(self) -> None:
        unasked = attrs.evolve(chart(), fills=None)

        assert "answered by adherence.late-refill, adherence.gap" in self.page(unasked)

    def test_the_window_comes_first_then_what_is_open(self) -> None:
        page = self.page(chart())
        rules = re.findall(r'data-finding="(readmission\.[a-z-]+)\|', page)
        told = [rule for rule in rules if rule in {"readmission.window", "readmission.open-tasks"}]

        assert told == ["readmission.window", "readmission.open-tasks"]
        assert "Day 2 of 30 after the discharge, 28 days left after it" in page

    def test_a_score_stands_with_the_other_weights_of_its_index(self) -> None:
        index = r'<article[^>]*data-finding="readmission.charlson.*?</article>'
        (charlson,) = re.findall(index, self.page(chart()))
        beside = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", charlson))

        assert (beside["points for age"], beside["age-adjusted"]) == ("3", "4")

    def test_one_point_is_one(self) -> None:
        told = re.sub("<[^>]*>", "", self.page(chart()))

        assert "diabetes without chronic complication, 1 point (" in told
        assert re.findall(r"\b1 points", told) == []

    def test_what_a_score_says_beside_its_points_is_told(self) -> None:
        told = self.said(scored())

        assert (
            "expected risk of death or unplanned readmission within 30 days7.3 %"
            "this risk isexpected in the derivation model, not observed" in told
        )

    def test_what_only_lacks_a_choice_of_the_site_comes_after_what_is_not_known(self) -> None:
        page = self.page(scored())
        lacking = page[
            page.index("<summary>Not enough data") : page.index("<summary>For information")
        ]
        rules = re.findall(r'data-finding="([a-z.-]+)\|', lacking)

        assert rules[-1] == "readmission.hospital-simplified"
        assert len(rules) > 1

    def said(self, subject: Chart) -> str:
        return re.sub("<[^>]*>", "", self.page(subject))


def scored() -> Chart:
    """A chart after an emergency stay of four nights (7 points of LACE) with both results."""
    (stay,) = chart().encounters
    priority = Code("http://terminology.hl7.org/CodeSystem/v3-ActPriority", "EM")
    results = [
        Observation(
            id=test,
            status="final",
            code=concept(loinc(test)),
            effective=date(2026, 5, 22),
            value=Quantity(Decimal(value), unit),
        )
        for test, value, unit in (("718-7", "13", "g/dL"), ("2951-2", "140", "mmol/L"))
    ]
    whole = attrs.evolve(
        stay, priority=concept(priority), service_type=concept(snomed("419192003"))
    )
    return attrs.evolve(chart(), encounters=[whole], observations=results, conditions=[])


@pytest.mark.parametrize("status", ["planned", "cancelled", "entered-in-error"])
def test_a_stay_that_never_was_is_not_drawn(status):
    subject = chart()
    never = [attrs.evolve(one, status=status) for one in subject.encounters]
    drawn = marks(report(attrs.evolve(subject, encounters=never)), DAY)

    assert "stay" not in {mark.kind for mark in drawn}
