"""Nothing secret becomes public: planted secrets, every way out, and a state that changed since."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.analysis.disclosure import hits_in
from auditrack.commands.disclosure import ReleaseHit
from auditrack.commands.publication_sign_off import SignOffPublication
from auditrack.commands.right_of_reply import AnswerComment, CommentOnPublication
from auditrack.commands.run import run as run_command
from auditrack.model.change import Actor, Head, Insert, Refusal, Update
from auditrack.model.dates import today_in_london
from auditrack.register import host_log, open_register
from auditrack.register.identity import current_actor
from auditrack.reports.kit import placing_folder
from auditrack.reports.site import pages_of
from auditrack.reports.templating.templates import shipped_template
from auditrack.views.export_fields import KINDS
from auditrack.views.public_records import public_positions, public_records
from auditrack.views.site import shown_from
from tests.end_to_end.planting import (
    AUTHOR,
    CANARY,
    CHAIR,
    CORES,
    EVERYTHING,
    KINDS_ALONE,
    NAME,
    OTHER,
    SECRETS,
    WAYS,
    SecretBoard,
    make_secret_board,
    refusal,
    secrets_in,
    stopped_in,
    texts_of,
    texts_of_table,
)
from tests.made_once import made_once
from tests.views.made_records import Made

DOCUMENTS = ("annual", "themes", "response")
SAFE = ("Nothing was", "No folder was", "No report was")

Boards = tuple[SecretBoard, SecretBoard, Path]


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory, demonstration_board: Path) -> Iterator[Boards]:
    """The board with secrets, the same without, and the folder of the papers that were sent."""
    folder = tmp_path_factory.mktemp("secrets")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = made_once(
            tmp_path_factory, "secrets", lambda at: make_secret_board(demonstration_board, at)
        )
        own = [SecretBoard(made / name).copy(folder / name) for name in ("register", "clean")]
        yield own[0], own[1], made


@pytest.fixture
def clean(boards: Boards, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SecretBoard:
    """The board without any, a test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return boards[1].copy(tmp_path / "register")


def entry_of(board: SecretBoard) -> int:
    with open_register(board.folder, read_only=True) as register:
        return register.head.number


def content_of(path: Path) -> dict[str, bytes]:
    """Every file of a folder by its place, or the one that a path names."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {
        one.relative_to(path).as_posix(): one.read_bytes()
        for one in path.rglob("*")
        if one.is_file()
    }


def refused(board: SecretBoard, result: Result, out: Path, *codes: str) -> Mapping[str, Any]:
    """That a way out ended in a sentence, with no secret in what it said, and nothing written."""
    assert result.exit_code == 1, result.stdout
    assert result.stdout == ""
    told = refusal(result)
    assert not codes or told["code"] in codes, told
    assert told["message"] and told["message"][-1] in ".:!", told
    assert told["safe"].startswith(SAFE), told
    assert secrets_in([result.stderr]) == set()
    assert not list(out.parent.glob(".auditrack-*")) and not list(out.parent.glob("*.part"))
    return told


# Only in internal fields ----------------------------------------------------------------------


def test_the_secrets_stand_in_every_field_of_every_table(boards: Boards) -> None:
    """What is looked for is there to be found: in each field that a person types, and the rest."""
    board, _, _ = boards
    with open_register(board.folder, read_only=True) as register:
        for table in sorted(KINDS.keys() - {"watch_names"}):
            found = register.select(table)
            for name in texts_of_table(table):
                texts = [str(one.get(name)) for one in found]
                if not any(CANARY in one for one in texts):
                    # Reviews, answers' lines and checks that were withdrawn are none here.
                    assert name == "withdrawn_why", f"{table}.{name}"
        whys = [str(entry.why) for entry in register.history()]
        assert any(EVERYTHING in one for one in whys)
        signed = {str(one.get("by")) for one in register.select("sign_offs")}
        assert AUTHOR.login in signed
    assert secrets_in([EVERYTHING]) == set(CORES)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_internal_is_in_no_part_of_what_leaves(
    boards: Boards, tmp_path: Path, way: str
) -> None:
    """The whole file as it reads, its properties and its workbooks; every page and file's name."""
    board, _, _ = boards
    out = tmp_path / "out"
    result = board.write(way, out)
    assert result.exit_code == 0, result.stderr
    texts = list(texts_of(out))
    assert secrets_in(texts) == set()
    assert secrets_in([result.stdout, result.stderr]) == set()
    with open_register(board.folder, read_only=True) as register:
        name = str((register.get("board", "board") or {})["name"])
    assert any(name in one for one in texts)


@pytest.mark.parametrize("way", DOCUMENTS)
def test_what_is_internal_changes_nothing_of_what_leaves(
    boards: Boards, tmp_path: Path, way: str
) -> None:
    """Who reads the copy cannot tell a board with secrets from the same board without them."""
    said = []
    for place, board in enumerate(boards[:2]):
        out = tmp_path / f"{place}.docx"
        assert board.write(way, out).exit_code == 0
        said.append(words_of(out))
    assert len(said[0]) > 40
    answered = ("What agencies said of", "Agencies saw what is said", "The board: We thank")
    checked = ("Verified: ", "Not verified: ")
    assert [one for one in unlike(*said) if not one.startswith((*answered, *checked))] == []


def test_what_is_internal_changes_no_page(boards: Boards, tmp_path: Path) -> None:
    pages = []
    for place, board in enumerate(boards[:2]):
        out = tmp_path / f"site-{place}"
        assert board.write("record", out).exit_code == 0
        pages.append({name: page.decode() for name, page in content_of(out).items()})
    del pages[0]["auditrack-files.txt"], pages[1]["auditrack-files.txt"]
    pages[0].pop("comments.html", None)
    assert sorted(pages[0]) == sorted({*pages[1]} - {"comments.html"})
    for name, page in pages[0].items():
        assert unlike([page], [pages[1][name]]) == [], name


