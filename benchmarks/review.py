"""A review of a chart of 150 facts with the standard catalogue, in CPU time.

Half of the rules apply to the first chart, most to the last. The value sets of all measures are
loaded: those of their publishers from the folder that CARECOORD_DATA names, else from shared/data
beside the checkout; without it, small ones of our own. Beside it stands the bare floor: one pass
over the facts that looks each of their codes up in a dict and compares the day of each.

The figure is the lowest of the rounds: as the documentation of ``timeit`` says, what lies above it
is mostly the rest of the machine. The median stands beside it.
"""

import sys

from helpers.review_chart import AS_OF, chart, first_code
from helpers.timing import DATA, by_turns, floor, ratio

from carecoord import review
from carecoord.adapters.calendars import us
from carecoord.adapters.value_sets import load
from carecoord.model import Chart, ValueSet
from carecoord.model.code import icd10cm
from carecoord.rules import Outcome
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.measures import value_sets as named
from carecoord.testing.invented import value_sets as invented

TARGET = 1.0
ROUNDS = 25
REPEATS = 40


def published() -> list[ValueSet]:
    """The publishers' value sets, of all measures."""
    folders = sorted((DATA / "ecqm").glob("*/valuesets"))
    sets = [s for folder in folders for s in load(folder).value_sets]
    return list({value_set.url: value_set for value_set in sets}.values())


def main() -> None:
    """Measure a chart to which half of the rules apply, then two to which more of them do."""
    sets = published() or list(invented.value_sets())
    catalogue = standard(value_sets=sets, calendar=us())
    visit = first_code(sets, named.OFFICE_VISIT.url)
    hypertension = first_code(sets, named.ESSENTIAL_HYPERTENSION.url)
    arthrosis = icd10cm("M19.90")
    measure(chart(visit, arthrosis, dispensed=False), catalogue)
    measure(chart(visit, hypertension, dispensed=False), catalogue)
    measure(chart(visit, hypertension, dispensed=True), catalogue)


def measure(patient: Chart, catalogue: Catalogue) -> None:
    """Measure a review and the floor by turns and print the median."""
    spent = by_turns(
        lambda: review(patient, catalogue, AS_OF),
        floor([patient], catalogue, AS_OF),
        rounds=ROUNDS,
        repeats=REPEATS,
    )
    ours = sorted(one * 1000 for one, _ in spent)
    findings = review(patient, catalogue, AS_OF).findings
    apply = {f.rule for f in findings if f.outcome is not Outcome.NOT_APPLICABLE}
    rules = {rule.id for rule in catalogue.rules}
    print(
        f"{len(list(patient.facts()))} facts, {len(apply)} of {len(rules)} rules apply,"
        f" {len(catalogue.value_sets)} value sets, Python {sys.version.split()[0]}:"
        f" {ours[0]:.2f} ms of CPU time a review (median {ours[ROUNDS // 2]:.2f}, highest"
        f" {ours[-1]:.2f}; target {TARGET:.2f}); {ratio(spent):.0f} times the bare floor"
    )


if __name__ == "__main__":
    main()
