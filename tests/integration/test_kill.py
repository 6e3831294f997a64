"""A run that is killed anywhere, and then run again, ends as a run that nobody disturbed."""

import json
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import attrs
import pytest

from carecoord.adapters.storage.sqlite import SqliteStore

DRIVER = Path(__file__).with_name("killed_run.py")
CHOSEN = 18
"""How many runs kill themselves, at points spread over the whole run."""
FROM_OUTSIDE = 6
"""How many runs are killed by their parent, somewhere after a random point."""
HALF_DONE_AT_LEAST = 10


@attrs.frozen
class Outcome:
    """What a run leaves behind, without the audit trail, which also tells of what was repeated."""

    charts: object
    sources: object
    items: object
    reviews: object
    outbox: object
    rows: object
    messages: frozenset


def start(folder, fatal=0):
    command = [sys.executable, str(DRIVER), str(folder), str(fatal)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run(folder, fatal=0):
    process = start(folder, fatal)
    announced, _ = process.communicate()
    return process.returncode, announced.splitlines()


def left_in(folder):
    rows, messages = folder / "rows.json", folder / "messages"
    with closing(SqliteStore(folder / "charts.db")) as store:
        assert store.verify() is None
        keys = store.keys()
        return Outcome(
            charts=[
                [store.chart(key, as_known=n + 1).chart for n in range(store.version(key))]
                for key in keys
            ],
            sources=[store.sources(key) for key in keys],
            items=store.items(),
            reviews=[store.review(key) for key in keys],
            outbox=store.outbox(),
            rows=json.loads(rows.read_text()) if rows.exists() else None,
            messages=frozenset(messages.read_text().splitlines() if messages.exists() else ()),
        )


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    code, announced = run(folder)
    assert code == 0
    return left_in(folder), announced


def killed_by_itself(folder, fatal):
    code, announced = run(folder, fatal)
    assert (code, len(announced)) == (-signal.SIGKILL, fatal)


def killed_from_outside(folder, after):
    process = start(folder)
    for _ in range(after):
        process.stdout.readline()
    process.kill()
    process.communicate()


def test_a_killed_run_is_mended_by_running_again(clean, tmp_path):
    expected, announced = clean
    chance = random.Random(2026)
    spread = [1 + number * (len(announced) - 1) // (CHOSEN - 1) for number in range(CHOSEN)]
    kills = [(killed_by_itself, point) for point in spread]
    kills += [
        (killed_from_outside, chance.randrange(1, len(announced))) for _ in range(FROM_OUTSIDE)
    ]
    half_done = 0
    for number, (kill, point) in enumerate(kills):
        folder = tmp_path / str(number)
        folder.mkdir()
        kill(folder, point)
        left = left_in(folder)
        half_done += bool(left.charts) and left != expected
        code, _ = run(folder)

        assert (code, left_in(folder)) == (0, expected), f"{kill.__name__} at {point}"

    assert half_done >= HALF_DONE_AT_LEAST


def test_a_run_that_is_killed_again_and_again_gets_there(clean, tmp_path):
    expected, _ = clean
    for fatal in (9, 12, 17, 11, 14):
        run(tmp_path, fatal)
    code, _ = run(tmp_path)

    assert (code, left_in(tmp_path)) == (0, expected)


def test_a_message_whose_sending_was_not_noted_is_sent_again_under_the_same_id(clean, tmp_path):
    expected, announced = clean
    killed_by_itself(tmp_path, announced.index("after send") + 1)
    run(tmp_path)
    sent = [json.loads(line)[0] for line in (tmp_path / "messages").read_text().splitlines()]

    assert len(sent) == len(expected.outbox) + 1
    assert set(sent) == {queued.notice.id for queued in expected.outbox}


def test_a_second_run_changes_nothing(clean, tmp_path):
    expected, _ = clean
    run(tmp_path)
    written = (tmp_path / "messages").read_text()
    with closing(SqliteStore(tmp_path / "charts.db")) as store:
        trail = store.audit()
    code, announced = run(tmp_path)

    assert (code, left_in(tmp_path)) == (0, expected)
    assert (tmp_path / "messages").read_text() == written
    assert not {"put_chart", "put_items", "queue", "before send"} & set(announced)
    with closing(SqliteStore(tmp_path / "charts.db")) as store:
        assert store.audit() == trail
