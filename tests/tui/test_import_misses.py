"""Any miss is put right in three keys at most, and fifty items in two keys an item."""

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from auditrack.intake import read
from auditrack.intake.working import Working
from auditrack.tui.kept_working import keep_working

TEXT = """# Overview: Child Rowan

## Recommendations

### Vale Health Trust

1. The Trust should ask who lives in the home.

2. The Trust should write down what the child says.

3. Midwives should see the father once before the birth.

### Vale Police

4. Officers should record the names of all children in a house.

5. The force should audit a sample of its referrals each quarter.

## What was learned

Professional curiosity was not always shown.

Every child in a house is known.
"""

TRUST, POLICE = "Vale Health Trust", "Vale Police"


@pytest.fixture
def review(tmp_path, monkeypatch):
    path = tmp_path / "r.md"
    path.write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def gone_wrong(made_up, sit, review):
    """Opens the review as a draft in which something was read wrongly, the cursor on an item."""

    @asynccontextmanager
    async def open_at(spoil, at=0, size=(80, 24)):
        found = read(review)
        assert [item.label for item in found.items if item.ticked] == list("12345")
        items = spoil([item for item in found.items if item.ticked], found)
        working = Working.of(replace(found, items=tuple(items)))
        working = replace(working, fresh=90)
        assert keep_working(made_up.header.register, str(review), working, 1)
        async with sit(made_up, size) as sitting:
            await sitting.press("i", *"r.md", "enter")
            await sitting.press("home", *["down"] * at)
            yield sitting

    return open_at


def entries(sitting):
    return sitting.app.screen.working.entries


def told(sitting):
    return [(entry.item.label, entry.item.text[:24], entry.taken) for entry in entries(sitting)]


def line_of(screen, words):
    return next(line for line in screen.splitlines() if words in line)


RIGHT = [
    ("1", "The Trust should ask who", True),
    ("2", "The Trust should write d", True),
    ("3", "Midwives should see the ", True),
    ("4", "Officers should record t", True),
    ("5", "The force should audit a", True),
]


def without(place):
    return lambda items, _: items[:place] + items[place + 1 :]


def joined(items, _):
    """The second and third were read as one."""
    two, three = items[1], items[2]
    one = replace(two, text=f"{two.text} {three.text}", passages=(*two.passages, *three.passages))
    return [items[0], one, *items[3:]]


def parted(items, _):
    """The second was cut in two."""
    two = items[1]
    first, rest = two.text[:24].strip(), two.text[24:].strip()
    return [
        items[0], replace(two, text=first), replace(two, text=rest, label=None), *items[2:],
    ]  # fmt: skip


MISSES = {
    # what went wrong: (how, the item that the person is at, keys)
    "a paragraph was missed": (without(2), 1, ("left", "down", "e")),
    "the first one was missed": (without(0), 0, ("left", "up", "e")),
    "two were read as one": (joined, 1, ("s",)),
    "one was read as two": (parted, 2, ("m",)),
    "one was read as two, seen at the first": (parted, 1, ("M",)),
}


@pytest.mark.parametrize("miss", MISSES)
async def test_what_was_missed_joined_or_parted_is_put_right(gone_wrong, miss):
    spoil, at, pressed = MISSES[miss]
    async with gone_wrong(spoil, at) as sitting:
        await sitting.press(*pressed)
        assert told(sitting) == RIGHT
    assert len(pressed) <= 3


async def test_a_false_item_is_rejected_with_one_key(gone_wrong):
    def false(items, found):
        (place,) = (
            n for n, one in enumerate(found.passages) if one.text.startswith("Professional")
        )
        wrong = replace(items[0], text=found.passages[place].text, label=None, passages=(place,))
        return [*items, wrong]

    async with gone_wrong(false, 5) as sitting:
        await sitting.press("x")
        assert told(sitting)[:5] == RIGHT and not entries(sitting)[5].taken


