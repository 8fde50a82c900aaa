"""Records that another program wrote past every rule: every screen opens, and checks list them."""

import pytest

from auditrack.model.change import Insert
from auditrack.tui.messages import Open
from auditrack.tui.places import PLACES

LINK = {"as": "supersedes", "confirmed": True}
BAD = (
    Insert("links", "lnk-8", {"a": "child-ash/1", "b": "child-birch/1", **LINK}),
    Insert("links", "lnk-9", {"a": "child-birch/1", "b": "child-ash/1", **LINK}),
    Insert("agencies", "trust", {"name": "Anyshire Trust", "replaced_by": "trust"}),
    Insert("themes", "neglect", {"merged_into": "neglect"}),
    Insert("windows", "win-9", {"review": "child-ash", "start": "2014", "end": "2012"}),
    Insert("actions", "act-9", {"what": "Nothing", "serves": ["nowhere/9"], "due": "soon"}),
    Insert("updates", "upd-9", {"action": "act-99", "on": "31/12/2015", "state": "done"}),
    Insert("evidence", "ev-9", {"shows": "A file", "about": "2015..2013", "level": 3}),
    Insert("audits", "aud-9", {"themes": ["never_heard_of"], "date": "2016-13", "next": 7}),
    Insert("recommendations", "child-ash/9", {"review": "child-ash", "agencies": ["police"]}),
    Insert("recommendations", "nowhere/9", {"review": "nowhere", "text": "Do it.", "due": "?"}),
    Insert("theme_links", "tl-9", {"of": "nowhere/8", "theme": "neglect", "status": "confirmed"}),
)


@pytest.fixture
def with_bad_records(made_up, put):
    put(made_up, *BAD)
    return made_up


async def test_every_place_opens(with_bad_records, sit):
    async with sit(with_bad_records) as sitting:
        for place in PLACES:
            assert (await sitting.press(place.key)).strip()
            await sitting.press("end", "home", "escape", "escape")


async def test_every_record_opens_or_says_why_not(with_bad_records, sit):
    async with sit(with_bad_records, (100, 60)) as sitting:
        for ref, kind in (
            *((f"child-{one}", "recommendation") for one in ("ash/1", "birch/1")),
            ("nowhere/9", "recommendation"),
            ("child-ash", "review"),
            ("act-9", "action"),
            ("ev-9", "evidence"),
            ("aud-9", "audit"),
            ("trust", "agency"),
            ("neglect", "theme"),
        ):
            sitting.app.post_message(Open(ref, kind))
            await sitting.settled()
            assert len(sitting.app.screen_stack) == 2
            await sitting.press("escape")
        sitting.app.post_message(Open("child-ash/9", "recommendation"))
        shown = await sitting.settled()
        assert "cannot be read: its text is missing" in " ".join(shown.split())


async def test_the_list_of_checks_tells_them_first(with_bad_records, sit):
    async with sit(with_bad_records, (120, 40)) as sitting:
        shown = await sitting.press("0")
        assert "by what cannot be first" in shown
        assert "Records that go round in a circle" in shown
        await sitting.press("enter", "escape", "end", "enter", "escape")
