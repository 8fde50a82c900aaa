"""What a sentence does: asks, introduces, tells what happened, wants assurance, returns none."""

import re

_MODAL = re.compile(
    r"\b(?:should|must|shall|ought to|needs? to|is to|are to|has to|have to|to be|will (?:ensure"
    r"|need|want"
    r"|consider|review|work|develop|provide|seek|undertake|make|arrange)|recommends? that"
    r"|is recommended"
    r"|are recommended|is asked to|are asked to|to (?:ensure|review|consider|develop|seek"
    r"|provide|undertake"
    r"|improve|establish|implement|share|agree|monitor|embed|promote|address|include|complete"
    r"|update|commission"
    r"|work|report|use|raise|strengthen|audit|deliver|continue|explore|revise|introduce|make"
    r"|take|write|lead"
    r"|support|identify|create|put|build|clarify|publish|evaluate|examine|test|train|remind"
    r"|assure|satisfy))\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:that\b|to\b|for\s|it is recommended|we recommend|consideration (?:to|should)|(?:ensure"
    r"|review|develop|consider"
    r"|provide|refresh|improve|establish|implement|undertake|audit|share|strengthen|promote"
    r"|embed|create|introduce"
    r"|revise|update|agree|monitor|deliver|commission|raise|seek|support|identify|build|clarify"
    r"|publish|evaluate"
    r"|explore|include|make|work|write|carry out|conduct|arrange|arrangements|training|increase"
    r"|remind|reinforce"
    r"|require|request|test|use|set up|produce|continue|complete|adopt|challenge|check|design"
    r"|lead|extend|amend"
    r"|convene|circulate|disseminate|put in place|ask|appoint|assure|assess|broaden|change"
    r"|communicate|define"
    r"|demonstrate|encourage|enhance|expand|facilitate|give|hold|incorporate|integrate|invite"
    r"|maintain|map|measure"
    r"|offer|prepare|prioritise|record|reduce|refer|report|respond|roll out|simplify|standardise"
    r"|train|urge"
    r"|widen|draw up|draft|remove|replace|resource|offer)\b(?!\s*[:.]?$))",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"(?:the following|these (?:are the )?recommendations|this (?:section|chapter|part"
    r"|review makes|report makes)|below"
    r"|the recommendations? (?:below|set out|in this|are|is|made|that follow|listed|arising|have"
    r"|from|of)|recommendations? (?:are|have been|made)"
    r"|as (?:a|the) result|each (?:agency|of the agencies)|(?:the |this )?(?:review|panel"
    r"|overview report|report|author|board|partnership|reviewers?)"
    r"(?: \w+){0,3} (?:makes?|made|sets? out|offers?|identified"
    r"|propose[sd]?)\b.{0,80}\brecommendations"
    r"|there (?:are|is|were|have been)|in addition to|individual (?:management|agency)"
    r"|agencies (?:have|were|made)|all agencies have"
    r"|listed below|it should be noted|the agencies|single agency recommendations"
    r"|this review has|many of|a number of|some of)\b",
    re.IGNORECASE,
)
_NARRATIVE = re.compile(
    r"\b(?:was|were|had|did|became|took|(?<!are )(?<!is )(?<!be )told|stated|explained|appeared)\b"
    r"|\b(?:review|report|panel|author|inquiry|audit|he|she|they|it|professionals|practitioners"
    r"|agencies|services|staff|which)"
    r"(?: (?:has|have|also|then))? (?:found|identified|highlighted|showed|noted|suggested"
    r"|described|failed|reported"
    r"|considered|concluded|missed)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\bshould be (?:welcomed|commended|congratulated|praised|applauded|recognised for)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:none|nil|n/?a|not applicable|no (?:single agency |further |agency |specific "
    r"|additional )*recommendations?"
    r"(?: (?:were )?(?:made|identified|required|returned|for this agency))?|nil return|tbc|-|–"
    r"|—)\.?",
    re.IGNORECASE,
)
_ASSURANCE = re.compile(
    r"\b(?:board|partnership|lscb|lscp|sab|safeguarding partners|partners|\w{1,4}scb|\w{1,4}scp"
    r"|\w{1,4}sab)\b"
    r"(?: \w+){0,4}? (?:want|wants|wish|wishes|need|needs|seek|seeks|ask|asks|should|may)(?: \w+)?"
    r"(?: to)?(?: be| have)? (?:re)?(?:assured?|assurance|satisf(?:y|ied)(?: (?:itself"
    r"|themselves))?)\b",
    re.IGNORECASE,
)
_ASSURED_OPENING = re.compile(
    r"(?:(?:the |we |it )?(?:\w+ ){0,6}?(?:will |would |may )?(?:no doubt )?(?:want|wish"
    r"|need)s? to be (?:re)?assured"
    r"|(?:we anticipate )?(?:the )?(?:\w+ ){0,5}(?:board"
    r"|partnership)(?: \w+){0,2} wish(?:es)? to satisfy itself)",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:.*\b)?(?:should|must|shall|to|will|that|recommendations?|recommended|following|follows"
    r"|below|recommends?|are|is"
    r"|actions?|ensure|need to|asked to|by|assured|assurance|of|all agencies|agencies|services?"
    r"|partners|board|partnership)"
    r"(?: that)?\s*[:;–-]+",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"‘(])")
