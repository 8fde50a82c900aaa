import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.themes import ActionType, action_types, suggest_types
from auditrack.themes.action_suggestion import quotable

SENTENCES = [
    ("remind_circulate", "A newsletter should remind staff of the escalation policy."),
    ("remind_circulate", "Practitioners need to recognise what a child is not saying."),
    ("train", "Officers should attend a refresher on coercive control."),
    ("train", "E-learning on hoarding to be completed within six months."),
    ("procedure", "A joint protocol on discharge is to be agreed by both trusts."),
    ("procedure", "Referral criteria should be drawn up with housing."),
    ("review_consider", "The Board should consider whether its thresholds are too high."),
    ("review_consider", "Partners might look at the length of waiting times."),
    ("audit_assure", "An audit of forty files should be carried out."),
    ("audit_assure", "The Board should satisfy itself that plans are kept to."),
    ("practice_standard", "Genograms must be completed in every case."),
    ("practice_standard", "A manager should always see the child's room before closing."),
    ("system_change", "The electronic record should flag a missed visit."),
    ("system_change", "Two specialist posts should be recruited to."),
    ("national", "The Department for Education should amend its guidance."),
    ("individual", "The social worker concerned should be spoken to."),
]


@pytest.mark.parametrize(("type_id", "sentence"), SENTENCES)
def test_a_plain_sentence_is_given_its_type(type_id, sentence):
    found = {one.type: one for one in suggest_types(sentence)}
    assert type_id in found, list(map(str, found.values()))
    assert found[type_id].because


def test_every_type_is_tried_here():
    assert {kind.id for kind in action_types()} == {kind for kind, _ in SENTENCES}


def test_a_suggestion_tells_the_strength_of_its_type():
    first = suggest_types("Refresher training for all midwives.")[0]
    assert (first.type, first.strength) == ("train", "weak")
    assert str(first) == "Train or refresh skills (weak)"
    assert first.to_json() == {
        "type": "train",
        "name": "Train or refresh skills",
        "strength": "weak",
        "because": ["refresher training"],
    }


def test_hints_count_only_where_no_phrase_fires_and_give_one_type():
    types = (
        ActionType("a", "A", "weak", phrases=("boat",), hints=("should",)),
        ActionType("b", "B", "strong", phrases=("train",), hints=("should", "ensure")),
    )
    assert [one.type for one in suggest_types("A boat should come.", types)] == ["a"]
    assert [one.type for one in suggest_types("They should ensure it.", types)] == ["b"]
    assert suggest_types("Nothing is asked.", types) == []


def test_a_mention_of_a_framework_is_no_new_procedure():
    found = suggest_types("Audit whether the assessment framework was used.")
    assert [one.type for one in found] == ["audit_assure"]


@given(st.text(max_size=300))
def test_any_text_gives_types_once_each(text):
    found = [one.type for one in suggest_types(text)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("text", "hinted"), [("Training for midwives.", False), ("Knowledge of hoarding.", True)]
)
def test_a_suggestion_says_whether_it_is_a_hint_alone(text, hinted):
    assert [one.hinted for one in suggest_types(text)] == [hinted]


@pytest.mark.parametrize(
    ("text", "because", "quoted"),
    [
        ("Refresher training for midwives.", ["refresher training"], ["refresher training"]),
        ("Knowledge of hoarding.", ["knowledge"], ["knowledge"]),
        # Whose skills stands in a gap of the phrase, and may be somebody's name.
        ("Improve Ann Example's skills.", ["improve ann example s skills"], []),
        ("Improve skills by coaching.", ["improve skills", "coaching"], ["coaching"]),
    ],
)
def test_what_filled_a_gap_is_not_quotable(text, because, quoted):
    first = suggest_types(text)[0]
    assert (list(first.because), list(quotable(first))) == (because, quoted)


@given(st.sampled_from([kind.name for kind in action_types()]), st.text("abc ", max_size=40))
def test_only_words_of_the_text_are_quotable(name, text):
    for one in suggest_types(f"{name} {text}"):
        assert set(quotable(one)) <= set(one.because)


LABELLED_AS = {
    "procedure": {"procedure", "practice_standard"},
    "reminder": {"remind_circulate", "practice_standard"},
    "dissemination": {"remind_circulate"},
    "training": {"train"},
    "audit": {"audit_assure"},
    "review": {"review_consider"},
    "system": {"system_change"},
    "commission": {"system_change"},
    "national": {"national"},
}
"""The labels' words for the shipped types; those of supervision and culture have none."""


def test_types_agree_with_labels_made_by_hand(shared, theme_figures):
    rows = json.loads((shared / "themes" / "labels.json").read_text(encoding="utf-8"))
    right = wrong = missed = texts = 0
    alone = alone_right = 0
    for row in rows:
        if not row["action_types"]:
            continue
        texts += 1
        wanted = [LABELLED_AS[label] for label in row["action_types"] if label in LABELLED_AS]
        found = suggest_types(row["text"])
        if len(found) == 1 and not found[0].hinted:
            alone += 1
            alone_right += any(found[0].type in one for one in wanted)
        given = {one.type for one in found} - {"individual"}
        right += sum(bool(one & given) for one in wanted)
        missed += sum(not one & given for one in wanted)
        wrong += len(given - set().union(*wanted))
    f1 = 2 * right / (2 * right + wrong + missed)
    theme_figures.append(
        f"types of action, {texts} texts: micro-F1 {f1:.3f} "
        f"(precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f})"
    )
    theme_figures.append(
        f"of {alone} texts that fit one type alone, it was right for {alone_right}"
    )
    assert f1 >= 0.80
    assert alone_right / alone >= 0.85