def words_of(path: Path) -> list[str]:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in document.paragraphs), *cells]


def unlike(one: list[str], other: list[str]) -> list[str]:
    """What two copies say differently, but for the entry they are of and an answer to a comment."""
    first, second = (
        [re.sub(r"entry\W+\d+|pub-\d+|[0-9a-f]{12,64}", "…", said) for said in each]
        for each in (one, other)
    )
    return sorted({*first} ^ {*second})


def test_agencies_are_sent_what_the_public_copy_says_and_no_secret(boards: Boards) -> None:
    papers = [one for one in boards[2].glob("papers-*/*.docx")]
    assert len(papers) > 3
    for paper in papers:
        assert secrets_in(texts_of(paper)) == set(), paper.name


def files_for_other_boards(board: SecretBoard, folder: Path) -> dict[str, str]:
    """The exchange file and every share file that the board may write, by what they are."""
    folder.mkdir()
    board.done("exchange", "write", "--out", str(folder / "themes"))
    for ref in ("child-ash", "child-birch", "child-willow", "mr-alder"):
        board.run("review", "share", ref, "--out", str(folder / ref))
    return {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()}


def test_other_boards_are_told_no_secret_and_nothing_of_the_work(
    boards: Boards, tmp_path: Path
) -> None:
    """Who reads the files cannot tell a board with secrets from the same board without them."""
    secret = boards[0].copy(tmp_path / "secret")
    secret.put(
        Insert(
            "theme_links", "tl-9002",
            {"of": "child-willow/1", "review": "child-willow", "theme": f"own_{CANARY}",
             "status": "confirmed"},
        )
    )  # fmt: skip
    told = files_for_other_boards(secret, tmp_path / "told")
    bare = files_for_other_boards(boards[1].copy(tmp_path / "bare"), tmp_path / "bare-told")
    assert {"themes", "child-willow"} <= told.keys() == bare.keys()
    assert secrets_in(told.values()) == set()
    heads = r'"(entry|head)": [^,]*,'
    for name, said in told.items():
        assert re.sub(heads, "", said) == re.sub(heads, "", bare[name]), name


# In fields that are meant to be public --------------------------------------------------------


def nhs_number(place: int) -> str:
    """One of the 999 test range with its check digit; another for each place."""
    for body in range(999_100_000 + place * 100, 999_100_000 + place * 100 + 100):
        rest = 11 - sum(int(c) * w for c, w in zip(str(body), range(10, 1, -1), strict=True)) % 11
        if rest != 10:
            return f"{body}{rest % 11}"
    raise AssertionError


def plant_numbers(board: SecretBoard) -> dict[str, str]:
    """Put a number of its own into each field that is public, by the field's name."""
    with open_register(board.folder, read_only=True) as register:
        act = next(
            one for one in register.select("actions") if "child-willow/1" in one.get("serves", ())
        )
        shown = next(
            one
            for one in register.select("evidence")
            if {"child-willow/1", act["ref"]} & {*one.get("serves", ())}
        )
        reply = next(
            one for one in register.select("replies") if one["recommendation"] == "child-willow/1"
        )
        decision = next(
            one for one in register.select("decisions") if one["on_ref"] == "child-willow/1"
        )
        ask = next(
            one for one in register.select("recommendations") if one["ref"] == "child-willow/2"
        )
        finding = next(
            one for one in register.select("findings") if one["review"] == "child-willow"
        )
        agency = str(register.get("recommendations", "child-willow/1")["agencies"][0])
    fields = [
        ("reviews", "child-willow", "title"),
        ("reviews", "child-willow", "delay_public"),
        ("recommendations", "child-willow/1", "public_wording"),
        ("recommendations", "child-willow/1", "label"),
        ("recommendations", str(ask["ref"]), "text"),
        ("findings", str(finding["ref"]), "text"),
        ("findings", str(finding["ref"]), "label"),
        ("replies", str(reply["ref"]), "public_wording"),
        ("decisions", str(decision["ref"]), "public_wording"),
        ("actions", str(act["ref"]), "public_wording"),
        ("evidence", str(shown["ref"]), "public_wording"),
        ("agencies", agency, "name"),
        ("board", "board", "name"),
        ("themes", "own_number", "name"),
    ]
    numbers: dict[str, str] = {}
    ops: list[Insert | Update] = []
    for place, (table, ref, name) in enumerate(fields):
        number = numbers[f"{table}.{name}"] = nhs_number(place)
        text = f"NHS number {number}"
        op = Insert if table == "themes" else Update
        ops.append(op(table, ref, {name: text}))
    for place, ref in enumerate(("child-willow/1", "child-ash/1")):
        link = {"of": ref, "theme": "own_number", "status": "confirmed", "review": ref[:-2]}
        ops.append(Insert("theme_links", f"tl-{9800 + place}", link))
    board.put(*ops)
    return numbers


def of_number(number: str) -> tuple[str, str]:
    (hit,) = hits_in(f"NHS number {number}")
    return hit.kind, hit.fingerprint


