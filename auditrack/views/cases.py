"""Which documents are of one case: the summary, overview, addendum and response to it."""

from collections.abc import Iterable, Mapping

from auditrack.model.refs import slug
from auditrack.model.review import Review
from auditrack.views.following import last_of


def cases_of(reviews: Iterable[Review]) -> Mapping[str, str]:
    """The case of each review, by the review's reference.

    A case is named by its documents, in any spelling of the same words, or by the reference of one
    of them. A superseded document is of the case of the one that took its place.
    """
    reviews = tuple(reviews)
    keys = {review.ref: _key(review) for review in reviews}
    spelt: dict[str, str] = {}
    goes_on_in: dict[str, str] = {}
    for review in reviews:
        if review.case_id:
            spelt.setdefault(keys[review.ref], review.case_id)
        if review.superseded_by in keys:
            goes_on_in[keys[review.ref]] = keys[review.superseded_by]
    return {
        ref: spelt.get(last, last)
        for ref, key in keys.items()
        for last in (last_of(key, goes_on_in.get),)
    }


def _key(review: Review) -> str:
    return slug(review.case_id or "") or review.case_id or review.ref
