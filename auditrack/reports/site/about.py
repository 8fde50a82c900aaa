"""The page about the record: how it is made, how themes are judged, and what its words mean."""

from auditrack.analysis.position import CAVEAT
from auditrack.model.words import LEVELS
from auditrack.reports.kit.terms import BROAD_THEMES
from auditrack.reports.site.addresses import ABOUT, HOME
from auditrack.reports.site.frame import RECORD, Page, day, section, table
from auditrack.reports.site.markup import joined, paragraphs, tag
from auditrack.reports.site.told import capital
from auditrack.views.site_values import Site

TOO_SOON = (
    " This record is an exception: the chair signed it off before the agencies’ time to comment "
    "had run out."
)
"""What is said where the right of reply was overridden; the reason is the board’s own."""

_LEVELS = {
    0: "Somebody says that it was done or that it helped.",
    1: "Something was done: a policy was written, training was held.",
    2: "People took it up: they attended, or they use the form.",
    3: "Practice was seen: in case files, by observation, or by asking children and adults.",
    4: "An independent test, or a measured result for children or adults.",
}

_WORDS = (
    ("Recommendation", "What a review asks to be done, so that practice changes."),
    ("Accepted, accepted in part, declined", "What an agency answered when it was asked."),
    ("To be implemented", "The board decided that it is to be done."),
    (
        "Done",
        "The agency reports that the action is done. No second person has signed it off, and it "
        "does not show that practice changed.",
    ),
    ("Signed off", "A second person agrees that the action is done."),
    (
        "Closed",
        "The board decided to stop following the recommendation. It does not show that practice "
        "changed.",
    ),
    (
        "Test of practice",
        "An audit that looked at practice, or accepted evidence of practice with a result. A "
        "policy, a training record or a survey of what staff know is not one.",
    ),
    ("Embedded", "A test found what was learned in everyday practice."),
    ("Partly embedded", "A test found it in part, or not everywhere."),
    ("Not embedded", "A test did not find it in practice."),
    (
        "Not worded for publication",
        "The board has written no words for the public here. What it keeps for its own work may "
        "name people, and stays in its register.",
    ),
)


def about(site: Site) -> Page:
    """The page about the record."""
    parts = [
        section("How this record is made", *_made(site)),
        section(
            "How it is judged where a theme stands",
            tag("p", "Two questions are asked of each theme, and kept apart:"),
            tag(
                "ul",
                tag(
                    "li",
                    "Did it come back? It is said to be raised again where a later review "
                    "looked at practice from after the day by which the earlier actions were due. "
                    "Where dates do not settle that, nothing is said.",
                ),
                tag(
                    "li",
                    "What do tests of practice show? Only a test counts. An action that is "
                    "reported as done counts as reported, and no more.",
                ),
            ),
            tag(
                "p",
                "Every theme is judged by the same written rules, from the dates, actions and "
                "tests on record. Nobody sets where a theme stands by hand. Themes count only "
                "where a person has confirmed them. Some themes have no position in this record.",
            ),
            tag("p", BROAD_THEMES),
            tag("p", CAVEAT),
            id="positions",
        ),
        section(
            "Levels of evidence",
            tag("p", "What is filed to show that something was done or changed has a level:"),
            table(
                "Levels of evidence, from the weakest to the strongest",
                ("Level", "What it is"),
                [
                    (f"{level}: {capital(LEVELS[level])}", meaning)
                    for level, meaning in _LEVELS.items()
                ],
            ),
            id="levels",
        ),
        section(
            "What the words mean",
            table("Words of this record", ("Word", "Meaning"), list(_WORDS)),
        ),
        section(
            "What is not printed",
            tag(
                "ul",
                tag("li", "Names of children, adults, families and staff."),
                tag(
                    "li",
                    "Numbers of people or cases under five, and numbers that would let somebody "
                    "work one out.",
                ),
                tag("li", "Agencies’ own papers, and the board’s working notes."),
                tag("li", "Order or number of agencies by how they did: none are compared."),
            ),
        ),
        section("Whom to contact", paragraphs(site.contact)) if site.contact else None,
    ]
    return Page(
        ABOUT,
        "About this record",
        joined(part for part in parts if part is not None),
        under=((HOME, RECORD),),
    )


def _made(site: Site) -> list[object]:
    board = site.board or "The board"
    signed = f" ({day(site.signed_off)})" if site.signed_off else ""
    return [
        tag(
            "p",
            f"{board} keeps a register of what reviews recommended and what became of it. These "
            f"pages were made from it by a program, at {site.head}, and say how things stood on "
            f"{day(site.as_at.isoformat())}. The entry, with the code beside it, names the exact "
            "state of the register.",
        ),
        tag(
            "p",
            "Before it is published, agencies that it names may comment on what it says of them, "
            f"and the board’s chair and one other person sign it off{signed}."
            f"{TOO_SOON if site.overridden else ''}",
        ),
        tag(
            "p",
            "A review stands here when it is published or may be published, and no court "
            "proceedings or inquest beside it are open.",
        ),
    ]