LEAST = {
    "annual": {"reviews.title", "board.name"},
    "themes": {"board.name", "themes.name"},
    "response": {
        "reviews.title",
        "recommendations.public_wording",
        "recommendations.text",
        "findings.text",
        "replies.public_wording",
        "decisions.public_wording",
        "actions.public_wording",
        "evidence.public_wording",
        "agencies.name",
        "board.name",
        "comments.said",
        "comments.answer",
    },
    "record": {
        "reviews.title",
        "reviews.delay_public",
        "recommendations.public_wording",
        "recommendations.text",
        "recommendations.label",
        "findings.text",
        "findings.label",
        "replies.public_wording",
        "decisions.public_wording",
        "actions.public_wording",
        "evidence.public_wording",
        "agencies.name",
        "board.name",
        "themes.name",
        "comments.said",
        "comments.answer",
    },
}
"""The fields that each way out prints, at the least."""


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_in_a_public_field_is_stopped_until_just_that_is_released(
    clean: SecretBoard, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each field has its own number: every one that would be printed is named, and no other."""
    told_host: list[str] = []
    monkeypatch.setattr(host_log, "send", lambda _, line: told_host.append(line))
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "copy"
    assert clean.write(way, out).exit_code == 0
    before = content_of(out)
    numbers = plant_numbers(clean)
    options = ("--review", "child-willow") if way == "response" else ()
    ref = clean.done("publication", "prepare", way, *options).strip().splitlines()[0]
    with open_register(clean.folder, read_only=True) as register:
        rows = register.index("agency_comments", "publication").get(ref, ())
    if rows:
        agency = str(rows[0]["agency"])
        papers = str(tmp_path / "papers")
        clean.done("publication", "send", ref, "--agency", agency, "--out", papers)
        for place, name in enumerate(("comments.said", "comments.answer")):
            numbers[name] = nhs_number(50 + place)
        clean.act(CommentOnPublication(ref, agency, f"NHS number {numbers['comments.said']}"))
        clean.act(AnswerComment(str(rows[0]["ref"]), f"NHS number {numbers['comments.answer']}",
                                printed=True))  # fmt: skip
    clean.sign(ref)
    entry = entry_of(clean)
    told = refused(clean, clean.write(way, out, "--json"), out, "disclosure")
    assert entry_of(clean) == entry, "a refused copy is recorded as an export"
    assert content_of(out) == before and [one.name for one in folder.iterdir()] == ["copy"]
    said = json.dumps(told) + "".join(told_host)
    marks = {of_number(number): name for name, number in numbers.items()}
    stopped = {marks[one] for one in stopped_in(told)}
    assert stopped >= LEAST[way]
    for number in numbers.values():
        assert number not in re.sub(r"\s", "", said)
    one, *others = sorted(stopped)
    for name in others:
        kind, mark = of_number(numbers[name])
        clean.act(ReleaseHit(kind, fingerprint=mark, reason="It is made up."))
    told = refused(clean, clean.write(way, out, "--json"), out, "disclosure")
    assert [marks[each] for each in stopped_in(told)] == [one]
    kind, mark = of_number(numbers[one])
    clean.act(ReleaseHit(kind, fingerprint=mark, reason="It is made up."))
    result = clean.write(way, out)
    assert result.exit_code == 0, result.stderr
    printed = re.sub(r"\s", "", " ".join(texts_of(out)))
    assert {name for name, number in numbers.items() if number in printed} == stopped
    assert not any(number in str(told_host) for number in numbers.values())


@pytest.mark.parametrize("way", WAYS)
def test_each_kind_of_secret_in_a_public_field_is_stopped(
    clean: SecretBoard, tmp_path: Path, way: str
) -> None:
    out = tmp_path / "copy"
    changes: list[Insert | Update] = [Update("board", "board", {"name": KINDS_ALONE})]
    if way != "themes":
        changes.append(Update("reviews", "child-willow", {"title": KINDS_ALONE}))
    clean.put(*changes)
    clean.prepare(way)
    told = refused(clean, clean.write(way, out, "--json"), out, "disclosure")
    assert {kind for kind, _ in stopped_in(told)} >= set(SECRETS)
    assert not out.exists()


# What an author brings along ------------------------------------------------------------------


def own_template(kind: str, path: Path, *, body: str = "", header: str = "", author: str = "",
                 comment: str = "") -> Path:  # fmt: skip
    """A template that an author made of the shipped one."""
    document = Document(io.BytesIO(shipped_template(kind).content))
    if body:
        document.add_paragraph(body)
    if header:
        document.sections[0].header.add_paragraph(header)
    document.core_properties.author = author
    if comment:
        runs = document.paragraphs[0].runs or [document.paragraphs[0].add_run("Read this.")]
        document.add_comment(runs, text=comment, author="An author")
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        *(("themes", part) for part in ("body", "header", "author", "comment")),
        *((kind, "header") for kind in DOCUMENTS if kind != "themes"),
    ],
)
def test_what_a_template_holds_is_looked_at_too(
    boards: Boards, tmp_path: Path, kind: str, part: str
) -> None:
    board, _, _ = boards
    words = "Jo Author" if part == "author" else SECRETS["email"]
    template = own_template(kind, tmp_path / "mine.docx", **{part: words})
    out = tmp_path / "copy"
    result = board.write(kind, out, "--template", str(template), "--json")
    if result.exit_code == 0:  # the kit may leave it out; it must then be nowhere
        texts = list(texts_of(out))
        assert secrets_in(texts) == set()
        assert not any("Jo Author" in one for one in texts)
        return
    refused(board, result, out)
    assert not out.exists()


# Since it was signed off ----------------------------------------------------------------------

SINCE: Mapping[str, tuple[Update | Insert, ...]] = {
    "withdrawn": (Update("reviews", "child-willow", {"withdrawn_on": "2026-11-20"}),),
    "proceedings": (
        Insert("proceedings", "prc-900", {"review": "child-willow", "kind": "inquest",
                                          "open": "2026-11-19"}),
    ),
    "not to be published": (Update("reviews", "child-willow", {"publishable": "no"}),),
    "superseded": (Update("reviews", "child-willow", {"status": "superseded"}),),
    "provisional": (Update("reviews", "child-willow", {"status": "provisional"}),),
    "published later": (Update("reviews", "child-willow", {"published": "2030-01-01"}),),
    "of another board": (Update("reviews", "child-willow", {"boards": ("Elmshire Board",)}),),
}  # fmt: skip
EVERYWHERE = ("withdrawn", "proceedings", "not to be published")
BACK = {"withdrawn_on": None, "publishable": None, "status": "active", "boards": ()}


def test_what_may_no_longer_be_public_is_refused_in_every_way_out(
    clean: SecretBoard, tmp_path: Path
) -> None:
    with open_register(clean.folder, read_only=True) as register:
        before = {k: (register.get("reviews", "child-willow") or {}).get(k, v)
                  for k, v in {**BACK, "published": None}.items()}  # fmt: skip
    out = tmp_path / "copy"
    for named, ops in SINCE.items():
        clean.put(*ops)
        entry = entry_of(clean)
        ways = tuple(WAYS) if named in EVERYWHERE else ("themes",)  # it is one rule for them all
        for way in ways:
            told = refused(clean, clean.write(way, out, "--json"), out, "no-longer-public")
            assert any(one.startswith("child-willow: ") for one in told["details"]), (named, way)
        asked = clean.write("record", out, "--review", "child-willow", "--json")
        refused(clean, asked, out, "not-public")
        assert not out.exists() and entry_of(clean) == entry
        clean.put(
            Update("proceedings", "prc-900", {"withdrawn_on": "2026-11-20"})
            if named == "proceedings"
            else Update("reviews", "child-willow", before)
        )
    assert clean.write("themes", out).exit_code == 0


@pytest.mark.parametrize("way", ["record", "response"])
def test_what_was_taken_back_since_is_not_published(
    clean: SecretBoard, tmp_path: Path, way: str
) -> None:
    """An update, a link, whom was told, a practice window, and a label that told of somebody."""
    with open_register(clean.folder, read_only=True) as register:
        public = public_records(register, day())
        asks = {one["ref"] for one in public.select("recommendations")
                if one["review"] == "child-willow"}  # fmt: skip
        acts = {one["ref"] for one in public.select("actions") if asks & {*one.get("serves", ())}}
        rows = [("updates", one) for one in public.select("updates") if one["action"] in acts][:1]
        rows += [("links", one) for one in public.select("links") if {one["a"], one["b"]} & asks][
            :1
        ]
        rows += [
            (table, next(one for one in public.select(table) if one["review"] == "child-willow"))
            for table in ("told", "windows")
        ]
    out = tmp_path / "copy"
    for table, one in rows:
        clean.put(Update(table, str(one["ref"]), {"withdrawn_on": "2026-11-20"}))
        told = refused(clean, clean.write(way, out, "--json"), out, "no-longer-public")
        assert [each.split(":")[0] for each in told["details"]] == [one["ref"]]
        clean.put(Update(table, str(one["ref"]), {"withdrawn_on": None}))
    clean.put(Update("recommendations", "child-willow/1", {"label": "Another"}))
    told = refused(clean, clean.write(way, out, "--json"), out, "no-longer-public")
    assert len(rows) > 2 and not out.exists()


def test_a_publication_that_was_withdrawn_is_of_no_use(clean: SecretBoard, tmp_path: Path) -> None:
    out = tmp_path / "copy"
    for one in json.loads(clean.done("publication", "list", "--json")):
        if not one["withdrawn_on"]:
            clean.done("publication", "withdraw", one["ref"], "--why", "A name stands in it.")
    for way in WAYS:
        refused(clean, clean.write(way, out, "--json"), out, "not-prepared")
        assert not out.exists()


def test_another_day_and_another_state_are_refused(boards: Boards, tmp_path: Path) -> None:
    board, out = boards[1], tmp_path / "copy"
    for way in WAYS:
        for clock in (("--as-recorded", "9"), ("--as-at", "2026-01-01"), ("--as-at", "2030-01-01")):
            refused(board, board.write(way, out, *clock, "--json"), out)
            assert not out.exists(), (way, clock)


@pytest.mark.parametrize("way", DOCUMENTS)
def test_a_public_copy_has_no_marking_and_no_addressee(
    boards: Boards, tmp_path: Path, way: str
) -> None:
    board, out = boards[1], tmp_path / "copy"
    for option in (("--marking", "OFFICIAL"), ("--to", "Everybody")):
        refused(board, board.write(way, out, *option, "--json"), out, "not-with-public")


# Sign-off -------------------------------------------------------------------------------------


def sign(board: SecretBoard, ref: str, actor: Actor, override: str | None = "Agreed.") -> Any:
    with open_register(board.folder, actor) as register:
        return run_command(register, SignOffPublication(ref, override))


def test_sign_off_is_by_two_people_and_one_of_them_the_chair(
    clean: SecretBoard, tmp_path: Path
) -> None:
    plain, deputy, twin = (Actor(name, None, "local") for name in ("plain", "deputy", "twin"))
    with open_register(clean.folder, read_only=True) as register:
        lead = next(one for one in register.select("leads") if CHAIR.login in one.get("logins", ()))
    clean.put(
        Insert("roles", plain.login, {"roles": ("author",)}),
        Insert("roles", deputy.login, {"roles": ("author",)}),
        Insert("roles", twin.login, {"roles": ("author", "chair")}),
        Update("leads", str(lead["ref"]), {"logins": (*lead["logins"], twin.login)}),
    )
    ref = clean.done("publication", "prepare", "themes").strip().splitlines()[0]
    out = tmp_path / "copy"

    def cannot(answer: Any, code: str) -> None:
        assert isinstance(answer, Refusal) and answer.code == code, str(answer)

    old = next(
        one["ref"]
        for one in json.loads(clean.done("publication", "list", "--json"))
        if one["kind"] == "themes" and one["ref"] != ref
    )
    clean.done("publication", "withdraw", old, "--why", "There is a newer one.")
    assert not isinstance(sign(clean, ref, plain, None), Refusal)
    cannot(sign(clean, ref, plain, None), "second-person")
    refused(clean, clean.write("themes", out, "--json"), out, "not-signed-off")
    answer = sign(clean, ref, deputy, None)
    assert isinstance(answer, Refusal)  # neither is the chair
    refused(clean, clean.write("themes", out, "--json"), out, "not-signed-off")
    assert not isinstance(sign(clean, ref, CHAIR), Refusal)
    assert clean.write("themes", out).exit_code == 0

    second = clean.done("publication", "prepare", "themes").strip().splitlines()[0]
    assert not isinstance(sign(clean, second, CHAIR, None), Refusal)
    cannot(sign(clean, second, CHAIR, None), "second-person")
    answer = sign(clean, second, twin, None)
    assert isinstance(answer, Refusal), "two logins of one lead are one person"
    assert str(lead["ref"]) in answer.message or "lead" in answer.message
    assert not isinstance(sign(clean, second, OTHER), Refusal)


def test_a_comment_in_its_time_voids_what_was_signed(clean: SecretBoard, tmp_path: Path) -> None:
    ref = clean.done("publication", "prepare", "record").strip().splitlines()[0]
    with open_register(clean.folder, read_only=True) as register:
        row = register.index("agency_comments", "publication")[ref][0]
    agency = str(row["agency"])
    answer = sign(clean, ref, CHAIR, None)
    assert isinstance(answer, Refusal) and answer.code == "right-of-reply"
    clean.done("publication", "send", ref, "--agency", agency, "--out", str(tmp_path / "papers"))
    clean.sign(ref, CHAIR)
    clean.act(CommentOnPublication(ref, agency, "That is not so."), OTHER)
    answer = sign(clean, ref, OTHER)
    assert isinstance(answer, Refusal) and answer.code == "unanswered-comment"
    clean.act(AnswerComment(str(row["ref"]), printed=True), OTHER)
    clean.sign(ref, OTHER)
    out = tmp_path / "site"
    asked = clean.write("record", out, "--publication", ref, "--json")
    refused(clean, asked, out, "not-signed-off")


# Between preparing and placing ----------------------------------------------------------------

RACER = """
import os, subprocess, sys
verb, when, *words = sys.argv[1:]
split = words.index("--then")
first, then = words[:split], words[split + 1 :]
done = []
def look(event, args):
    if event == when and not done and (event != "open" or str(args[0]).endswith(".part")):
        done.append(1)
        subprocess.run([sys.executable, "-c", verb, *then], check=True, capture_output=True)
sys.addaudithook(look)
from auditrack.cli.main import app
try:
    app(first, prog_name="auditrack")
finally:
    assert done, "nothing happened in between"
"""
SAY = "import sys\nfrom auditrack.cli.main import app\napp(sys.argv[1:], prog_name='auditrack')"


def race(board: SecretBoard, way: str, out: Path, *then: str) -> subprocess.CompletedProcess[str]:
    """A way out in a process of its own, while which another command runs: when all is written
    beside its place, and nothing in it."""
    register = ("--register", str(board.folder))
    event = "tempfile.mkdtemp" if way == "record" else "tempfile.mkstemp"
    return subprocess.run(
        [sys.executable, "-c", RACER, SAY, event, *register, *WAYS[way], "--out", str(out),
         "--json", "--then", *register, *then],
        capture_output=True,
        text=True,
    )  # fmt: skip


@pytest.mark.parametrize("way", ["record", "themes"])
@pytest.mark.parametrize(
    "then",
    [
        ("review", "proceedings", "child-willow", "--kind", "inquest", "--open", "2026-11-01"),
        ("publication", "withdraw", "{publication}", "--why", "A name stands in it."),
    ],
    ids=["proceedings", "withdrawn"],
)
def test_what_happens_while_it_is_written_stops_it(
    clean: SecretBoard, tmp_path: Path, way: str, then: tuple[str, ...]
) -> None:
    listed = json.loads(clean.done("publication", "list", "--json"))
    ref = next(one["ref"] for one in listed if one["kind"] == way and one["stage"] == "published")
    folder = tmp_path / "out"
    folder.mkdir()
    answer = race(clean, way, folder / "copy", *(one.format(publication=ref) for one in then))
    assert answer.returncode == 1, answer.stderr
    assert "nothing happened in between" not in answer.stderr
    assert json.loads(answer.stderr.strip().splitlines()[-1])["code"]
    assert list(folder.iterdir()) == []


KILLER = """
import os, sys
at = int(sys.argv[1])
seen = []
def look(event, args):
    if event in ("os.rename", "tempfile.mkdtemp", "shutil.rmtree") or (
        event == "ctypes.dlsym" and args[1] == "renameat2"
    ):
        seen.append(event)
        if len(seen) == at:
            os.kill(os.getpid(), 9)
from auditrack.cli.main import app
sys.addaudithook(look)
try:
    app(sys.argv[2:], prog_name="auditrack")
finally:
    print("steps", len(seen), file=sys.stderr)
"""


def test_a_kill_leaves_the_old_folder_or_the_new_one(clean: SecretBoard, tmp_path: Path) -> None:
    """Killed at each step of writing and placing: what is there is whole, and of one state."""
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "site"
    assert clean.write("record", out, "--review", "child-willow").exit_code == 0
    old = content_of(out)
    line = ["--register", str(clean.folder), "publish", "--out", str(out), "--review", "child-ash"]
    kept = tmp_path / "kept"
    shutil.copytree(out, kept)

    def attempt(at: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", KILLER, str(at), *line], capture_output=True, text=True
        )

    whole = attempt(10_000)
    assert whole.returncode == 0, whole.stderr
    steps = int(whole.stderr.strip().splitlines()[-1].split()[1])
    new = content_of(out)
    assert old != new and steps > 1
    for at in range(max(1, steps - 3), steps + 1):
        shutil.rmtree(folder)
        folder.mkdir()
        shutil.copytree(kept, out)
        killed = attempt(at)
        assert killed.returncode == -9, killed.stderr
        assert out.is_dir(), f"no folder stands there after step {at} of {steps}"
        assert content_of(out) in (old, new), at
    again = attempt(10_000)  # what was left behind is in nobody's way
    assert again.returncode == 0 and content_of(out) == new


def test_where_two_folders_cannot_change_places_the_old_one_comes_back(tmp_path: Path) -> None:
    """The way of file systems that know no exchange."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "page.html").write_text("old")
    with pytest.raises(OSError):
        placing_folder._replace(new, old)
    assert content_of(tmp_path) == {"old/page.html": b"old"}
    new.mkdir()
    (new / "page.html").write_text("new")
    placing_folder._replace(new, old)
    assert content_of(tmp_path) == {"old/page.html": b"new"}


# Where themes stand, in public ----------------------------------------------------------------

NEVER = re.compile(
    r"possibly|may have (?:been raised|lapsed)|(?-i:UNKNOWN)|never embedded|"
    r"history[ _]not[ _]searched|(?:not|nobody has) searched|other[ _]agencies|possible[ _]lapse|"
    r"reported[ -]and[ -]tested|suggested",
    re.IGNORECASE,
)
"""What a public copy never says of a theme, of a review that is withheld, or of its agencies."""


@pytest.mark.parametrize("way", WAYS)
def test_the_copies_of_the_demonstration_say_nothing_that_is_uncertain(
    boards: Boards, tmp_path: Path, way: str
) -> None:
    board, out = boards[1], tmp_path / "copy"
    assert board.write(way, out).exit_code == 0
    said = "\n".join(words_of(out)) if out.is_file() else "\n".join(texts_of(out))
    with open_register(board.folder, read_only=True) as register:
        own = [
            str(one[name])
            for table, name in (("recommendations", "text"), ("findings", "text"))
            for one in register.select(table)
        ]
        withheld = {one.ref for one in public_records(register, day()).withheld}
    for text in own:
        said = said.replace(text, "").replace(escape(text), "")
    assert [found.group() for found in NEVER.finditer(said)] == []
    assert withheld and not [ref for ref in withheld if re.search(rf"\b{ref}\b", said)]


def day() -> date:
    return today_in_london(int(time.time() * 1000))


@pytest.mark.parametrize("way", DOCUMENTS)
def test_no_table_ranks_agencies(boards: Boards, tmp_path: Path, way: str) -> None:
    """Where a table tells of one agency a row, they stand in the order of the alphabet."""
    board, out = boards[1], tmp_path / "copy"
    assert board.write(way, out).exit_code == 0
    with open_register(board.folder, read_only=True) as register:
        names = {str(one["name"]) for one in register.select("agencies")}
    for table in Document(str(out)).tables:
        rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        first = [row[0] for row in rows[1:]]
        if len(first) > 1 and set(first) <= names:
            assert first == sorted(first, key=str.casefold)
        assert not re.search(r"\b(rank|score|best|worst|league)\b", " ".join(rows[0]), re.I)


_AGENCIES = ("police", "surgery")
_made_review = st.fixed_dictionaries(
    {
        "published": st.sampled_from(["2014-06-01", "2017-06-01", "2020-06-01", "2023-06-01"]),
        "withheld": st.sampled_from(["", "", "", "no", "provisional", "proceedings", "withdrawn"]),
        "window": st.sampled_from([None, ("2012", "2013"), ("2016", "2018"), ("2019", "2021")]),
        "agency": st.sampled_from(_AGENCIES),
        "due": st.sampled_from([None, "2015-12-31", "2018-03-31", "2024-03-31", "2030-01-01"]),
        "link": st.sampled_from(["confirmed", "confirmed", "suggested", ""]),
        "action": st.sampled_from(["", "done", "open"]),
        "tests": st.lists(
            st.tuples(
                st.sampled_from(["2016-01-01", "2019-01-01", "2022-01-01", "2025-01-01"]),
                st.sampled_from(["embedded", "partly", "not-embedded", "not-known"]),
            ),
            max_size=2,
        ),
        "history": st.sampled_from([None, "complete", "partial"]),
    }
)


def made_board(reviews: list[dict[str, Any]], *, without: str = "") -> Made:
    """A board with a recommendation a review; without those that are `withheld`, or `suggested`."""
    tables: dict[str, list[dict[str, Any]]] = {
        "board": [{"ref": "board", "name": "Fernshire Board", "nation": "england",
                   "records_complete_from": "2010"}],
        "agencies": [{"ref": ref, "name": ref.title()} for ref in _AGENCIES],
    }  # fmt: skip

    def put(table: str, **fields: Any) -> None:
        kept = {name: value for name, value in fields.items() if value is not None}
        tables.setdefault(table, []).append(kept)

    for number, one in enumerate(reviews):
        ref, hidden = f"case-{'hidden' if one['withheld'] else 'open'}-{number}", one["withheld"]
        if hidden and without == "withheld":
            continue
        put(
            "reviews",
            ref=ref,
            title=f"Title of {ref}",
            type="scr",
            published=one["published"],
            history=one["history"],
            publishable="no" if hidden == "no" else None,
            status="provisional" if hidden == "provisional" else None,
            withdrawn_on="2025-01-01" if hidden == "withdrawn" else None,
        )
        if hidden == "proceedings":
            put("proceedings", ref=f"prc-{number}", review=ref, kind="inquest", open="2024")
        if one["window"]:
            put("windows", ref=f"win-{number}", review=ref, start=one["window"][0],
                end=one["window"][1])  # fmt: skip
        ask = f"{ref}/1"
        put("recommendations", ref=ask, review=ref, label="1", text="Do it.", due=one["due"],
            agencies=[one["agency"]], order=1)  # fmt: skip
        if one["link"] and not (one["link"] == "suggested" and without == "suggested"):
            put("theme_links", ref=f"tl-{number}", of=ask, review=ref, theme="neglect",
                status=one["link"])  # fmt: skip
        if one["action"]:
            put(
                "actions",
                ref=f"act-{number}",
                what="Train.",
                serves=[ask],
                due=one["due"],
                agency=one["agency"],
                done_on="2018-01-01" if one["action"] == "done" else None,
            )
        for place, (on, outcome) in enumerate(one["tests"]):
            put("audits", ref=f"aud-{number}-{place}", serves=[ask], date=on, outcome=outcome,
                agencies=[one["agency"]], sample=20, met=12)  # fmt: skip
    return Made(tables)


TODAY = date(2026, 11, 20)


def copied(records: Made) -> tuple[dict[str, str], str]:
    """The public words of each theme, and all pages of the public record as they read."""
    public = public_records(records, TODAY)
    stated = public_positions(records, TODAY)
    site = shown_from(public, stated, TODAY, head=Head(1, "0" * 64))
    pages = pages_of(site)
    return (
        {one.theme: one.words for one in stated},
        "\n".join(f"{name}\n{content.decode()}" for name, content in sorted(pages.items())),
    )


@settings(max_examples=40)
@given(st.lists(_made_review, min_size=1, max_size=4))
def test_a_position_is_public_only_where_nothing_withheld_would_change_it(
    reviews: list[dict[str, Any]],
) -> None:
    stated, said = copied(made_board(reviews))
    assert [found.group() for found in NEVER.finditer(said)] == []
    assert "hidden" not in said.replace("visually-hidden", "").replace("aria-hidden", "")
    # What is withheld may only silence a position: it makes none, and changes no word of one.
    alone, _ = copied(made_board(reviews, without="withheld"))
    assert stated.items() <= alone.items()
    # A link that nobody confirmed makes no position either, and no word of any page.
    confirmed, pages = copied(made_board(reviews, without="suggested"))
    assert stated.items() <= confirmed.items()
    if stated == confirmed:
        assert pages == said


# Bad input, through the command as it is installed --------------------------------------------


def ask_installed(board: SecretBoard, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("auditrack"), "--register", board.folder, *words],
        capture_output=True,
        text=True,
    )