async def test_a_wrong_kind_is_set_with_one_key(gone_wrong):
    async with gone_wrong(lambda items, _: [replace(items[0], kind="lesson"), *items[1:]]) as at:
        await at.press("R")
        assert told(at) == RIGHT and entries(at)[0].item.kind == "recommendation"
        for key, kind in (("F", "finding"), ("A", "action"), ("P", "assurance-point")):
            await at.press(key)
            assert entries(at)[0].item.kind == kind


async def test_whom_a_run_asks_is_set_in_one_go(gone_wrong, made_up):
    def nobody(items, _):
        return [replace(item, group=None, agencies=()) for item in items]

    async with gone_wrong(nobody) as sitting:
        run = ("v", "down", "down", "g")
        screen = await sitting.press(*run)
        assert "Whom do these 3 items ask?" in screen
        assert "> Vale Health Trust, as the heading above says" in screen
        await sitting.press("enter")
        asked = [(entry.item.group, entry.item.agencies) for entry in entries(sitting)]
        assert asked[:3] == [(TRUST, (TRUST,))] * 3 and asked[3:] == [(None, ())] * 2
        # One on record goes by a few letters of its name, a new one as it is typed.
        await sitting.press("down", "g", *"anys pol", "enter")
        assert entries(sitting)[3].item.agencies == ("Anyshire Police",)
        await sitting.press("g", *"Vale Fire; Vale Council", "enter")
        assert entries(sitting)[3].item.agencies == ("Vale Fire", "Vale Council")
        await sitting.press("g", *"nobody", "enter")
        assert entries(sitting)[3].item.agencies == ()
    assert (len(run) + 1) / 3 <= 3


async def test_an_outcome_is_given_to_the_item_under_the_cursor(gone_wrong):
    async with gone_wrong(lambda items, _: items, 4) as sitting:
        await sitting.press("left", "end", "O")
        assert entries(sitting)[4].item.outcome == "Every child in a house is known."

    def as_item(items, found):
        last = len(found.passages) - 1
        wrong = replace(items[0], text="Every child in a house is known.", passages=(last,))
        return [*items, wrong]

    async with gone_wrong(as_item, 5) as sitting:
        await sitting.press("O")
        assert told(sitting) == RIGHT
        assert entries(sitting)[4].item.outcome == "Every child in a house is known."


async def test_a_selection_in_the_source_is_each_one_or_one_whole(gone_wrong):
    async with gone_wrong(lambda *_: []) as sitting:
        await sitting.press("tab", "home", "down", "down", "v", *["down"] * 6)
        screen = await sitting.press("e")
        assert told(sitting) == RIGHT
        assert [entry.item.group for entry in entries(sitting)] == [TRUST] * 3 + [POLICE] * 2
        assert "5 of 5 to take in: 5 recommendations" in screen
        await sitting.press("u")
        assert entries(sitting) == ()
        await sitting.press("U", "u", "home", *["down"] * 3, "shift+down", "w")
        (one,) = entries(sitting)
        assert one.item.text == (
            "The Trust should ask who lives in the home. "
            "The Trust should write down what the child says."
        )


async def test_words_are_put_right_in_a_form_and_the_printed_ones_stay_beside(gone_wrong):
    async with gone_wrong(lambda items, _: items) as sitting:
        screen = await sitting.press("enter")
        assert "Put an item right" in screen and "The Trust should ask who lives" in screen
        await sitting.press("end", *" Always.", "ctrl+s")
        item = entries(sitting)[0].item
        assert item.text == "The Trust should ask who lives in the home. Always."
        assert item.as_printed == "The Trust should ask who lives in the home."
        screen = sitting.text()
        assert "As printed: The Trust should ask who lives in the home." in screen
        assert "worded" in screen
        await sitting.press("enter", "ctrl+a", "ctrl+k", "delete")
        await sitting.press(*["backspace"] * 60)
        assert "Wording is needed" in await sitting.press("ctrl+s")


