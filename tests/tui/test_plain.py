import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from auditrack.tui.plain import fit, fold, one_line, plain

HOSTILE = "[/] [b + [red]x \x1b[31m \x07 \u202egnp.exe \u200f mark \ud800 e\u0301 漢字 👩\u200d👧"


def test_markup_is_text():
    assert plain("[/] [b + [red]x [see note 3]") == "[/] [b + [red]x [see note 3]"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("bell\x07", "bell␇"),
        ("del\x7f", "del␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("\u202egnp", "<U+202E>gnp"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\tb", "a b"),
        ("lone \ud800", "lone \ufffd"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
    ],
)
def test_what_could_steer_a_terminal_is_made_visible(written: str, shown: str):
    assert plain(written) == shown


def test_one_line_folds_white_space():
    assert one_line("  one\n\n two\t three ") == "one two three"


@given(st.text(), st.integers(0, 60))
def test_fit_is_as_wide_as_asked(text: str, width: int):
    assert cell_len(fit(one_line(text), width)) == width


@given(st.text(), st.integers(2, 60))
def test_fold_never_exceeds_the_width_and_loses_no_letter(text: str, width: int):
    lines = fold(plain(text), width)
    assert lines
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain(text).split())


@given(st.text())
def test_nothing_shown_can_steer_a_terminal(text: str):
    shown = plain(text + HOSTILE)
    assert not any(ord(letter) < 32 and letter != "\n" for letter in shown)
    assert not any(letter in shown for letter in "\x1b\x7f\x9b\u202a\u202e\u2066\u200f")
    shown.encode("utf-8")


def test_a_bullet_hangs():
    assert fold("- one two three four", 14) == ["- one two", "  three four"]