OWN_SET = {
    "nation": "england", "scope": "children", "edition": "Ours", "source": "The board",
}  # fmt: skip


@pytest.mark.parametrize(
    ("ops", "words", "said"),
    [
        (
            (
                Insert("heading_sets", "hds-1", {**OWN_SET, "in_force_from": "2023-01-01",
                                                 "in_force_to": "2025-12-31"}),
                Insert("headings", "hdg-1", {"set": "hds-1", "order": 1, "text": "Ours"}),
            ),
            ("report", "annual"),
            "Two heading sets",
        ),
        (
            (
                Insert("heading_sets", "hds-1", {**OWN_SET, "in_force_from": "1999-01-01",
                                                 "in_force_to": "2001-12-31"}),
                Insert("headings", "hdg-1", {"set": "hds-1", "order": 1, "text": "Ours"}),
            ),
            ("report", "annual"),
            "No heading set",
        ),
        ((), ("report", "annual", "--since", "1990-04-01", "--until", "1991-03-31"), ""),
        ((), ("report", "annual", "--since", "2026-03-31", "--until", "2025-04-01"), ""),
        ((), ("report", "annual", "--since", "2031-04-01", "--until", "2032-03-31"), ""),
        ((), ("report", "annual", "--headings", "no-such-set"), "no-such-set"),
        ((), ("report", "annual", "--public", "--since", "2019-04-01", "--until", "2020-03-31"),
         "prepare"),
        ((), ("publish", "--review", "no-such-review"), "no-such-review"),
        ((), ("publish", "--review", "child-rowan"), "provisional"),
        ((), ("publish", "--publication", "pub-999"), "pub-999"),
        ((Update("reviews", "child-willow", {"withdrawn_on": "2026-11-20"}),),
         ("publish", "--review", "child-willow"), "withdrawn"),
    ],
    ids=["overlap", "gap", "no data", "reversed", "future", "unknown set", "unprepared period",
         "unknown review", "provisional review", "unknown publication", "withdrawn review"],
)  # fmt: skip
def test_bad_input_is_a_sentence_and_writes_nothing(
    clean: SecretBoard,
    tmp_path: Path,
    ops: tuple[Insert | Update, ...],
    words: tuple[str, ...],
    said: str,
) -> None:
    if ops:
        clean.put(*ops)
    entry, out = entry_of(clean), tmp_path / "copy"
    answer = ask_installed(clean, *words, "--out", str(out))
    assert answer.returncode == 1, answer.stderr
    assert answer.stdout == "" and "Traceback" not in answer.stderr
    assert said in answer.stderr and re.search(r"\b(Nothing|No [a-z]+) was", answer.stderr)
    assert not out.exists() and entry_of(clean) == entry


