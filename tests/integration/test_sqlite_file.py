"""What only a store in a file can get wrong: the disk, other processes, versions, tampering."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from carecoord.adapters.storage.open import open_store
from carecoord.adapters.storage.sqlite import SqliteStore
from carecoord.errors import CarecoordError, ChartChanged, InputError, StoreFailed
from carecoord.model.chart import Chart
from carecoord.model.contact import Name
from carecoord.model.patient import Patient
from carecoord.model.source import Source
from carecoord.ports import AuditEntry

CHART = Chart(key="p", patient=Patient(names=(Name(family="Quimby"),)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "charts.db"


def put(store, version=0):
    with store.transaction() as unit:
        unit.put_chart(CHART, expected_version=version)


def on_file(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_what_was_saved_is_there_after_opening_again(path):
    with closing(SqliteStore(path)) as store:
        put(store)
    with closing(SqliteStore(path)) as store:
        assert store.chart("p").chart == CHART


def test_the_file_is_its_owners_alone(path):
    with closing(SqliteStore(path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_commit_reaches_the_disk(path):
    with closing(SqliteStore(path)) as store:
        (full,) = store._run("PRAGMA synchronous")[0]
        (mode,) = store._run("PRAGMA journal_mode")[0]

        assert (full, mode) == (2, "wal")


def test_a_newer_schema_is_refused_and_left_alone(path):
    with closing(SqliteStore(path)):
        pass
    on_file(path, "PRAGMA user_version = 99")

    with pytest.raises(StoreFailed, match="schema 99"):
        SqliteStore(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (99,)


def test_a_store_of_the_first_schema_is_brought_up_to_date_in_place(path):
    old = Source(digest="digest", ordinal=1, content=b"old")
    with closing(SqliteStore(path)) as store:
        put(store)
        put_with_source(store, b"old")
    on_file(path, "ALTER TABLE sources DROP COLUMN url", "PRAGMA user_version = 1")

    new = Source(digest="digest", ordinal=2, content=b"new", url="urn:uuid:2")
    with closing(SqliteStore(path)) as store, store.transaction() as unit:
        unit.put_sources("p", [new])
    with closing(SqliteStore(path)) as store:
        assert store.sources("p") == (old, new)
        assert store.version("p") == 2


@pytest.mark.parametrize("statements", [("CREATE TABLE theirs (x)",), ("PRAGMA user_version = 1",)])
def test_a_database_of_another_application_is_refused(path, statements):
    on_file(path, *statements)

    with pytest.raises(StoreFailed, match="another application"):
        SqliteStore(path)


def test_a_file_that_is_no_database_is_refused(path):
    path.write_bytes(b"patient,name\n" * 1_000)

    with pytest.raises(StoreFailed, match="not a database") as caught:
        SqliteStore(path)
    assert isinstance(caught.value.__cause__, sqlite3.DatabaseError)


def test_a_folder_that_is_not_there_is_named_as_the_cause(tmp_path):
    with pytest.raises(StoreFailed, match="folder exists"):
        SqliteStore(tmp_path / "nowhere" / "charts.db")


def put_with_source(store, content):
    with store.transaction() as unit:
        unit.put_chart(CHART, expected_version=1)
        unit.put_sources("p", [Source(digest="digest", ordinal=1, content=content)])


def test_a_full_disk_says_so_and_leaves_nothing_half_written(path):
    with closing(SqliteStore(path)) as store:
        put(store)
        ((pages,),) = store._run("PRAGMA page_count")
        store._run(f"PRAGMA max_page_count = {pages + 1}")
        noise = b"".join(number.to_bytes(4, "big") for number in range(100_000))
        with pytest.raises(StoreFailed, match="disk is full"):
            put_with_source(store, noise)

        assert store.version("p") == 1
        assert store.sources("p") == ()


@pytest.mark.parametrize("document", ["", "{", "{}", "[1]", "\x00"])
def test_a_document_that_cannot_be_read_back_is_a_failed_store(path, document):
    with closing(SqliteStore(path)) as store:
        put(store)
        store._run("UPDATE charts SET document = ?", document)

        with pytest.raises(StoreFailed, match="cannot be read back") as caught:
            store.chart("p")
    assert isinstance(caught.value.__cause__, CarecoordError | ValueError)


def record(store, count):
    for number in range(count):
        with store.transaction() as unit:
            at = datetime(2026, 1, 1, tzinfo=UTC)
            unit.record(AuditEntry(at=at, action=f"act {number}", actor="test"))


def test_the_trail_refuses_to_be_changed(path):
    with closing(SqliteStore(path)) as store:
        record(store, 1)
    for statement in ("UPDATE audit SET digest = ''", "DELETE FROM audit"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            on_file(path, statement)


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE audit SET document = replace(document, 'act 1', 'act 7')", 2),
        ("DELETE FROM audit WHERE sequence = 2", 2),
        ("DELETE FROM audit WHERE sequence = 3", 3),
        ("DELETE FROM audit", 1),
    ],
)
def test_a_trail_that_was_changed_all_the_same_shows_where(path, tampering, broken_at):
    with closing(SqliteStore(path)) as store:
        record(store, 3)
        on_file(path, "DROP TRIGGER audit_keeps", "DROP TRIGGER audit_stays", tampering)

        assert store.verify() == broken_at
        record(store, 1)
        assert store.verify() == broken_at


def test_a_new_file_waits_for_whoever_is_setting_it_up(path, monkeypatch):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waits = []

        def sleep(seconds):
            waits.append(seconds)
            other.execute("ROLLBACK")

        monkeypatch.setattr("carecoord.adapters.storage.sqlite.sleep", sleep)
        with closing(SqliteStore(path)) as store:
            assert store.version("p") == 0

    assert len(waits) == 1


def test_a_new_file_is_not_waited_for_for_ever(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFailed, match="another process kept the file locked"):
            SqliteStore(path, patience_seconds=0)


def test_two_processes_lose_no_update(path):
    script = """if True:
        import sys
        from pathlib import Path
        from carecoord.adapters.storage.sqlite import SqliteStore
        from carecoord.errors import ChartChanged
        from carecoord.model.chart import Chart
        from carecoord.model.patient import Patient
        store = SqliteStore(Path(sys.argv[1]))
        saved = 0
        while saved < 40:
            version = store.version("p")
            try:
                with store.transaction() as unit:
                    unit.put_chart(Chart(key="p", patient=Patient()), expected_version=version)
                saved += 1
            except ChartChanged:
                pass
        store.close()
    """
    command = [sys.executable, "-c", script, str(path)]
    writers = [subprocess.Popen(command) for _ in range(2)]

    assert [writer.wait() for writer in writers] == [0, 0]
    with closing(SqliteStore(path)) as store:
        assert store.version("p") == 80


def test_another_process_that_holds_the_file_is_waited_for_and_then_named(path):
    with (
        closing(SqliteStore(path)) as one,
        closing(SqliteStore(path, patience_seconds=0)) as other,
        one.transaction() as unit,
    ):
        with pytest.raises(StoreFailed, match="kept the file locked"), other.transaction():
            pass
        unit.put_chart(CHART, expected_version=0)
    with closing(SqliteStore(path)) as store, pytest.raises(ChartChanged):
        put(store)


def test_no_error_of_the_store_holds_patient_data(path):
    with closing(SqliteStore(path)) as store:
        put(store)
        with pytest.raises(ChartChanged) as caught:
            put(store)
        store._run("UPDATE charts SET document = '{\"Quimby\": 1}'")
        with pytest.raises(StoreFailed) as unread:
            store.chart("p")

    assert "Quimby" not in f"{caught.value!r}{caught.value}{unread.value!r}{unread.value}"


def test_a_url_names_the_file(path):
    with closing(open_store(f"sqlite:///{path}")) as store:
        put(store)

    assert path.exists()


def test_memory_is_a_store_by_its_url():
    with closing(open_store("memory:")) as store:
        put(store)

        assert store.keys() == ("p",)


def test_a_store_that_is_closed_within_a_transaction_ends_it_first(path):
    store = SqliteStore(path)
    with store.transaction() as unit:
        unit.put_chart(CHART, expected_version=0)
        store.close()
    with pytest.raises(StoreFailed, match="closed"):
        store.keys()
    with closing(SqliteStore(path)) as again:
        assert again.keys() == ("p",)


@pytest.mark.parametrize(
    ("url", "help_"),
    [
        ("sqllite:///x.db", "sqlite:///charts.db"),
        ("sqlite:x.db", "sqlite:///charts.db"),
        ("Memory:", "memory:"),
        ("memory:x", "memory:"),
        ("charts.db", "sqlite:///charts.db"),
        ("", "memory: or sqlite"),
    ],
)
def test_another_url_is_answered_with_the_nearest_form(url, help_):
    with pytest.raises(InputError, match=help_):
        open_store(url)
