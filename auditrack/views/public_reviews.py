"""Which reviews may be public on a day, and why each of the others may not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.model.record import view_of
from auditrack.model.review import Review
from auditrack.model.words import PROCEEDINGS, word
from auditrack.views.asked import Asked
from auditrack.views.cases import cases_of
from auditrack.views.following import chain
from auditrack.views.steady import Steady
from auditrack.views.wording import when

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Withheld:
    """A review, or something of one, that is not public, and why: for authors, never for others."""

    ref: str
    why: str


@dataclass(frozen=True)
class PublicReviews:
    """The reviews that may be public, by reference, the others, and the case of each of them all.

    Whatever a case is called, which documents are one is told by the whole record.
    """

    public: Mapping[str, Review]
    withheld: tuple[Withheld, ...]
    cases: Mapping[str, str]


def public_reviews(records: Records, as_at: date) -> PublicReviews:
    """The reviews that may be public on a day, and each of the others with why not.

    A review is public where a person published it, or said that it may be published, and nothing
    stands against it: no proceedings on any document of its case that are not certainly over by
    the day. What is not certain (a day that cannot be read, a year that is not over) counts as
    not yet. Other boards' reviews are for those boards to publish; national reviews that are
    published are public.
    """
    raw = records._records if isinstance(records, Steady) else records
    documents = raw.select("reviews")
    reviews = {str(one["ref"]): view_of(Review, one) for one in documents}
    unfit = records.unfit("reviews") if isinstance(records, Steady) else {}
    cases = cases_of(reviews.values())
    open_of = _open_proceedings(raw.select("proceedings"), cases, as_at)
    asked = Asked(records)
    against: dict[str, str] = {}
    for ref, review in reviews.items():
        why = (
            "its record cannot be read as a review"
            if ref in unfit
            else _why_not(review, as_at, asked) or open_of.get(cases[ref], "")
        )
        if why:
            against[ref] = why
    # A document that another took the place of is public as long as that one is.
    for ref, review in reviews.items():
        if ref not in against and (review.superseded_by or review.status == "superseded"):
            last = chain(ref, lambda one: _next(reviews, one))[-1]
            if last == ref:
                against[ref] = "it is superseded, and what took its place is not on record"
            elif last in against:
                against[ref] = f"it is superseded by {last}, which is not public"
    public = {ref: review for ref, review in reviews.items() if ref not in against}
    withheld = tuple(Withheld(ref, against[ref]) for ref in reviews if ref in against)
    return PublicReviews(public, withheld, cases)


def is_published(review: Review, as_at: date) -> bool:
    """Whether a review is published by a day, so that its own words are public.

    Of a day that is not exact the last one counts, unless a person said that it may be published.
    """
    days = interval(review.published)
    if days is None:
        return False
    return days.latest <= as_at or (review.publishable == "yes" and days.earliest <= as_at)


def _why_not(review: Review, as_at: date, asked: Asked) -> str:
    """What of a review's own record stands against it; "" where nothing does."""
    published = interval(review.published)
    if review.withdrawn_on or review.status == "withdrawn":
        return "it is withdrawn"
    if review.status == "provisional":
        return "it is provisional"
    if review.status not in ("active", "superseded"):
        return f'its status "{review.status}" is none that may be published'
    own = not review.boards or any(asked.is_own_board(name) for name in review.boards)
    if not own and review.type != "national":
        return "it is another board's, and that board's to publish"
    if review.publishable == "no":
        return "it is not to be published"
    if published is not None and published.earliest > as_at:
        return f"it is published on {when(review.published)}, which is later"
    if review.publishable == "after":
        after = interval(review.publishable_after)
        if after is None:
            return "it may be published after a day that is not on record"
        if after.latest >= as_at:
            return f"it may be published after {when(review.publishable_after)}"
        return ""
    if review.publishable == "yes":
        return ""
    if review.publishable is not None:
        return f'"{review.publishable}" does not say that it may be published'
    if published is None:
        return "no day of publication is on record, and nobody said that it may be published"
    if not is_published(review, as_at):
        return f"its day of publication ({when(review.published)}) is not certainly past"
    return ""


def _open_proceedings(
    proceedings: Iterable[Document], cases: Mapping[str, str], as_at: date
) -> dict[str, str]:
    """Why nothing of a case is public, by case, where proceedings are not certainly over."""
    found: dict[str, str] = {}
    for one in proceedings:
        review = str(one.get("review") or "")
        ended = interval(one.get("ended"))
        if review not in cases or one.get("withdrawn_on"):
            continue
        if ended is None or ended.latest > as_at:
            kind = one.get("kind")
            said = word(PROCEEDINGS, kind if isinstance(kind, str) and kind else "proceedings")
            found[cases[review]] = f"{said} beside {review} not on record as over by the day"
    return found


def _next(reviews: Mapping[str, Review], ref: str) -> str | None:
    by = reviews[ref].superseded_by if ref in reviews else None
    return by if by in reviews else None
