"""The man page and the completions say what the commands are: all of it, and nothing else."""

import os
import pty
import re
import select
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from auditrack.cli.main import NOUNS, app
from auditrack.cli.shell.fish import fish_completion
from auditrack.cli.shell.manual import ENVIRONMENT, manual_page
from auditrack.cli.shell.tree import Command, Noun, Parameter, Tree, choices, command_tree
from auditrack.cli.shell.zsh import zsh_completion
from auditrack.model import words
from tests.cli.test_help_of_commands import ALL
from tests.release.conftest import CHECKOUT, RELEASE

SHARE = RELEASE / "share"
BASH = SHARE / "bash-completion/completions/auditrack"
HOSTILE = 'It\'s [a]: $(touch made) `touch made` \\ "x" %s ~'


def options(command) -> list[str]:
    """The options that the command itself says it takes."""
    named = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    return [name for one in named for name in (*one.opts, *one.secondary_opts)]


EXPECTED = {name: options(command) for name, command in ALL.items()}
FRONT = options(get_command(app))
COMMON = set.intersection(*map(set, EXPECTED.values())) & set(FRONT)


def test_the_files_in_the_wheel_are_todays():
    from share import shared_files

    old = [name for name, text in shared_files().items() if (SHARE / name).read_text() != text]
    assert old == [], "run: .venv/bin/python .release/share.py"


def test_the_manual_has_every_command_with_its_options_and_no_other():
    page = (SHARE / "man/man1/auditrack.1").read_text().replace(r"\-", "-")
    parts = re.split(r"^\.S[SH] ", page, flags=re.MULTILINE)
    said = {
        part.split("\n")[0].removeprefix("auditrack "): set(
            re.findall(r"\\fB(--[a-z-]+)\\fR", part)
        )
        for part in parts
        if part.startswith("auditrack ")
    }
    assert said == {name: set(names) - COMMON for name, names in EXPECTED.items()}


def test_bash_has_every_command_with_its_options_and_no_other():
    text = BASH.read_text()
    nouns = re.search(r"^        ''\) words='([^']*)'", text, re.MULTILINE)
    assert nouns and nouns[1].split() == list(NOUNS)
    said = re.findall(r"^        '([^']+)'\).*\n +options='([^']*)'", text, re.MULTILINE)
    assert {name: names.split() for name, names in said} == {
        name: [*names, "--help"] for name, names in EXPECTED.items()
    }


def test_zsh_has_every_command_with_its_options_and_no_other():
    text = (SHARE / "zsh/site-functions/_auditrack").read_text()
    said = re.findall(r"'\*?(--[a-z-]+)=?\[", text)
    assert said == [*FRONT, *(name for names in EXPECTED.values() for name in names)]
    verbs = re.findall(r"^ +'([a-z-]+):", text, re.MULTILINE)
    words = [*NOUNS, *(name.split()[1] for name in EXPECTED if " " in name)]
    assert sorted(verbs) == sorted(words)


def test_fish_has_every_command_with_its_options_and_no_other():
    text = (SHARE / "fish/vendor_completions.d/auditrack.fish").read_text()
    said: dict[str, set[str]] = {name: set() for name in EXPECTED}
    for at, name in re.findall(r"-n '__auditrack_at ([^']+)' -l ([a-z-]+)", text):
        said[at].add(f"--{name}")
    assert said == {name: set(names) - COMMON for name, names in EXPECTED.items()}
    verbs = re.findall(r"-n '__auditrack_noun ([a-z-]+)' -a ([a-z-]+)", text)
    assert {" ".join(pair) for pair in verbs} == {name for name in EXPECTED if " " in name}


@pytest.fixture(scope="module")
def tree() -> Tree:
    return command_tree()


@pytest.mark.parametrize(
    ("command", "option", "vocabulary"),
    [
        ("init", "--nation", words.NATIONS),
        ("init", "--scope", words.SCOPES),
        ("review add", "--history", words.HISTORIES),
        ("review add", "--publishable", words.PUBLISHABLE),
        ("review proceedings", "--kind", words.PROCEEDINGS),
        ("finding add", "--kind", words.FINDING_KINDS),
        ("rec add", "--state", words.RECOMMENDATION_STATES),
        ("rec add", "--reach", words.REACHES),
        ("rec reply", "--answer", words.ANSWERS),
        ("rec link", "--as", words.LINK_KINDS),
        ("rec link", "--degree", words.DEGREES),
        ("evidence add", "--level", {str(level): "" for level in words.LEVELS}),
        ("evidence add", "--result", words.RESULTS),
        ("audit record", "--outcome", words.OUTCOMES),
        ("audit record", "--looked-at", words.LOOKED_AT),
        ("audit criteria", "--scale", words.SCALES),
    ],
)
def test_the_choices_that_are_offered_are_those_that_are_taken(tree, command, option, vocabulary):
    found = next(one for one in tree.commands if " ".join(one.words) == command)
    offered = next(one.choices for one in found.options if option in one.names)
    assert set(offered) == set(vocabulary)


