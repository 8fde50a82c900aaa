import stat

import pytest
from textual.worker import WorkerFailed

from auditrack.tui.crash import after_crash, told, write_log
from auditrack.tui.door import why_no_screen

SECRET = "Child Ash lives at 4 Willow Road"


def fault() -> Exception:
    name_of_a_child = SECRET
    try:
        try:
            raise ValueError(name_of_a_child)
        except ValueError as first:
            raise RuntimeError(f"about {name_of_a_child}") from first
    except RuntimeError as error:
        return error


def test_the_log_tells_where_and_never_what():
    log = told(fault())
    assert "builtins.RuntimeError" in log and "builtins.ValueError" in log
    assert "in fault" in log
    assert "Willow" not in log


def test_a_fault_in_a_worker_is_traced_to_where_it_was():
    log = told(WorkerFailed(fault()))
    assert "textual.worker.WorkerFailed" in log and "in fault" in log


def test_the_log_is_for_this_officer_alone(tmp_path):
    path = write_log(fault(), tmp_path / "state")
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_sentence_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    said = after_crash(fault())
    assert "Everything that was saved is safe." in said
    assert str(tmp_path) in said and "Willow" not in said


def test_a_log_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    (tmp_path / "auditrack").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert "No note of it could be written." in after_crash(fault())


async def test_a_fault_in_the_app_prints_no_traceback(made_up, sit, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def fails() -> None:
        name_of_a_child = SECRET
        raise RuntimeError(name_of_a_child)

    with pytest.raises(RuntimeError):
        async with sit(made_up) as sitting:
            app = sitting.app
            app.call_later(fails)
            await sitting.settled()
    assert app.return_code == 1
    assert "a fault of its own" in app.last_words and "Willow" not in app.last_words
    (log,) = (tmp_path / "auditrack").glob("crash-*.log")
    assert "Willow" not in log.read_text()
    printed = capsys.readouterr()
    assert "Willow" not in printed.out + printed.err


def test_without_a_terminal_there_is_no_screen():
    assert "not a terminal" in str(why_no_screen({"TERM": "xterm"}))
