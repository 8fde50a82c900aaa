"""Asks that stand in a text and on no list: told where plain, quiet where the list holds them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.checks import gaps_of
from auditrack.analysis.checks.rows import Checked, CheckedListed, CheckedWording
from auditrack.analysis.checks.unlisted import asks_in, is_held, parts_of, terms_of
from tests.growth import grows_with_its_length


@pytest.mark.parametrize(
    "text",
    [
        "Schools should tell the health visitor of every absence.",
        "The hospital must record who came with the child.",
        "Every team to ensure that supervision is written down.",
        "All Midwives to ensure they see the room a baby sleeps in.",
        "It is recommended that housing officers are trained in self-neglect.",
        "The Board will want to be assured that visits are made.",
        "Dates were missing. Managers ought to check them monthly.",
        "Schools should be told of each exclusion.",
    ],
)
def test_a_plain_ask_is_seen(text: str) -> None:
    assert len(asks_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The child was seen eleven times and seldom heard.",
        "A deeper assessment should have taken place.",
        "The author emphasised that information should be shared.",
        "Staff knew what they should do when a parent refuses.",
        "The panel described how agencies must work together.",
        "Visits are kept short to ensure that all homes are reached.",
        "This shows the need for training to ensure clear records.",
        "It should be noted that the records are complete.",
        "",
    ],
)
def test_what_is_told_or_retold_is_no_ask(text: str) -> None:
    assert asks_in(text) == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    asks_in(text), parts_of(text)
    assert is_held(text, [terms_of(text)])


@pytest.mark.parametrize("word", ["should ", "a) ", "(a) should. ", "The ", "to ensure ", "\n- "])
def test_a_text_of_one_word_over_and_over_is_read_at_once(word: str) -> None:
    def work(copies: int) -> Callable[[], object]:
        text = word * copies
        return lambda: (asks_in(text), parts_of(text))

    assert grows_with_its_length(work, 200)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The Board should: (a) map each home; (b) train each team; and (c) report.", "a b c"),
        ("The trust must a) map each home b) train each team", "a b"),
        ("Each agency is asked to (i) read its files, and (ii) hear from families.", "i ii"),
        ("Learning. (a) Schools should write. (b) Health visitors should answer.", "a b"),
        ("A report should say (i) how visits are made and (ii) who makes them.", ""),
        ("The Board should (a) map each home.", ""),
        ("The Board should (b) map and (d) train.", ""),
        ("The Board (see appendix a) should act (c) now.", ""),
    ],
)
def test_lettered_parts_are_told_apart_where_each_asks_for_something(text: str, marks: str) -> None:
    assert " ".join(part.mark for part in parts_of(text)) == marks


ASK = "Schools should tell the health visitor of every absence that nobody explained."
OTHER = CheckedListed("a/1", "a", "The Police should record who lives in the household.")
HELD = CheckedListed("a/2", "a", "Unexplained absence is told to health visitors by each school.")
ACTION = CheckedListed("act-1", "a", HELD.text, serves=("a/1",))


def finding(text: str = ASK, listed=(OTHER,), **also) -> list[tuple[str, str]]:
    row = CheckedWording("a/f-1", "a", text, **also)
    gaps = gaps_of(Checked(wordings=[row], listed={"a": listed}))
    return [(gap.code, gap.says) for gap in gaps]


def test_an_ask_in_a_finding_that_no_list_holds_is_quoted() -> None:
    ((code, says),) = finding(f"Absences were not explained. {ASK}")
    assert code == "ask-not-listed"
    assert says == (
        f'"{ASK}" reads like an ask, and no recommendation of a seems to hold it: adding it, or '
        "saying why there is none, would clear it"
    )


@pytest.mark.parametrize("listed", [(OTHER, HELD), (OTHER, ACTION)])
def test_an_ask_that_the_list_holds_in_other_words_is_left_alone(listed) -> None:
    assert finding(listed=listed) == []


def test_a_review_without_any_list_and_a_reason_given_are_left_alone() -> None:
    assert finding(listed=()) == []
    assert finding(has_reason=True) == []


def test_what_a_person_linked_is_left_alone_unless_it_asks_for_more() -> None:
    assert finding(led_to=1) == []
    both = f"The Police should record each household and who lives in it. {ASK}"
    ((_, says),) = finding(both, led_to=1)
    assert says.startswith('"Schools should tell')


PARTS = "The Board should (a) map the homes of infants; (b) train every housing officer."


def parts(*listed: CheckedListed, label: str | None = "4") -> list[str]:
    row = CheckedWording("a/4", "a", PARTS, label, is_ask=True)
    own = CheckedListed("a/4", "a", PARTS, label)
    return [gap.says for gap in gaps_of(Checked(wordings=[row], listed={"a": (own, *listed)}))]


def test_parts_that_are_kept_as_one_are_told() -> None:
    (says,) = parts(OTHER)
    assert says.startswith(
        "asks for 2 things, and (a) and (b) stand in its text alone: could one be done and "
        "another not? An item, or an action, for each would clear it"
    )


@pytest.mark.parametrize(
    "listed",
    [
        (CheckedListed("a/4a", "a", "Look at homes.", "4(a)"),),
        (CheckedListed("a/4.1", "a", "Look at homes.", "4.1"),),
        (CheckedListed("a/5", "a", "Train housing officers.", "5"),),
        (
            CheckedListed("act-1", "a", "Begin.", serves=("a/4",)),
            CheckedListed("act-2", "a", "Go on.", serves=("a/4",)),
        ),
    ],
)
def test_parts_that_have_items_or_actions_are_left_alone(listed) -> None:
    assert parts(*listed) == []


def test_another_label_is_no_part() -> None:
    assert len(parts(CheckedListed("a/40", "a", "Look at homes.", "40"))) == 1
    assert len(parts(OTHER, label=None)) == 1
