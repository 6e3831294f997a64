"""Tables of fills of one patient, drawn: few or many, of one drug or several, whole days or not."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import strategies as st

FIRST = date(2024, 2, 20)
PATIENT = "p"
NAMES = (
    "a",
    "lisinopril 10 MG Oral Tablet",
    "W" * 60,
    "<b>&'\"</b> \x1b[2J \u202e",
    "阿司匹林" * 9,
)

_lengths = st.sampled_from((7.0, 10.5, 30.0, 90.0)) | st.integers(1, 120).map(float)
_few = st.lists(
    st.tuples(st.integers(0, 400), _lengths, st.sampled_from(NAMES[:3])), min_size=1, max_size=12
)
_many = st.lists(
    st.tuples(st.integers(0, 3600), _lengths, st.sampled_from(NAMES)), min_size=30, max_size=120
)
histories = (_few | _few | _many).map(
    lambda rows: pl.DataFrame(
        {
            "patient": [PATIENT] * len(rows),
            "filled_on": [FIRST + timedelta(day) for day, _, _ in rows],
            "days_supply": [days for _, days, _ in rows],
            "drug": [drug for _, _, drug in rows],
            "daily_dose": [1.0 + len(drug) % 3 for _, _, drug in rows],
        }
    )
)
windows = st.tuples(
    st.integers(0, 200), st.integers(1, 400), st.integers(0, 400)
).map(  # the observation window lies within the follow-up
    lambda of: {
        "follow_up": of[0] + of[1] + of[2],
        "observation_start": of[0],
        "observation": of[1],
    }
)
