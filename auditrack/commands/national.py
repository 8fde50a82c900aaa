"""Reviews that another body entered once and shared: national ones above all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.exchange import must_be_anothers
from auditrack.commands.naming import review_reference, title_reference
from auditrack.commands.owned_elsewhere import TAKE
from auditrack.commands.theme_link import link_theme
from auditrack.commands.withdrawing import STANDS_AGAIN
from auditrack.model.refs import slug
from auditrack.model.shared_review import (
    SharedFinding,
    SharedRecommendation,
    SharedReview,
    read_shared,
)
from auditrack.model.words import FINDING_KINDS, REACHES, RECOMMENDATION_KINDS
from auditrack.views.asked import Asked
from auditrack.views.wording import counted

_ITEMS = ("recommendations", "findings")


@dataclass(frozen=True)
class TakeSharedReview(Command):
    """Take in a review that another body shared, or its later version.

    `ref` is what it is to be called here (default: as there). `joint` says that it is of this
    board too, so that it counts here as its own reviews do; `older` takes a version that is older
    than what is on record.
    """

    cmd: ClassVar[str] = TAKE

    content: bytes
    ref: str | None = None
    joint: bool = False
    older: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a damaged file, this register's own, an older version, and nothing new."""
        theirs = read_shared(self.content)
        must_be_anothers(desk, theirs)
        standing = standing_of(desk, theirs)
        if standing is not None:
            self._must_go_on(theirs, standing)
        if theirs.withdrawn:
            _withdraw(desk, theirs, standing)
            return
        self._must_count_as_meant(desk, theirs)
        ref = self._review(desk, theirs, standing)
        _windows(desk, ref, theirs)
        new, gone = 0, 0
        for table, items in (
            ("findings", theirs.findings),
            ("recommendations", theirs.recommendations),
        ):
            made, left = _records(desk, table, ref, theirs, items)
            new, gone = new + made, gone + left
        if standing is not None and not any(
            op.table != "reviews" or set(op.fields) - {"shared_entry"} for op in desk.ops
        ):
            raise refuse(
                "no-change",
                f"{ref} says already what {theirs.board} shares at its entry {theirs.entry}.",
                ref=ref,
            )
        desk.made.insert(0, ref)
        desk.notes.append(
            f"Shared by {theirs.board} and entered there as {theirs.ref}: "
            f"{counted(new, 'new record')}, {gone} no longer in it. Its own words are not changed "
            "here; what this board does about it is its own."
        )

    def _must_go_on(self, theirs: SharedReview, standing: Mapping[str, Any]) -> None:
        ref = str(standing["ref"])
        if standing.get("disposed_on"):
            raise refuse(
                "disposed",
                f"The texts of {ref} were disposed of here, and are not taken in again.",
                ref=ref,
            )
        if (
            standing.get("withdrawn_on")
            and not standing.get("shared_withdrawn")
            and not standing.get("undone")
        ):
            raise refuse(
                "withdrawn",
                f"{ref} was withdrawn here: {standing.get('withdrawn_why') or 'no reason given'}.",
                ref=ref,
                todo=f"Reinstate it first: auditrack review withdraw {ref} --reinstate --why TEXT",
            )
        on_record = standing.get("shared_entry") or 0
        if theirs.entry < on_record and not self.older:
            raise refuse(
                "older-file",
                f"The file stands at entry {theirs.entry} of {theirs.board}; {ref} is on record "
                f"as shared at its entry {on_record}.",
                ref=ref,
                todo="Ask for the newest file. If this one is meant all the same, take it with "
                "--older.",
            )

    def _must_count_as_meant(self, desk: Desk, theirs: SharedReview) -> None:
        """Refuse a review that would count as this board's own, unless a person says that it is."""
        asked = Asked(desk.records)
        own = next((name for name in theirs.boards if asked.is_own_board(name)), None)
        if own is not None and not self.joint:
            raise refuse(
                "counts-here",
                f'The review names "{own}" as a body that it is of, and that reads as this board: '
                "it would count towards where themes stand here.",
                todo="If it is a joint review of this board too, take it in with --joint. If this "
                f"board entered it as well, it would count twice. Else ask {theirs.board} to name "
                "its bodies in full.",
            )

    def _review(self, desk: Desk, theirs: SharedReview, standing: Mapping[str, Any] | None) -> str:
        fields: dict[str, Any] = {
            "title": theirs.title,
            "type": theirs.type,
            "published": theirs.published,
            "published_text": theirs.published,
            "boards": theirs.boards,
            "publishable": "yes",
            "shared_by": theirs.board,
            "shared_entry": theirs.entry,
        }
        if standing is None:
            ref = self._reference(desk, theirs)
            return desk.insert(
                "reviews",
                ref,
                **fields,
                shared_from=theirs.register,
                shared_ref=theirs.ref,
                status="active",
            )
        ref = str(standing["ref"])
        if standing.get("withdrawn_on"):
            fields |= {**STANDS_AGAIN, "status": "active", "shared_withdrawn": None}
        _change(desk, "reviews", standing, fields)
        return ref

    def _reference(self, desk: Desk, theirs: SharedReview) -> str:
        if self.ref:
            return review_reference(desk, self.ref)
        return desk.free(title_reference(theirs.ref), "reviews")


def standing_of(desk: Desk, theirs: SharedReview) -> Mapping[str, Any] | None:
    """The review on record that a share file is of; None where there is none yet."""
    return next(
        (
            one
            for one in desk.by("reviews", "shared_from", theirs.register)
            if one.get("shared_ref") == theirs.ref
        ),
        None,
    )


