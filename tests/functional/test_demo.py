"""`carecoord demo`: the main job without any input."""


def test_it_shows_the_work_that_is_most_pressing(carecoord):
    done = carecoord("demo")

    assert done.returncode == 0
    assert "20 synthetic patients" in done.out
    assert "The first of them:" in done.out


def test_it_says_the_same_every_time(carecoord, tmp_path):
    for name in ("one.csv", "two.csv"):
        carecoord("demo", "--out", name)

    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_another_seed_gives_other_patients(carecoord, tmp_path):
    carecoord("demo", "--out", "one.csv")
    carecoord("demo", "--seed", "2", "--out", "two.csv")

    assert (tmp_path / "one.csv").read_bytes() != (tmp_path / "two.csv").read_bytes()


def test_it_says_where_the_report_is(carecoord, tmp_path):
    done = carecoord("demo", "--report", "report.html")

    assert f"The report is in {tmp_path / 'report.html'}" in done.out
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
