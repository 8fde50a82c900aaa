"""One key writes what is due into a calendar file: the board's, or that of the page's lead."""


async def test_the_boards_calendar_is_written_and_recorded(made_up, sit, tmp_path):
    out = tmp_path / "due.ics"
    async with sit(made_up) as sitting:
        screen = await sitting.press("I")
        assert "Write the calendar to a file" in screen and "dates due" in screen
        assert "Written to" in await sitting.press(*str(out), "enter")
    content = out.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n") and b"UID:act-3.action-due@" in content
    assert out.stat().st_mode & 0o777 == 0o600
    assert [one["kind"] for one in made_up.select("exports")] == ["calendar"]


async def test_on_an_agencys_page_it_is_theirs(made_up, sit, tmp_path):
    out = tmp_path / "due.ics"
    async with sit(made_up) as sitting:
        await sitting.press("6", "slash", *"hospitals", "enter", "enter")
        screen = await sitting.press("I", *str(out), "enter")
        assert "Written to" in screen
    content = out.read_bytes().replace(b"\r\n ", b"")
    assert b"for Anyshire Hospitals" in content
    assert b"child-birch/2.recommendation-due" in content and b"act-3" not in content
