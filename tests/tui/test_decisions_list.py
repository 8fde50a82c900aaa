"""The list of what needs a decision, its line on the first screen, and the days that make it."""

import pytest

from auditrack.model.change import Insert

SIZES = [(80, 24), (120, 40)]
MORE = (
    Insert("subgroups", "quality", {"title": "Quality and Performance"}),
    Insert("leads", "named-nurse", {"title": "Named Nurse", "agency": "health",
                                    "vacant_since": "2026-08-01"}),
    Insert("recommendations", "child-birch/3", {
        "review": "child-birch", "label": "3", "text": "Hospitals should ask who is at home.",
        "agencies": ["health"], "assuring": "quality", "order": 3,
    }),
    Insert("actions", "act-4", {
        "what": "Put the question into the record of admission", "serves": ["child-birch/3"],
        "lead": "named-nurse", "due": "2027-03-31",
    }),
    Insert("decisions", "dec-1", {
        "on_ref": "child-birch/3", "decision": "keep-under-review", "on": "2026-05-04",
        "until": "2026-11-02", "reason": "To see the first quarter's records.",
    }),
    Insert("reviews", "child-cedar", {"title": "Child Cedar", "status": "provisional",
                                      "provisional_until": "2026-10-01"}),
)  # fmt: skip


@pytest.fixture
def board(made_up, put):
    put(made_up, *MORE)
    return made_up


async def rested(sitting) -> str:
    """The screen once the cursor has rested, without waiting for it."""
    sitting.app.screen.tell_of_row()
    sitting.app.screen.show_detail()
    return await sitting.settled()


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_looks_as_kept(board, sit, looks_as_kept, size):
    async with sit(board, size=size) as sitting:
        await sitting.press("N", "down")
        looks_as_kept(f"decisions-{size[0]}x{size[1]}", await rested(sitting))


async def test_home_says_how_many_and_the_first(board, sit):
    async with sit(board, size=(120, 40)) as sitting:
        said = "N  Needs a decision: 7, first: Neglect and home conditions, repeated and never em"
        assert said in sitting.text()
        assert sitting.app.session.outlook.standing.needs == 7


async def test_home_says_nothing_of_it_before_it_is_known(board, sit):
    async with sit(board) as sitting:
        home, known = sitting.app.screen, sitting.app.session.outlook
        sitting.app.session.outlook = None
        home.heard()
        assert "Needs a decision: ..." in await sitting.settled()
        sitting.app.session.outlook = known
        home.heard()
        assert "Needs a decision: 7, first: Neglect" in await sitting.settled()


async def test_home_of_a_board_without_any_says_so(new_register, made_up_records, sit):
    register = new_register(
        *(one for one in made_up_records if one.table in ("board", "agencies")),
        Insert("reviews", "child-elm", {"title": "Child Elm"}),
    )
    async with sit(register) as sitting:
        assert "N  Needs a decision: nothing" in sitting.text()
        assert "Nothing on record needs a decision." in await sitting.press("N")


async def test_the_row_under_the_cursor_is_told_whole(board, sit):
    async with sit(board) as sitting:
        first = " ".join((await sitting.press("N")).split())
        assert "none has found it embedded." in first
        assert "Clears it: An action that differs from those tried, and a test" in first
        await sitting.press("end")
        screen = " ".join((await rested(sitting)).split())
        assert (
            "Why: kept under review until 2 November 2026: To see the first quarter's records."
            in screen
        )
        assert "For: the board; concerns Anyshire Hospitals, Named Nurse, Quality and" in screen


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (0, "Theme neglect"),
        (1, "Action act-3"),
        (4, "Lead named-nurse"),
        (5, "Review child-cedar"),
        (6, "Recommendation child-birch/3"),
    ],
)
async def test_enter_opens_its_record(board, sit, row, title):
    async with sit(board) as sitting:
        assert title in await sitting.press("N", *["down"] * row, "enter")
        assert "Needs a decision" in (await sitting.press("escape")).splitlines()[0]


async def test_is_narrowed_by_whom_it_concerns_and_sorted(board, sit):
    async with sit(board) as sitting:
        screen = await sitting.press("N")
        assert "7 decisions needed · by meeting order" in screen
        screen = await sitting.press("slash", *"quality")
        assert "2 of 7 decisions needed: quality" in screen
        assert "Look again" in screen and "Lead vacant" in screen
        screen = await sitting.press("enter", "escape", "s")
        assert "by whom it is for" in screen
        screen = await sitting.press("s")
        assert "by longest waiting" in screen


async def test_a_short_terminal_keeps_its_rows(board, sit):
    async with sit(board, size=(40, 10)) as sitting:
        screen = await sitting.press("N")
        assert "Attention 10" in screen and "Why:" not in screen
        await sitting.pilot.resize_terminal(80, 24)
        assert "Why:" in await sitting.settled()


async def test_hostile_text_is_shown_as_text(board, sit, put):
    hostile = "[/] [b + [red]x \x1b[31m\u202e"
    put(
        board,
        Insert("recommendations", "child-birch/4", {
            "review": "child-birch", "text": hostile, "agencies": ["police"], "order": 4}),
        Insert("decisions", "dec-2", {
            "on_ref": "child-birch/4", "decision": "keep-under-review", "until": "2026-01-01",
            "reason": hostile}),
    )  # fmt: skip
    async with sit(board) as sitting:
        await sitting.press("N", "slash", *"birch/4", "enter")
        screen = await sitting.settled()
        assert "[/] [b + [red]x" in screen and "\x1b" not in screen


async def test_the_board_keeps_a_theme_under_review_by_its_keys(made_up, sit):
    async with sit(made_up) as sitting:
        assert "Keep under review" in await sitting.press("enter", "d")
        await sitting.press(*"1 March 2027", "tab", *"To see the audit.", "ctrl+s")
        decision = made_up.select("decisions")[-1]
        assert (decision["on_ref"], decision["decision"], decision["until"]) == (
            "neglect",
            "keep-under-review",
            "2027-03-01",
        )


async def test_proceedings_are_recorded_by_their_key(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("4", "enter")
        assert "Proceedings beside the review" in await sitting.press("L")
        await sitting.press(*"inquest", "tab", *"2026-02", "ctrl+s")
        proceedings = made_up.select("proceedings")[-1]
        assert (proceedings["kind"], proceedings["open"]) == ("inquest", "2026-02")


async def test_home_says_in_words_what_is_first_and_why(made_up, put, sit):
    put(
        made_up,
        Insert(
            "decisions",
            "dec-1",
            {"on_ref": "child-ash/1", "decision": "close", "on": "2016-01-10", "by": "chair"},
        ),
    )
    async with sit(made_up) as sitting:
        screen = sitting.text().splitlines()
        at = next(at for at, line in enumerate(screen) if "Needs a decision" in line)
        assert screen[at].endswith("first: closed, and undone by audit aud-1")
        assert screen[at + 1] == "    recommendation 1 of Child Ash"
    async with sit(made_up, size=(40, 10)) as sitting:
        assert "first: child-…" in sitting.text() or "first: child-ash/1" in sitting.text()
