"""U on a review's page says who was told; what is wrong is put right in the same form."""

from auditrack.model.change import Insert


async def test_two_groups_are_told_at_once_and_the_page_says_so(made_up, sit, looks_as_kept):
    async with sit(made_up) as sitting:
        await sitting.press("4", "slash", *"ash", "enter", "enter")
        screen = await sitting.press("U")
        assert "Who was told of the review child-ash" in screen
        await sitting.press(*"staff", "enter", *"chief", "enter")
        looks_as_kept("told-form-80x24", sitting.text())
        screen = await sitting.press("ctrl+s", "end")
        assert "staff (tld-1)" in screen and "chief officers (tld-2)" in screen
        assert "whether told: families, lead member" in " ".join(screen.split())
    assert [one["on"] for one in made_up.select("told")] == ["2026-11-20"] * 2


async def test_one_on_record_is_corrected_in_the_form(made_up, sit, put):
    put(made_up, Insert("told", "tld-1", {"review": "child-ash", "whom": "staff", "on": "2015"}))
    async with sit(made_up) as sitting:
        await sitting.press("4", "slash", *"ash", "enter", "enter", "U", "f4")
        await sitting.press(*"families", "enter", "tab", *"2015-04-01", "tab", *"tld", "enter")
        await sitting.press("ctrl+s")
    (told,) = made_up.select("told")
    assert (told["whom"], told["on"]) == ("families", "2015-04-01")


async def test_a_name_is_refused_and_what_was_typed_stays(made_up, sit):
    async with sit(made_up) as sitting:
        await sitting.press("4", "slash", *"ash", "enter", "enter", "U")
        screen = await sitting.press(*"Mr Stone", "enter", "ctrl+s")
        assert "names a person" in screen and "Mr Stone" in screen
    assert made_up.select("told") == ()


async def test_a_report_that_left_has_a_page_that_takes_it(made_up, sit, put):
    put(made_up, Insert("exports", "exp-1", {"kind": "progress", "file": "p.docx"}))
    async with sit(made_up) as sitting:
        await sitting.press("H", "enter")
        screen = sitting.text()
        assert "Nothing on record says to whom it was sent." in screen
        await sitting.press("U", *"families", "enter", "ctrl+s")
        assert "families (tld-1)" in sitting.text()
