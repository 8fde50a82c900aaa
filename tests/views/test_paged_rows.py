"""A store that pages shows what one in memory shows: every row, every filter, every order.

The made-up board stands in a folder and in a database, and the two are asked the same.
"""

import shutil
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.analysis.position import position
from auditrack.commands.moving import move_register
from auditrack.model.change import Actor, Transaction, Update
from auditrack.register import open_register
from auditrack.register.postgres.address import parse_address
from auditrack.views import narrow_facts, page_theme, paged_rows, sparse
from auditrack.views.export_asks import ask_rows
from auditrack.views.filter_help import FilterHelp
from auditrack.views.page import page_of
from auditrack.views.paged_list import PagedList, row_list
from auditrack.views.paged_rows import FIRST, PagedRows
from auditrack.views.row_filter import COLOURS, STATES, RowFilter
from auditrack.views.row_order import GROUPS, ORDERS, arranged
from auditrack.views.rows import RowList

TODAY = date(2026, 11, 20)
OFFICER = Actor("a.officer", 1001, "local")


@pytest.fixture(scope="module")
def address(postgresql, demonstration_board, tmp_path_factory):
    folder = tmp_path_factory.mktemp("paged") / "register"
    shutil.copytree(demonstration_board, folder)
    database = postgresql.new_database()
    url = postgresql.url(database, organisation="made-up")
    move_register(folder, parse_address(url), OFFICER)
    yield url
    postgresql.drop(database)


@pytest.fixture(scope="module")
def whole(demonstration_board):
    with open_register(demonstration_board, read_only=True) as register:
        yield RowList(register, TODAY)


@pytest.fixture(scope="module")
def paged(address):
    with (
        pytest.MonkeyPatch.context() as patch,
        open_register(address, read_only=True) as register,
    ):
        patch.setattr(sparse, "LEAST", 5)  # so that a made-up board is a large one
        patch.setattr(paged_rows, "PAGE", 50)
        patch.setattr(paged_rows, "JUDGED", 20)
        yield PagedRows(register, TODAY)


def test_every_row_says_the_same(whole, paged):
    refs = paged.find(RowFilter())
    assert refs == whole.refs and len(refs) > FIRST
    for mine, theirs in zip(paged.rows(refs), whole.rows(), strict=True):
        assert mine.to_json() == theirs.to_json()
        assert mine.leads == theirs.leads and mine.brag == theirs.brag
        assert set(mine.named.split("\n")) == set(theirs.named.split("\n"))
        assert mine.searched == theirs.searched
        assert mine.practice == theirs.practice
        assert mine.ask.practice == theirs.ask.practice
        assert mine.last_audit == theirs.last_audit


def test_nothing_is_read_as_a_whole_for_a_screenful(address, whole, monkeypatch):
    monkeypatch.setattr(sparse, "LEAST", 5)  # so that a made-up board is a large one
    with open_register(address, read_only=True) as register:
        pages = PagedRows(register, TODAY)
        rows = pages.read(pages.begin(RowFilter())[:10])
        said = [(row.agencies, row.brag, row.agreed_due, row.leads, row.text) for row in rows]
        assert said == [
            (row.agencies, row.brag, row.agreed_due, row.leads, row.text)
            for row in map(whole.row, whole.refs[:10])
        ]
        for table in ("recommendations", "updates", "theme_links", "evidence", "actions"):
            assert register.count(table) > 5 and not register.is_in_memory(table)
        assert pages.at_hand(whole.refs[0]) is rows[0] and pages.at_hand(whole.refs[-1]) is None


def _words(rows):
    said = " ".join(f"{row.searched} {row.named}" for row in rows).split()
    return sorted({word.strip('",.()') for word in said} - {""})


@pytest.fixture(scope="module")
def typed(whole):
    """Filters as people type them, of words and names that stand in the board and that do not."""
    help_ = FilterHelp(whole)._values
    word = st.sampled_from(_words(whole.rows())) | st.sampled_from(
        ("xylophone", "%", "_", "e", "\\")
    )
    values = [
        st.sampled_from(known).map(f"{name}:{{}}".format) for name, known in help_.items() if known
    ]
    part = st.one_of(
        word,
        st.tuples(word, word).map(lambda two: f'"{two[0]} {two[1]}"'),
        st.sampled_from((*STATES, *(f"brag:{one}" for one in COLOURS))),
        *values,
    )
    return st.lists(
        st.tuples(st.sampled_from(("", "", "", "-")), part).map("".join), min_size=1, max_size=3
    ).map(" ".join)


