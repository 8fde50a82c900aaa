"""Every command that is promised is there, says what it does, and takes the common options."""

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from auditrack.cli.main import NOUNS, app

PROMISED = {
    "init": (),
    "demo": (),
    "import": (),
    "imports": ("list", "undo"),
    "review": (
        "add", "list", "show", "edit", "supersede", "withdraw", "told", "proceedings", "share",
        "take-shared",
    ),
    "finding": ("add", "list", "theme"),
    "rec": (
        "add", "list", "show", "edit", "theme", "link", "reply", "decide", "close", "reopen",
        "withdraw", "asked-before",
    ),
    "action": ("add", "list", "update", "extend", "done", "sign-off"),
    "evidence": ("add", "list", "edit", "accept", "return"),
    "return-form": ("make", "read", "remind", "status", "returned", "show", "withdraw"),
    "audit": ("record", "plan", "list", "edit", "sample", "criteria"),
    "theme": (
        "list", "show", "suggest", "positions", "merge", "add", "edit", "split", "reason",
    ),
    "agency": ("list", "add", "set", "replace"),
    "lead": ("list", "add", "set", "vacate", "hand-over", "reassign", "off"),
    "subgroup": ("list", "add"),
    "exchange": ("write", "offer", "take", "list", "match", "withdraw"),
    "settings": ("list", "set"),
    "role": ("list", "set"),
    "before": (),
    "work": (),
    "check": (),
    "trends": (),
    "decisions": (),
    "meeting": (
        "start", "list", "show", "agenda", "present", "apologies", "interest", "item", "decide",
        "change", "dissent", "edit", "end", "agree", "withdraw", "minutes",
    ),
    "disclosure": ("check", "names", "release", "releases", "withdraw"),
    "headings": ("list", "show", "add", "verify", "withdraw"),
    "publish": (),
    "publication": (
        "wording", "withheld", "prepare", "list", "show", "send", "paper", "comment", "answer",
        "sign-off", "withdraw",
    ),
    "report": (
        "progress", "response", "assurance", "handover", "agency", "template", "lint",
        "themes", "evidence-pack", "annual",
    ),
    "history": (),
    "undo": (),
    "redact": (),
    "retention": ("list", "dispose"),
    "backup": (),
    "restore": (),
    "export": (),
    "verify": (),
    "move": (),
    "organisation": ("list", "upgrade", "harden"),
    "doctor": (),
    "completion": (),
    "man": (),
}  # fmt: skip

EVERYDAY = {
    "review add": "--title --type --board --published --practice --history",
    "rec add": "--text --label --agency --outcome --due --theme --state",
    "rec theme": "--confirm --reject --concern --subject",
    "rec reply": "--agency --answer --reason",
    "rec link": "--as",
    "rec decide": "--decision --reason --until --on",
    "decisions": "--agency --lead --subgroup --kind",
    "meeting start": "--chair --subgroup --on --title",
    "meeting agenda": "--subgroup --projector",
    "meeting decide": "--reason --to --until --override --dissent",
    "meeting minutes": "--out --template",
    "action add": "--what --lead --agency --due",
    "action update": "--note --state --off-track",
    "action extend": "--to",
    "evidence add": "--for --shows --level --about --result --file --at",
    "audit record": "--for --theme --date --outcome --looked-at --method --sample --met --practice"
    " --agency --by --next",
    "import": "--dry-run --accept --review --title --board --published --practice --history"
    " --account",
    "return-form make": "--agency --all --form --format --due-back --asked-on --covering"
    " --question --out",
    "return-form remind": "--agency --overdue --on",
    "return-form returned": "--on --none",
    "init": "--board --nation --scope",
    "demo": "--no-open",
    "report handover": "--out --marking --template --to",
    "lead reassign": "--only",
    "lead off": "--on",
    "work": "--lead --login --all",
    "report response": "--out --marking --template --to --public",
    "report assurance": "--out --marking --template --to",
    "report themes": "--out --theme --subgroup --marking --template --to --public",
    "publish": "--out --review --publication --contact",
    "publication prepare": "--review --since --until --headings --due-back",
    "publication send": "--agency --all --out --due-back --template --marking",
    "publication comment": "--agency --text --none --on",
    "publication answer": "--text --print",
    "publication sign-off": "--override",
    "report annual": "--out --since --until --headings --marking --template --to --public",
    "report evidence-pack": "--out --files --marking --template --to",
    "report progress": "--out --since --until --marking --template",
    "history": "--since --restore --from",
}