def test_an_annual_report_of_a_review_without_dates_says_so(
    clean: SecretBoard, tmp_path: Path
) -> None:
    """It is no fault of the command: it stands apart, and is in no year."""
    clean.put(
        Insert("reviews", "child-undated", {"title": "Child Undated", "type": "scr"}),
        Insert("recommendations", "child-undated/1", {
            "review": "child-undated", "text": "Do it.", "label": "1", "agencies": ("board",),
        }),
    )  # fmt: skip
    out = tmp_path / "annual.docx"
    clean.done("report", "annual", "--out", str(out))
    said = "\n".join(words_of(out))
    assert "Child Undated" in said
    clean.prepare("annual")
    assert clean.write("annual", tmp_path / "public.docx").exit_code == 0
    assert "Child Undated" not in "\n".join(words_of(tmp_path / "public.docx"))


@pytest.mark.parametrize("way", DOCUMENTS)
def test_nothing_is_printed_of_what_is_stopped(
    clean: SecretBoard, tmp_path: Path, way: str
) -> None:
    """Standard output is a place that a copy goes to as well."""
    clean.put(Update("board", "board", {"name": KINDS_ALONE}))
    clean.prepare(way)
    result = clean.write(way, Path("-"))
    assert result.exit_code == 1 and result.stdout == ""
    assert secrets_in([result.stderr]) == set()


