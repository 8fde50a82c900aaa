"""The pages of a review and of a finding."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.record import view_of
from auditrack.model.refs import natural_key
from auditrack.model.review import Finding, Review
from auditrack.model.words import (
    FINDING_KINDS,
    HISTORIES,
    PROCEEDINGS,
    PUBLISHABLE,
    REVIEW_STATUSES,
    REVIEW_TYPES,
    word,
)
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.imported import imports_of, in_words
from auditrack.views.milestones import against_its_date, milestones_of, reason_of
from auditrack.views.page_ask import action_lines
from auditrack.views.page_told import told_section
from auditrack.views.seen import stands, unwithdrawn
from auditrack.views.sheet import Line, Page, Section, section, sections, told
from auditrack.views.whose_review import shared_in_words
from auditrack.views.wording import counted, decided_in_words, listed, shortened, when

_SHORT = 160


def review_page(records: Records, ref: str, today: date) -> Page:
    """The page of one review."""
    document = records.get("reviews", ref)
    assert document is not None
    review = view_of(Review, document)
    facts = Facts(records, today)
    return Page(
        ref=ref,
        kind="review",
        heading=review.title or ref,
        sections=sections(
            _about(facts, review),
            _milestones(review, today),
            _practice(records, review, today),
            _asks(facts, review),
            _findings(records, review, today),
            _actions(facts, review),
            told_section(records, ref, today),
        ),
    )


def _about(facts: Facts, review: Review) -> Section | None:
    searched = "history complete" if facts.is_searched(review) else "history not searched"
    return section(
        "About it",
        told("Type", word(REVIEW_TYPES, review.type) if review.type else None),
        Line("Published", when(review.published)),
        told("Board", listed(review.boards, "")),
        told("Shared by", shared_in_words(review)),
        told("Case", review.case_id),
        Line("Status", _status(review)),
        *(
            Line(word(PROCEEDINGS, one.get("kind")).capitalize(), _went(one))
            for one in unwithdrawn(facts.records.index("proceedings", "review").get(review.ref, ()))
        ),
        told("Publishable", _publishable(review)),
        told("Watch-list", _watched(facts.records, review)),
        Line("What was done", word(HISTORIES, review.history) if review.history else searched),
        told("Superseded by", review.superseded_by, review.superseded_by),
        *_documents(facts.records, review),
        told(
            "Retention review", when(review.retention_review) if review.retention_review else None
        ),
        told("Disposed of", when(review.disposed_on) if review.disposed_on else None),
        Line("Withdrawn", f"{when(review.withdrawn_on)}: {review.withdrawn_why}")
        if review.withdrawn_on
        else None,
    )


def _documents(records: Records, review: Review) -> tuple[Line | None, ...]:
    """The documents that it was taken in from; else the one that it names."""
    taken = tuple(Line("Taken in", in_words(one)) for one in imports_of(records, review.ref))
    return taken or (told("Document", review.source_file),)


def _status(review: Review) -> str:
    said = word(REVIEW_STATUSES, review.status)
    if review.status == "provisional" and review.provisional_until:
        return f"{said} until {when(review.provisional_until)}"
    return said


def _publishable(review: Review) -> str | None:
    if review.publishable == "after" and review.publishable_after:
        return f"after {when(review.publishable_after)}"
    return word(PUBLISHABLE, review.publishable) if review.publishable else None


def _watched(records: Records, review: Review) -> str | None:
    """How many names are on its watch-list, and never which: a page may be projected."""
    names = unwithdrawn(records.index("watch_names", "review").get(review.ref, ()))
    return counted(len(names), "name") if names else None


def _went(proceedings: Mapping[str, Any]) -> str:
    """How long proceedings went on, as far as is recorded."""
    opened, ended = proceedings.get("open"), proceedings.get("ended")
    since = f"open since {when(opened)}" if opened else "since when is not recorded"
    return f"{since}, ended {when(ended)}" if ended else since


def _milestones(review: Review, today: date) -> Section | None:
    """The days it was to pass, how it stands beside them, and why it is or was late."""
    if not (review.arranged or review.due or review.concluded or review.delay_reason):
        return None
    found = milestones_of(review, today)
    said = against_its_date(found)
    return section(
        "Milestones",
        told("Arranged", when(review.arranged) if review.arranged else None),
        told("Due", when(review.due) if review.due else None),
        told("Concluded", when(review.concluded) if review.concluded else None),
        Line("Against its date", f"{said[0].upper()}{said[1:]}"),
        told("Reason for delay", reason_of(found)),
        told("Public wording", review.delay_public),
    )


def _practice(records: Records, review: Review, today: date) -> Section | None:
    windows = [
        window
        for window in records.index("windows", "review").get(review.ref, ())
        if stands(records, window, today)
    ]
    if not windows:
        return section(
            "Practice examined",
            Line(
                None,
                "No period of practice is recorded, so whether a theme came back in later "
                "practice cannot be certain.",
            ),
        )
    return section(
        "Practice examined",
        *(
            Line(
                window.get("subject"),
                f"{when(window.get('start'), 'an unknown start')} to "
                f"{when(window.get('end'), 'an unknown end')}",
            )
            for window in windows
        ),
    )


def _asks(facts: Facts, review: Review) -> Section | None:
    documents = [
        document
        for document in facts.records.index("recommendations", "review").get(review.ref, ())
        if stands(facts.records, document, facts.as_at)
    ]
    documents.sort(key=lambda d: (d.get("order", 0), natural_key(d["ref"])))
    lines = []
    for document in documents:
        ask = Ask(facts, document)
        lines.append(
            Line(
                f"{document.get('label') or document['ref']}, {ask.brag.word}",
                shortened(document["text"], _SHORT),
                document["ref"],
            )
        )
    return section(counted(len(documents), "recommendation"), *lines)


def _findings(records: Records, review: Review, today: date) -> Section | None:
    documents = [
        document
        for document in records.index("findings", "review").get(review.ref, ())
        if stands(records, document, today)
    ]
    return section(
        counted(len(documents), "finding"),
        *(
            Line(
                f"{document.get('label') or document['ref']}, "
                f"{word(FINDING_KINDS, document.get('kind')).lower()}",
                shortened(document["text"], _SHORT),
                document["ref"],
            )
            for document in documents
        ),
    )


def _actions(facts: Facts, review: Review) -> Section | None:
    actions = facts.actions.serving(review.ref)
    return section(
        "Actions about the review itself",
        *(line for action in actions for line in action_lines(action)),
    )


def finding_page(records: Records, ref: str, today: date) -> Page:
    """The page of one finding."""
    document = records.get("findings", ref)
    assert document is not None
    finding = view_of(Finding, document)
    facts = Facts(records, today)
    review = facts.reviews.get(finding.review)
    decisions = facts.standing.decisions(ref)
    return Page(
        ref=ref,
        kind="finding",
        heading=f"{finding.label or ref}, {review.title if review else finding.review}",
        sections=sections(
            section(word(FINDING_KINDS, finding.kind), Line(None, finding.text)),
            section(
                "About it",
                Line("Review", review.title if review else finding.review, finding.review),
                told("As printed", finding.as_printed),
                told("Under the heading", finding.theme_heading),
                told("Group", finding.group),
                *(Line("Led to", one, one) for one in finding.led_to),
                told("No recommendation because", finding.no_recommendation_why),
                told("Public wording", finding.public_wording),
                Line("Withdrawn", f"{when(finding.withdrawn_on)}: {finding.withdrawn_why}")
                if finding.withdrawn_on
                else None,
                *(Line("The board decided", decided_in_words(one)) for one in decisions),
            ),
            section(
                "Themes",
                *(
                    Line(
                        facts.theming.name(link["theme"]),
                        "confirmed"
                        if link.get("status") == "confirmed"
                        else "suggested, not confirmed",
                        f"theme:{facts.theming.now(link['theme'])}",
                    )
                    for link in facts.theming.links_of(ref)
                ),
            ),
            section(
                "Actions",
                *(line for action in facts.actions.serving(ref) for line in action_lines(action)),
            ),
        ),
    )