@pytest.mark.parametrize(
    ("help", "found"),
    [
        ("docx (the default) or xlsx.", ("docx", "xlsx")),
        ("xlsx or csv: a list; jsonl: every record, one a line.", ("xlsx", "csv", "jsonl")),
        ("Whose name: child, family or other.", ("child", "family", "other")),
        ("A lead or a role.", ()),
        ("When it was made, or is due.", ()),
        ("scr, lcspr, sar, dhr ... or your own.", ()),
    ],
)
def test_only_a_list_of_words_is_taken_for_choices(help, found):
    assert choices("TEXT", help) == found


def test_the_manual_names_each_variable_that_is_read_and_no_other():
    code = "".join(path.read_text() for path in (CHECKOUT / "auditrack").rglob("*.py"))
    assert set(re.findall(r'"((?:AUDITRACK|XDG)_[A-Z_]+)"', code)) == set(ENVIRONMENT)


def test_the_manual_is_faultless_roff():
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not installed")
    page = SHARE / "man/man1/auditrack.1"
    asked = [groff, "-man", "-ww", "-Tascii", str(page)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "auditrack rec decide" in re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout)


def hostile_tree() -> Tree:
    one = Parameter(("--what",), HOSTILE, HOSTILE, (), "", True, False)
    return Tree(HOSTILE, (), (), (Noun("act", HOSTILE, (Command(("act",), HOSTILE, (), (one,)),)),))


def test_no_sentence_steers_roff_or_a_shell():
    page = manual_page(hostile_tree())
    assert [line for line in page.splitlines() if line.startswith("'")] == []
    assert "\\ " not in page  # a backslash is set as one
    for made in (zsh_completion(hostile_tree()), fish_completion(hostile_tree())):
        told = [line for line in made.splitlines() if "touch" in line]
        # Every quote that a sentence opens or closes is one of the two forms of a quote in quotes.
        bare = [re.sub(r"'\\''|\\\\|\\'", "", line) for line in told]
        assert told and all(line.count("'") % 2 == 0 for line in bare)
        assert all("$(" not in re.sub(r"'[^']*'", "", line) for line in bare)


@pytest.fixture
def typed(tmp_path: Path):
    """What a real bash at a terminal hands to auditrack after some keys and Enter."""

    def ask(keys: str) -> list[str]:
        (tmp_path / "rc").write_text(
            f"PS1='ready> '\nbind 'set bell-style none'\nsource {BASH}\n"
            "auditrack() { printf '<%s>' \"$@\"; echo '<end>'; }\n"
        )
        pid, terminal = pty.fork()
        if pid == 0:
            environment = {"PATH": os.environ["PATH"], "TERM": "dumb", "HOME": str(tmp_path)}
            os.chdir(tmp_path)
            os.execve(bash, ["bash", "--rcfile", "rc", "-i"], environment)
        try:
            read_until(terminal, b"ready> ")
            os.write(terminal, f"auditrack {keys}\n".encode())
            answer = read_until(terminal, b"<end>").decode()
        finally:
            os.close(terminal)
            os.waitpid(pid, 0)
        return re.findall(r"<([^>]*)>", answer)[:-1]

    bash = shutil.which("bash")
    assert bash is not None
    return ask


def read_until(terminal: int, words: bytes) -> bytes:
    received = b""
    while words not in received:
        assert select.select([terminal], [], [], 60)[0], f"never came: {words!r} in {received!r}"
        received += os.read(terminal, 65536)
    return received


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("rec deci\t", ["rec", "decide"]),
        ("rec reply child-f/1 --ans\tin\t", ["rec", "reply", "child-f/1", "--answer", "in-part"]),
        ("--register=here rec reply x --answer=dec\t", [
            "--register=here", "rec", "reply", "x", "--answer=declined",
        ]),
        ("--register here meeting decide m x ref\t", [
            "--register", "here", "meeting", "decide", "m", "x", "refer-on",
        ]),
        ("import 'a re\t", ["import", "a review.txt"]),
        ("init fold\t --nation sco\t", ["init", "folder/", "--nation", "scotland"]),
    ],
    ids=str,
)  # fmt: skip
def test_the_tab_key_completes_in_a_real_bash(typed, tmp_path, keys, words):
    (tmp_path / "a review.txt").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "fodder").touch()
    assert typed(keys) == words
