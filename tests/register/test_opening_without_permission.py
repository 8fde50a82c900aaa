"""A register in a folder that this login may not search is refused in a sentence."""

import os

import pytest

from auditrack.model.change import Actor, RefusedError
from auditrack.register import create_register, open_register

NOBODY = 65534


def test_a_folder_that_may_not_be_searched_is_refused_in_a_sentence(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    create_register(closed / "register", "Anyshire", Actor("officer")).close()
    closed.chmod(0o000)
    root = os.geteuid() == 0
    try:
        if root:  # whom no mode holds back
            os.seteuid(NOBODY)
        with pytest.raises(RefusedError) as refused:
            open_register(closed / "register", Actor("other"))
    finally:
        if root:
            os.seteuid(0)
        closed.chmod(0o700)
    assert refused.value.refusal.code == "unreadable"
    assert "no permission" in str(refused.value.refusal)
