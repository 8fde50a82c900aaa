"""A text is folded to the terminal alike, whether it fits on one line or not."""

import textwrap

from hypothesis import example, given
from hypothesis import strategies as st

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
