"""Forms for what is to be public: wordings, preparing, comments, answers, signing off."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from auditrack.commands.publication import WORDED, WordForThePublic
from auditrack.commands.right_of_reply import AnswerComment
from auditrack.model.change import Records
from auditrack.model.words import PUBLICATIONS
from auditrack.tui.forms import choices
from auditrack.tui.forms.field import CLEAR, Choice, Field, Value
from auditrack.tui.forms.form import Form, Given, Values
from auditrack.tui.forms.why import REASON, WHY
from auditrack.tui.plain import one_line
from auditrack.views.seen import unwithdrawn
from auditrack.views.wording import decided_in_words, shortened

if TYPE_CHECKING:  # what is public is worked out where somebody asks
    from auditrack.views.publications import CommentNow

_LONG = 70

_OWN_WORDS = {
    "recommendations": "text",
    "findings": "text",
    "replies": "reason",
    "decisions": "reason",
    "actions": "what",
    "evidence": "shows",
    "reviews": "delay_reason",
}
"""The words that a wording for the public takes the place of."""


# A wording for the public


def _worded(records: Records, ref: str) -> tuple[str, Mapping[str, object]] | None:
    """The table and the record of a reference that may be worded for the public."""
    for table in WORDED:
        document = records.get(table, ref)
        if document is not None:
            return table, document
    return None


def _what_may_be_worded(records: Records, ref: str) -> Sequence[Choice]:
    """The record itself, then the replies to it and the board's decisions on it."""
    own = _worded(records, ref)
    if own is None:
        return ()
    itself = "its reason for delay" if own[0] == "reviews" else "its own words"
    found = [Choice(ref, f"{ref}  {itself}")]
    for reply in unwithdrawn(records.index("replies", "recommendation").get(ref, ())):
        if reply.get("answer"):
            found.append(_beside(reply, f"reply of {reply.get('agency')}: {reply['answer']}"))
    for one in unwithdrawn(records.index("decisions", "on_ref").get(ref, ())):
        found.append(_beside(one, f"the board decided: {decided_in_words(one)}"))
    return found


def _beside(document: Mapping[str, object], said: str) -> Choice:
    return Choice(str(document["ref"]), one_line(f"{document['ref']}  {said}"))


def _usual_wording(records: Records, values: Mapping[str, Value], today: date) -> str:
    """The wording on record; where there is none, the record's own words, to be changed."""
    found = _worded(records, str(values.get("ref") or ""))
    if found is None:
        return ""
    table, document = found
    return str(document.get(WORDED[table]) or document.get(_OWN_WORDS[table]) or "")


def _stands_now(records: Records, ref: str, today: date) -> str:
    found = _worded(records, ref)
    words = str(found[1].get(WORDED[found[0]]) or "") if found is not None else ""
    return f"Now: {shortened(words, 200)}" if words else "It has no wording for the public yet."


def _wording(given: Given) -> WordForThePublic:
    text = str(given.values["text"])
    return WordForThePublic(
        str(given.values["ref"]),
        "" if text == CLEAR else text,
        why=str(given.values["why"]) or None,
    )


# Agencies' comments


def named_in(records: Records, ref: str) -> Sequence[Choice]:
    """The agencies that a publication names, each with where it stands."""
    return [Choice(one.record.agency, f"{one.name}: {one.said}") for one in _comments(records, ref)]


def _said(records: Records, ref: str) -> Sequence[Choice]:
    """The comments on a publication, those that wait for an answer first."""
    said = [one for one in _comments(records, ref) if one.record.said]
    said.sort(key=lambda one: one.state != "to-answer")
    return [
        Choice(
            one.record.ref,
            f"{one.record.ref}  {one.name}: {shortened(one_line(one.record.said), _LONG)}",
        )
        for one in said
    ]


def _comments(records: Records, ref: str) -> "tuple[CommentNow, ...]":
    from auditrack.views.publications import publication_now

    document = records.get("publications", ref)
    return () if document is None else publication_now(records, document, date.max).comments


