"""What `carecoord review` writes."""

import csv
import io
import json

import pytest
from aiosmtpd.controller import Controller

COLUMNS = (
    "patient,rule,edition,key,outcome,urgency,earliest,due,overdue_after,closes,licence,evidence,"
    "missing"
)
DAY = ("--as-of", "2026-11-20")


@pytest.fixture
def clean(written, patient, discharge):
    return written("clean.json", patient(), discharge())


def _rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_nothing_wrong_is_status_0(carecoord, clean):
    assert carecoord("review", clean, *DAY).returncode == 0


def test_the_columns_are_the_published_ones_in_their_order(carecoord, clean, tmp_path):
    carecoord("review", clean, *DAY, "--out", "out.csv")

    header = (tmp_path / "out.csv").read_text(encoding="utf-8").split("\n")[0]
    assert header == COLUMNS


def test_rows_are_sorted_by_patient_rule_and_key(carecoord, written, patient, discharge, tmp_path):
    for number in ("1", "2", "3"):
        written(f"in/{number}.json", patient(number), discharge(number))
    carecoord("review", "in", *DAY, "--out", "out.csv")

    order = [(row["patient"], row["rule"], row["key"]) for row in _rows(tmp_path / "out.csv")]
    assert order == sorted(order)
    assert len({patient for patient, *_ in order}) == 3


def test_every_rule_has_a_row_for_every_patient(carecoord, clean, tmp_path):
    listed = carecoord("rules").out.split("\n")[1:]
    carecoord("review", clean, *DAY, "--out", "out.csv")

    assert {line.split()[0] for line in listed if line} == {
        row["rule"] for row in _rows(tmp_path / "out.csv")
    }


def test_a_discharge_opens_a_visit_within_seven_days(carecoord, clean, tmp_path):
    carecoord("review", clean, *DAY, "--out", "out.csv")

    (visit,) = [row for row in _rows(tmp_path / "out.csv") if row["key"].endswith("visit-7")]
    assert (visit["outcome"], visit["due"], visit["licence"]) == (
        "not met",
        "2026-11-23",
        "prescriber",
    )


def test_nothing_written_or_said_names_the_patient(carecoord, clean, tmp_path):
    done = carecoord("review", clean, *DAY, "--out", "out.csv", "--notify", "console:")

    everything = (tmp_path / "out.csv").read_text(encoding="utf-8") + done.out + done.told
    for secret in ("Quillfeather", "Ottoline", "MRN-1", "1950-03-04"):
        assert secret not in everything