PLACES = ("a file", "somebody's folder", "inside the register", "the register", "a link to it",
          "no folder to make it in", "unwritable", "full")  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_will_not_do_is_a_sentence(boards: Boards, tmp_path: Path, place: str) -> None:
    board = boards[1]
    folder = tmp_path / "there"
    folder.mkdir()
    out = folder / "site"
    if place == "a file":
        out.write_text("Mine.")
    elif place == "somebody's folder":
        out.mkdir()
        (out / "letter.txt").write_text("Mine.")
    elif place == "inside the register":
        out = board.folder / "site"
    elif place == "the register":
        out = board.folder
    elif place == "a link to it":
        out.symlink_to(board.folder)
    elif place == "no folder to make it in":
        out = folder / "no" / "where"
    elif place == "unwritable":
        if os.geteuid() == 0:
            out = Path("/proc/site")  # nobody writes there, not even the one who may everything
        else:
            folder.chmod(0o500)
    elif place == "full":
        out = Path("/dev/full/site")
    before, entry = content_of(folder), entry_of(board)
    register = content_of(board.folder)
    result = board.write("record", out, "--json")
    assert result.exit_code == 1 and result.stdout == "", result.stderr
    told = refusal(result)
    assert told["safe"].startswith(SAFE) and told["message"].endswith((".", ":")), told
    assert content_of(folder) == before and entry_of(board) == entry
    assert content_of(board.folder).keys() == register.keys()
    folder.chmod(0o700)