_CLOSING = re.compile(
    r"(?:signed|date[d]?\b|author\b|independent (?:chair|author|reviewer|overview)"
    r"|report (?:author|ends)|end of (?:report|document)"
    r"|©|approved by|this (?:report|document) (?:was|has been)|acknowledg|the (?:author|panel"
    r"|reviewers?) (?:would like to|wish(?:es)? to) thank)",
    re.IGNORECASE,
)


def is_ask(text: str) -> bool:
    """Whether the text asks somebody to do something."""
    opening = text[:400]
    return bool(_MODAL.search(opening) or _OPENING.match(opening))


def is_intro(text: str) -> bool:
    """Whether the text speaks about the recommendations and is none."""
    if not _INTRO.match(text):
        return False
    return not re.search(r"\b(?:should|must)\b", text[:200]) or bool(
        re.match(
            r"(?:the following|these recommendations|it should be noted|the recommendations)",
            text,
            re.IGNORECASE,
        )
    )


def is_narrative(text: str) -> bool:
    """Whether the text tells what happened and asks nothing plainly."""
    if _PRAISE.search(text):
        return True
    return (
        bool(_NARRATIVE.search(text))
        and not _OPENING.match(text)
        and not re.search(r"\b(?:should|must|recommend|to ensure|needs? to)\b", text, re.IGNORECASE)
    )


def is_none(text: str) -> bool:
    """Whether an agency returned "None"."""
    return bool(_NONE.fullmatch(text.strip()))


def is_lead_in(text: str) -> bool:
    """Whether a text only opens a list of asks: "The Board should:", "It is recommended that:"."""
    return (
        text.rstrip().endswith((":", ":-", ": -", ":–"))
        and len(text.split()) <= 24
        and bool(_LEAD_IN.fullmatch(text.strip()))
    )


def is_assurance(text: str) -> bool:
    """Whether a text is an assurance point: "The Board will want to be assured that ..."."""
    return bool(_ASSURED_OPENING.match(text))


def is_closing(text: str) -> bool:
    """Whether a text is a signature or closing note."""
    return bool(_CLOSING.match(text))


def assurance_sentences(text: str) -> list[str]:
    """The sentences of a paragraph that want assurance for the board."""
    if "assur" not in text and "satisf" not in text:
        return []
    return [
        sentence.strip()
        for sentence in _SENTENCE.split(text)
        if len(sentence) < 900
        and _ASSURANCE.search(sentence)
        and not re.search(r"\b(?:was|were|has been|have been|had)\b (?:re)?assur", sentence)
    ]