def _withdraw(desk: Desk, theirs: SharedReview, standing: Mapping[str, Any] | None) -> None:
    """Withdraw what its owner took back; this board's own work on it stays on record."""
    if standing is None or standing.get("withdrawn_on"):
        so_far = "was never taken in here" if standing is None else "is withdrawn here already"
        raise refuse(
            "no-change",
            f"{theirs.board} took back its review {theirs.ref}, which {so_far}.",
            ref=str(standing["ref"]) if standing else None,
        )
    ref = str(standing["ref"])
    desk.update(
        "reviews",
        ref,
        status="withdrawn",
        withdrawn_on=desk.day,
        withdrawn_why=f"{theirs.board} took it back (its entry {theirs.entry})",
        shared_withdrawn=True,
        shared_entry=theirs.entry,
    )
    desk.made.append(ref)
    desk.notes.append(
        f"{theirs.board} took {ref} back, so it counts no longer. What this board did about it "
        "stays on record."
    )


def _windows(desk: Desk, ref: str, theirs: SharedReview) -> None:
    """The periods of practice as the file tells them; what it tells no more is withdrawn."""
    told = {(one.start, one.end) for one in theirs.practice}
    there = set()
    for one in desk.by("windows", "review", ref):
        period = (one.get("start"), one.get("end"))
        if period in told and period not in there:
            there.add(period)
            if one.get("withdrawn_on"):
                desk.update("windows", str(one["ref"]), **STANDS_AGAIN)
        elif not one.get("withdrawn_on"):
            desk.update(
                "windows",
                str(one["ref"]),
                withdrawn_on=desk.day,
                withdrawn_why=f"{theirs.board} shares it no longer",
            )
    for window in theirs.practice:
        if (window.start, window.end) not in there:
            desk.insert("windows", review=ref, start=window.start, end=window.end)


def _records(
    desk: Desk,
    table: str,
    review: str,
    theirs: SharedReview,
    items: Iterable[SharedFinding | SharedRecommendation],
) -> tuple[int, int]:
    """Write findings or recommendations by what their owner calls them.

    Returns:
        How many are new, and how many of those on record its owner withdrew.
    """
    there = {str(one.get("shared_ref")): one for one in desk.by(table, "review", review)}
    new = 0
    for number, item in enumerate(items, 1):
        fields = _fields(table, item, number)
        before = there.pop(item.ref, None)
        if before is None:
            ref = desk.free(f"{review}/{_own_part(item.ref, theirs.ref)}", *_ITEMS)
            entered = {"entered_on": desk.day} if table == "recommendations" else {}
            desk.insert(table, ref, review=review, shared_ref=item.ref, **fields, **entered)
            new += 1
        else:
            ref = str(before["ref"])
            if before.get("withdrawn_on"):
                fields |= STANDS_AGAIN
            _change(desk, table, before, fields)
        _themes(desk, ref, review, item.themes)
    gone = [one for one in there.values() if not one.get("withdrawn_on")]
    for one in gone:
        desk.update(
            table,
            str(one["ref"]),
            withdrawn_on=desk.day,
            withdrawn_why=f"{theirs.board} shares it no longer (its entry {theirs.entry})",
        )
    return new, len(gone)


def _fields(table: str, item: SharedFinding | SharedRecommendation, number: int) -> dict[str, Any]:
    fields: dict[str, Any] = {"label": item.label, "text": item.text, "order": number}
    if isinstance(item, SharedRecommendation):
        fields["kind"] = item.kind if item.kind in RECOMMENDATION_KINDS else "recommendation"
        fields["reach"] = item.reach if item.reach in REACHES else None
    else:
        fields["kind"] = item.kind if item.kind in FINDING_KINDS else "concern"
    return fields


def _own_part(ref: str, review: str) -> str:
    """What a record is called within its review: `4.2` of `national-2/4.2`."""
    own = ref.removeprefix(f"{review}/")
    return own if own != ref and "/" not in own else slug(ref) or "1"


def _change(desk: Desk, table: str, before: Mapping[str, Any], fields: dict[str, Any]) -> None:
    """Write the fields that say something new; what was erased here stays erased."""
    ref = str(before["ref"])
    erased = {
        str(one.get("field")) for one in desk.by("redactions", "of", ref) if one.get("confirmed_on")
    }
    new = {
        name: value
        for name, value in fields.items()
        if _flat(value) != _flat(before.get(name)) and name not in erased
    }
    if erased & fields.keys():
        desk.notes.append(f"What was erased of {ref} stays erased.")
    if new:
        desk.update(table, ref, **new)


def _themes(desk: Desk, of: str, review: str, themes: tuple[str, ...]) -> None:
    """Link a record to the themes that its owner confirmed; what this board judged stays."""
    from auditrack.views.theming import Theming

    theming = Theming(desk.records)
    told = {now for one in themes if (now := theming.now(one)) in theming.themes}
    for link in desk.by("theme_links", "of", of):
        theme = theming.now(str(link.get("theme")))
        if theme not in told:
            if link.get("shared") and not link.get("withdrawn_on"):
                desk.update(
                    "theme_links",
                    str(link["ref"]),
                    withdrawn_on=desk.day,
                    withdrawn_why="its owner links it no longer",
                )
            continue
        told.discard(theme)
        if link.get("withdrawn_on") and link.get("shared"):
            desk.update("theme_links", str(link["ref"]), **STANDS_AGAIN)
    for theme in sorted(told):
        link_theme(desk, of, review, theme, "confirmed", shared=True)


def _flat(value: Any) -> Any:
    return tuple(value) or None if isinstance(value, (list, tuple)) else value
