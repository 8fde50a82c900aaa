"""What other boards are told: nothing but what is named, whatever any field of any record holds."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

from auditrack.model.change import RefusedError
from auditrack.model.exchange import read_exchange
from auditrack.model.shared_review import read_shared
from auditrack.views.exchange import to_exchange
from auditrack.views.shared_review import to_share
from tests.views.made_records import TABLES, Made, board, fields_of

TODAY = date(2026, 11, 20)
CANARY = "canary"

THEMES = {"board": {"name"}, "themes": {"name"}}
REVIEW = {
    "board": {"name"},
    "reviews": {"title", "boards"},
    "findings": {"label", "text", "public_wording"},
    "recommendations": {"label", "text", "public_wording"},
}
"""The fields whose words may leave in each file, told here again and not read from the code."""


class Register(Made):
    """A state that is the whole of a register."""

    header = SimpleNamespace(
        register="0b7a6b1e-0000-4000-8000-00000000000a", board="Fernshire Board"
    )

    def history(self, *_: Any, **__: Any) -> Iterator[Any]:
        return iter(())


def made(tables: dict[str, list[dict[str, Any]]]) -> Register:
    register = Register(tables)
    register.head = type(register.head)(7, "a" * 64)
    return register


def themes_of(tables: dict[str, list[dict[str, Any]]]) -> bytes:
    return to_exchange(made(tables), TODAY).exchange.to_bytes()  # type: ignore[arg-type]


def review_of(tables: dict[str, list[dict[str, Any]]]) -> bytes:
    return to_share(made(tables), "open", TODAY).to_bytes()  # type: ignore[arg-type]


def test_the_little_board_has_something_to_tell():
    assert {one.own for one in read_exchange(themes_of(board())).themes} == {True}
    told = read_shared(review_of(board()))
    assert [one.text for one in told.recommendations] == ["Do it.", "Do it."]
    assert b"shut" not in themes_of(board()) + review_of(board())


def test_a_secret_in_any_field_of_any_table_stays_unless_the_field_is_named():
    looked, left = 0, set()
    for table in TABLES:
        for field, kind in fields_of(table).items():
            tables = board()
            for one in tables[table]:
                secret = f"{CANARY} {table} {field}"
                one[field] = [secret] if kind == "texts" else secret
            for what, named, write in (
                ("themes", THEMES, themes_of),
                ("review", REVIEW, review_of),
            ):
                try:
                    said = write(tables)
                except RefusedError:
                    continue  # then nothing leaves
                looked += 1
                if CANARY.encode() in said.lower():
                    left.add((what, table, field))
                    assert field in named.get(table, ()), f"{table}.{field} is in the {what} file"
    assert looked > 400
    named = {
        (what, table, field)
        for what, tables in (("themes", THEMES), ("review", REVIEW))
        for table, fields in tables.items()
        for field in fields
    }
    assert named - left <= {("review", "reviews", "boards")}  # then it is another board's


def test_references_that_are_made_of_words_typed_here_do_not_leave_in_the_exchange_file():
    said = themes_of(board()).decode()
    assert "own_open" not in said and "open" not in said


def test_few_reviews_are_told_without_a_number_and_a_withheld_one_does_not_make_them_more():
    tables = board()
    for number in range(2):
        tables["reviews"].append(
            {"ref": f"r{number}", "title": "R", "published": f"202{number}-05-03", "type": "scr"}
        )
        tables["recommendations"].append(
            {"ref": f"r{number}/1", "review": f"r{number}", "text": "D"}
        )
    for ref in ("open/1", "shut/1", "r0/1"):
        tables["theme_links"].append(
            {"ref": f"t-{ref}", "of": ref, "theme": "neglect", "status": "confirmed"}
        )
    neglect = {one.theme: one for one in read_exchange(themes_of(tables)).themes}["neglect"]
    assert (neglect.reviews, neglect.recommendations, neglect.first_year) == (None, None, None)
    tables["theme_links"].append(
        {"ref": "t-r1", "of": "r1/1", "theme": "neglect", "status": "suggested"}
    )
    assert themes_of(tables).count(b'"reviews": null') == 2
    tables["theme_links"][-1]["status"] = "confirmed"
    neglect = {one.theme: one for one in read_exchange(themes_of(tables)).themes}["neglect"]
    assert (neglect.reviews, neglect.recommendations) == (3, 3)
    assert (neglect.first_year, neglect.last_year) == (2019, 2021)
    assert "2021-05" not in themes_of(tables).decode()
