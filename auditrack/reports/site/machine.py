"""The same public facts for other programs: one JSON file, and a CSV for each kind of record."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final

import msgspec

from auditrack.analysis.position import CAVEAT
from auditrack.reports.exports.formats import defused
from auditrack.reports.site.addresses import recommendation_page, review_page, theme_page
from auditrack.reports.site.markup import shown
from auditrack.views.site_values import RecommendationShown, ReviewShown, Site, ThemeShown

JSON: Final = "record.json"

HOLDS: Final[Mapping[str, str]] = {
    JSON: "everything in this record, as JSON",
    "reviews.csv": "the reviews",
    "findings.csv": "what they found",
    "recommendations.csv": "what they recommended",
    "replies.csv": "what agencies answered",
    "decisions.csv": "what the board decided",
    "actions.csv": "what was done",
    "evidence.csv": "the evidence that was filed",
    "tests.csv": "tests of practice, and other audits",
    "themes.csv": "the themes, and where each stands",
}
"""The files with what each holds."""

FORMAT: Final = "auditrack public record 1"
"""What the JSON says that it is; a later version only adds keys."""


def machine_files(site: Site) -> dict[str, bytes]:
    """Every file for other programs, by its path."""
    tables = _rows(site)
    return {
        JSON: _json(site),
        **{name: _csv(site, columns, tables[name]) for name, columns in _COLUMNS.items()},
    }


def _json(site: Site) -> bytes:
    told = {
        "format": FORMAT,
        "board": site.board,
        "demonstration": site.demonstration,
        "as_at": site.as_at.isoformat(),
        "entry": site.head.number,
        "hash": site.head.hash,
        "publication": site.publication,
        "signed_off": site.signed_off,
        "signed_off_before_the_time_to_comment_ran_out": site.overridden,
        "contact": site.contact,
        "note": CAVEAT,
        "reviews": site.reviews,
        "themes": site.themes,
        "comments": site.comments,
    }
    return msgspec.json.format(msgspec.json.encode(_plain(told)), indent=1) + b"\n"


def _plain(value: Any) -> Any:
    """A value as JSON holds it: texts as the pages show them, records with their page."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        told = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        if (page := _page_of(value)) is not None:
            told["page"] = page
        return told
    return value


def _page_of(value: Any) -> str | None:
    if isinstance(value, RecommendationShown):
        return recommendation_page(value.review, value.ref)
    if isinstance(value, ReviewShown):
        return review_page(value.ref)
    return theme_page(value.ref) if isinstance(value, ThemeShown) else None


_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "reviews.csv": (
        *("ref", "title", "kind", "published", "examined", "arranged", "due", "concluded"),
        *("delay", "goes_on_in", "page"),
    ),
    "findings.csv": ("ref", "review", "called", "kind", "text", "themes", "led_to"),
    "recommendations.csv": (
        *("ref", "review", "called", "kind", "text", "reach", "agencies", "original_due"),
        *("agreed_due", "ended", "themes", "findings", "page"),
    ),
    "replies.csv": ("of", "ref", "agency", "answer", "to", "on", "words"),
    "decisions.csv": ("of", "ref", "said", "on", "until", "words"),
    "actions.csv": (
        *("of", "ref", "kind", "agency", "original_due", "agreed_due", "state", "done_on"),
        "words",
    ),
    "evidence.csv": (
        *("of", "ref", "level", "level_word", "about", "result", "accepted", "agency"),
        "words",
    ),
    "tests.csv": (
        *("ref", "on", "practice_from", "practice_to", "outcome", "looked_at", "is_test"),
        *("chosen", "cases", "agencies", "of", "themes"),
    ),
    "themes.csv": (
        *("ref", "name", "words", "reason", "definition", "findings", "recommendations", "page"),
    ),
}
"""The columns of each CSV: facts by the names that the JSON has for them."""


def _rows(site: Site) -> dict[str, Iterable[tuple[str, Any]]]:
    """What each CSV tells, by its file: records, each with the one that it is of, or "" ."""
    reviews, asks = site.reviews, site.recommendations
    decided: tuple[Any, ...] = (*reviews, *site.findings, *asks)
    tested: tuple[Any, ...] = (*asks, *site.themes)
    tests = {test.ref: test for one in tested for test in one.tests}
    return {
        "reviews.csv": (("", one) for one in reviews),
        "findings.csv": (("", one) for one in site.findings),
        "recommendations.csv": (("", one) for one in asks),
        "replies.csv": ((ask.ref, one) for ask in asks for one in ask.replies),
        "decisions.csv": ((on.ref, one) for on in decided for one in on.decisions),
        "actions.csv": ((on.ref, one) for on in decided for one in on.actions),
        "evidence.csv": ((ask.ref, one) for ask in asks for one in ask.evidence),
        "tests.csv": (("", one) for one in tests.values()),
        "themes.csv": (("", one) for one in site.themes),
    }


def _csv(site: Site, columns: Sequence[str], rows: Iterable[tuple[str, Any]]) -> bytes:
    """RFC 4180 in UTF-8 with its mark, and no cell that a spreadsheet takes for a formula."""
    made_up = ("demonstration",) if site.demonstration else ()
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*columns, *made_up))
    for of, one in rows:
        beside = {"page": _page_of(one), "demonstration": "made up", **({"of": of} if of else {})}
        cells = (
            beside[name] if name in beside else getattr(one, name) for name in (*columns, *made_up)
        )
        writer.writerow([defused(_cell(cell)) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    """A fact as one cell holds it: several joined, a period as "2014-01..2015-06"."""
    if isinstance(value, tuple):
        return "; ".join(
            "..".join(str(end or "") for end in part) if isinstance(part, tuple) else shown(part)
            for part in value
        )
    return shown(value) if isinstance(value, str) else value
