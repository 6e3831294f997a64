"""The picture of each chain of stays shows the windows and readmissions that were read by hand."""

from __future__ import annotations

from test_readmission_chains import cases, table

from carecoord.adapters.pictures import stays_timeline
from carecoord.adapters.tables import readmissions

__all__ = ["cases"]  # a fixture


def test_windows_stand_after_index_stays_and_readmissions_on_their_days(cases):
    for case in cases:
        stays = table([case])
        results = readmissions(stays, year=2021, until=case["run_out"])
        picture = stays_timeline(stays, case["id"], results=results)
        shown = {one.last.name: one for one in picture.episodes}

        for stay, expected in case["expected"].items():
            episode = shown.get(stay)
            windowed = episode is not None and episode.after is not None
            assert windowed == bool(expected["index"]), (case["id"], stay)
            if windowed and expected["unplanned_readmission_30"]:
                found = episode.readmission
                assert (found.name, found.days, found.planned) == (
                    expected["readmission_stay"],
                    expected["days"],
                    False,
                ), (case["id"], stay)
            elif windowed:
                assert episode.readmission is None or episode.readmission.planned
