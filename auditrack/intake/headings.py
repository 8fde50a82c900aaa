"""What a heading opens: a section of a known kind, a theme, an outcome, actions, or a label."""

import re
from typing import Literal

from auditrack.intake.bodies import strip_number

Zone = Literal[
    "front",
    "contents",
    "summary",
    "recommendations",
    "agency",
    "national",
    "lessons",
    "findings",
    "good-practice",
    "plan",
    "quoted",
    "terms",
    "body",
]

_EARLIER = (
    r"(?:previous|earlier|prior|past|other|related|historic|similar|recent local|national"
    r"|existing|outstanding"
    r"|relevant local)"
)
_WORDINGS: tuple[tuple[Zone, str], ...] = (
    ("contents", r"(?:table of )?contents(?: page)?|index"),
    (
        "quoted",
        rf".*\b{_EARLIER}\b.{{0,40}}\b(?:serious case|safeguarding practice"
        rf"|safeguarding adults?|domestic homicide|case)?"
        r"\s*(?:reviews?|scrs?|lcsprs?|sars?|dhrs?|inquir\w+|inspections?)\b.*"
        rf"|.*\brecommendations?\b.{{0,40}}\b(?:from|of|in|made by)\b.{{0,30}}\b{_EARLIER}\b.*"
        r"|.*\b(?:previous|earlier|prior|past)\b.{0,30}\brecommendations?\b.*"
        r"|(?:progress|update|response).{0,40}\b(?:previous|earlier|last|existing"
        r"|implementation)\b.*"
        r"|(?:learning|lessons) from (?:previous|other|earlier|national)\b.*",
    ),
    (
        "terms",
        r"(?:appendix \w+\W*)?(?:terms of reference|key lines of enquiry"
        r"|scope(?: of the review)?)\b.*",
    ),
    (
        "national",
        r"(?:national recommendations?|recommendations? (?:for|to|at) (?:a )?(?:national"
        r"|government)\b.*"
        r"|recommendations? for national\b.*)",
    ),
    (
        "agency",
        r".*\b(?:single|individual|specific|own|imr)[- ]?(?:agency|agencies"
        r"|organisation\w*)?\b.{0,30}"
        r"\brecommendations?\b.*|.*\bagency(?: report| specific)? recommendations?\b.*"
        r"|.*\brecommendations?\b.{0,40}\b(?:single|individual|agenc(?:y|ies)|imrs?"
        r"|management reviews?)\b.*",
    ),
    (
        "plan",
        r".*\baction plans?\b.*|.*\bimplementation plan\b.*|improvement plan"
        r"|.*\bresponse plan\b.*",
    ),
    (
        "summary",
        r"(?:executive |overall |brief )?summary(?: of (?:the )?(?:case|review"
        r"|findings))?(?: and conclusions?)?",
    ),
    (
        "recommendations",
        r"what (?:needs to|should|must) (?:change|happen)(?: next| now)?|"
        r"(?:.*\b)?recommendations?(?: and (?:next steps|conclusions?|actions?|learning"
        r"|lessons.*"
        r"|findings|considerations|questions.*))?"
        r"|recommendations? (?:for|to|arising|from|made|of|in)\b.*"
        r"|summary of (?:key )?recommendations?.*"
        r"|(?:overview|key|multi[- ]agency|board|strategic|local|lscb"
        r"|overview report) recommendations?.*",
    ),
    (
        "lessons",
        r"(?:key |the |main |summary of )?(?:lessons?|learning)(?: (?:to be )?(?:learn(?:ed"
        r"|t)|points?|identified|themes"
        r"|opportunities))?(?: (?:from|for|arising|of)\b.*| in this\b.*"
        r"| and (?:recommendations|conclusions?|findings|analysis|good practice|reflections?"
        r"|improvement)s?)?|what (?:have )?we (?:have )?learn(?:ed|t)\b.*"
        r"|.*\b(?:lessons learn(?:ed|t)|learning points)\b.*",
    ),
    ("findings", r"(?:key |the |main |review |summary of )?findings(?: (?:and|from|of)\b.*)?"),
    (
        "good-practice",
        r"(?:areas? of |examples? of |evidence of |notable |effective |what worked well|what went"
        r" well|strengths)?(?:good|effective|notable)? ?practice(?: (?:identified|points?|examples?"
        r"|observed|and strengths))?|what (?:worked|went) well|strengths|good practice\b.*",
    ),
    (
        "body",
        r"introduction|background|methodology|method|process|the (?:review )?process"
        r"|analysis\b.*|conclusions?"
        r"|concluding \w+|the facts|facts|chronology\b.*|(?:key|significant) (?:episodes?"
        r"|events?|practice)\b.*"
        r"|family (?:background|composition|involvement|perspective|views?)\b.*"
        r"|the family\b.*|genogram"
        r"|parallel (?:processes|investigations|proceedings)|about the (?:author|reviewers?)"
        r"|foreword|preface"
        r"|acknowledge?ments?|improvements (?:already )?(?:made"
        r"|implemented)\b.*|developments since\b.*"
        r"|glossary.*|abbreviations.*|references|bibliography|appendix(?: \w{1,3})?(?:\W.*)?"
        r"|appendices|annexe?s?(?: \w{1,3})?(?:\W.*)?"
        r"|endnotes|footnotes|next steps|the (?:serious case review|review|case|incident)"
        r"|summary of (?:the )?(?:events|agency).*"
        r"|equality and diversity.*|confidentiality|dissemination|distribution list"
        r"|membership.*|panel members.*"
        r"|agencies involved|narrative\b.*|contributors.*|the circumstances.*"
        r"|statement (?:of|by).*|timeline",
    ),
)
_SECTIONS = tuple((zone, re.compile(words, re.IGNORECASE)) for zone, words in _WORDINGS)
_THEME = re.compile(
    r"(?:key\s+)?(?:theme|topic|priority|practice theme|learning theme|area of learning|issue"
    r"|key line of enquiry|domain|strand)"
    r"\s*(?:\d{1,2}|[A-Z]|one|two|three|four|five|six|seven|eight|nine"
    r"|ten)?\s*[:.–—-]\s*(?P<name>\S.*)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?P<name>(?:intended|expected|desired|anticipated|planned)\s+(?:outcomes?|impacts?"
    r"|results?|benefits?)"
    r"|outcomes?|outcomes? (?:sought|intended|expected|required|measures?)|success (?:measures?"
    r"|criteria|indicators?)"
    r"|measures? of success|what (?:will )?(?:success|good) (?:will )?looks? like"
    r"|impact measures?|expected impact"
    r"|(?P<shared>how (?:will|do|would|can) (?:we|the board|the partnership|you) know\b[^:?]{0,60}"
    r"|how (?:this|it|success|impact|impact will be|they) (?:will|can|is) (?:be )?(?:measured"
    r"|tested|evidenced|known)|evidence of impact|measuring impact))"
    r"\s*(?:[:?–—-]+|$)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ACTIONS = re.compile(
    r"(?:(?:\w+ ){0,3}context\s*/?\s*)?(?:(?:\w+\s+){0,3}actions?\b(?! plan)"
    r"(?:\s+(?:already\s+)?(?:taken|required|agreed|planned|proposed"
    r"|to (?:be )?take[n]?|for \w+|since|completed|needed"
    r"|points?))?(?:\s*/\s*(?:\w+ ){0,3}actions?)?"
    r"|what (?:we|the board|the partnership) (?:will|are going to|have) (?:do|done)"
    r"|what (?:has been|is being|will be) done)\s*:?",
    re.IGNORECASE,
)
_RATIONALE = re.compile(
    r"(?:rationale|why (?:this|it) matters|reasons?(?: for (?:this )?(?:the )?recommendation)?"
    r"|context|background|explanation|commentary"
    r"|evidence|justification|supporting (?:evidence|narrative)|discussion|why"
    r"|considerations? for the board|questions? for the board"
    r"|link(?:ed|s)? (?:to|with)\b.{0,60}|timescales?|time ?frame|deadline|by when|target date"
    r"|lead(?: (?:agency|officer))?|owner|responsib\w+|priority)"
    r"\s*(?:[:–—-]+\s*(?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)


def section_of(text: str) -> Zone | None:
    """The kind of section that a heading opens, or None for a heading of another kind."""
    words = " ".join(strip_number(text).split()).strip(" .:*–-")
    words = re.sub(
        r"^(?:section|chapter|part)\s+(?:\d{1,2}|[A-Z]|[ivx]+)\s*[:.–-]?\s*", "", words, flags=re.I
    )
    if not words or len(words) > 110 or len(words.split()) > 14:
        return None
    appendix = re.match(
        r"(?:appendix|annexe?)\s+\w{1,3}\s*[:.–-]?\s+(?P<rest>\S.*)", words, re.IGNORECASE
    )
    if appendix is not None:
        return section_of(appendix["rest"]) or "body"
    for zone, pattern in _SECTIONS:
        if pattern.fullmatch(words):
            return zone
    return None


def theme_name(text: str) -> str | None:
    """The name in "THEME 1: Quality of assessments", or None."""
    hit = _THEME.fullmatch(strip_number(text).strip())
    return hit["name"].strip() if hit is not None else None


def outcome_marker(text: str) -> tuple[bool, str] | None:
    """Whether the text opens an outcome: (serves several items, words after it), or None."""
    hit = _OUTCOME.fullmatch(text.strip())
    if hit is None:
        return None
    rest = hit["rest"].strip()
    if (
        rest
        and ":" not in text[: len(text) - len(rest)]
        and "?" not in text[: len(text) - len(rest)]
    ):
        return None
    return hit["shared"] is not None, rest


def is_actions(text: str) -> bool:
    """Whether a heading opens actions taken or planned."""
    return len(text.split()) <= 12 and bool(_ACTIONS.fullmatch(text.strip()))


def is_rationale(text: str) -> bool:
    """Whether a text opens the reasons, lead or date of an item, which are not its words."""
    hit = _RATIONALE.fullmatch(text.strip())
    return hit is not None and (hit["rest"] is None or ":" in text[:60] or not hit["rest"])
