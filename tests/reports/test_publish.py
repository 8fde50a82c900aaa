"""`publish`: only what is signed off and may be public leaves, as a whole folder or not at all."""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from auditrack.commands.disclosure import ReleaseHit
from auditrack.commands.run import run as run_command
from auditrack.intake.disclosed import parts_of
from auditrack.model.change import Saved
from auditrack.model.dates import today_in_london
from auditrack.register import open_register
from auditrack.reports.site import pages_of
from auditrack.views.disclosure import check_parts
from auditrack.views.site import site_of
from auditrack.views.site_asked import publication_to_publish
from tests.reports.every_kind import Board
from tests.reports.site_reading import wrong_with


@pytest.fixture(scope="module")
def ready(board_of_every_kind: Board, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """A board whose public record is signed off, with what the check stops in it released."""
    folder = tmp_path_factory.mktemp("ready")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        board = board_of_every_kind.copy(folder / "register")
        release_all(board)
        yield board


def release_all(board: Board) -> None:
    with open_register(board.folder) as register:
        today = today_in_london(register.clock())
        one = publication_to_publish(register, None, (), today)
        stopped = {
            each.fingerprint: each
            for name, content in pages_of(site_of(register, one)).items()
            for each in check_parts(register, parts_of(content, name)).stopped
        }
        for each in stopped.values():
            saved = run_command(
                register,
                ReleaseHit(
                    kind=each.kind,
                    fingerprint=each.fingerprint,
                    shown=each.shown,
                    reason="It stands in the published review.",
                ),
            )
            assert isinstance(saved, Saved), str(saved)


@pytest.fixture
def board(ready: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    """A board of a test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return ready.copy(tmp_path / "register")


def read(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


def refused(result: Result, code: str, out: Path) -> Mapping[str, str]:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert not out.exists()
    told = json.loads(result.stderr.strip().splitlines()[-1])
    assert told["code"] == code, told
    assert told["safe"].startswith(("Nothing was", "No folder was"))
    return told


def test_the_record_is_written_as_a_whole_and_recorded(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "site"
    before = os.umask(0o077)
    try:
        result = board.run("publish", "--out", str(out), "--contact", "Write to us.", "--json")
    finally:
        os.umask(before)
    assert result.exit_code == 0, result.stderr
    for one in (out, *out.rglob("*")):
        assert stat.S_IMODE(one.stat().st_mode) == (0o755 if one.is_dir() else 0o644)
    told = json.loads(result.stdout)
    files = read(out)
    assert set(told["pages"]) == set(files) - {"auditrack-files.txt"}
    ref = told["publication"]
    assert "child-ash" in told["reviews"]
    assert wrong_with({path: files[path] for path in told["pages"]}) == []
    assert b"Write to us." in files["about.html"]
    assert "aid" in result.stderr
    assert "may read the folder" in result.stderr
    with open_register(board.folder, read_only=True) as register:
        export = register.select("exports")[-1]
        publication = register.get("publications", ref)
        assert publication is not None
        assert (export["kind"], export["what"], export["to"]) == ("record", ref, "public")
        assert export["head_number"] == told["entry"] == publication["head_number"]
        said = [one for one in register.select("agency_comments") if one.get("said")]
    page = files["comments.html"].decode()
    everything = b"".join(files.values()).decode()
    printed = [one for one in said if one.get("printed") and one["publication"] == ref]
    assert 0 < len(printed) < len(said)
    for one in said:
        assert (one["said"] in page) is (one in printed)
        assert (one["said"] in everything) is (one in printed)


def test_a_copy_is_the_same_later_and_gives_way_to_the_next(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert board.run("publish", "--out", str(out)).exit_code == 0
    first = read(out)
    assert "reviews/child-willow.html" in first
    done = board.run("rec", "add", "child-ash", "--text", "Entered since.", "--label", "99")
    assert done.exit_code == 0, done.stderr
    assert board.run("publish", "--out", str(out)).exit_code == 0
    assert read(out) == first
    assert board.run("publish", "--out", str(out), "--review", "child-ash").exit_code == 0
    files = read(out)
    assert not any("child-willow" in path for path in files)
    assert b"only the reviews that are listed here" in files["index.html"]
    assert wrong_with({p: c for p, c in files.items() if p != "auditrack-files.txt"}) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [("child-rowan", "not-public"), ("no-such-review", "unknown-reference")],
)
def test_a_review_that_is_not_public_or_not_there_is_refused(
    board: Board, tmp_path: Path, typed: str, code: str
) -> None:
    out = tmp_path / "site"
    refused(board.run("publish", "--out", str(out), "--review", typed, "--json"), code, out)


def test_a_review_withdrawn_since_is_refused_and_so_is_all_that_holds_it(
    board: Board, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    done = board.run("review", "withdraw", "child-ash", "--why", "Taken back by the board.")
    assert done.exit_code == 0, done.stderr
    told = refused(
        board.run("publish", "--out", str(out), "--review", "child-ash", "--json"),
        "not-public",
        out,
    )
    assert "withdrawn" in told["message"]
    refused(board.run("publish", "--out", str(out), "--json"), "no-longer-public", out)


def test_proceedings_opened_since_are_an_embargo(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "site"
    done = board.run("review", "proceedings", "child-ash", "--kind", "inquest", "--open",
                     "2026-11-01")  # fmt: skip
    assert done.exit_code == 0, done.stderr
    refused(
        board.run("publish", "--out", str(out), "--review", "child-ash", "--json"),
        "not-public",
        out,
    )


def test_nothing_is_published_that_is_not_signed_off(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "site"
    refused(
        board.run("publish", "--out", str(out), "--publication", "pub-2", "--json"),
        "other-kind",
        out,
    )
    for one in json.loads(board.run("publication", "list", "--json").stdout):
        if one["kind"] == "record" and not one["withdrawn_on"]:
            done = board.run("publication", "withdraw", one["ref"], "--why", "It is old.")
            assert done.exit_code == 0, done.stderr
    refused(board.run("publish", "--out", str(out), "--json"), "not-prepared", out)
    refused(
        board.run("publish", "--out", str(out), "--publication", "pub-1", "--json"),
        "withdrawn",
        out,
    )
    done = board.run("publication", "prepare", "record", "--review", "child-ash")
    assert done.exit_code == 0, done.stderr
    refused(
        board.run("publish", "--out", str(out), "--review", "child-ash", "--json"),
        "not-signed-off",
        out,
    )


def test_an_earlier_state_and_another_day_are_refused(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "site"
    refused(board.run("publish", "--out", str(out), "--as-recorded", "9", "--json"),
            "read-only-view", out)  # fmt: skip
    refused(board.run("publish", "--out", str(out), "--as-at", "2026-11-20", "--json"),
            "other-day", out)  # fmt: skip


def test_a_folder_of_somebody_else_is_left_alone(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "letter.txt").write_text("mine")
    result = board.run("publish", "--out", str(out))
    assert result.exit_code == 1
    assert "did not write" in result.stderr
    assert read(out) == {"letter.txt": b"mine"}


def test_what_the_check_stops_keeps_the_whole_folder_back(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "site"
    result = board.run("publish", "--out", str(out), "--contact", "Ring 020 7946 0018.", "--json")
    told = refused(result, "disclosure", out)
    assert "about.html" in str(told)


def test_the_day_of_a_made_up_publication_is_its_own(board: Board) -> None:
    with open_register(board.folder, read_only=True) as register:
        one = publication_to_publish(register, None, (), date(2030, 1, 1))
        assert site_of(register, one).as_at.isoformat() == one.as_at
