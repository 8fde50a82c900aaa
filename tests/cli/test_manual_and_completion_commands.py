"""`man` and `completion` print what the wheel carries."""

import pytest

from auditrack.cli.main import NOUNS
from tests.release.conftest import RELEASE

SHARE = RELEASE / "share"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("man",), "man/man1/auditrack.1"),
        (("completion", "bash"), "bash-completion/completions/auditrack"),
        (("completion", "zsh"), "zsh/site-functions/_auditrack"),
        (("completion", "fish"), "fish/vendor_completions.d/auditrack.fish"),
    ],
    ids=str,
)
def test_what_the_wheel_carries_is_printed(ask_nothing, words, place):
    assert ask_nothing(*words).out == (SHARE / place).read_text(), "run .release/share.py"


def test_the_commands_come_as_data(ask_nothing):
    tree = ask_nothing("man", "--json").json
    assert [noun["name"] for noun in tree["nouns"]] == list(NOUNS)
    assert "_auditrack()" in ask_nothing("completion", "bash", "--json").json["completion"]


def test_a_shell_without_completion_is_refused_by_name(ask_nothing):
    answer = ask_nothing("completion", "csh")
    assert answer.code == 1 and answer.out == ""
    assert 'the shell "csh"' in answer.err and "bash, zsh or fish" in answer.err
