"""A text is folded to the terminal alike, whether it fits on one line or not."""

import sys
import textwrap

from hypothesis import example, given
from hypothesis import strategies as st

from auditrack.cli import output
from auditrack.cli.output import wrapped
from auditrack.model.text import lines_of

_TEXTS = st.text(st.sampled_from("ab-.é \t\n  "), max_size=60)
_INDENTS = st.integers(0, 8).map(" ".__mul__)


@given(_TEXTS, _INDENTS, st.integers(5, 50), st.none() | _INDENTS)
@example("a" * 18, "  ", 20, None)
@example("a" * 19, "  ", 20, None)
def test_as_each_line_is_folded_alone(text, indent, width, hanging):
    later = indent if hanging is None else hanging
    expected = []
    for number, line in enumerate(lines_of(text)):
        expected += textwrap.wrap(
            line,
            max(width, 20),
            initial_indent=later if number else indent,
            subsequent_indent=later,
            break_on_hyphens=False,
        ) or [""]
    assert wrapped(text, indent, width, hanging) == expected


def test_what_is_said_to_a_terminal_is_folded_between_words_and_else_is_one_line(
    monkeypatch, capsys
):
    sentence = "Nothing was changed. " * 9 + "See what was found."
    output.say(sentence)
    assert capsys.readouterr().err == f"{sentence}\n"
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    output.say(sentence)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3 and max(map(len, lines)) <= 80 and " ".join(lines) == sentence
