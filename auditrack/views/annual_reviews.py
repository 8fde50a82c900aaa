"""The reviews of a year: concluded, ongoing, against their dates, without any; what they found."""

from collections.abc import Iterable
from dataclasses import dataclass

from auditrack.analysis.milestones import Milestones
from auditrack.model.dates import interval
from auditrack.model.review import Review
from auditrack.model.words import FINDING_KINDS, REVIEW_STATUSES, REVIEW_TYPES, word
from auditrack.views.annual_values import LOCAL, NATIONAL, FindingLine, ReviewLine
from auditrack.views.annual_year import Document, Year, sorted_by_day
from auditrack.views.cases import cases_of
from auditrack.views.milestones import against_its_date, milestones_of
from auditrack.views.seen import seen, standing
from auditrack.views.wording import when

NO_REASON = "no reason on record"
NO_PUBLIC_REASON = "no reason worded for publication"


@dataclass(frozen=True)
class ReviewsOfYear:
    """The reviews by what they did in the period; a review may stand in several."""

    arranged: tuple[ReviewLine, ...]
    concluded: tuple[ReviewLine, ...]
    published: tuple[ReviewLine, ...]
    published_only: tuple[ReviewLine, ...]
    unsettled: tuple[ReviewLine, ...]
    ongoing: tuple[ReviewLine, ...]
    timely: tuple[ReviewLine, ...]
    undated: tuple[ReviewLine, ...]
    arranged_roughly: tuple[str, ...]
    published_roughly: tuple[str, ...]


def reviews_of_year(year: Year) -> ReviewsOfYear:
    """Every review that counts, of this board or national, sorted by what it did."""
    cases = cases_of(year.reviews.values())
    counted = [
        one
        for one in year.reviews.values()
        if year.group(one.ref) in (LOCAL, NATIONAL) and not one.superseded_by
    ]
    line = {one.ref: _line(year, one, cases[one.ref]) for one in counted}

    def those(holds: Iterable[Review], *by: str) -> tuple[ReviewLine, ...]:
        return sorted_by_day((line[one.ref] for one in holds), *by)

    dated = [one for one in counted if _days(one)]
    concluded = [one for one in dated if year.holds(one.concluded)]
    only = [one for one in dated if not interval(one.concluded) and year.holds(one.published)]
    rough = [
        one
        for one in dated
        if year.holds(one.concluded) is None
        or (not interval(one.concluded) and year.holds(one.published) is None)
    ]
    ongoing = [one for one in dated if _is_ongoing(year, one)]
    timely = [one for one in dated if _has_a_date(year, one) or one in ongoing]
    return ReviewsOfYear(
        arranged=those((one for one in dated if year.holds(one.arranged)), "arranged"),
        concluded=those(concluded, "concluded"),
        published=those((one for one in dated if year.holds(one.published)), "published"),
        published_only=those(only, "published"),
        unsettled=those(rough, "concluded", "published"),
        ongoing=those(ongoing, "arranged"),
        timely=those(timely, "arranged", "due", "concluded", "published"),
        undated=those(one for one in counted if not _days(one)),
        arranged_roughly=tuple(one.ref for one in dated if year.holds(one.arranged) is None),
        published_roughly=tuple(one.ref for one in dated if year.holds(one.published) is None),
    )


def _days(review: Review) -> bool:
    """Whether any date says in which year it stands."""
    dates = (review.arranged, review.concluded, review.published)
    return any(interval(one) is not None for one in dates)


def _has_a_date(year: Year, review: Review) -> bool:
    dates = (review.arranged, review.due, review.concluded, review.published)
    return any(year.holds(one) is not False for one in dates)


def _is_ongoing(year: Year, review: Review) -> bool:
    """Whether it was arranged by the end, and nothing says it was concluded or published by then.

    Where only an end after the period is on record it was not concluded in it, but when it was
    arranged is not known: it is not said to be ongoing.
    """
    arranged = interval(review.arranged)
    if arranged is None or arranged.earliest > year.end:
        return False
    ends = (interval(one) for one in (review.concluded, review.published))
    return all(one is None or one.earliest > year.end for one in ends)


def _line(year: Year, review: Review, case: str) -> ReviewLine:
    found = milestones_of(review, year.end)
    records = year.records
    asks = standing(
        records, records.index("recommendations", "review").get(review.ref, ()), year.now.as_at
    )
    return ReviewLine(
        ref=review.ref,
        title=review.title or review.ref,
        types=(review.type or "",),
        type_word=word(REVIEW_TYPES, review.type, "type not recorded"),
        group=year.group(review.ref),
        case=case,
        arranged=_by(year, review.arranged),
        due=review.due,
        concluded=_by(year, review.concluded),
        published=_by(year, review.published),
        status=word(REVIEW_STATUSES, review.status),
        against=against_its_date(found),
        reason=_reason(year, review, found),
        is_late=found.is_late,
        asks=tuple(str(one["ref"]) for one in asks),
        findings=findings_of(year, review.ref),
        since_then=_since_then(year, review),
    )


def _by(year: Year, data: str | None) -> str | None:
    return data if interval(data) is not None and seen(data, year.end) else None


def _reason(year: Year, review: Review, found: Milestones) -> str:
    if year.public:
        return review.delay_public or (NO_PUBLIC_REASON if found.is_late else "")
    return review.delay_reason or (NO_REASON if found.is_late else "")


def _since_then(year: Year, review: Review) -> str:
    """What the report's day knows that the end of the period did not."""
    said = [
        f"{name} {when(data)}"
        for name, data in (("concluded", review.concluded), ("published", review.published))
        if interval(data) and not seen(data, year.end) and seen(data, year.now.as_at)
    ]
    return ", ".join(said)


def findings_of(year: Year, review: str) -> tuple[FindingLine, ...]:
    """The findings of a review, in its order."""
    records = year.records
    found = standing(records, records.index("findings", "review").get(review, ()), year.now.as_at)
    ordered = sorted(found, key=lambda one: int(one.get("order") or 0))
    return tuple(_finding(year, one) for one in ordered)


def _finding(year: Year, document: Document) -> FindingLine:
    review = str(document["review"])
    return FindingLine(
        ref=str(document["ref"]),
        review=review,
        title=year.title(review),
        types=year.types((review,)),
        kind=word(FINDING_KINDS, str(document.get("kind") or "concern")),
        text=str(document.get("text") or ""),
        note=_led_to(year, document),
    )


def _led_to(year: Year, document: Document) -> str:
    records = year.records
    asks = [
        one
        for ref in document.get("led_to") or ()
        if (one := records.get("recommendations", ref)) is not None
    ]
    if asks:
        labels = ", ".join(str(one.get("label") or one["ref"]) for one in asks)
        return f"led to {labels}"
    if document.get("kind") == "good-practice":
        return ""
    why = document.get("no_recommendation_why")
    if why and not year.public:
        return f"no recommendation: {why}"
    return "no recommendation that followed from it is on record"


def good_practice_of(year: Year, reviews: Iterable[ReviewLine]) -> tuple[FindingLine, ...]:
    """Good practice that some reviews found, each review once."""
    good = word(FINDING_KINDS, "good-practice")
    each = {one.ref: one for one in reviews}
    return tuple(line for one in each.values() for line in one.findings if line.kind == good)
