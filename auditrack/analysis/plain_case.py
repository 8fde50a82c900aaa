"""From one worked case, as plain data, to the facts that analysis judges."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from auditrack.analysis.facts import (
    EVERYBODY,
    LIVE,
    AuditFact,
    BoardFacts,
    EvidenceFact,
    LinkFact,
    MentionFact,
    RecommendationFact,
    ReviewFact,
    Settings,
    ThemeFacts,
    WindowFact,
)
from auditrack.model.dates import DateError, Interval, strict_interval

_STATES = LIVE | {"declined", "superseded", "no_longer_relevant", "withdrawn"}
_SETTINGS = ("grace_months", "due_cap_months", "stale_months", "hold_months")
_OTHER_WORDS = {
    "said_done": "closed",
    "done": "closed",
    "signed_off": "closed",
    "unknown": "not_known",
    "not_started": "open",
    "in_place": "in_progress",
}


def _word(value: Any, default: str) -> str:
    """A word of the vocabulary in one spelling: "not-embedded" is not_embedded."""
    if value is None or value == "":
        return default
    return "_".join(str(value).casefold().replace("-", " ").replace("_", " ").split())


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _texts(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, str | int):
        return [_text(value)]
    return [_text(one) for one in value if _text(one)]


def _agency(value: Any) -> str | None:
    name = _text(value)
    return name.casefold() if name.casefold() in EVERYBODY else name or None


def _agencies(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(name for one in _texts(row.get("agencies")) if (name := _agency(one)))


def _date(value: Any) -> Interval | None:
    if isinstance(value, date):
        return Interval(value, value)
    if isinstance(value, Mapping):
        ends = {key: _text(value.get(key)) or None for key in ("from", "to")}
        return strict_interval(ends)
    return strict_interval(_text(value) or None)


def _rows(case: Mapping[str, Any], key: str, of: str = "The case") -> Iterable[Mapping[str, Any]]:
    rows = case.get(key) or ()
    if isinstance(rows, str | Mapping) or not all(isinstance(row, Mapping) for row in rows):
        raise ValueError(f'{of} cannot be read: "{key}" is no list of records.')
    return rows


def _named(row: Mapping[str, Any], what: str) -> str:
    ref = _text(row.get("id"))
    if not ref:
        raise ValueError(f"A {what} of the case has no id, so nothing can refer to it.")
    return ref


def _review(row: Mapping[str, Any]) -> ReviewFact:
    ref = _named(row, "review")
    return ReviewFact(
        ref=ref,
        boards=frozenset([*_texts(row.get("board")), *_texts(row.get("boards"))]),
        published=_date(row.get("published")),
        case_id=_text(row.get("case_id")),
        status=_word(row.get("status"), "active"),
        searched=_word(row.get("history"), "searched") != "not_searched",
        windows=tuple(
            WindowFact(
                _date(window.get("start")),
                _date(window.get("end")),
                _text(window.get("case")) or None,
            )
            for window in _rows(row, "windows", f"Review {ref}")
        ),
        title=_text(row.get("title")),
    )


def _mentions(row: Mapping[str, Any]) -> Iterable[MentionFact]:
    ref = _named(row, "review")
    for mention in _rows(row, "mentions", f"Review {ref}"):
        start, end = _date(mention.get("concern_from")), _date(mention.get("concern_to"))
        dated = Interval(start.first if start else None, end.last if end else None)
        yield MentionFact(
            review=ref,
            weakness=_word(mention.get("polarity"), "weakness") == "weakness",
            subject=_text(mention.get("case")) or None,
            concern=dated if start or end else None,
            agencies=_agencies(mention),
        )


def _level(value: Any, ref: str) -> int:
    try:
        return int(value or 0)
    except (TypeError, ValueError) as error:
        raise ValueError(f"Evidence on {ref} has a level that is no number from 0 to 4.") from error


def _evidence(row: Mapping[str, Any], ref: str) -> Iterable[EvidenceFact]:
    for item in _rows(row, "evidence", f"Recommendation {ref}"):
        accepted = item.get("accepted")
        yield EvidenceFact(
            ref=_text(item.get("id")),
            level=_level(item.get("level"), ref),
            about=_date(item.get("about")),
            result=_word(item.get("result"), "") or None,
            accepted=True if accepted is None else bool(accepted),
            audit=_text(item.get("audit")) or None,
        )


def _recommendation(row: Mapping[str, Any]) -> RecommendationFact:
    ref = _named(row, "recommendation")
    status = _word(row.get("status"), "open")
    status = _OTHER_WORDS.get(status, status)
    if status not in _STATES:
        raise ValueError(
            f'Recommendation {ref} has the status "{status}", which is none of '
            f"{', '.join(sorted(_STATES))}."
        )
    due = _date(row.get("due"))
    return RecommendationFact(
        ref=ref,
        review=_text(row.get("review")),
        status=status,
        agency=_agency(row.get("agency")),
        due=due,
        agreed_due=_date(row.get("agreed_due")) or due,
        closed=_date(row.get("closed")),
        evidence=tuple(_evidence(row, ref)),
        title=_text(row.get("title")),
    )


def _audit(row: Mapping[str, Any]) -> AuditFact:
    on = _date(row.get("date"))
    return AuditFact(
        ref=_named(row, "audit"),
        date=on,
        sample_to=_date(row.get("sample_to")) or on,
        outcome=_word(row.get("outcome"), "inconclusive"),
        agencies=_agencies(row),
        looked_at=_word(row.get("looked_at"), "practice"),
    )


def _settings(case: Mapping[str, Any]) -> Settings:
    given = case.get("params") or {}
    numbers = {}
    for name in _SETTINGS:
        value = given.get(name, given.get(name.removesuffix("_months")))
        if value is not None:
            try:
                numbers[name] = int(value)
            except (TypeError, ValueError) as error:
                raise ValueError(f"The setting {name} is no number of months.") from error
    return Settings(**numbers)


def _as_of(case: Mapping[str, Any]) -> date:
    found = _date(case.get("as_of"))
    if found is None:
        raise ValueError("The case does not say as at which date it is to be judged (as_of).")
    return found.latest


def _is_same_ask(link: Mapping[str, Any]) -> bool:
    return bool(link.get("a") and link.get("b")) and _word(link.get("as"), "same_ask") == "same_ask"


def theme_of(case: Mapping[str, Any]) -> ThemeFacts:
    """The facts of one worked case.

    Args:
        case: Its keys, with what is missing at its default. Words are read in any of the usual
            spellings, dates as data strings, mappings of from and to, or null.

    Returns:
        One theme and its board, ready to be judged.

    Raises:
        ValueError: A date, number or word cannot be read, or something essential is missing; the
            text is a sentence.
    """
    if not isinstance(case, Mapping):
        raise ValueError("A case is one object with reviews, recommendations and an as-at date.")
    try:
        reviews = tuple(_review(row) for row in _rows(case, "reviews"))
        links = list(_rows(case, "links"))
        kind = _word(case.get("theme_kind"), "issue")
        return ThemeFacts(
            board=BoardFacts(
                as_of=_as_of(case),
                reviews=reviews,
                boards=frozenset([*_texts(case.get("board")), *_texts(case.get("boards"))]),
                settings=_settings(case),
            ),
            theme=_text(case.get("theme")),
            name=_text(case.get("name")),
            kind="lever" if kind in ("lever", "action_type", "type_of_action") else "issue",
            mentions=tuple(m for row in _rows(case, "reviews") for m in _mentions(row)),
            recommendations=tuple(_recommendation(row) for row in _rows(case, "recommendations")),
            audits=tuple(_audit(row) for row in _rows(case, "audits")),
            links=tuple(
                LinkFact(_text(link["a"]), _text(link["b"]), bool(link.get("confirmed")))
                for link in links
                if _is_same_ask(link)
            ),
            merged_from=tuple(_texts(case.get("merged_from"))),
            suggested=sum(
                not (link.get("a") or link.get("b")) and not link.get("confirmed") for link in links
            ),
        )
    except DateError as error:
        raise ValueError(f"A date of the case cannot be read. {error}") from error