def test_a_disk_that_is_full_leaves_the_earlier_folder(clean: SecretBoard, tmp_path: Path) -> None:
    """The limit of a file's size stands for the disk: no page larger than it can be written."""
    folder = tmp_path / "there"
    folder.mkdir()
    out = folder / "site"
    assert clean.write("record", out, "--review", "child-willow").exit_code == 0
    before, entry = content_of(folder), entry_of(clean)
    code = (
        "import resource, signal, sys\n"
        "from auditrack.cli.main import app\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "app(sys.argv[1:], prog_name='auditrack')\n"
    )
    line = ("--register", str(clean.folder), "publish", "--out", str(out), "--json")
    answer = subprocess.run([sys.executable, "-c", code, *line], capture_output=True, text=True)
    assert answer.returncode == 1 and answer.stdout == "", answer.stderr
    assert json.loads(answer.stderr.strip().splitlines()[-1])["code"]
    assert content_of(folder) == before and entry_of(clean) == entry
    assert [one.name for one in folder.iterdir()] == ["site"]


def test_what_cannot_be_recorded_does_not_leave(clean: SecretBoard, tmp_path: Path) -> None:
    """What is public is on record as an export, or it is not public."""
    out = tmp_path / "copy"
    clean.put(Update("roles", current_actor().login, {"roles": ()}))
    for way in WAYS:
        result = clean.write(way, out, "--json")  # it names the logins that may
        assert result.exit_code == 1 and refusal(result)["code"] == "role"
        assert not out.exists()


