import pytest
from textual.binding import Binding

from auditrack.tui import keys

PLACES = tuple(keys.PLACES)
# What a terminal cannot tell from Tab, Enter, Backspace.
NOT_SENT = {"ctrl+m", "ctrl+i", "ctrl+h", "ctrl+enter", "shift+enter"}


def pressed(key: keys.Key) -> list[str]:
    return [part for part in f"{key.keys},{key.silent}".split(",") if part]


@pytest.mark.parametrize("place", PLACES)
def test_no_key_stands_twice_in_one_place(place: str):
    taken = [one for key in keys.at(place) for one in pressed(key)]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize("place", PLACES)
def test_the_footer_holds_five_at_most(place: str):
    assert len(keys.footer(place)) <= 5


def test_ids_are_unique_and_everything_is_told():
    assert len({key.id for key in keys.KEYS}) == len(keys.KEYS)
    assert all(key.tells.endswith(".") and key.word and key.shown for key in keys.KEYS)


def test_no_key_is_one_that_terminals_cannot_send():
    assert not NOT_SENT & {one for key in keys.KEYS for one in pressed(key)}


def test_every_entry_makes_its_binding():
    for key in keys.KEYS:
        binding = key.binding()
        assert isinstance(binding, Binding)
        assert binding.action == key.action and not binding.show
