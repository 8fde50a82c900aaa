"""What the screens tell the log of a host whose officers share the register, and never its text."""

import os

import pytest

from auditrack.model.change import Insert
from auditrack.register import host_log


def _shared(register, monkeypatch):
    told = []
    monkeypatch.setattr(host_log, "send", lambda _priority, line: told.append(line))
    if os.geteuid() != 0:
        pytest.skip("only root may act as other logins")
    os.chown(register.path, -1, 1)  # the folder of another group than this login's own
    return told


async def test_a_look_at_an_embargoed_review_is_told_without_its_text(
    new_register, sit, monkeypatch
):
    register = new_register(
        Insert("reviews", "child-oak", {"title": "Child Oak", "publishable": "no"}),
        Insert(
            "recommendations",
            "child-oak/1",
            {"review": "child-oak", "text": "Ask about the household.", "state": "open"},
        ),
    )
    told = _shared(register, monkeypatch)
    async with sit(register) as sitting:
        await sitting.press("r")
        shown = await sitting.press("enter")
    assert "Ask about the household." in shown
    views = [line for line in told if line.startswith("embargoed-view")]
    assert len(views) == 1
    assert "child-oak" in views[0]
    assert "household" not in "".join(told)


async def test_a_personal_register_tells_nothing(made_up, sit, monkeypatch):
    told = []
    monkeypatch.setattr(host_log, "send", lambda _priority, line: told.append(line))
    async with sit(made_up) as sitting:
        await sitting.press("r")
        await sitting.press("enter")
    assert told == []
