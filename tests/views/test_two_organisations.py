"""Every view says the same of an organisation with and without a neighbour in its database.

The neighbour has the same references and canaries for texts. Each module of `views` is walked
through, or excused with a reason.
"""

import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

import auditrack.views
from auditrack.cli.main import app
from auditrack.model.change import RefusedError
from auditrack.model.dates import today_in_london
from auditrack.model.exchange import KIND
from auditrack.model.publication import Publication
from auditrack.model.record import view_of
from auditrack.register import open_register
from auditrack.register.protocol import Store
from auditrack.views import listings
from auditrack.views.action_rows import action_rows
from auditrack.views.agency_plan import agency_plan_of
from auditrack.views.agenda import agenda
from auditrack.views.annual import annual_of
from auditrack.views.assurance_sheet import assurance_sheet_of
from auditrack.views.audit_proposed import plan_of as plan_of_audit
from auditrack.views.audit_proposed import proposed
from auditrack.views.before import before, sheet
from auditrack.views.beside_item import beside
from auditrack.views.board import agencies, board_of, leads
from auditrack.views.bodies_asked import matched
from auditrack.views.calendar import calendar_of
from auditrack.views.changes_since import changes_since
from auditrack.views.checks import checks
from auditrack.views.decisions import decisions
from auditrack.views.disclosure import check_records, releases_of
from auditrack.views.evidence_pack import evidence_pack_of
from auditrack.views.exchange import to_exchange
from auditrack.views.export import about_of, export_of
from auditrack.views.export_nouns import NOUNS
from auditrack.views.export_shown import export_of_rows
from auditrack.views.extract import extract_of
from auditrack.views.facts import Facts
from auditrack.views.find import find
from auditrack.views.first_hour import state_questions, steps, theme_questions
from auditrack.views.fit import TABLES
from auditrack.views.handover import handover_of
from auditrack.views.headings import heading_sets
from auditrack.views.history import history as history_of
from auditrack.views.home import changed_since, standing_of
from auditrack.views.how_many import how_many
from auditrack.views.imported import imports_of
from auditrack.views.item_history import history_in_short
from auditrack.views.kept_themes import kept_by
from auditrack.views.last_time import last_times
from auditrack.views.leaving import left_behind
from auditrack.views.lifeline import lifeline_of
from auditrack.views.listing_own import own_work
from auditrack.views.matrix import matrix_of
from auditrack.views.minutes import minutes
from auditrack.views.narrowed import Narrowed
from auditrack.views.needs import needs_of
from auditrack.views.offered import newer_themes, offered_by_others
from auditrack.views.other_boards import other_boards
from auditrack.views.page import HISTORY, page_of
from auditrack.views.page_trends import trends_page
from auditrack.views.paged_list import row_list
from auditrack.views.period import progress
from auditrack.views.positions import positions
from auditrack.views.public_records import public_positions, public_records
from auditrack.views.publications import publications
from auditrack.views.recurrence_reasons import reasons_given
from auditrack.views.report_period import named_periods
from auditrack.views.reports_written import last_written
from auditrack.views.response import response_of
from auditrack.views.retention import kept
from auditrack.views.return_paper import paper_on_record
from auditrack.views.returns import returns
from auditrack.views.right_of_reply import (
    due_back_of,
    frozen_records,
    right_of_reply,
)
from auditrack.views.row_order import arranged
from auditrack.views.rows import RowList
from auditrack.views.rule_origins import rule_origins
from auditrack.views.settings_page import settings_page
from auditrack.views.shared_review import to_share
from auditrack.views.site import shown_from, site_of
from auditrack.views.site_asked import publication_to_publish, reviews_asked_for
from auditrack.views.still_public import still_public
from auditrack.views.themes_paper import themes_paper_of
from auditrack.views.trends import trends
from auditrack.views.unworded import withheld_and_unworded
from auditrack.views.work import work_of
from auditrack.views.work_line import Asked as Work
from tests.neighbour import CANARY, move_in, move_out
from tests.postgresql_server import Server