# Names of files and references ----------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_the_name_of_what_leaves_holds_no_secret(boards: Boards, tmp_path: Path, way: str) -> None:
    """A file and a folder go onto a web site under the name that they are written by."""
    board = boards[1]
    entry = entry_of(board)
    out = tmp_path / f"{NAME.replace(' ', '-')} FE5 7QX"
    result = board.write(way, out, "--json")
    assert result.exit_code == 1
    assert refusal(result)["code"] == "disclosure"
    assert not out.exists() and entry_of(board) == entry


def test_a_reference_made_of_a_name_is_stopped(clean: SecretBoard, tmp_path: Path) -> None:
    """Pages are called by references, which are made of the title that was typed first."""
    clean.put(
        Insert("reviews", "child-quillan-marrowby", {
            "title": "Child Q", "type": "scr", "published": "2020-01-01", "status": "active",
        }),
        Insert("recommendations", "child-quillan-marrowby/1", {
            "review": "child-quillan-marrowby", "text": "Do it.", "label": "1",
            "agencies": ("board",),
        }),
    )  # fmt: skip
    clean.prepare("record")
    out = tmp_path / "site"
    told = refused(clean, clean.write("record", out, "--json"), out, "disclosure")
    assert "watched-name" in {kind for kind, _ in stopped_in(told)}
    assert "marrowby" not in json.dumps(told).casefold()
    assert not out.exists()
