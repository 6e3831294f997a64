"""The page as a whole, written by replacing: never half."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import IO

import attrs

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures.style import style
from carecoord.adapters.report.patient_report import PatientReport
from carecoord.adapters.report.patient_section import patient_section
from carecoord.adapters.report.words import STANDINGS, URGENCIES
from carecoord.adapters.report.worklist_table import Row, worklist_rows, worklist_table
from carecoord.errors import StoreFailed
from carecoord.rules.engine.explain import standing

NOT_A_DEVICE = "Supports professionals who can see what it rests on. Not a medical device."


@attrs.frozen(kw_only=True)
class Heading:
    """What the page says about itself. ``notes`` are warnings and problems in words."""

    as_of: date | datetime
    title: str = "Worklist"
    fingerprint: str = ""
    zone: str = "UTC"
    notes: Sequence[str] = ()
    show_names: bool = False


def write(path: Path, patients: Iterable[PatientReport], heading: Heading) -> None:
    """Write the report to a file, replacing it only when all of it is there.

    Raises:
        StoreFailed: the file cannot be written; what was there before still is.
    """
    try:
        _write(path, patients, heading)
    except OSError as error:
        raise StoreFailed(
            asked="writing the report",
            found=error.strerror or type(error).__name__,
            remedy="Free some space or choose another file; the former report is untouched",
        ) from error


def _write(path: Path, patients: Iterable[PatientReport], heading: Heading) -> None:
    with tempfile.TemporaryFile("w+", encoding="utf-8", dir=path.parent) as sections:
        page = _Page(heading)
        for section in page.sections(patients):
            sections.write(section)
        sections.seek(0)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as whole:
                _assemble(whole, page, sections)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _assemble(whole: IO[str], page: _Page, sections: IO[str]) -> None:
    whole.write(page.before())
    shutil.copyfileobj(sections, whole)
    whole.write(page.after())


def render(patients: Iterable[PatientReport], heading: Heading) -> str:
    """Give the report as text, for a notebook or a response."""
    page = _Page(heading)
    sections = list(page.sections(patients))
    return "".join((page.before(), *sections, page.after()))


class _Page:
    """Collects the rows and counts while the patients' sections go by."""

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.rows: list[Row] = []
        self.patients = 0
        self.urgencies: Counter[str] = Counter()
        self.standings: Counter[str] = Counter()

    def sections(self, patients: Iterable[PatientReport]) -> Iterator[Markup]:
        """The section of each patient about whom anything is told."""
        as_of = self.heading.as_of
        for patient in patients:
            self.patients += 1
            who = self._who(patient)
            self.rows += worklist_rows(patient, as_of, who)
            for finding in patient.open_findings:
                if finding.action is not None:
                    self.urgencies[finding.action.urgency.value] += 1
                    self.standings[standing(finding.action, as_of).value] += 1
            yield patient_section(patient, as_of, who)

    def _who(self, patient: PatientReport) -> str:
        names = patient.chart.patient.names
        if self.heading.show_names and names:
            return names[0].shown
        return f"Patient {patient.chart.key[:8]}"

    def before(self) -> str:
        """Everything above the patients' sections; known only when they have gone by."""
        head = self.heading
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            + element("title", f"{head.title}, as of {head.as_of}")
            + f"\n<style>{_asset('style.css')}{style()}</style>\n</head>\n<body>\n"
            + element("a", "Skip to the worklist", href="#worklist", class_="skip")
            + self._header()
            + '\n<main>\n<section id="worklist" aria-labelledby="worklist-name">\n'
            + element("h2", "Worklist", id="worklist-name")
            + _filters()
            + worklist_table(self.rows)
            + '</section>\n<section aria-labelledby="patients-name">\n'
            + element("h2", "Patients", id="patients-name")
        )

    def _header(self) -> Markup:
        head = self.heading
        counts = [
            *(_count(u.value, self.urgencies[u.value]) for u in URGENCIES),
            *(_count(s.value, self.standings[s.value]) for s in STANDINGS),
            _count("patients", self.patients),
        ]
        notes = [element("li", note) for note in head.notes]
        return element(
            "header",
            element("h1", head.title),
            element("p", f"As of {head.as_of}, days in {head.zone}. {NOT_A_DEVICE}"),
            element("dl", *counts, class_="counts"),
            _notes(notes),
        )

    def after(self) -> str:
        """Everything below the patients' sections."""
        foot = f"Catalogue {self.heading.fingerprint}. {NOT_A_DEVICE}"
        return (
            "</section>\n</main>\n"
            + element("footer", element("p", foot))
            + f"\n<script>{_asset('script.js')}</script>\n</body>\n</html>\n"
        )


def _notes(notes: Sequence[Markup]) -> Markup:
    """What was wrong with the input, folded: the work comes first."""
    if not notes:
        return joined()
    told = f"{len(notes)} note{'' if len(notes) == 1 else 's'} on what was read"
    return element("details", element("summary", told), element("ul", *notes), class_="notes")


def _count(name: str, number: int) -> Markup:
    empty = " none" if not number else ""
    return element("div", element("dt", name), element("dd", number), class_=f"count {name}{empty}")


def _filters() -> Markup:
    choices = joined(
        element("option", "every urgency", value=""),
        *(element("option", u.value, value=u.value) for u in URGENCIES),
    )
    return element(
        "form",
        element("label", "Show ", element("select", choices, id="urgency-filter")),
        element("label", " with the words ", Markup('<input id="text-filter" type="search">')),
        element("output", "", id="filter-result", aria_live="polite"),
        id="filters",
        hidden=True,
    )


def _asset(name: str) -> str:
    return resources.files("carecoord.adapters.report").joinpath(name).read_text("utf-8")
