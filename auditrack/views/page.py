"""One record as a page that reads like a file: sections of lines, some of which open others."""

from collections.abc import Callable
from datetime import date

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.views import (
    page_ask,
    page_audit,
    page_body,
    page_learning,
    page_return,
    page_theme,
    page_told,
    page_work,
)
from auditrack.views.find import KINDS, resolve
from auditrack.views.fit import problem_of
from auditrack.views.sheet import Line, Page, Section
from auditrack.views.sparse import sparse
from auditrack.views.steady import steady

__all__ = ["HISTORY", "THEME", "Line", "Page", "Section", "kind_of", "page_of"]

HISTORY = "history"
"""The kind of page that tells who changed a record."""

THEME = "theme:"
"""What stands before a theme's id where a line opens its page."""

_ALL = frozenset(("findings",))
"""Tables whose pages compare with every case of a theme: what they read is better read whole."""

_TABLES = {kind: table for table, kind in KINDS.items()}


def page_of(records: Records, ref: str, today: date, table: str | None = None) -> Page:
    """The page of a record.

    Args:
        records: the state to read.
        ref: its reference, or an unambiguous start of one where `table` is not given.
        today: the day to judge it by.
        table: its table, or what such a record is called, if that is known; `HISTORY` for who
            changed it.

    Raises:
        RefusedError: there is no such record, or none that has a page.
    """
    if table == HISTORY:
        # The pages of records do not wait for what reads the history.
        from auditrack.views import page_history

        return page_history.page(records, ref)
    table = _TABLES.get(table or "", table)
    if table is None:
        if ref.startswith(THEME):
            table, ref = "themes", ref.removeprefix(THEME)
        else:
            table, ref = resolve(records, ref)
    elif table != "themes":
        ref = resolve(records, ref, (table,))[1]
    makers: dict[str, Callable[[Records, str, date], Page]] = {
        "recommendations": page_ask.page,
        "reviews": page_learning.review_page,
        "findings": page_learning.finding_page,
        "actions": page_work.action_page,
        "evidence": page_work.evidence_page,
        "audits": page_audit.page,
        "agencies": page_body.agency_page,
        "leads": page_body.lead_page,
        "meetings": _meeting,
        "themes": page_theme.page,
        "exports": page_told.export_page,
        "return_forms": page_return.page,
        "publications": _publication,
    }
    if table not in makers:
        raise RefusedError(
            Refusal(
                "no-page",
                f"A record like {ref} ({KINDS.get(table, table)}) has no page of its own.",
                ref=ref,
                todo=f"See its history with: auditrack history {ref}",
            )
        )
    document = records.get(table, ref)
    wrong = problem_of(table, document) if document is not None else ""
    if wrong:
        raise RefusedError(
            Refusal(
                "bad-record",
                f"The record {ref} cannot be read: {wrong}.",
                ref=ref,
                safe="The record itself is as it was; nothing was changed.",
                todo=f"See its history with: auditrack history {ref}",
            )
        )
    return makers[table](steady(records if table in _ALL else sparse(records)), ref, today)


def _meeting(records: Records, ref: str, today: date) -> Page:
    # What is read of a meeting is loaded only where one is opened.
    from auditrack.views import page_meeting

    return page_meeting.page(records, ref, today)


def _publication(records: Records, ref: str, today: date) -> Page:
    # What may be public is worked out only where a publication is opened.
    from auditrack.views import page_publication

    return page_publication.page(records, ref, today)


def kind_of(records: Records, ref: str) -> str | None:
    """What kind of record a line of a page opens; None where nothing is found."""
    if ref.startswith(THEME):
        return "theme"
    try:
        return KINDS[resolve(records, ref)[0]]
    except (RefusedError, KeyError):
        return None