async def test_the_sides_follow_each_other(gone_wrong):
    async with gone_wrong(lambda items, _: items) as sitting:
        screen = await sitting.press("down", "down", "down")
        lit = [line for line in screen.splitlines() if line.startswith(" │ ")]
        assert "Officers should record" in lit[0]
        screen = await sitting.press("left", "down")
        (mark,) = (line for line in screen.splitlines() if "Recommendation 5" in line[40:])
        assert "││[x]" in mark
        assert "The force should audit" in screen
        screen = await sitting.press("down")
        assert "This gave nothing. e: it is a recommendation" in screen
        assert "This passage gave no item" in await sitting.press("space")
        assert "> The force" not in await sitting.press("up", "enter")
        assert sitting.app.screen.focused.id == "rows"


async def test_words_are_found_in_the_document_and_asks_that_gave_nothing(gone_wrong):
    async with gone_wrong(without(2)) as sitting:
        screen = await sitting.press("slash", *"CURIOSITY", "enter")
        assert line_of(screen, "Professional curiosity").startswith(">")
        assert "does not say" in await sitting.press("slash", *"zzz", "enter")
        await sitting.press("escape")
        screen = await sitting.press("n")
        assert line_of(screen, "Midwives should see").startswith(">  3")


async def test_a_theme_that_is_suggested_is_confirmed_with_one_key(gone_wrong, made_up):
    def of_neglect(items, _):
        neglect = "The Board should test whether neglect is recognised."
        return [replace(items[0], text=neglect), *items[1:]]

    async with gone_wrong(of_neglect) as sitting:
        assert "Themes: Neglect and home conditions? (“neglect”); t confirms" in sitting.text()
        assert "Neglect and home conditions confirmed" in await sitting.press("t")
        assert entries(sitting)[0].item.themes == ("neglect",)
        await sitting.press("t")
        assert entries(sitting)[0].item.themes == ()
        await sitting.press("t", "ctrl+s", "ctrl+s")
        sitting.app.session._saver.close()
        await sitting.settled()
    (link,) = made_up.index("theme_links", "of").get("child-rowan/vale-health-trust-1", ()) or [
        one for one in made_up.select("theme_links") if one.get("import_ref")
    ]
    assert (link["theme"], link["status"]) == ("neglect", "confirmed")


async def test_doubtful_ones_are_gone_to_and_the_rest_accepted_at_once(gone_wrong):
    def doubtful(items, _):
        return [
            *items[:2], replace(items[2], ticked=False, confidence=0.4),
            replace(items[3], confidence=0.65), items[4],
        ]  # fmt: skip

    async with gone_wrong(doubtful) as sitting:
        screen = await sitting.press("n")
        assert ">[?]  Recommendation 3" in screen and "2 to look at" in screen
        assert ">[x]? Recommendation 4" in await sitting.press("n")
        assert "1 to look at" in await sitting.press("+")
        states = [entry.state for entry in entries(sitting)]
        assert states == ["proposed", "proposed", "proposed", "accepted", "accepted"]


@pytest.mark.parametrize("size", [(60, 20), (40, 10)])
async def test_in_a_narrow_terminal_one_side_is_seen_at_a_time(gone_wrong, size):
    async with gone_wrong(without(2), 1, size) as sitting:
        assert "[x]  Recommendation 2" in sitting.text()
        screen = await sitting.press("tab")
        assert "[x]" not in screen and ">│ 2 The Trust should write" in screen
        await sitting.press("down", "e", "right")
        assert told(sitting) == RIGHT
        assert "[x]  Recommendation 3" in sitting.text()


