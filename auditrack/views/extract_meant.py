"""Which reviews an extract is about: the one that is named, or all of a case."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from auditrack.model.change import Records, RefusedError
from auditrack.model.record import view_of
from auditrack.model.refs import natural_key, slug
from auditrack.model.review import Review
from auditrack.views.cases import cases_of
from auditrack.views.find import find


@dataclass(frozen=True)
class Meant:
    """The references of the reviews; `case` is its name, "" where one review was named.

    `beside` are other reviews of the same case.
    """

    reviews: tuple[str, ...]
    case: str
    beside: tuple[str, ...]


def meant(records: Records, typed: str) -> Meant:
    """The reviews that a person means by a reference or by the name of a case.

    A reference means that review alone, whole or as far as it is unambiguous. The name of a case
    means all its reviews: the overview, the summary, what superseded one, and what was withdrawn.

    Raises:
        RefusedError: there is no such review or case.
    """
    wanted = typed.strip()
    reviews = [view_of(Review, document) for document in records.select("reviews")]
    cases = cases_of(reviews)
    exact = wanted.casefold()
    if records.get("reviews", exact) is None:
        named = [one.ref for one in reviews if one.case_id and slug(one.case_id) == slug(wanted)]
        if slug(wanted) and named:
            case = cases[named[0]]
            every = _sorted(ref for ref, of in cases.items() if of == case or ref in named)
            return Meant(every, next(o.case_id or "" for o in reviews if o.ref == named[0]), ())
    try:
        ref = find(records, wanted, "reviews")
    except RefusedError as error:
        safe = "No export was written; an earlier file is untouched."
        raise RefusedError(replace(error.refusal, safe=safe)) from None
    return Meant(
        (ref,), "", _sorted(one for one, of in cases.items() if of == cases[ref] and one != ref)
    )


def _sorted(refs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(refs, key=natural_key))
