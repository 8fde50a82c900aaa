"""By what way the records of each table come into the extract of a review, or why none can."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LEADS_TO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "actions": ("serves",),
        "agency_comments": ("publication",),
        "audits": ("serves",),
        "criteria": ("audit",),
        "decisions": ("on_ref",),
        "evidence": ("serves", "audit"),
        "extensions": ("action",),
        "findings": ("review",),
        "imports": ("review",),
        "interests": ("about",),
        "links": ("a", "b"),
        "meeting_items": ("on_ref",),
        "mentions": ("link", "review"),
        "proceedings": ("review",),
        "publications": ("what",),
        "recommendations": ("review",),
        "redactions": ("of",),
        "replies": ("recommendation",),
        "return_questions": ("about",),
        "serves": ("record", "serves"),
        "sign_offs": ("publication",),
        "theme_links": ("of", "review"),
        "told": ("review",),
        "updates": ("action",),
        "watch_names": ("review",),
        "windows": ("review",),
    }
)
"""The fields of each table that say of which record one is; they lead up to its reviews."""

WITH: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "agency_comments": {"publication": "publications"},
        "interests": {"meeting": "meetings"},
        "presences": {"meeting": "meetings"},
        "reminders": {"form": "return_forms"},
        "return_questions": {"form": "return_forms"},
        "sign_offs": {"publication": "publications"},
        "told": {"export": "exports"},
    }
)
"""Tables whose records come with another that is in it, by the field that names that one; a record
of these that is of another review does not."""

BROUGHT: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "agency_comments": {"export": "exports"},
        "decisions": {"meeting": "meetings"},
        "interests": {"meeting": "meetings"},
        "meeting_items": {"meeting": "meetings"},
        "replies": {"form": "return_forms"},
        "return_questions": {"form": "return_forms"},
    }
)
"""Fields by which a record that is in it brings another along: what was decided, its meeting."""

NAMING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "exports": "those that name the review, and each that left since it was entered",
        "meetings": "those in which it was dealt with",
        "publications": "those of it, and those of the whole record",
        "recurrence_reasons": "those that name the review",
        "releases": "those that name the review, and those of words that stand in its texts",
        "return_forms": "those that asked something of it",
        "reviews": "the review itself",
    }
)
"""Tables whose records come into it otherwise, and how; in each table a record of no review that
names the review comes into it too."""

CANNOT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "agencies": "who the bodies are, whatever the review; each is named where it is meant",
        "board": "the board's own settings",
        "heading_checks": "who compared a heading set of annual reports with its source",
        "heading_sets": "headings that law sets for annual reports",
        "headings": "headings that law sets for annual reports",
        "leads": "who is responsible, whatever the review; each is named where it is meant",
        "other_board_themes": "how often other boards' reviews raised a theme",
        "other_boards": "which boards' exchange files were taken in",
        "phrases": "phrases by which themes are suggested in any text",
        "roles": "what each login may do",
        "sheet_words": "what the words of trackers mean",
        "subgroups": "the board's groups; each is named where it is meant",
        "themes": "what the board's themes mean; each is named where it is meant",
    }
)
"""Tables that hold nothing of any one review, each with what it holds instead. A record of them
that names the review is in its extract all the same."""

ALSO_STORED: Final = ("redactions",)
"""Tables that are stored and no list of records that leave."""

TABLES: Final = tuple(
    sorted({*LEADS_TO, *WITH, *NAMING, *CANNOT, *ALSO_STORED})
)  # a test compares them with every table there is