TEXT = "Make sure that fathers are asked about at every assessment of neglect."

_TYPED = "typed with the same neighbour there, in tests/cli/test_both_engines.py: the page "
_WORDS = "says in words what it is given, and is given no records"
EXCUSED: dict[str, str] = {
    **dict.fromkeys(
        ("matters", "minutes", "minutes_actions", "page_meeting", "projector"),
        f"{_TYPED}meeting",
    ),
    **dict.fromkeys(
        (
            *("page_return", "return_claim", "return_line", "return_lines", "return_on_record"),
            *("return_paper", "return_plan", "return_reading", "return_reply", "return_said"),
            *("return_update", "return_words"),
        ),
        f"{_TYPED}return-form",
    ),
    **dict.fromkeys(
        (
            *("sheet_compare", "sheet_fates", "sheet_own", "sheet_plan", "sheet_record"),
            *("sheet_words", "sheet_works"),
        ),
        f"{_TYPED}import",
    ),
    "publication_look": f"{_TYPED}publication",
    "filter_help": _WORDS,
    "listing_csv": _WORDS,
}
"""Modules that the walk does not go through, each with its reason."""


def asked(register: Store, today: date) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every view by what it is called: what screens, commands and reports ask for."""
    facts = Facts(register, today)
    rows = RowList.of(facts)
    since, last = date(today.year - 1, 4, 1), date(today.year, 3, 31)
    told = positions(register, today)
    one_ask = [row.ask for row in rows.rows()]
    steady = facts.records

    def some(table: str) -> list[str]:
        refs = [str(one["ref"]) for one in register.select(table)]
        return list(dict.fromkeys((*refs[:1], *refs[-1:])))

    def each(of: str, table: str, ask: Callable[[str], Any]) -> Asked:
        return [(f"{of} {ref}", partial(ask, ref)) for ref in some(table)]

    for noun in listings.NOUNS:
        yield f"list {noun}", partial(listings.listing_of, register, rows, noun)
    for noun in NOUNS:
        yield f"export {noun}", partial(export_of, register, register, facts, noun)
    yield "export about", lambda: about_of(register, register, facts)
    for typed in ("", "late", "neglect -school", "fathers"):
        yield (
            f"rows {typed}",
            lambda typed=typed: [one.to_json() for one in row_list(register, today, typed).rows()],
        )
        yield f"rows by subgroup {typed}", lambda typed=typed: rows.narrowed(typed).refs
    for table in TABLES:
        yield f"many {table}", partial(how_many, register, table)
        yield from each("page of", table, lambda ref: page_of(register, ref, today))
        yield from each("found", table, lambda ref, table=table: find(register, ref, table))
        for ref in some(table):
            yield f"{table} {ref} in short", partial(history_in_short, register, table, ref, today)
    for ref in (*some("recommendations"), "theme:neglect"):
        yield f"page of {ref}", partial(page_of, register, ref, today)
        yield f"history of {ref}", lambda ref=ref: list(history_of(register, ref))
        yield f"page of the history of {ref}", partial(page_of, register, ref, today, HISTORY)
    yield "rows in order", lambda: arranged(rows, 1, 1)
    yield "rows that leave", lambda: export_of_rows(register, register, rows, rows.refs[:9], "9")
    yield "periods", lambda: named_periods(register, "progress", today)
    yield "reports written", lambda: last_written(register, ("progress", "themes"))
    yield "bodies", lambda: matched(register, ("Police", "Council"))
    yield "actions", lambda: action_rows(register, today)
    yield (
        "to publish",
        lambda: [
            reviews_asked_for(register, some("reviews")[:1], today),
            publication_to_publish(register, "pub-1", (), today),
        ],
    )
    yield "history", lambda: list(history_of(register))
    yield "positions", lambda: told
    yield "matrix", lambda: matrix_of(facts, told)
    yield "lifelines", lambda: [lifeline_of(one, today) for one in told]
    yield "needs", lambda: needs_of(facts, told, one_ask)
    yield "home", lambda: standing_of(rows, told)
    yield "changed", lambda: changed_since(register, 900, "nobody")
    yield "changes", lambda: changes_since(register, steady, Narrowed(facts, None), since, last)
    yield "work", lambda: own_work(work_of(facts, Work("nobody", None, True, True, True)), True)
    yield "left", lambda: left_behind(register, today, "nobody")
    yield (
        "first hour",
        lambda: [steps(register), theme_questions(register), state_questions(register)],
    )
    yield "settings", lambda: settings_page(register, ("A notice.",), rule_origins(register))
    yield "board", lambda: [board_of(register), agencies(register), leads(register)]
    yield "headings", lambda: heading_sets(register)
    yield "checks", lambda: checks(register, today)
    yield "decisions", lambda: decisions(register, today)
    yield "trends", lambda: trends_page(trends(register, today))
    yield "calendar", lambda: calendar_of(register, today)
    yield "before", lambda: sheet(before(register, TEXT, today))
    yield "beside", lambda: beside(facts, "recommendation", TEXT, None)
    yield "beside a finding", lambda: beside(facts, "finding", TEXT, "neglect")
    yield "other boards", lambda: other_boards(register)
    yield "new themes", lambda: [newer_themes(register), offered_by_others(register, KIND)]
    yield "to exchange", lambda: to_exchange(register, today)
    yield "retention", lambda: kept(register, today)
    yield "returns", lambda: returns(facts, every=True)
    yield "publications", lambda: publications(register, today)
    yield "public records", lambda: public_records(register, today)
    yield "public positions", lambda: public_positions(register, today)
    yield "unworded", lambda: withheld_and_unworded(register, today)
    yield "disclosure", lambda: check_records(register)
    yield "released", lambda: releases_of(register)
    yield (
        "shown",
        lambda: shown_from(
            public_records(register, today), public_positions(register, today), today, register.head
        ),
    )
    yield "progress", lambda: progress(register, since, last)
    yield "annual", lambda: annual_of(register, since, last, today)
    yield "annual for the public", lambda: annual_of(register, since, last, today, public=True)
    yield "themes paper", lambda: themes_paper_of(register, today)
    yield "extract", lambda: extract_of(register, some("reviews")[-1], today)
    yield "agenda", lambda: agenda(register, today)
    yield "planned test", lambda: plan_of_audit(facts, some("theme_links")[:1])
    for subgroup in (None, *some("subgroups")):
        yield f"decisions {subgroup}", partial(decisions, register, today, subgroup=subgroup)
        yield f"agenda {subgroup}", partial(agenda, register, today, subgroup=subgroup)
        yield f"progress {subgroup}", partial(progress, register, since, last, subgroup=subgroup)
    yield from each("agenda of", "meetings", lambda ref: agenda(register, today, meeting=ref))
    yield from each("minutes of", "meetings", lambda ref: minutes(register, ref))
    yield from each("plan of", "agencies", lambda ref: agency_plan_of(register, ref, today))
    yield from each("handover", "leads", lambda ref: handover_of(register, ref, today))
    yield from each("assured", "recommendations", lambda r: assurance_sheet_of(register, r, today))
    for name, of_review in (("response", response_of), ("shared", to_share)):
        yield from each(name, "reviews", lambda ref, ask=of_review: ask(register, ref, today))
    yield from each("imports", "reviews", lambda ref: imports_of(register, ref))
    yield from each("paper", "return_forms", lambda ref: paper_on_record(facts, ref))
    yield from each("reasons", "audits", lambda ref: last_times(register, ref, today))
    for theme in ("neglect", "voice_of_child"):
        yield f"pack {theme}", partial(evidence_pack_of, register, theme, today)
        yield f"reasons {theme}", partial(reasons_given, facts, theme)
        yield f"kept by {theme}", partial(kept_by, register, theme)
        yield f"test {theme}", partial(proposed, facts, theme)
    for document in register.select("publications"):
        one = view_of(Publication, document)
        ref = document["ref"]
        yield f"site {ref}", partial(site_of, register, one)
        yield f"frozen {ref}", partial(frozen_records, register, one)
        yield f"still public {ref}", partial(still_public, register, one, today)
        for agency in some("agencies"):
            yield (
                f"reply {ref} {agency}",
                partial(right_of_reply, register, one, agency, due_back_of(register, one, today)),
            )


Asked = list[tuple[str, Callable[[], Any]]]


def walked(register: Store, today: date) -> dict[str, str]:
    """What every view says, each as text."""
    said = {}
    for name, ask in asked(register, today):
        try:
            said[name] = told_of(ask())
        except RefusedError as refused:
            said[name] = f"refused: {refused.refusal}"
    return said


def told_of(value: Any, depth: int = 0) -> str:
    """Everything that a value says, down to its last part, in an order of its own."""
    if value is None or isinstance(value, str | bytes | int | float | date):
        return repr(value)
    if isinstance(value, Mapping):
        pairs = (f"{key!r}: {told_of(one)}" for key, one in value.items())
        return f"{{{', '.join(sorted(pairs))}}}"
    if isinstance(value, Set):
        return f"set({sorted(map(told_of, value))})"
    if isinstance(value, Iterable):
        return f"[{', '.join(map(told_of, value))}]"
    if is_dataclass(value):
        inside = [getattr(value, one.name) for one in fields(value)]
        return f"{type(value).__name__}{told_of(inside)}"
    if isinstance(value, msgspec.Struct):
        return f"{type(value).__name__}{told_of(msgspec.structs.asdict(value))}"
    if hasattr(value, "to_json"):
        return told_of(value.to_json())
    return type(value).__name__


def has_functions(module: ModuleType) -> bool:
    """Whether a module is more than values and their names."""
    return any(
        isfunction(one) and one.__module__ == module.__name__ for one in vars(module).values()
    )


@contextmanager
def modules_entered() -> Iterator[set[str]]:
    """The modules of views in which something was called meanwhile."""
    folder = str(Path(auditrack.views.__file__).parent)
    entered: set[str] = set()

    def see(frame: FrameType, _event: str, _given: Any) -> None:
        code = frame.f_code
        if code.co_name != "<module>" and code.co_filename.startswith(folder):
            entered.add(Path(code.co_filename).stem)

    before = sys.gettrace()
    sys.settrace(see)
    try:
        yield entered
    finally:
        sys.settrace(before)


@pytest.fixture
def database(postgresql: Server, demonstration_board: Path, tmp_path: Path) -> Iterator[str]:
    """The made-up board beside its neighbour."""

    name = postgresql.new_database()
    place = postgresql.url(name, organisation="wrenshire")
    for typed in (
        ["--register", str(demonstration_board), "backup", str(tmp_path / "board")],
        ["restore", str(tmp_path / "board"), place],
    ):
        assert CliRunner().invoke(app, typed).exit_code == 0
    move_in(postgresql, name, "wrenshire")
    yield name
    postgresql.drop(name)


def test_every_view_says_the_same_with_a_neighbour_and_without(
    postgresql: Server, database: str
) -> None:
    place = postgresql.url(database, organisation="wrenshire")
    with open_register(place, read_only=True) as register, modules_entered() as entered:
        today = today_in_london(max(entry.t for entry in register.history()))
        beside_it = walked(register, today)
    move_out(postgresql, database)
    with open_register(place, read_only=True) as register:
        alone = walked(register, today)
    assert len(alone) > 300
    assert [name for name in alone if alone[name] != beside_it.get(name)] == []
    assert [name for name, said in beside_it.items() if CANARY in said] == []
    assert sum(said.startswith("refused") for said in alone.values()) < len(alone) / 3
    modules = {
        one.name
        for one in pkgutil.iter_modules(auditrack.views.__path__)
        if has_functions(import_module(f"auditrack.views.{one.name}"))
    }
    assert modules - entered - EXCUSED.keys() == set(), "not walked through"
    assert EXCUSED.keys() & entered == set(), "need no excuse"
