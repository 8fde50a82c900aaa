"""Before anything is public, and public copies, as authors meet them on the command line."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.run import run
from auditrack.model.change import Actor, Saved
from auditrack.register import open_register
from tests.cli.conftest import Answer, Ask, journal_of

POLICE = "Fernshire Police"


@pytest.fixture
def sign(board: Path) -> Callable[..., None]:
    """Sign a publication off as some logins: nobody can act as another on the command line."""

    def signed(ref: str, *logins: str, override: str | None = "It was agreed with all.") -> None:
        for login in logins or ("author", "chair"):
            with open_register(board, Actor(login, None, "local")) as register:
                result = run(register, SignOffPublication(ref, override))
                assert isinstance(result, Saved), str(result)

    return signed


@pytest.fixture
def public(ask: Ask, sign: Callable[..., None]) -> Callable[..., str]:
    """A publication of a kind that is signed off by two people."""

    def made(kind: str, *options: str) -> str:
        ref = done(ask("publication", "prepare", kind, *options)).out.strip()
        # The leads of this board have no logins, so two logins are two people.
        sign(ref)
        return ref

    return made


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def words_of(path: Path) -> str:
    return "\n".join(one.text for one in Document(str(path)).paragraphs)


def everything_in(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"\n".join(package.read(name) for name in package.namelist())


# From wording to sign-off -----------------------------------------------------------------------


def test_an_author_sees_what_is_withheld_and_words_what_is_not(ask: Ask) -> None:
    done(ask("review", "add", "child-oak", "--title", "Child Oak"))
    found = done(ask("publication", "withheld", "--json")).json
    assert found["public"] == ["child-elm"]
    assert [one["ref"] for one in found["withheld"]] == ["child-oak"]
    assert [one["ref"] for one in found["unworded"]] == ["act-1", "ev-1"]
    done(ask("publication", "wording", "act-1", "--text", "Every team was trained."))
    said = done(ask("publication", "withheld")).out
    assert "child-oak: no day of publication" in said and "act-1" not in said
    done(ask("publication", "wording", "act-1", "--text", ""))
    assert "act-1" in done(ask("publication", "withheld")).out


def test_what_is_not_worded_is_told_by_kind_in_short_and_of_one_review(ask: Ask) -> None:
    said = done(ask("publication", "withheld", "--review", "child-elm")).out
    assert "Actions (1)" in said and "Evidence (1)" in said
    assert "act-1: Train every team" in said
    found = done(ask("publication", "withheld", "--review", "child-elm", "--json")).json
    assert [(one["table"], bool(one["words"])) for one in found["unworded"]] == [
        ("actions", True),
        ("evidence", True),
    ]
    done(ask("review", "add", "child-oak", "--title", "Child Oak"))
    said = done(ask("publication", "withheld", "--review", "child-oak")).out
    assert "child-oak: no day" in said and "act-1" not in said
    assert ask("publication", "withheld", "--review", "nobody").code == 1


def test_help_names_what_is_given_in_capitals(ask: Ask) -> None:
    for noun, verb in (("publication", "wording"), ("disclosure", "names")):
        said = done(ask(noun, verb, "--help")).out
        assert "{ref}" not in said and "{name}" not in said
    assert "{REF}" in done(ask("publication", "wording", "--help")).out


def test_the_whole_way(ask: Ask, sign: Callable[..., None], tmp_path: Path) -> None:
    done(ask("publication", "prepare", "record", "--due-back", "31/12/2030"))
    papers = tmp_path / "papers"
    sent = done(ask("publication", "send", "pub-1", "--all", "--out", str(papers), "--json")).json
    assert [one["name"] for one in sent["parts"]] == ["Fernshire Council", POLICE]
    assert sorted(one.name for one in papers.iterdir()) == [
        "pub-1-fernshire-council.docx",
        "pub-1-fernshire-police.docx",
    ]
    said = words_of(papers / "pub-1-fernshire-police.docx")
    assert "child-elm/2" in said and "31 December 2030" in said
    assert "act-1" not in said  # it is the council's
    again = ask("publication", "send", "pub-1", "--all", "--out", str(papers))
    assert again.code == 1 and "was sent its part" in again.err
    done(ask("publication", "comment", "pub-1", "--agency", POLICE, "--text", "We did it."))
    done(ask("publication", "comment", "pub-1", "--agency", "Fernshire Council", "--none"))
    early = ask("publication", "sign-off", "pub-1", "--json")
    assert early.refusal["code"] == "unanswered-comment"
    done(ask("publication", "answer", early.refusal["ref"], "--print", "--text", "It is shown."))
    done(ask("publication", "sign-off", "pub-1"))
    twice = ask("publication", "sign-off", "pub-1", "--override", "Nobody else is here.")
    assert twice.code == 1 and "was signed off by you" in twice.err
    sign("pub-1", "chair", override=None)
    (listed,) = done(ask("publication", "list", "--json")).json
    assert listed["stage"] == "signed-off"
    shown = done(ask("publication", "show", "pub-1")).out
    assert "Comment: We did it." in shown and "Answer: It is shown." in shown
    late = ask("publication", "answer", early.refusal["ref"], "--no-print")
    assert late.code == 1 and "does not change" in late.err
    refused = ask("publication", "withdraw", "pub-1")
    assert refused.code == 1 and "needs a reason" in refused.err
    done(ask("publication", "withdraw", "pub-1", "--why", "A name is in it."))
    assert "withdrawn on" in done(ask("publication", "list")).out


def test_nobody_is_recorded_as_sent_where_a_paper_cannot_be_written(
    ask: Ask, board: Path, tmp_path: Path
) -> None:
    done(ask("publication", "prepare", "record"))
    before = journal_of(board)
    (tmp_path / "file").write_text("Mine.")
    for out, agency in (
        (tmp_path / "no" / "where", POLICE),
        (tmp_path / "file", POLICE),
        (tmp_path / "papers", "Fernshire Board"),
    ):
        answer = ask("publication", "send", "pub-1", "--agency", agency, "--out", str(out))
        assert answer.code == 1
    assert journal_of(board) == before
    assert sorted(one.name for one in tmp_path.iterdir() if one.name in ("papers", "no")) == []


def test_what_there_is_none_of_is_a_sentence(ask: Ask) -> None:
    assert "Nothing was prepared" in ask("publication", "list").err
    for words in (
        ("show", "pub-9"),
        ("send", "pub-9", "--all", "--out", "papers"),
        ("paper", "pub-9", "--agency", POLICE, "--out", "paper.docx"),
        ("comment", "pub-9", "--agency", POLICE, "--none"),
        ("answer", "cmt-9", "--print"),
        ("sign-off", "pub-9"),
        ("withdraw", "pub-9", "--why", "None."),
        ("wording", "act-9", "--text", "None."),
        ("prepare", "minutes"),
    ):
        answer = ask("publication", *words)
        assert (answer.code, answer.out) == (1, ""), words


# Public copies ----------------------------------------------------------------------------------

COPIES = {
    "themes": (("report", "themes", "--public"), ()),
    "response": (("report", "response", "child-elm", "--public"), ("--review", "child-elm")),
}


@pytest.mark.parametrize("kind", COPIES)
def test_nothing_is_public_without_two_sign_offs(
    ask: Ask, sign: Callable[..., None], board: Path, tmp_path: Path, kind: str
) -> None:
    verb, options = COPIES[kind]
    out = tmp_path / "public.docx"
    answer = ask(*verb, "--out", str(out), "--json")
    assert answer.refusal["code"] == "not-prepared"
    ref = done(ask("publication", "prepare", kind, *options)).out.strip()
    assert ask(*verb, "--out", str(out), "--json").refusal["code"] == "not-signed-off"
    sign(ref, "author")
    assert ask(*verb, "--out", str(out), "--json").refusal["code"] == "not-signed-off"
    before = journal_of(board)
    assert not out.exists()
    sign(ref, "chair")
    done(ask(*verb, "--out", str(out)))
    assert out.exists() and journal_of(board) != before


@pytest.mark.parametrize("kind", COPIES)
def test_a_public_copy_is_recorded_as_public_and_is_the_same_for_ever(
    ask: Ask, public: Callable[..., str], tmp_path: Path, kind: str
) -> None:
    verb, options = COPIES[kind]
    ref = public(kind, *options)
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    told = done(ask(*verb, "--out", str(first), "--json"))
    assert told.json["publication"] == ref and told.json["public"] is True
    assert "an aid and no guarantee" in told.err
    done(ask("action", "update", "act-1", "--note", "Later.", "--state", "in-progress"))
    done(ask(*verb, "--out", str(second)))
    assert first.read_bytes() == second.read_bytes()
    said = words_of(first)
    assert f"A copy for the public ({ref})" in said
    assert "Marking: none" in said
    (shown,) = done(ask("publication", "list", "--json")).json
    assert (shown["stage"], len(shown["exports"])) == ("published", 2)


def test_a_public_response_tells_what_is_on_record_and_no_more(
    ask: Ask, public: Callable[..., str], tmp_path: Path
) -> None:
    done(ask("publication", "wording", "act-1", "--text", "Every team was trained."))
    public("response", "--review", "child-elm")
    out = tmp_path / "public.docx"
    done(ask(*COPIES["response"][0], "--out", str(out)))
    said = words_of(out)
    assert "Every team was trained." in said and "Train every team" not in said
    assert "Training held" not in said
    assert "evidence not worded for publication: level 1, activity" in said
    assert "Use the graded care profile" in said
    assert "head-of-early-help" not in said and "Head of Early Help" not in said
    assert "not embedded" in said.lower()


def test_a_public_themes_report_says_where_themes_stand_in_public_words(
    ask: Ask, public: Callable[..., str], tmp_path: Path
) -> None:
    public("themes")
    out = tmp_path / "public.docx"
    done(ask(*COPIES["themes"][0], "--out", str(out)))
    said = words_of(out)
    assert "Tested; not yet found in practice" in said
    assert "1 published review since 2018" in said
    assert "Attention" not in said and "Tested and not embedded" not in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("review", "withdraw", "child-elm", "--why", "Not ours."), "no-longer-public"),
        (("review", "edit", "child-elm", "--publishable", "no"), "no-longer-public"),
        (
            ("review", "proceedings", "child-elm", "--kind", "inquest", "--open", "2026"),
            "no-longer-public",
        ),
        (("action", "withdraw", "act-1", "--why", "Twice."), "no-longer-public"),
        (("publication", "withdraw", "pub-1", "--why", "A name."), "not-prepared"),
    ],
)
def test_what_may_be_public_no_longer_is_not_published(
    ask: Ask,
    public: Callable[..., str],
    board: Path,
    tmp_path: Path,
    words: tuple[str, ...],
    code: str,
) -> None:
    public("response", "--review", "child-elm")
    done(ask(*words))
    out = tmp_path / "public.docx"
    out.write_bytes(b"old")
    before = journal_of(board)
    answer = ask(*COPIES["response"][0], "--out", str(out), "--json")
    assert answer.refusal["code"] == code
    assert (out.read_bytes(), journal_of(board)) == (b"old", before)


SECRETS = {
    "nhs-number": "NHS number 943 476 5919",
    "date-of-birth": "born on 3 March 2012, date of birth 03/03/2012",
    "postcode": "at 4 Elm Road, SW1A 1AA",
    "telephone": "telephone 020 7946 0958",
    "email": "write to joe.bloggs@fernshire.gov.uk",
    "worker-code": "PSO1 did not visit",
    "numbered-place": "seen at Surgery 2",
}
"""A secret of each kind, that an author might write into a wording."""


@pytest.mark.parametrize("kind", SECRETS)
def test_the_check_stops_a_secret_in_the_finished_file_until_it_is_released(
    ask: Ask, public: Callable[..., str], board: Path, tmp_path: Path, kind: str
) -> None:
    done(ask("publication", "wording", "act-1", "--text", f"Trained; {SECRETS[kind]}."))
    public("response", "--review", "child-elm")
    out = tmp_path / "public.docx"
    before = journal_of(board)
    answer = ask(*COPIES["response"][0], "--out", str(out), "--json")
    refusal = answer.refusal
    assert refusal["code"] == "disclosure", refusal
    assert any(f"--kind {kind} " in line for line in refusal["details"]), refusal["details"]
    assert not out.exists() and journal_of(board) == before
    for line in refusal["details"]:
        _, _, options = line.partition(" [")
        _, found, _, fingerprint = options.rstrip("]").split()
        done(
            ask(
                *("disclosure", "release", "--kind", found, "--fingerprint", fingerprint),
                *("--shown", "masked", "--why", "It is everybody's."),
            )
        )
    assert "released" in done(ask(*COPIES["response"][0], "--out", str(out))).err
    assert out.exists()


def test_internal_words_reach_no_part_of_a_public_file(
    ask: Ask, public: Callable[..., str], tmp_path: Path
) -> None:
    """Every field that a person may fill in holds a secret; none of them is in any part."""
    secret = "Zanzibarcanary"
    for words in (
        ("review", "edit", "child-elm", "--delay-reason", secret),
        ("rec", "edit", "child-elm/1", "--outcome", secret, "--measure", secret),
        ("rec", "edit", "child-elm/2", "--title", secret),
        ("action", "update", "act-1", "--note", secret, "--state", "in-progress"),
        ("action", "extend", "act-1", "--to", "2030-01-01", "--why", secret),
        ("action", "add", "child-elm/2", "--what", secret),
        ("evidence", "add", "--for", "child-elm/1", "--shows", secret, "--level", "1"),
        (
            *("rec", "reply", "child-elm/2", "--agency", POLICE),
            *("--answer", "declined", "--reason", secret),
        ),
        ("rec", "decide", "child-elm/2", "--decision", "not", "--reason", secret),
        ("audit", "record", "--for", "child-elm/1", "--date", "2021", "--outcome", "partly",
         "--method", secret, "--by", "head-of-early-help"),
    ):  # fmt: skip
        answer = ask(*words)
        assert answer.code == 0, (words, answer.err)
    for kind, (verb, options) in COPIES.items():
        public(kind, *options)
        out = tmp_path / f"{kind}.docx"
        done(ask(*verb, "--out", str(out)))
        assert secret.encode() not in everything_in(out.read_bytes()), kind


@pytest.mark.parametrize(
    "options",
    [
        ("--marking", "Official"),
        ("--to", "Somebody"),
        ("--as-recorded", "3"),
        ("--as-at", "2020-01-01"),
    ],
)
def test_a_public_copy_is_of_the_day_and_entry_that_was_signed_off(
    ask: Ask, public: Callable[..., str], tmp_path: Path, options: tuple[str, ...]
) -> None:
    public("response", "--review", "child-elm")
    out = tmp_path / "public.docx"
    answer = ask(*COPIES["response"][0], "--out", str(out), *options)
    assert answer.code == 1 and not out.exists()


def test_a_public_folder_is_looked_through_and_replaced_as_a_whole(
    board: Path, public: Callable[..., str], tmp_path: Path
) -> None:
    from auditrack.cli.door import Door
    from auditrack.cli.public_writing import write_public_folder
    from auditrack.model.change import RefusedError
    from auditrack.views.publications import signed_off

    public("record")
    out = tmp_path / "site"
    door = Door(board)
    publication = signed_off(door.register, "record")
    page = b"<!doctype html><html lang='en'><title>One</title><p>Words.</p></html>"
    write_public_folder(door, {"index.html": page, "reviews/one.html": page}, out, publication)
    secret: dict[str, Any] = {"index.html": page.replace(b"Words", b"NHS number 943 476 5919")}
    with pytest.raises(RefusedError) as refused:
        write_public_folder(door, secret, out, publication)
    assert refused.value.refusal.code == "disclosure"
    assert (out / "reviews" / "one.html").read_bytes() == page
    write_public_folder(door, {"index.html": page}, out, publication)
    assert not (out / "reviews").exists()
    exports = door.register.select("exports")
    assert [(one["what"], one["to"]) for one in exports] == [("pub-1", "public")] * 2
    door.close()


@pytest.mark.parametrize("override", ["The minister waits.", None])
def test_the_public_record_says_that_the_time_to_comment_was_overridden(
    ask: Ask, sign: Callable[..., None], tmp_path: Path, override: str | None
) -> None:
    done(ask("publication", "prepare", "record"))
    papers, out = tmp_path / "papers", tmp_path / "site"
    done(ask("publication", "send", "pub-1", "--all", "--out", str(papers)))
    if override is None:
        for agency in (POLICE, "Fernshire Council"):
            done(ask("publication", "comment", "pub-1", "--agency", agency, "--none"))
    sign("pub-1", "chair", override=override)
    sign("pub-1", "author", override=None)
    done(ask("publish", "--out", str(out)))
    about = (out / "about.html").read_text()
    said = "the chair signed it off before the agencies’ time to comment had run out"
    assert (said in about) is (override is not None)
    for page in out.rglob("*"):
        assert page.is_dir() or "minister" not in page.read_text()


def test_json_of_a_refusal_holds_each_place(ask: Ask, public: Callable[..., str]) -> None:
    done(ask("publication", "wording", "act-1", "--text", "Seen at Surgery 2."))
    public("response", "--review", "child-elm")
    refusal = json.loads(
        ask(*COPIES["response"][0], "--out", "public.docx", "--json").err.splitlines()[-1]
    )
    assert refusal["details"] and not Path("public.docx").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("progress",),
        ("agency", "fernshire-police"),
        ("evidence-pack", "neglect"),
        ("assurance", "child-elm/1"),
        ("handover", "head-of-early-help"),
    ],
)
def test_a_working_paper_has_no_public_copy(
    ask: Ask, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "report.docx"
    answer = ask("report", *words, "--public", "--out", str(out), "--json")
    assert answer.code == 1 and answer.refusal["code"] == "never-public"
    assert not out.exists()


def test_a_login_that_cannot_record_it_publishes_nothing(
    ask: Ask, public: Callable[..., str], board: Path, tmp_path: Path
) -> None:
    public("response", "--review", "child-elm")
    done(ask("role", "set", "another", "administrator"))
    before = journal_of(board)
    out = tmp_path / "public.docx"
    answer = ask(*COPIES["response"][0], "--out", str(out), "--json")
    assert answer.refusal["code"] == "role"
    assert not out.exists() and journal_of(board) == before