def _to_answer(records: Records, ref: str, today: date) -> Values:
    """The comment that waits for an answer, where there is one alone."""
    waiting = [one.record.ref for one in _comments(records, ref) if one.state == "to-answer"]
    return {"comment": waiting[0]} if len(waiting) == 1 else {}


def _answer(given: Given) -> AnswerComment:
    values = given.values
    printed = str(values["printed"])
    return AnswerComment(
        str(values["comment"]),
        text=str(values["text"]) or None,
        printed=printed == "yes" if printed else None,
        why=str(values["why"]) or None,
    )


def _missing(records: Records, ref: str, today: date) -> str:
    """What is still missing, said before anybody signs."""
    from auditrack.views.page_publication import missing
    from auditrack.views.publications import RIGHT_OF_REPLY, publication_now

    document = records.get("publications", ref)
    if document is None:
        return ""
    now = publication_now(records, document, today)
    said = [f"Still missing: {' '.join(lacks)}"] if (lacks := missing(now)) else []
    said += [
        f"{one.by} overrode the right of reply, which holds for you too: {one.override_why}"
        for one in now.sign_offs
        if RIGHT_OF_REPLY in one.overridden
    ]
    return " ".join(said)


FORMS = (
    Form(
        "public-wording",
        "Word for the public",
        "publication:WordForThePublic",
        (
            Field("ref", "Which", "pick", needed=True, choices_of=_what_may_be_worded),
            Field(
                "text",
                "For the public",
                "text",
                "F7 fills in what is on record, to be changed; a dash takes the wording back.",
                needed=True,
                clears=True,
                usual=_usual_wording,
            ),
            WHY,
        ),
        about="ref",
        note=_stands_now,
        make=_wording,
    ),
    Form(
        "publication-prepare",
        "Prepare for the public",
        "publication:PreparePublication",
        (
            Field("kind", "What", "pick", needed=True, choices=choices.of_words(PUBLICATIONS)),
            Field(
                "review",
                "Review",
                "pick",
                "Of a response; a public record may be of one or of all.",
                choices=choices.reviews,
            ),
            Field("due_back", "Comments by", "date", "Blank means the board's days to reply."),
            Field("since", "Year from", "date", "Blank means the board's year that ended last."),
            Field("until", "Year to", "date", "Of an annual report alone."),
            Field(
                "headings",
                "Heading sets",
                "picks",
                "None named: those in force.",
                choices=choices.heading_sets,
                more=True,
            ),
            Field("as_at", "Judged by", "date", "Blank means today.", more=True),
            WHY,
        ),
        note=lambda *_: (
            "What is on record now is frozen; agencies that it names are to be sent what it says "
            "of them."
        ),
        names=True,
    ),
    Form(
        "publication-comment",
        "Comment on",
        "right_of_reply:CommentOnPublication",
        (
            Field("agency", "Agency", "pick", needed=True, choices_of=named_in),
            Field("said", "It said", "text", "Word for word; blank where it has no comment."),
            Field("nothing", "No comment", "yes-no", "Yes: it says that it has none."),
            Field("on", "On", "date", "Blank means today."),
            WHY,
        ),
        about="publication",
    ),
    Form(
        "publication-answer",
        "Answer or print a comment on",
        "right_of_reply:AnswerComment",
        (
            Field("comment", "Comment", "pick", needed=True, choices_of=_said),
            Field("text", "The board answers", "text", "It may be printed, answered, or both."),
            Field("printed", "Print it", "yes-no", "Yes: the publication prints the comment."),
            WHY,
        ),
        start=_to_answer,
        make=_answer,
    ),
    Form(
        "publication-sign-off",
        "Sign off",
        "publication_sign_off:SignOffPublication",
        (
            Field(
                "override",
                "Override",
                "text",
                "A chair's reason to sign although agencies may still comment; it is kept.",
            ),
            WHY,
        ),
        about="publication",
        note=_missing,
        confirm="You agree to exactly what is frozen. Once two have, one of them the chair, it "
        "may be written for the public.",
    ),
    Form(
        "publication-withdraw",
        "Withdraw the publication",
        "publication:WithdrawPublication",
        (REASON,),
        about="ref",
        confirm="Nothing is written from it any more. What went out already is out.",
    ),
)