def test_a_second_run_writes_the_same_bytes(carecoord, clean, tmp_path):
    for name in ("one.csv", "two.csv"):
        carecoord("review", clean, *DAY, "--out", name, "--store", "sqlite:///charts.db")

    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_order_of_hashing_changes_nothing(carecoord, clean, seed, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    first = carecoord("review", clean, *DAY).stdout
    monkeypatch.setenv("PYTHONHASHSEED", seed)

    assert carecoord("review", clean, *DAY).stdout == first


def test_standard_output_and_the_file_hold_the_same(carecoord, clean, tmp_path):
    carecoord("review", clean, *DAY, "--out", "out.csv")

    assert carecoord("review", clean, *DAY).stdout == (tmp_path / "out.csv").read_bytes()


def test_json_holds_the_rows_of_csv(carecoord, clean, tmp_path):
    carecoord("review", clean, *DAY, "--out", "out.csv")
    carecoord("review", clean, *DAY, "--out", "out.json")

    records = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    flat = [
        {
            name: "; ".join(cell) if isinstance(cell, list) else cell or ""
            for name, cell in record.items()
        }
        for record in records
    ]
    assert flat == _rows(tmp_path / "out.csv")


def test_one_patient_in_two_files_is_one_patient(carecoord, written, patient, discharge, tmp_path):
    written("in/a.json", patient(), discharge())
    written("in/b.json", patient(), discharge(ended="2026-10-01T15:00:00Z", id="stay-b"))
    carecoord("review", "in", *DAY, "--out", "out.csv")

    assert len({row["patient"] for row in _rows(tmp_path / "out.csv")}) == 1


def test_what_the_store_knows_counts(carecoord, written, patient, discharge, tmp_path):
    stay = written("stay.json", patient(), discharge())
    alone = written("alone.json", patient())
    carecoord("review", stay, *DAY, "--store", "sqlite:///charts.db")
    carecoord("review", alone, *DAY, "--store", "sqlite:///charts.db", "--out", "out.csv")

    assert any(row["key"].endswith("visit-7") for row in _rows(tmp_path / "out.csv"))


def test_without_a_source_the_charts_of_the_store_are_reviewed(carecoord, clean):
    first = carecoord("review", clean, *DAY, "--store", "sqlite:///charts.db")

    assert carecoord("review", *DAY, "--store", "sqlite:///charts.db").stdout == first.stdout


def test_nobody_whose_review_holds_is_reviewed_when_only_who_is_due_is_asked_for(carecoord, clean):
    carecoord("review", clean, *DAY, "--store", "sqlite:///charts.db")
    done = carecoord("review", *DAY, "--store", "sqlite:///charts.db", "--due-only")

    assert (done.returncode, len(done.out.splitlines())) == (0, 1)
    assert "nobody is due" in done.told


def test_who_is_due_is_reviewed_as_everybody_is(carecoord, clean, tmp_path):
    carecoord("review", clean, *DAY, "--store", "sqlite:///charts.db")
    later = ("--as-of", "2027-06-01", "--store", "sqlite:///charts.db")
    due = carecoord("review", *later, "--due-only")

    assert len(due.out.splitlines()) > 1
    assert due.out == carecoord("review", *later).out


def test_after_a_slip_in_the_day_who_was_reviewed_for_it_is_due_today(carecoord, clean):
    store = ("--store", "sqlite:///charts.db")
    carecoord("review", clean, "--as-of", "2062-05-24", *store)
    done = carecoord("review", *DAY, *store, "--due-only")
    again = carecoord("review", *DAY, *store, "--due-only")

    assert f"1 chart was last reviewed for a day after {DAY[1]}, and counted as due" in done.told
    assert done.out == carecoord("review", *DAY, *store).out
    assert "nobody is due" in again.told


def test_a_store_can_be_a_source(carecoord, clean):
    first = carecoord("review", clean, *DAY, "--store", "sqlite:///charts.db")

    assert carecoord("review", "sqlite:///charts.db", *DAY).stdout == first.stdout


def test_without_a_calendar_business_days_are_said_to_be_missing(carecoord, clean):
    rows = csv.DictReader(io.StringIO(carecoord("review", clean, *DAY).out))

    (contact,) = [row for row in rows if row["key"].endswith(":contact")]
    assert contact["outcome"] == "insufficient data"
    assert "calendar" in contact["missing"]


def test_with_a_calendar_the_contact_is_due_on_the_second_working_day(carecoord, clean):
    done = carecoord("review", clean, *DAY, "--calendar", "US")

    (contact,) = [
        row for row in csv.DictReader(io.StringIO(done.out)) if row["key"].endswith(":contact")
    ]
    assert contact["due"] == "2026-11-18"


def test_complete_for_turns_unknown_into_none_seen(carecoord, clean):
    done = carecoord("review", clean, *DAY, "--complete-for", "Condition, observations")

    (row,) = [
        row for row in csv.DictReader(io.StringIO(done.out)) if row["rule"] == "monitoring.hba1c"
    ]
    assert row["outcome"] == "not applicable"


def test_without_a_day_it_is_today(carecoord, clean):
    assert carecoord("review", clean).returncode == 0


def test_an_instant_has_hours(carecoord, clean):
    assert carecoord("review", clean, "--as-of", "2026-11-20T08:00:00-05:00").returncode == 0


def test_a_notice_is_sent_where_the_url_says(carecoord, clean):
    assert "sent 1" in carecoord("review", clean, *DAY, "--notify", "console:").told


def test_notices_that_no_channel_takes_are_told(carecoord, clean, tmp_path):
    nobody = "smtp://127.0.0.1:1/?from=a@example.org&to=b@example.org"
    done = carecoord("review", clean, *DAY, "--notify", nobody, "--out", "out.csv")

    assert done.returncode == 2
    assert "1 notice was not taken by the channel" in done.told
    assert _rows(tmp_path / "out.csv")


class Refusing:
    """A mail server that knows nobody."""

    async def handle_RCPT(self, *_):  # noqa: N802  the server's hook
        return "550 no such user"


class Loopback(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def test_a_notice_that_is_refused_for_good_is_not_said_to_wait(carecoord, clean):
    server = Loopback(Refusing(), hostname="127.0.0.1", port=0)
    server.start()
    try:
        url = f"smtp://127.0.0.1:{server.port}/?from=a@example.org&to=b@example.org"
        done = carecoord("review", clean, *DAY, "--notify", url, "--store", "sqlite:///care.db")
    finally:
        server.stop()

    assert done.returncode == 2
    assert "1 notice was refused by the channel for good" in done.told
    assert "run again" not in done.told


def test_the_account_counts_what_is_kept_and_what_is_not_mapped(
    carecoord, written, patient, discharge
):
    image = {"resourceType": "Media", "id": "m1", "status": "completed"}
    told = carecoord("review", written("in.json", patient(), discharge(), image), *DAY).told

    assert "3 entries read: 2 kept, 1 of types that are not mapped, 0 lost" in told
    assert "not mapped: Media 1" in told


def test_many_patients_are_counted_while_it_runs(carecoord, written, patient):
    lines = "\n".join(json.dumps(patient(str(number))) for number in range(1001))
    written("many.ndjson", lines)

    assert "1,000 patients so far" in carecoord("review", "many.ndjson", *DAY).told


def test_the_report_names_patients_only_when_asked_to(carecoord, clean, tmp_path):
    carecoord("review", clean, *DAY, "--report", "bare.html")
    carecoord("review", clean, *DAY, "--report", "named.html", "--show-names")

    assert "Quillfeather" not in (tmp_path / "bare.html").read_text(encoding="utf-8")
    assert "Quillfeather" in (tmp_path / "named.html").read_text(encoding="utf-8")


def test_the_report_names_no_file(carecoord, written, patient, tmp_path):
    written("in/ottoline-quillfeather.json", "hello")
    written("in/good.json", patient())
    carecoord("review", "in", *DAY, "--report", "report.html")

    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "1 problem in the input" in report
    assert "quillfeather" not in report.lower()


def test_the_report_tells_of_charts_kept_apart(carecoord, written, patient, tmp_path):
    written("in/one.json", patient())
    written("in/two.json", patient(birthDate="1960-01-01"))
    carecoord("review", "in", *DAY, "--report", "report.html")

    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "1 chart of a known patient with another birth date: kept apart" in report
