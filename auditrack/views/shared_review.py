"""A review as it may be shared with other boards: what is public of it, and nothing of the work."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.record import view_of
from auditrack.model.review import Review
from auditrack.model.shared_review import (
    KIND,
    SharedFinding,
    SharedRecommendation,
    SharedReview,
    SharedWindow,
)
from auditrack.model.text import cleaned, one_line
from auditrack.themes.lexicon import LEXICON_VERSION, library
from auditrack.views.board import board_of, is_demonstration
from auditrack.views.public_records import public_records
from auditrack.views.public_reviews import is_published
from auditrack.views.public_state import PublicRecords
from auditrack.views.theming import Theming

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_SAFE = "No file was written; an earlier file is untouched."


def to_share(
    register: "Store", ref: str, as_at: date, records: Records | None = None
) -> SharedReview:
    """A published review as other boards may take it in.

    Its words are those that the public copy prints; whom it asks, whose practice it was and all
    work on it stay here. Of themes, confirmed ones of the library go with it.

    Args:
        register: the register; its name and identity.
        ref: the review's reference.
        as_at: the day it must be public on.
        records: the state to tell (default: the live one).

    Raises:
        RefusedError: it is not published, may not be public, or is another body's to share.
    """
    state = register if records is None else records
    document = state.get("reviews", ref) or {}
    if document.get("shared_from"):
        raise RefusedError(
            Refusal(
                "not-ours",
                f"{ref} was shared by {document.get('shared_by')}, and is that body's to share.",
                ref=ref,
                safe=_SAFE,
                todo="Ask that body for its share file.",
            )
        )
    if document.get("superseded_by") or document.get("status") == "superseded":
        by = document.get("superseded_by") or "another document"
        raise RefusedError(
            Refusal(
                "superseded",
                f"{ref} is superseded by {by}, and is not shared any more.",
                ref=ref,
                safe=_SAFE,
                todo=f"Share {by}. To tell others that this one is taken back: auditrack review "
                f"share {ref} --withdrawal",
            )
        )
    public = public_records(state, as_at)
    review = public.get("reviews", ref)
    if review is None:
        raise RefusedError(_withheld(public, ref))
    if not is_published(view_of(Review, document), as_at):
        raise RefusedError(
            Refusal(
                "not-published",
                f"{ref} may be public, and is not published yet.",
                ref=ref,
                safe=_SAFE,
                todo="Share it from the day of its publication on.",
            )
        )
    name = _name(register, state)
    theming = Theming(public)
    shipped = {theme.id for theme in library()}

    def themes(of: str) -> tuple[str, ...]:
        return tuple(sorted(shipped.intersection(theming.of(of, confirmed=True))))

    def line(text: object) -> str | None:
        return one_line(str(text or "")) or None

    windows = {
        (one.get("start"), one.get("end")): SharedWindow(start=one.get("start"), end=one.get("end"))
        for one in public.select("windows")
        if one["review"] == ref and (one.get("start") or one.get("end"))
    }
    return SharedReview(
        board=name,
        register=register.header.register,
        ref=ref,
        as_at=as_at.isoformat(),
        entry=state.head.number,
        head=state.head.hash,
        lexicon=LEXICON_VERSION,
        demonstration=is_demonstration(register),
        withdrawn=False,
        title=line(review.get("title")),
        type=review.get("type"),
        published=review.get("published"),
        boards=tuple(filter(None, map(line, review.get("boards", ())))) or (name,),
        practice=tuple(windows.values()),
        findings=tuple(
            SharedFinding(
                ref=str(one["ref"]),
                label=line(one.get("label")),
                kind=one.get("kind") or "concern",
                text=cleaned(one["text"]).strip(),
                themes=themes(str(one["ref"])),
            )
            for one in _printed(public, "findings", ref)
        ),
        recommendations=tuple(
            SharedRecommendation(
                ref=str(one["ref"]),
                label=line(one.get("label")),
                kind=one.get("kind") or "recommendation",
                reach=one.get("reach"),
                text=cleaned(one["text"]).strip(),
                themes=themes(str(one["ref"])),
            )
            for one in _printed(public, "recommendations", ref)
        ),
    )


def taken_back(register: "Store", ref: str, as_at: date) -> SharedReview:
    """That a review which left before is withdrawn: its reference, and nothing more of it.

    Raises:
        RefusedError: it never left as a shared review (`never-shared`).
    """
    if not any(
        one.get("kind") == KIND and one.get("what") == ref for one in register.select("exports")
    ):
        raise RefusedError(
            Refusal(
                "never-shared",
                f"{ref} was never shared, so there is nothing to take back.",
                ref=ref,
                safe=_SAFE,
            )
        )
    return SharedReview(
        board=_name(register, register),
        register=register.header.register,
        ref=ref,
        as_at=as_at.isoformat(),
        entry=register.head.number,
        head=register.head.hash,
        lexicon=LEXICON_VERSION,
        demonstration=is_demonstration(register),
        withdrawn=True,
        title=None,
        type=None,
        published=None,
        boards=(),
        practice=(),
        findings=(),
        recommendations=(),
    )


def texts_of(shared: SharedReview) -> dict[str, str]:
    """Every text of a share file by where it stands, for the disclosure check."""
    found = {"title": shared.title or ""}
    items: list[SharedFinding | SharedRecommendation] = [*shared.findings, *shared.recommendations]
    for one in items:
        found[f"label of {one.ref}"] = one.label or ""
        found[f"text of {one.ref}"] = one.text
    return {where: text for where, text in found.items() if text}


def _printed(public: PublicRecords, table: str, ref: str) -> list[Mapping[str, Any]]:
    """Its records as public, in the order of the document."""
    found = [one for one in public.select(table) if one["review"] == ref]
    return sorted(found, key=lambda one: int(one.get("order") or 0))


def _name(register: "Store", state: Records) -> str:
    return one_line(board_of(state).name or register.header.board)


def _withheld(public: PublicRecords, ref: str) -> Refusal:
    why = next((one.why for one in public.withheld if one.ref == ref), "it is not on record")
    return Refusal(
        "not-public",
        f"{ref} may not be shared: {why}.",
        ref=ref,
        safe=_SAFE,
        todo="Share it once it is public. To tell others that it was taken back: auditrack review "
        f"share {ref} --withdrawal",
    )
