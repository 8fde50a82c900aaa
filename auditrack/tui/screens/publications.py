"""What is to be public, and was: a list, and preparing another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from auditrack.model.change import Records
from auditrack.tui import keys
from auditrack.tui.listing_frame import ListingFrame
from auditrack.tui.messages import Fill, Open, ShowAccount
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.views.sheet import Line, Section
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.views.public_reviews import Withheld
    from auditrack.views.unworded import WithheldAndUnworded


class PublicationsScreen(ListingFrame):
    """Publications, those that wait for something first. Enter opens one."""

    PLACE = keys.PUBLICATIONS
    BINDINGS = keys.bindings(keys.PUBLICATIONS)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "publications", "Publications")

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the one under the cursor; where there is none, prepare one."""
        item = self.current()
        if item is None:
            self.action_prepare()
        else:
            self.post_message(Open(item.ref, item.kind))

    def action_withheld(self) -> None:
        """Say what would not be public today and why, and what has no wording yet."""
        self.say("Looking at what may be public...")
        self.run_worker(self._withheld, group="withheld", thread=True, exclusive=True)

    def _withheld(self) -> None:
        from auditrack.views.unworded import withheld_and_unworded

        worker = get_current_worker()
        with self.session.reading():
            found = withheld_and_unworded(self.session.records, self.session.today)
        if not worker.is_cancelled:
            self.post_message(
                ShowAccount(
                    "What would not be public",
                    *_told(found, self.session.records),
                    "what is not public",
                )
            )

    def action_prepare(self) -> None:
        """Freeze one as the record stands now."""
        self.post_message(Fill("publication-prepare"))


def _told(
    found: "WithheldAndUnworded", records: Records
) -> tuple[Sequence[Section], Sequence[str]]:
    """The same as sections whose lines open the records, and as lines of text."""
    from auditrack.views.unworded import Unworded, by_kind

    parts: list[tuple[str, Sequence[str | Withheld]]] = [
        (f"Public today: {counted(len(found.public), 'review')}", found.public),
        (f"Not public: {counted(len(found.withheld), 'review')}", found.withheld),
    ]
    for title, several in (
        ("Not worded for the public", found.unworded),
        ("Printed without words", found.in_part),
    ):
        kinds = by_kind(several)
        if not kinds:
            parts.append((f"{title}: {counted(0, 'record')}", ()))
        parts += [(f"{title}: {called} ({len(ones)})", ones) for called, ones in kinds.items()]
    sections, lines = [], []
    for title, ones in parts:
        told = [
            Line(None, one, one)
            if isinstance(one, str)
            else Line(
                one.ref,
                (one.words if isinstance(one, Unworded) else "") or one.why,
                _page_of(records, one.ref),
            )
            for one in ones
        ]
        sections.append(Section(title, tuple(told) or (Line(None, "none"),)))
        lines += [
            title,
            *(f"- {line.label or ''} {line.text}".replace("-  ", "- ") for line in told),
        ]
    return sections, lines


def _page_of(records: Records, ref: str) -> str:
    """The record whose page words another: of a decision or a reply what it is on."""
    for table, field in (("decisions", "on_ref"), ("replies", "recommendation")):
        document = records.get(table, ref)
        if document is not None:
            return str(document.get(field) or ref)
    return ref
