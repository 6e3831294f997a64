from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.answers import answers
from carecoord.model import (
    Actor,
    Answer,
    Answers,
    Code,
    CodeableConcept,
    PartialDate,
    Period,
    Quantity,
)
from carecoord.model.code import concept

YES = concept(Code("http://loinc.org", "LA33-6"))
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
TREE = (
    Answer(path=["g"], question="Group", definition="http://example.org/d"),
    Answer(path=["g", "1"], question="How?", value=YES),
    Answer(path=["g", "1", "1.1"], question="Since?", value=date(2026, 1, 1)),
    Answer(path=["g", "2"], value="a"),
    Answer(path=["g", "2"], value="b"),
    Answer(path=["g", "3"], question="left open"),
    Answer(path=["g"], question="Group", definition="http://example.org/d"),
    Answer(path=["g", "1"], question="How?", value="again"),
    Answer(path=["4"], value=True, origin="auto"),
    Answer(
        path=["5"],
        value=3,
        origin="manual",
        origin_author=Actor(display="N. Nurse", roles=[CodeableConcept((), "nurse")]),
    ),
    Answer(path=["6"], value=Quantity(Decimal("1.50")), kind="Decimal"),
    Answer(path=["7"], value=Quantity(Decimal(70), "kg")),
    Answer(path=["8"], value=NOON),
    Answer(path=["9"], value=time(8)),
    Answer(path=["10"], value="urn:x", kind="Uri"),
    Answer(path=["11"], value=date(2026, 1, 1), kind="DateTime"),
    Answer(path=["12"], value="her", kind="Reference"),
    Answer(path=["13"], value=PartialDate(2026, 1)),
    Answer(path=["14"], value="shown", kind="Coding"),
)
FACT = Answers(
    id="a",
    questionnaire="http://example.org/phq-9",
    status="completed",
    authored_on=NOON,
    answers=TREE,
    author=Actor(display="N. Nurse"),
    answered_by=Actor(display="her daughter"),
)


def test_answers_are_valid_and_said_again(names, valid, read_back):
    written = answers(FACT, names)
    read = read_back(written)

    valid(written)
    assert read.answers == TREE
    assert (read.questionnaire, read.status) == (FACT.questionnaire, FACT.status)
    assert read.authored_on == FACT.authored_on
    assert (read.author, read.answered_by) == (FACT.author, FACT.answered_by)
    assert written["meta"]["profile"] == [
        "http://hl7.org/fhir/us/core/StructureDefinition/us-core-questionnaireresponse"
    ]
    assert names.losses == []


def test_a_question_on_an_answer_hangs_on_it(names):
    (group, *_) = answers(FACT, names)["item"]

    assert group["item"][0]["answer"][0]["item"][0]["linkId"] == "1.1"


def test_a_path_without_its_headings_gets_them(names, valid, read_back):
    alone = Answers(id="a", answers=[Answer(path=["g", "h", "1"], value=1)])
    written = answers(alone, names)

    valid(written)
    assert [one.path for one in read_back(written).answers] == [
        ("g",),
        ("g", "h"),
        ("g", "h", "1"),
    ]


def test_two_groups_without_headings_stay_two(names):
    alone = Answers(id="a", answers=[Answer(path=["g", "1"], value=1), Answer(path=["h", "1"])])

    assert [one["linkId"] for one in answers(alone, names)["item"]] == ["g", "h"]


@pytest.mark.parametrize("path", [[], [""]])
def test_a_question_without_a_link_id_is_valid(names, valid, path):
    valid(answers(Answers(id="a", answers=[Answer(path=path, value=1)]), names))

    assert names.losses == []


def test_answers_refer_to_other_facts(names, valid):
    fact = Answers(
        id="a",
        part_of=["p"],
        based_on=["b"],
        encounter="e",
        answers=[Answer(path=["1"], reference="r", value="shown", kind="Reference")],
    )
    written = answers(fact, names)

    valid(written)
    assert written["partOf"] == [{"reference": "Basic/p"}]
    assert written["item"][0]["answer"] == [
        {"valueReference": {"reference": "Basic/r", "display": "shown"}}
    ]


@pytest.mark.parametrize(
    ("fact", "lost"),
    [
        (Answers(id="a", status="begun"), "status"),
        (Answers(id="a", code=YES), "code"),
        (Answers(id="a", answers=[Answer(path=["1"], value=Period(NOON))]), "item.answer.value"),
        (
            Answers(
                id="a",
                answers=[Answer(path=["1"], value=concept(Code("s", "a"), Code("s", "b")))],
            ),
            "item.answer.value",
        ),
    ],
)
def test_what_answers_have_no_place_for_is_told(names, valid, fact, lost):
    valid(answers(fact, names))

    assert names.losses == [lost]


def test_a_concept_in_words_is_an_answer_in_words(names, read_back):
    said = Answers(id="a", answers=[Answer(path=["1"], value=CodeableConcept((), "often"))])

    assert read_back(answers(said, names)).answers[0].value == "often"