HOSTILE = "[/] [b + [red]x \x1b[31mred\x1b]0;title\x07 \u202egnp.exe 漢字かな \r\nnew line"
STEERING = "\x1b\x07\x9b\x7f\u202e"


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_hostile_words_are_shown_as_text(gone_wrong, review, size):
    def hostile(items, _):
        return [
            replace(
                items[0], text=HOSTILE, label=HOSTILE, group=HOSTILE, theme=HOSTILE,
                outcome=HOSTILE, agencies=(HOSTILE,), why=HOSTILE, as_printed=HOSTILE,
            ),
            *items[1:],
        ]  # fmt: skip

    review.write_text(TEXT + HOSTILE.replace("\x07", ""))
    async with gone_wrong(hostile, 0, size) as sitting:
        keys = ("down", "up", "]", "h", "escape", "g", "escape", "enter", "escape", "tab", "end")
        for key in keys:
            screen = await sitting.press(key)
            assert not set(STEERING) & set(screen), key
        await sitting.press("e", "s", "m", "g", *"[/]", "enter")
        assert "[/]" in {name for one in entries(sitting) for name in one.item.agencies}


# Fifty items


def fifty() -> str:
    """Fifty numbered recommendations of five agencies."""
    lines = ["# Overview: Child Oak", "", "## Recommendations", ""]
    for number in range(1, 51):
        if number % 10 == 1:
            lines += [f"### Vale Agency {number // 10 + 1} Trust", ""]
        lines += [f"{number}. The Trust should test its practice in way {number} each year.", ""]
    return "\n".join(lines)


def misread(items):
    """Ten of the fifty read wrongly: missed, joined, parted, of another kind, and a false one."""
    by_label = {item.label: item for item in items}
    for label in ("5", "15"):
        one, other = by_label[label], by_label.pop(str(int(label) + 1))
        both = (*one.passages, *other.passages)
        by_label[label] = replace(one, text=f"{one.text} {other.text}", passages=both)
    for label in ("28", "38", "48"):
        by_label.pop(label)
    for label in ("8", "33"):
        by_label[label] = replace(by_label[label], kind="lesson")
    made = []
    for item in by_label.values():
        if item.label in ("20", "30"):
            made.append(replace(item, text=item.text[:30].strip()))
            item = replace(item, text=item.text[30:].strip(), label=None)
        made.append(item)
    return (*made, replace(made[-1], text="The panel thanks the family.", label=None))


def answer(entry, after):
    """What a person presses at an item, who reads it beside its source."""
    item = entry.item
    if item.text.count("The Trust should") > 1:
        return ("s", "space", "space")
    if not item.text.endswith("."):
        return ("M", "space")
    if item.kind == "lesson":
        return ("R", "space")
    if "family" in item.text:
        return ("x",)
    if item.label in ("27", "37", "47") and after.label != str(int(item.label) + 1):
        return ("left", "down", "e", "right", "space")
    return ("space",)


async def test_fifty_items_take_two_keys_each_and_a_few(made_up, sit, tmp_path, monkeypatch):
    (tmp_path / "o.md").write_text(fifty())
    monkeypatch.chdir(tmp_path)
    found = read(tmp_path / "o.md")
    assert len(found.items) == 50
    working = replace(Working.of(replace(found, items=misread(found.items))), fresh=90)
    assert keep_working(made_up.header.register, str(tmp_path / "o.md"), working, 1)
    pressed = 0
    async with sit(made_up) as sitting:
        await sitting.press("i", *"o.md", "enter", "home")
        screen = sitting.app.screen
        for _ in range(60):
            here = screen.rows.cursor
            entries_ = screen.working.entries
            keys = answer(entries_[here], entries_[min(here + 1, len(entries_) - 1)].item)
            pressed += len(keys)
            await sitting.pilot.press(*keys)
            if "x" in keys:
                break
        taken = [one.item for one in screen.working.entries if one.taken]
        assert [item.label for item in taken] == [str(number) for number in range(1, 51)]
        assert {item.kind for item in taken} == {"recommendation"}
        await sitting.press("ctrl+s", "ctrl+s")
        pressed += 2
        sitting.app.session._saver.close()
        await sitting.settled()
    assert len([one for one in made_up.select("recommendations") if one.get("import_ref")]) == 50
    assert pressed == 68, "of the 100 and a few that were promised"
