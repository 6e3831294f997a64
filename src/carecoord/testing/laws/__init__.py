"""What every store and every notifier keeps, as functions that take a factory.

Prove an adapter of your own with them::

    @pytest.mark.parametrize("law", laws.STORE, ids=lambda law: law.__name__)
    def test_my_store_keeps_every_law(law):
        law(lambda: MyStore())
"""

from __future__ import annotations

from carecoord.testing.laws.audit import AUDIT
from carecoord.testing.laws.charts import CHARTS
from carecoord.testing.laws.claims import NewStore
from carecoord.testing.laws.notifiers import NOTIFIER, Arrived, Bench, NewBench
from carecoord.testing.laws.outbox import OUTBOX
from carecoord.testing.laws.units import UNITS
from carecoord.testing.laws.work import WORK

STORE = (*CHARTS, *UNITS, *WORK, *OUTBOX, *AUDIT)

__all__ = ["NOTIFIER", "STORE", "Arrived", "Bench", "NewBench", "NewStore"]
