"""What takes long says how far it is: seldom, plainly, and not at all when it is quick."""

from auditrack.cli.progress import Progress

MEGABYTE = 1024 * 1024


def test_it_says_how_far_it_is(capsys):
    progress = Progress("Backing up", every=0.0)
    progress(0, 0)
    progress(MEGABYTE, 4 * MEGABYTE)
    assert capsys.readouterr().err == "Backing up: 25% of 4 MB.\n"


def test_what_is_quick_says_nothing(capsys):
    progress = Progress("Backing up")
    for done in range(100):
        progress(done, 100)
    assert capsys.readouterr().err == ""
