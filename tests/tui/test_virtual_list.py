from textual.app import App

from auditrack.tui.widgets.virtual_list import VirtualList


class Counted:
    """Ten thousand rows that count how often one is looked at."""

    def __init__(self, length: int = 10_000, height: int | None = None) -> None:
        self.length = length
        self.height = height
        self.looked_at: list[int] = []

    def __len__(self) -> int:
        return self.length

    def heights(self, width: int):
        return None if self.height is None else [self.height] * self.length

    def lines(self, index: int, width: int, chosen: bool):
        self.looked_at.append(index)
        mark = ">" if chosen else " "
        return [[(f"{mark}row {index} line {line}", "")] for line in range(self.height or 1)]


class Shows(App[None]):
    def __init__(self, rows: Counted) -> None:
        super().__init__()
        self.rows = rows

    def compose(self):
        yield VirtualList(self.rows)


async def test_only_what_is_in_sight_is_looked_at():
    rows = Counted()
    async with Shows(rows).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert set(rows.looked_at) <= set(range(10))


async def test_a_cursor_move_looks_at_two_rows():
    rows = Counted()
    async with Shows(rows).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        rows.looked_at.clear()
        await pilot.press("down")
        assert sorted(set(rows.looked_at)) == [0, 1]


async def test_end_home_and_pages_bring_the_cursor_into_sight():
    rows = Counted()
    app = Shows(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        shown = app.query_one(VirtualList)
        for key, cursor in (
            ("end", 9_999),
            ("pageup", 9_990),
            ("home", 0),
            ("pagedown", 9),
            ("j", 10),
            ("k", 9),
        ):
            await pilot.press(key)
            assert shown.cursor == cursor
            assert shown.scroll_offset.y <= cursor < shown.scroll_offset.y + 10


async def test_rows_of_several_lines_stay_whole():
    rows = Counted(100, height=3)
    app = Shows(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        shown = app.query_one(VirtualList)
        await pilot.press("down", "down", "down")
        last = shown.first_line(3) + 3
        assert shown.scroll_offset.y + 10 >= last
        await pilot.press("pagedown")
        assert shown.cursor == 6


async def test_a_click_moves_and_a_second_one_opens():
    opened: list[int] = []

    class Listens(Shows):
        def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
            opened.append(event.index)

    app = Listens(Counted())
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(VirtualList, offset=(3, 4))
        assert app.query_one(VirtualList).cursor == 4 and opened == []
        await pilot.click(VirtualList, offset=(3, 4))
        assert opened == [4]


async def test_an_empty_list_takes_every_key():
    app = Shows(Counted(0))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "up", "end", "home", "pagedown", "pageup", "enter")
        assert app.query_one(VirtualList).cursor <= 0
