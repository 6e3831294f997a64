"""Data frames in, data frames out: pandas, polars and Arrow tables alike.

All of them need the extra ``frames``, and run compiled with the extra ``fast``. A patient who
cannot be measured has a reason, and costs nobody else their result.

`adherence`, `fill_gaps` and `fill_problems` measure possession of medicines over a window, tell
each fill as a measure sees it, and say which rows cannot be used. `adherence_per_episode`,
`adherence_in_windows`, `treatment_episodes`, `fills_in_episodes` and `persistence` look at parts of
the time. `adherence_by_group` and `polypharmacy` look at groups of medication. `pdc_pqa` is PDC by
the rules of PQA and CMS, of its classes or of a `DrugMeasure` of your own. `event_durations`,
`pruned`, `cover_stays` and `time_to_initiation` prepare fills from what was prescribed and
dispensed; `fills_of` gives those of charts.

`readmissions` tells of each hospital stay whether it is an index stay of CMS's hospital-wide
measure and whether the patient was readmitted, `stay_problems` which rows cannot be used;
`stays_of` gives the stays of charts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carecoord.adapters.tables.durations.cover import cover_stays
    from carecoord.adapters.tables.durations.initiation import time_to_initiation
    from carecoord.adapters.tables.durations.tables import event_durations, pruned
    from carecoord.adapters.tables.episodes.fills_in import fills_in_episodes
    from carecoord.adapters.tables.episodes.persistence import persistence
    from carecoord.adapters.tables.episodes.sliding import adherence_in_windows
    from carecoord.adapters.tables.episodes.treatment import (
        adherence_per_episode,
        treatment_episodes,
    )
    from carecoord.adapters.tables.groups.medication_groups import adherence_by_group
    from carecoord.adapters.tables.groups.polypharmacy import polypharmacy
    from carecoord.adapters.tables.of_charts import fills_of
    from carecoord.adapters.tables.possession.gaps import fill_gaps
    from carecoord.adapters.tables.possession.measures import adherence
    from carecoord.adapters.tables.possession.problems import fill_problems
    from carecoord.adapters.tables.pqa.drug_measures import DrugMeasure
    from carecoord.adapters.tables.pqa.pdc import pdc_pqa
    from carecoord.adapters.tables.stays.from_charts import stays_of
    from carecoord.adapters.tables.stays.problems import stay_problems
    from carecoord.adapters.tables.stays.readmitted import readmissions

__all__ = [
    "DrugMeasure",
    "adherence",
    "adherence_by_group",
    "adherence_in_windows",
    "adherence_per_episode",
    "cover_stays",
    "event_durations",
    "fill_gaps",
    "fill_problems",
    "fills_in_episodes",
    "fills_of",
    "pdc_pqa",
    "persistence",
    "polypharmacy",
    "pruned",
    "readmissions",
    "stay_problems",
    "stays_of",
    "time_to_initiation",
    "treatment_episodes",
]

_WHERE = {
    "DrugMeasure": "pqa.drug_measures",
    "adherence": "possession.measures",
    "adherence_by_group": "groups.medication_groups",
    "adherence_in_windows": "episodes.sliding",
    "adherence_per_episode": "episodes.treatment",
    "cover_stays": "durations.cover",
    "event_durations": "durations.tables",
    "fill_gaps": "possession.gaps",
    "fill_problems": "possession.problems",
    "fills_in_episodes": "episodes.fills_in",
    "fills_of": "of_charts",
    "pdc_pqa": "pqa.pdc",
    "persistence": "episodes.persistence",
    "polypharmacy": "groups.polypharmacy",
    "pruned": "durations.tables",
    "readmissions": "stays.readmitted",
    "stay_problems": "stays.problems",
    "stays_of": "stays.from_charts",
    "time_to_initiation": "durations.initiation",
    "treatment_episodes": "episodes.treatment",
}


def __getattr__(name: str) -> object:
    """Load a table when it is first asked for (PEP 562)."""
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
