"""What may be public: by whitelist, by review, and nothing that hangs on what is withheld."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.register.filters import where
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.fit import unfit
from auditrack.views.public_fields import UNWORDED
from auditrack.views.public_records import public_positions, public_records
from auditrack.views.steady import left_out, steady
from tests.views.conftest import Board
from tests.views.made_records import TABLES, Made, board, fields_of, texts_in

TODAY = date(2026, 11, 20)
CANARY = "CANARY"

LEAVES = {
    "board": {"name", "predecessors"},
    "agencies": {"name"},
    "reviews": {"title", "boards", "delay_public"},
    "findings": {"label", "text", "public_wording"},
    "recommendations": {"label", "text", "public_wording"},
    "replies": {"public_wording"},
    "decisions": {"public_wording"},
    "actions": {"public_wording"},
    "evidence": {"public_wording"},
    "themes": {"name"},
}
"""The fields whose words may be public, told here again and not read from the code."""


def out_of(records: Any, as_at: date = TODAY) -> list[str]:
    """Every text that comes out of the public records, by select, index and get."""
    public = public_records(records, as_at)
    found: list[str] = []
    for table in TABLES:
        for one in public.select(table):
            found += texts_in(one)
            assert public.get(table, one["ref"]) == one
            for name in one:
                found += texts_in(public.index(table, name))
    return found


# Whitelist ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "field", "kind"),
    [(table, name, kind) for table in TABLES for name, kind in fields_of(table).items()],
)
def test_only_words_that_are_named_leave(table: str, field: str, kind: str) -> None:
    """A secret in any field of any table stays where it is, unless the field is public by rule."""
    tables = board()
    secret = f"{CANARY} {table} {field}"
    for one in tables[table]:
        one[field] = [secret] if kind == "texts" else secret
    said = [text for text in out_of(Made(tables)) if CANARY in text]
    if field in LEAVES.get(table, ()):
        if table == "reviews" and field == "boards":
            return  # then it is another board's review, and nothing of it leaves
        assert said, "a public field does not leave"
    else:
        assert said == []


def test_a_field_that_nobody_thought_of_stays() -> None:
    """A newer version's field, or another program's, does not leave by itself."""
    tables = board()
    for several in tables.values():
        for one in several:
            one["coined_tomorrow"] = CANARY
    assert not [text for text in out_of(Made(tables)) if CANARY in text]


def test_every_table_is_thought_of() -> None:
    """The little board holds a record of every table, so that a new table fails here first."""
    made = board()
    assert {table for table in TABLES if not made.get(table)} == set()


def test_public_wording_stands_where_views_print() -> None:
    tables = board()
    for table in ("findings", "recommendations", "replies", "decisions", "actions", "evidence"):
        for one in tables[table]:
            one["public_wording"] = f"Said of {one['ref']}."
    tables["reviews"][0]["delay_public"] = "It was long."
    tables["reviews"][0]["delay_reason"] = "The chair was ill."
    public = public_records(Made(tables), TODAY)
    for table, field, ref in (
        ("findings", "text", "open/f-1"),
        ("recommendations", "text", "open/1"),
        ("replies", "reason", "rep-open"),
        ("decisions", "reason", "dec-open"),
        ("actions", "what", "act-open"),
        ("evidence", "shows", "ev-open"),
    ):
        found = public.get(table, ref)
        assert found is not None
        assert found[field] == f"Said of {ref}."
    review = public.get("reviews", "open")
    assert review is not None
    assert review["delay_reason"] == "It was long."


def test_without_wording_a_neutral_text_stands() -> None:
    public = public_records(Made(board()), TODAY)
    action, evidence = public.get("actions", "act-open"), public.get("evidence", "ev-open")
    assert action is not None and evidence is not None
    assert action["what"] == UNWORDED["actions"] == "An action, not worded for publication"
    assert evidence["shows"] == UNWORDED["evidence"]
    assert "reason" not in (public.get("replies", "rep-open") or {})


def test_the_text_of_a_review_that_is_not_published_needs_wording() -> None:
    tables = board()
    tables["reviews"][0].update(publishable="yes", published=None)
    public = public_records(Made(tables), TODAY)
    ask = public.get("recommendations", "open/1")
    assert ask is not None
    assert ask["text"] == UNWORDED["recommendations"]


def test_a_review_of_this_month_that_may_be_published_has_its_words() -> None:
    tables = board()
    tables["reviews"][0].update(publishable="yes", published="2026-11")
    ask = public_records(Made(tables), TODAY).get("recommendations", "open/1")
    assert ask is not None and ask["text"] == "Do it."


# Which reviews ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, ""),
        ({"published": None, "publishable": "yes"}, ""),
        ({"publishable": "yes"}, ""),
        ({"publishable": "after", "publishable_after": "2026-11-19"}, ""),
        ({"type": "national", "boards": ["The National Panel"]}, ""),
        ({"boards": ["Fernshire Board"]}, ""),
        ({"publishable": "after", "publishable_after": "2026-11-20"}, "after 20 November"),
        ({"publishable": "after", "publishable_after": "2026"}, "after 2026"),
        ({"publishable": "after"}, "not on record"),
        ({"publishable": "no"}, "not to be published"),
        ({"publishable": "perhaps"}, "does not say"),
        ({"published": None}, "no day of publication"),
        ({"published": "unknown"}, "no day of publication"),
        ({"published": "2026"}, "not certainly past"),
        ({"published": "2026-11-21"}, "which is later"),
        ({"published": "2026-12", "publishable": "yes"}, "which is later"),
        ({"status": "provisional"}, "provisional"),
        ({"status": "withdrawn"}, "withdrawn"),
        ({"withdrawn_on": "2026-01-01"}, "withdrawn"),
        ({"status": "superseded"}, "not on record"),
        ({"status": "superseded", "superseded_by": "nobody"}, "not on record"),
        ({"status": "superseded", "superseded_by": "shut"}, "which is not public"),
        ({"boards": ["Elmshire Board"]}, "another board's"),
        ({"status": "a new word"}, "none that may"),
        ({"title": ["no", "text"]}, "cannot be read"),
    ],
)
def test_which_reviews_may_be_public(fields: dict[str, Any], why: str) -> None:
    tables = board()
    tables["reviews"][0].update(fields)
    for name, value in fields.items():
        if value is None:
            del tables["reviews"][0][name]
    public = public_records(Made(tables), TODAY)
    withheld = {one.ref: one.why for one in public.withheld}
    assert ("open" in withheld) is bool(why)
    assert (public.get("reviews", "open") is None) is bool(why)
    assert why in withheld.get("open", "")
    if why:
        assert not [text for text in out_of(Made(tables)) if "open" in text]


@pytest.mark.parametrize(
    ("proceedings", "is_public"),
    [
        ({"ended": "2026-11-20", "open": "2020"}, True),
        ({"ended": "2026-11-21", "open": "2020"}, False),
        ({"ended": "2026", "open": "2020"}, False),
        ({"open": "2020"}, False),
        ({}, False),
        ({"ended": "nobody can read this"}, False),
        ({"open": "2020", "ended": ["a", "list"]}, False),
        ({"open": "2020", "withdrawn_on": "2021"}, True),
    ],
)
@pytest.mark.parametrize("beside", ["open", "same"])
def test_proceedings_that_may_be_open_withhold_the_whole_case(
    proceedings: dict[str, Any], is_public: bool, beside: str
) -> None:
    """Where they stand beside another document of the case, too; a bad record withholds."""
    tables = board()
    tables["reviews"][0]["case_id"] = "Case of Open"
    tables["reviews"].append({"ref": "same", "title": "Summary", "case_id": "case-of open"})
    tables["proceedings"] = [{"ref": "prc-1", "review": beside, "kind": "criminal", **proceedings}]
    public = public_records(Made(tables), TODAY)
    assert (public.get("reviews", "open") is not None) is is_public


def test_a_superseded_document_stays_beside_the_public_one() -> None:
    tables = board()
    tables["reviews"][0].update(status="superseded", superseded_by="later")
    tables["reviews"].append({"ref": "later", "title": "The later one", "published": "2020-01"})
    public = public_records(Made(tables), TODAY)
    found = public.get("reviews", "open")
    assert found is not None
    assert (found["status"], found["superseded_by"]) == ("superseded", "later")
    assert len(Facts(public, TODAY).board.cases) == 1


def test_a_case_is_called_by_a_neutral_name() -> None:
    tables = board()
    tables["reviews"][0]["case_id"] = "Joe Bloggs"
    tables["reviews"].append(
        {"ref": "summary", "title": "Summary", "case_id": "joe bloggs", "published": "2020"}
    )
    public = public_records(Made(tables), TODAY)
    assert [one["case_id"] for one in public.select("reviews")] == ["open", "open"]
    assert len(Facts(public, TODAY).board.cases) == 1


# What hangs on what is withheld ----------------------------------------------------------------


def test_nothing_of_a_withheld_review_comes_out() -> None:
    said = out_of(Made(board()))
    assert said
    assert not [text for text in said if "shut" in text or text in ("surgery", "Surgery 2")]


def test_what_also_hangs_on_a_withheld_review_leaves_without_its_words() -> None:
    """Its dates and state are true of the public review too; its words might tell of the other."""
    tables = board()
    tables["serves"].append({"ref": "srv-9", "record": "act-open", "serves": "shut/1"})
    tables["audits"][0]["serves"] = ["open/1", "act-shut"]
    tables["actions"][0]["public_wording"] = CANARY
    tables["evidence"][0]["public_wording"] = CANARY
    tables["decisions"].append(
        {
            "ref": "dec-9",
            "on_ref": "act-open",
            "decision": "extend",
            "public_wording": CANARY,
        }
    )
    public = public_records(Made(tables), TODAY)
    action, audit = public.get("actions", "act-open"), public.get("audits", "aud-open")
    assert action is not None and audit is not None
    assert action["what"] == UNWORDED["actions"]
    assert action["serves"] == ("open/1", "open/2")
    assert "sample" not in audit and audit["outcome"] == "partly"
    assert public.in_part == {"act-open", "aud-open", "ev-open"}
    said = out_of(Made(tables))
    assert not [text for text in said if CANARY in text or "shut" in text]


def test_a_record_of_an_agency_that_nobody_knows_is_not_told_of_everybody() -> None:
    tables = board()
    tables["evidence"][0]["agency"] = tables["replies"][0]["agency"] = "nobody"
    public = public_records(Made(tables), TODAY)
    assert public.select("evidence") == public.select("replies") == ()


def test_withdrawn_records_do_not_leave() -> None:
    tables = board()
    for table, several in tables.items():
        if table not in ("board", "reviews", "agencies"):
            for one in several:
                one["withdrawn_on"] = "2026-11-01"
    public = public_records(Made(tables), TODAY)
    assert public.tables == ("board", "reviews")


def test_evidence_accepted_by_its_own_filer_is_told_as_filed() -> None:
    """Who it was does not leave, so what it amounts to must."""
    tables = board()
    tables["evidence"][0].update(
        state="accepted", accepted_on="2021-05-01", accepted_by="a", filed_by="a"
    )
    assert (public_records(Made(tables), TODAY).get("evidence", "ev-open") or {})[
        "state"
    ] == "filed"
    tables["evidence"][0]["accepted_by"] = "b"
    assert (public_records(Made(tables), TODAY).get("evidence", "ev-open") or {})[
        "state"
    ] == "accepted"


_when = st.sampled_from(
    [None, "2015", "2026", "2026-11-20", "2026-11-21", "2027", "unknown", "spring"]
)
_review = st.fixed_dictionaries(
    {},
    optional={
        "publishable": st.sampled_from(["yes", "no", "after", "else", ""]),
        "publishable_after": _when,
        "published": _when,
        "status": st.sampled_from(["active", "provisional", "superseded", "withdrawn"]),
        "superseded_by": st.sampled_from(["r-0", "r-1", "r-2", "r-9"]),
        "case_id": st.sampled_from(["one", "two", "r-0"]),
        "withdrawn_on": st.sampled_from(["2020-01-01"]),
        "boards": st.sampled_from([["Fernshire Board"], ["Elmshire Board"]]),
        "type": st.sampled_from(["scr", "national"]),
    },
)
_proceedings = st.lists(
    st.fixed_dictionaries(
        {"review": st.sampled_from(["r-0", "r-1", "r-2", "r-3"]), "kind": st.just("inquest")},
        optional={"open": _when, "ended": _when},
    ),
    max_size=2,
)
_also = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["act", "aud", "ev"])),
    max_size=4,
)


def _numbered(value: Any) -> Any:
    """References as the register gives them: of a number, and not of what they are about."""
    if isinstance(value, list):
        return [_numbered(one) for one in value]
    return re.sub(r"^([a-z]+)-r-(\d)$", r"\1-\2", value) if isinstance(value, str) else value


@given(st.lists(_review, min_size=1, max_size=4), _proceedings, _also)
def test_nothing_that_hangs_on_a_withheld_review_ever_comes_out(
    reviews: list[dict[str, Any]],
    proceedings: list[dict[str, Any]],
    also: list[tuple[int, int, str]],
) -> None:
    """Whatever is on record: what is withheld and what is public are all there is, and no more."""
    from tests.views.made_records import _hanging

    tables: dict[str, list[dict[str, Any]]] = {
        "board": [{"ref": "board", "name": "Fernshire Board"}],
        "agencies": [{"ref": "police", "name": "Police"}, {"ref": "surgery", "name": "Surgery"}],
        "reviews": [],
        "proceedings": [{"ref": f"prc-{n}", **one} for n, one in enumerate(proceedings)],
    }
    names = [f"r-{number}" for number in range(len(reviews))]
    for name, fields in zip(names, reviews, strict=True):
        kept = {key: value for key, value in fields.items() if value is not None}
        tables["reviews"].append({"ref": name, "title": f"Title of {name}", **kept})
        for table, one in _hanging(name):
            numbered = {field: _numbered(value) for field, value in one.items()}
            tables.setdefault(table, []).append({**numbered, "secret": f"secret of {name}"})
    for number, (one, other, kind) in enumerate(also):
        if one < len(names) and other < len(names):
            tables.setdefault("serves", []).append(
                {"ref": f"srv-9{number}", "record": f"{kind}-{one}", "serves": f"r-{other}/1"}
            )
    records = Made(tables)
    public = public_records(records, TODAY)
    shown = {one["ref"] for one in public.select("reviews")}
    withheld = {one.ref for one in public.withheld}
    assert shown | withheld == set(names)
    assert not shown & withheld
    said = out_of(records)
    for name in withheld:
        assert not [text for text in said if name in text], name
    for name in shown:
        stored = records.get("reviews", name)
        assert stored is not None
        assert stored.get("publishable") != "no"
        assert stored.get("status", "active") in ("active", "superseded")
        assert "withdrawn_on" not in stored
        assert not any(
            one["review"] == name and not one.get("ended") for one in tables["proceedings"]
        )
    # Views judge them as any other state, and nobody is told more there.
    facts = Facts(public, TODAY, published=True)
    assert {row.review for ask in facts.recommendations for row in facts.rows(ask)} <= shown
    for position in public_positions(records, TODAY):
        assert not any(name in str(position) for name in withheld)


# As a state of the register ---------------------------------------------------------------------


def test_they_are_records_as_any_others() -> None:
    records = Made(board())
    public = public_records(records, TODAY)
    assert steady(public) is public
    assert public_records(public, TODAY) is public
    assert public.head == records.head
    assert public.next_number("act") == 1
    found = public.select("recommendations", where("review").equals("open"))
    assert [one["ref"] for one in found] == ["open/1", "open/2"]
    assert public.select("recommendations", where("agencies").has("surgery")) == ()
    assert [one["ref"] for one in public.index("recommendations", "agencies")["police"]] == [
        "open/1",
        "open/2",
    ]
    assert not is_embargoed(public, "open")
    with pytest.raises(TypeError):
        public.select("reviews")[0]["title"] = "Another"  # type: ignore[index]


def test_what_is_unfit_is_remembered_of_neither_for_the_other() -> None:
    """They share a head: what was found of the whole is not said of the public part."""
    tables = board()
    tables["actions"].append({"ref": "act-bad", "serves": "no list", "what": "Bad."})
    records = Made(tables)
    public = public_records(records, TODAY)
    assert unfit(public, "actions") == {} and list(left_out(public)) == []
    assert list(unfit(records, "actions")) == ["act-bad"]
    assert unfit(public, "actions") == {}
    assert public.get("actions", "act-bad") is None


# Positions --------------------------------------------------------------------------------------


def _neglect(board: Board, **second: Any) -> None:
    first = board.review("child-a", "2015-06-01", practice=("2013..2014",))
    ask = board.rec(first, "Police", due="2015-12-31", label="1")
    board.done(board.action(ask, agency="Police"), "2015-12-01")
    later = board.review("child-b", "2019-06-01", practice=("2017..2018",), **second)
    board.rec(later, "Police", due="2019-12-31", label="1")


def test_a_position_in_its_public_words(board: Board) -> None:
    _neglect(board)
    (position,) = public_positions(board.records, TODAY)
    assert position.words == (
        "Raised again after action was due; nothing on record yet shows it in practice"
    )
    assert position.reason == (
        "2 published reviews since 2015: raised again in practice after the earlier actions were "
        "due; no test of practice on record has found it embedded yet."
    )


def test_a_position_that_what_is_withheld_would_change_is_left_out(board: Board) -> None:
    """Over public reviews alone it was said to be done; nothing is said that is not so."""
    _neglect(board, publishable="no")
    assert board.position().practice == "NOT_EMBEDDED"
    assert public_positions(board.records, TODAY) == ()


def test_links_that_are_only_suggested_count_for_nothing(board: Board) -> None:
    first = board.review("child-a", "2015-06-01", practice=("2013..2014",))
    ask = board.rec(first, "Police", theme="", due="2015-12-31", label="1")
    board.theme(ask, "neglect", "suggest")
    assert public_positions(board.records, TODAY) == ()


def test_withdrawing_what_hangs_together_changes_no_day(board: Board) -> None:
    """A later day sees what an earlier one did not: publication to come, and a day set for it."""
    _neglect(board, publishable="after", publishable_after="2026-11-20")
    assert public_records(board.records, TODAY).get("reviews", "child-b") is None
    later = public_records(board.records, TODAY + timedelta(days=1))
    assert later.get("reviews", "child-b") is not None


def test_what_nobody_confirmed_and_what_nobody_can_read_says_nothing() -> None:
    tables = board()
    tables["links"][0]["confirmed"] = False
    tables["decisions"][0]["decision"] = "a word of a newer version"
    tables["theme_links"][0]["status"] = "suggested"
    public = public_records(Made(tables), TODAY)
    for table in ("links", "decisions", "theme_links", "mentions", "themes"):
        assert public.select(table) == (), table
