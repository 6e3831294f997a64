"""The worklist as a table: what is most urgent stands first."""

from __future__ import annotations

from datetime import date, datetime

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.report.patient_report import PatientReport
from carecoord.adapters.report.words import days_whole, due_words, order, urgency_mark
from carecoord.rules.engine.finding import Finding

COLUMNS = ("Urgency", "Due", "What", "Why", "Who may", "Patient", "Rule")

Row = tuple[tuple[int, int, str, str], Markup]


def worklist_rows(patient: PatientReport, as_of: date | datetime, who: str) -> list[Row]:
    """One row for each open finding of a patient, with what to sort it by."""
    return [
        (order(finding, as_of), _row(finding, patient, as_of, who))
        for finding in patient.open_findings
    ]


def _row(finding: Finding, patient: PatientReport, as_of: date | datetime, who: str) -> Markup:
    action = finding.action
    assert action is not None  # noqa: S101  only open findings are rows
    licences = ", ".join(licence.value for licence in action.licences) or "anybody"
    labelled = (
        element("span", "sensitive", class_="label", title="carries a sensitivity label")
        if finding.labels
        else ""
    )
    return element(
        "tr",
        element("td", urgency_mark(action)),
        element("td", due_words(action, as_of), class_="when"),
        element("th", action.title, " ", labelled, scope="row"),
        element("td", days_whole(finding.reason)),
        element("td", licences),
        element("td", element("a", who, href=f"#{patient.anchor}")),
        element("td", f"{finding.rule} ({finding.edition})", class_="rule"),
        data_key=finding.key,
        data_urgency=action.urgency.value,
    )


def worklist_table(rows: list[Row]) -> Markup:
    """The whole table, or a sentence when there is nothing to do."""
    if not rows:
        return element("p", "Nothing is to be done.")
    head = element(
        "tr",
        *(
            element(
                "th",
                element("button", name, type="button", data_column=place),
                scope="col",
                aria_sort="none",
            )
            for place, name in enumerate(COLUMNS)
        ),
    )
    body = joined(*(row for _, row in sorted(rows, key=lambda r: r[0])))
    return element(
        "div",
        element(
            "table",
            element("caption", f"{len(rows)} to do, the most urgent first"),
            element("thead", head),
            element("tbody", body),
            id="worklist-table",
        ),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label="Worklist table",
    )
