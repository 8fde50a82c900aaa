"""Reading what the register's list shows, in its worker: at once where it is in memory, else paged.

Where the store pages, the first screenful is told as soon as it is read, and the whole when it is
known; a stop between leaves the first.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from auditrack.tui.register_views import Wanted
from auditrack.tui.session import Session
from auditrack.views.row_filter import RowFilter
from auditrack.views.row_order import Arranged, arranged
from auditrack.views.rows import Row

if TYPE_CHECKING:
    from auditrack.views.paged_rows import PagedRows

Tell = Callable[[Arranged, str], None]

_TOLD_SECONDS = 0.5

_REST_STEPS, _REST_SECONDS = 6, 0.05
"""While somebody types, the whole is not begun for each letter: only once the keys rest."""


class Stopped(Exception):
    """Nobody waits for the rest any more."""


def find(
    session: Session,
    wanted: Wanted,
    stopped: Callable[[], bool],
    tell: Tell,
    look: Callable[[Row], object] = lambda _: None,
) -> None:
    """Read what is wanted and tell of it, once or as it becomes known.

    Args:
        session: the sitting.
        wanted: filter, order and headings.
        stopped: whether to go no further.
        tell: is given what was found, and what may have been meant where nothing was.
        look: looks at what is painted of a row, before it is told of.

    Raises:
        RefusedError: the connection is lost.
    """
    pages = session.pages()
    if pages is None:
        with session.reading():
            whole = session.rows()
            narrowed = whole.narrowed(wanted.typed)
            found = arranged(narrowed, wanted.order, wanted.group)
            tell(found, "" if len(narrowed) or stopped() else _near(session, wanted))
        return
    try:
        _find_paged(session, pages, wanted, stopped, tell, look)
    except Stopped:
        return


def _find_paged(
    session: Session,
    pages: "PagedRows",
    wanted: Wanted,
    stopped: Callable[[], bool],
    tell: Tell,
    look: Callable[[Row], object],
) -> None:
    from auditrack.views.paged_list import PagedList
    from auditrack.views.paged_rows import FIRST

    chosen = RowFilter.parse(wanted.typed)
    is_plain = not wanted.order and not wanted.group
    first = pages.begin(chosen) if is_plain else []
    told_at = time.monotonic()

    def stop() -> None:
        if stopped():
            raise Stopped

    def show(refs: "list[str]", counted: int, note: str = "still counting") -> None:
        stop()
        part = PagedList(pages, chosen, refs, False, counted, note)
        entries = tuple(("", ref) for ref in refs)
        tell(Arranged(part, wanted.order, wanted.group, entries), "")

    def seen(_looked: int, passed: int) -> None:
        nonlocal told_at
        stop()
        if time.monotonic() - told_at > _TOLD_SECONDS:
            told_at = time.monotonic()
            show(first, passed)

    pages.read(first[:FIRST], look)
    show(first, len(first))
    for _ in range(_REST_STEPS):
        time.sleep(_REST_SECONDS)
        stop()
    refs = pages.find(chosen, seen)

    def read(rows: int) -> None:
        nonlocal told_at
        stop()
        if time.monotonic() - told_at > _TOLD_SECONDS:
            told_at = time.monotonic()
            show(first, len(refs), f"{rows:,} read to put them in order")

    whole = PagedList(pages, chosen, refs, True, read=read)
    found = arranged(whole, wanted.order, wanted.group)
    pages.read([ref for _, ref in found.entries[:FIRST] if ref], look)
    stop()
    tell(found, "" if refs else _near(session, wanted))


def _near(session: Session, wanted: Wanted) -> str:
    from auditrack.views.filter_help import FilterHelp

    return FilterHelp(session.pages() or session.rows()).near(wanted.typed)