REPEATED = {
    "review add": ("--board", "--practice"),
    "rec add": ("--agency", "--theme"),
    "evidence add": ("--for",),
    "lead reassign": ("--only",),
    "work": ("--lead",),
    "audit record": ("--for", "--theme", "--agency"),
    "import": ("--practice",),
    "publish": ("--review",),
}

ONLY_READ = {"list", "show", "suggest", "positions", "status"}
ONLY_READ_ALONE = {
    "before",
    "check",
    "decisions",
    "disclosure check",
    "exchange offer",
    "exchange write",
    "review share",
    "disclosure releases",
    "publication paper",
    "publication withheld",
    "publish",
    "trends",
    "verify",
    "move",
    "organisation upgrade",
    "organisation harden",
    "doctor",
    "completion",
    "man",
    "demo",
    "report progress",
    "report themes",
    "report annual",
    "report evidence-pack",
    "report response",
    "report assurance",
    "report handover",
    "report agency",
    "report template",
    "report lint",
    "work",
    "meeting agenda",
    "meeting minutes",
    "backup",
    "restore",
}
"""Commands that change no record. `export` takes a reason all the same: everything on a review may
leave, and it is on record why."""


def commands() -> Iterator[tuple[str, Any]]:
    """Each command that does something, by the words that are typed for it."""
    front = get_command(app)
    for noun in NOUNS:
        command = front.get_command(None, noun)
        verbs = getattr(command, "commands", None)
        if verbs is None:
            yield noun, command
        else:
            yield from ((f"{noun} {verb}", one) for verb, one in verbs.items())


ALL = dict(commands())


def options_of(command: Any) -> dict[str, Any]:
    return {name: one for one in command.params for name in (*one.opts, *one.secondary_opts)}


def test_every_promised_command_is_there_and_none_is_a_stub():
    for noun, verbs in PROMISED.items():
        for words in [f"{noun} {verb}" for verb in verbs] or [noun]:
            assert words in ALL, f"auditrack {words} is missing"
    assert set(NOUNS) == set(PROMISED)


def test_every_command_and_each_of_its_parts_has_help():
    silent = [
        f"{words} {parameter.name}"
        for words, command in ALL.items()
        for parameter in command.params
        if not parameter.help
    ]
    silent += [words for words, command in ALL.items() if not says_something(command.help)]
    silent += [noun for noun, (_, line) in NOUNS.items() if not says_something(line)]
    assert silent == []


def says_something(line: str | None) -> bool:
    return bool(line) and line.endswith((".", "?")) and len(line) > 10


def test_the_common_options_stand_after_every_verb():
    common = {"--register", "--as-at", "--as-recorded", "--json"}
    assert [words for words, command in ALL.items() if not common <= set(options_of(command))] == []


def test_whatever_changes_something_takes_a_reason():
    changing = {
        words
        for words in ALL
        if words not in ONLY_READ_ALONE and words.split()[-1] not in ONLY_READ
    }
    assert changing == {words for words, command in ALL.items() if "--why" in options_of(command)}


@pytest.mark.parametrize("words", EVERYDAY)
def test_the_everyday_commands_take_what_is_written_down(words):
    names = options_of(ALL[words])
    assert set(EVERYDAY[words].split()) <= set(names)
    for name in REPEATED.get(words, ()):
        assert names[name].multiple, f"{words}: {name} cannot be repeated"


def test_the_help_lists_every_noun_with_its_line(ask_nothing):
    answer = ask_nothing("--help")
    assert answer.code == 0
    for noun in NOUNS:
        assert f"\n  {noun} " in answer.out
    assert ask_nothing("-h").out == answer.out


@pytest.mark.parametrize("noun", [noun for noun, verbs in PROMISED.items() if verbs])
def test_the_help_of_a_noun_names_its_verbs(noun, ask_nothing):
    answer = ask_nothing(noun, "--help")
    assert answer.code == 0
    for verb in PROMISED[noun]:
        assert f"  {verb} " in answer.out
    assert set(PROMISED[noun]) <= {words.split()[-1] for words in ALL if words.startswith(noun)}


def test_the_version_is_said(ask_nothing):
    from auditrack import __version__

    assert ask_nothing("--version").out == f"auditrack {__version__}\n"
