"""The heading sets that come with auditrack, and the sections that a heading may be filled with.

A set that is shipped never changes under its reference: people mark as verified what they saw. One
that turns out wrong is shipped anew under another reference.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from auditrack.model.heading_set import HeadingSet

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "work_on_reviews": "what was done on reviews, and how effective it was",
        "members": "what each agency did",
        "reviews_concluded": "reviews that concluded, with their findings",
        "reviews_ongoing": "reviews ongoing at the end of the period",
        "findings_implemented": "what was done to implement findings and recommendations",
        "decisions_and_actions": "decisions and actions on reviews, and what improved",
        "declined": "what is not to be implemented, with reasons",
        "little_progress": "areas with little or no progress",
        "impact": "evidence of impact, by level",
        "banked": "examples banked for the annual report",
        "good_practice": "good practice that reviews found",
        "themes": "where themes stand",
        "tests_of_practice": "audits of practice and what they found",
        "carried_forward": "what earlier years left untested",
        "timeliness": "reviews against their dates, with reasons for delay",
        "copies": "to whom the report has to go",
        "figures": "every figure with its definition",
    }
)
"""What the register can fill in, by the name that a heading says under `fills`."""

ANNEX = "figures"
"""The section that no law asks for and that explains the others: it stands below no heading."""


@cache
def shipped() -> tuple[HeadingSet, ...]:
    """The sets as shipped, those of a nation and scope by when they came into force."""
    # A path beside this file: importlib.resources takes longer to import than all this to read.
    data = Path(__file__).with_name("heading_sets.json").read_bytes()
    return msgspec.json.decode(data, type=tuple[HeadingSet, ...])