@settings(max_examples=60)
@given(data=st.data())
def test_every_filter_lets_through_the_same(data, whole, paged, typed):
    text = data.draw(typed)
    chosen = RowFilter.parse(text)
    found = paged.find(chosen)
    assert found == whole.through(chosen).refs
    first = paged.begin(chosen)
    assert tuple(first) == found[: len(first)]


@pytest.mark.parametrize("order", range(1, len(ORDERS)))
@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_every_order_and_heading_is_the_same(order, group, whole, paged):
    chosen = RowFilter.parse("overdue")
    mine = PagedList(paged, chosen, paged.find(chosen), is_known=True)
    paged.total = whole.total
    theirs = whole.through(chosen)
    assert arranged(mine, order, group).entries == arranged(theirs, order, group).entries
    assert arranged(mine, order, group).describe() == arranged(theirs, order, group).describe()


def test_a_list_says_that_it_is_not_all_yet(paged):
    chosen = RowFilter.parse("overdue")
    assert PagedList(paged, chosen).describe() == "None found yet: overdue, still looking"
    part = PagedList(paged, chosen, ("a/1", "a/2"), counted=1_200)
    assert part.describe() == "At least 1,200 recommendations: overdue, still counting"


def test_the_command_lists_the_same_from_a_database(address, whole):
    with open_register(address, read_only=True) as register:
        for text in ("", "overdue agency:police", "xylophone"):
            mine, theirs = row_list(register, TODAY, text), whole.narrowed(text)
            assert [row.to_json() for row in mine.rows()] == [
                row.to_json() for row in theirs.rows()
            ]
            assert mine.describe() == theirs.describe()


def test_pages_of_records_say_the_same(address, whole, demonstration_board, monkeypatch):
    monkeypatch.setattr(sparse, "LEAST", 5)
    with (
        open_register(demonstration_board, read_only=True) as here,
        open_register(address, read_only=True) as there,
    ):
        for table in ("recommendations", "reviews", "actions", "evidence", "audits", "agencies"):
            for document in here.select(table)[::7]:
                ref = str(document["ref"])
                assert page_of(there, ref, TODAY, table) == page_of(here, ref, TODAY, table), ref


def test_every_theme_stands_where_the_whole_judgement_has_it(address, whole, monkeypatch):
    monkeypatch.setattr(sparse, "LEAST", 5)
    monkeypatch.setattr(narrow_facts, "TOGETHER", 20)
    with open_register(address, read_only=True) as register:
        facts = narrow_facts.facts_of(sparse.Sparse(register), TODAY)
        known = dict.fromkeys((*whole.facts.raised, *whole.facts.theming.known, "no-such-theme"))
        for theme in known:
            mine, theirs = position(facts.theme(theme)), position(whole.facts.theme(theme))
            assert mine.told() == theirs.told(), theme
            assert mine.order == theirs.order and facts.audits.testing(theme) == (
                whole.facts.audits.testing(theme)
            )
            assert facts.is_raised(theme) == (theme in whole.facts.raised)
            assert (
                page_theme.page(sparse.Sparse(register), theme, TODAY)
                == (page_theme.page(whole.facts.records, theme, TODAY))
                if facts.is_raised(theme)
                else True
            )
        for table in ("recommendations", "theme_links", "audits", "actions"):
            assert not register.is_in_memory(table)


def test_it_stays_at_its_entry_while_others_save(address, whole):
    with open_register(address, OFFICER) as register:
        pages = PagedRows(register, TODAY)
        ref = pages.begin(RowFilter())[0]
        before = whole.row(ref).text

        def build(records):
            rev = records.get("recommendations", ref)["rev"]
            said = {"text": "Said in other words, xylophone."}
            return Transaction("rec edit", (Update("recommendations", ref, said, rev),))

        register.transact(build)
        assert pages.rows([ref])[0].text == before
        assert pages.find(RowFilter.parse("xylophone")) == ()
        later = PagedRows(register, TODAY)
        assert later.find(RowFilter.parse("xylophone")) == (ref,)
        assert later.rows([ref])[0].text == "Said in other words, xylophone."


def test_what_leaves_of_a_paged_list_is_what_it_shows(paged, whole):
    refs = paged.find(RowFilter.parse("overdue"))
    assert list(ask_rows(RowList.of(paged.whole), refs)) == list(ask_rows(whole, refs))


def test_no_text_is_said_to_lack_a_word_that_one_says(whole, paged):
    """Nothing is both, and yet texts speak of sleep."""
    said = RowFilter(words=("sleep",))
    assert len(whole.through(said)) == len(paged.find(said)) > 0
    for rows in (whole, paged):
        help_ = FilterHelp(rows)
        assert "No text says" not in help_.near("sleep overdue not open")
        assert "No text says “sleap”" in help_.near("sleap")
