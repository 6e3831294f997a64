"""What an import costs: the core loads what it needs, and nothing beside it."""

import subprocess
import sys

ALLOWED = {"attr", "attrs", "carecoord"}
SCRIPT = """
import sys
from pathlib import Path
before = set(sys.modules)
{statement}
installed = {{
    name.partition(".")[0]
    for name, module in sys.modules.items()
    if name not in before and "site-packages" in str(getattr(module, "__file__", None))
}}
print(" ".join(sorted(installed)))
"""

REVIEW = """
from datetime import date
import carecoord, carecoord.model, carecoord.rules
from carecoord.model import Chart, Condition, Patient
from carecoord.model.code import concept, icd10cm
from carecoord.rules.catalogue import standard
failure = Condition(id="failure", code=concept(icd10cm("I50.9")))
chart = Chart(key="small", patient=Patient(birth_date=date(1950, 1, 1)), conditions=[failure])
assert carecoord.review(chart, standard(), date(2026, 6, 1)).findings
"""


def loaded_by(statement):
    """The installed packages that a fresh interpreter loads for a statement."""
    script = SCRIPT.format(statement=statement)
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(run.stdout.split())


def test_all_of_the_model_loads_no_package_beyond_the_cores():
    statement = "from carecoord import model; [getattr(model, name) for name in model.__all__]"

    assert loaded_by(statement) - ALLOWED == set()


def test_a_review_with_every_rule_loads_no_package_beyond_the_cores():
    assert loaded_by(REVIEW) - ALLOWED == set()


def test_the_errors_load_no_package_beyond_attrs():
    assert loaded_by("import carecoord.errors") - ALLOWED == set()


def test_the_model_loads_no_type_before_it_is_asked_for():
    statement = "import carecoord.model; assert 'carecoord.model.chart' not in sys.modules"

    assert loaded_by(statement) - {"carecoord"} == set()


def test_the_testing_package_loads_hypothesis_only_when_strategies_are_asked_for():
    assert "hypothesis" not in loaded_by("import carecoord.testing")
    assert "hypothesis" in loaded_by("from carecoord.testing import strategies")
