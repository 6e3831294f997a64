"""What somebody does first in a fresh interpreter: import carecoord and review a small chart.

Prints the packages of other people that this loaded.
"""

import sys

STARTED_WITH = set(sys.modules)


def main() -> None:
    """Import, review, and name what was loaded."""
    from datetime import UTC, date, datetime

    import carecoord
    import carecoord.model
    import carecoord.rules
    from carecoord.model import Chart, Condition, Encounter, Patient, Period
    from carecoord.model.code import ACT_CODE, Code, concept, icd10cm
    from carecoord.rules.catalogue import standard

    stay = Period(datetime(2026, 5, 18, 9, tzinfo=UTC), datetime(2026, 5, 22, 15, tzinfo=UTC))
    chart = Chart(
        key="small",
        patient=Patient(birth_date=date(1950, 1, 1)),
        encounters=[
            Encounter(
                id="stay", status="finished", encounter_class=Code(ACT_CODE, "IMP"), period=stay
            )
        ],
        conditions=[Condition(id="failure", code=concept(icd10cm("I50.9")))],
    )
    if not carecoord.review(chart, standard(), date(2026, 6, 1)).findings:
        sys.exit("the review found nothing")
    loaded = {name.partition(".")[0]: name for name in sys.modules.keys() - STARTED_WITH}
    of_others = {
        package
        for package in loaded
        if "site-packages" in str(getattr(sys.modules.get(package), "__file__", None))
    }
    print(" ".join(sorted(of_others - {"carecoord"})))


if __name__ == "__main__":
    main()
