"""A folder of pages is put in place as a whole, and never in the place of anybody else's."""

import os
from pathlib import Path

import pytest

from auditrack.model.change import RefusedError
from auditrack.reports.kit.placing_folder import LIST, list_of, place_folder

PAGES = {"index.html": b"<p>One</p>", "reviews/child-f.html": b"<p>Two</p>", "a/b/c.css": b"p {}"}


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def nothing() -> None:
    """Nothing has to happen before."""


def test_all_pages_are_there_with_a_list_of_them(tmp_path: Path) -> None:
    out = tmp_path / "site"
    place_folder(PAGES, out, nothing)
    assert held(out) == {**PAGES, LIST: list_of(PAGES)}
    assert out.stat().st_mode & 0o777 == 0o755
    assert (out / "a" / "b").stat().st_mode & 0o777 == 0o755
    assert (out / "index.html").stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_ours_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    place_folder(PAGES, out, nothing)
    place_folder({"index.html": b"new"}, out, nothing)
    assert set(held(out)) == {"index.html", LIST}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_is_nobodys(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    place_folder(PAGES, out, nothing)
    assert len(held(out)) == len(PAGES) + 1


@pytest.mark.parametrize("strange", ["notes.txt", "reviews/notes.txt", ".hidden"])
def test_what_is_not_ours_is_left_alone(tmp_path: Path, strange: str) -> None:
    out = tmp_path / "site"
    place_folder(PAGES, out, nothing)
    (out / strange).write_text("Mine.")
    before = held(out)
    with pytest.raises(RefusedError) as refused:
        place_folder({"index.html": b"new"}, out, nothing)
    assert refused.value.refusal.code == "out-not-ours"
    assert Path(strange).name in refused.value.refusal.message
    assert held(out) == before


def test_a_link_in_it_is_not_ours(tmp_path: Path) -> None:
    out, other = tmp_path / "site", tmp_path / "other"
    place_folder(PAGES, out, nothing)
    other.mkdir()
    (other / "kept.txt").write_text("Mine.")
    (out / "link").symlink_to(other)
    with pytest.raises(RefusedError):
        place_folder(PAGES, out, nothing)
    assert (other / "kept.txt").read_text() == "Mine."


def test_a_folder_of_somebody_else_with_files_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("Mine.")
    with pytest.raises(RefusedError) as refused:
        place_folder(PAGES, tmp_path, nothing)
    assert refused.value.refusal.code == "out-not-ours"


def test_a_file_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Mine.")
    for out, code in (
        (tmp_path / "file", "out-no-folder"),
        (tmp_path / "nowhere" / "site", "out-folder-missing"),
    ):
        with pytest.raises(RefusedError) as refused:
            place_folder(PAGES, out, nothing)
        assert refused.value.refusal.code == code


def test_where_recording_fails_nothing_is_placed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    place_folder({"index.html": b"old"}, out, nothing)

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        place_folder(PAGES, out, fail)
    assert held(out)["index.html"] == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("path", ["../out.html", "/etc/out.html", "a/../../out.html", ""])
def test_a_page_outside_the_folder_is_a_fault_of_ours(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="no path inside"):
        place_folder({path: b"x"}, tmp_path / "site", nothing)
    assert os.listdir(tmp_path) == []
