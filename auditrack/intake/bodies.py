"""Agencies, boards and other bodies: told from topics by the way they are named."""

import re

_BODY_WORDS = (
    r"boards?|partnerships?|trusts?|councils?|police|constabulary|services?|authorit(?:y|ies)"
    r"|agency|agencies|company|associations?|centres?|hospitals?|hospices?|schools?|colleges?"
    r"|academ(?:y|ies)|nurser(?:y|ies)|departments?|ministry|commission|commissioners?|nhs"
    r"|surger(?:y|ies)"
    r"|practices?|prisons?|probation|cafcass(?: cymru)?|ofsted|cqc|nice|ofcom|hmicfrs|hmip|nspcc"
    r"|lscbs?|lscps?|sabs?|[a-z]{1,4}scbs?|[a-z]{1,4}scps?|[a-z]{1,4}sabs?|icbs?|ccgs?|csps?"
    r"|mash|camhs|gps?|teams?"
    r"|forum|committees?|panel|sub-?groups?|executive|providers?|partners|government|inspectorate"
    r"|home office|society|foundation|university|social care|social work|crc|mappa"
    r"|safeguarding partners"
    r"|cps|dfe|dhsc|moj|nhse|mod|ukhsa|nhs england|healthcare|england|wales|directorate|network"
    r"|unit"
    r"|group|force|charity|organisations?|federation|homes?|maternity|midwifery|midwives"
    r"|health visiting"
    r"|health visitors|general practitioners?|general practice|primary care|ambulance|courts?"
    r"|army|navy"
    r"|assembly|commissioning group|consortium|collaborative|institute|leads|care"
)
_WEAK = (
    r"health|education|housing|probation|adults|children|midwifery|maternity|schools|care"
    r"|primary care"
)
_ENDS_AS_BODY = re.compile(
    rf".*?\b(?:{_BODY_WORDS})(?:\s*\([^()]{{1,80}}\))?(?:\s*[-–,]\s*[A-Z][\w’']+)?", re.IGNORECASE
)
_ACRONYM_BODY = re.compile(
    r"(?:[A-Z][\w’']*\s+){0,3}(?:[A-Z]{2,6}|[A-Z]{1,4}[a-z]?[A-Z]{1,4})(?:\s+(?:and"
    r"|&)\s+[A-Z]{2,6})?"
)
_WEAK_BODY = re.compile(rf"(?:{_WEAK})", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"(?:all |the |both |statutory |local |key )*(?:(?:safeguarding |partner |member |relevant "
    r"|statutory "
    r"|involved |multi-agency )*(?:agencies|partners|organisations|services))(?: involved)?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:should|must|shall|will|would|is|are|was|were|be|been|has|have|had|to|ensure|that|how"
    r"|why"
    r"|what|when|not|need|needs|did|do|can)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:with|between|in|from|about|on|by|linked|through|across|within|into|after|before|during"
    r"|role|roles|use|quality|access|involvement|involved|practice issues|review|reviews|process"
    r"|framework|thresholds?|information|communication|training|supervision|response to|learning"
    r"|voice"
    r"|assessments?|planning|early help|sharing|engagement|terms|analysis|chronology|background"
    r"|summary)\b",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\b(?:hospitals?|department|ministry|council|university|city|borough|diocese|house|college"
    r"|office|secretary|director|directors|association|society|board|institute|commissioners?"
    r"|isle|county"
    r"|bank|state|chief|services|archdiocese|heads?|providers?|academy|general)\s+of\b",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(
    r"(?:[A-Z]\S*\s+)+of\s+(?:[A-Z]\S*\s+)+(?:Council|Police|Constabulary|Board|Partnership"
    r"|Trust|Hospitals?|Authority).*"
)
_OFFICER = re.compile(
    r"\b(?:head|director|manager|officer|nurse|superintendent|chair|coordinator|commander"
    r"|inspector|sergeant|practitioner"
    r"|doctor|team leader|lead)\b(?! of public health)",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:department|office|minister|ministry|secretary|commissioners?|institute|board|agency"
    r"|centre|service"
    r"|services|standards|trust|society|partnership|state|council|foundation|college"
    r"|inspectorate|officer)\s+for\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    {"and", "of", "for", "the", "&", "to", "a", "or", "upon", "on", "in", "-", "–", "y", "de"}
)
_BOARD = re.compile(
    r"\b(?:(?:safeguarding|children|adults?|community|domestic|area|child)\b.{0,60}\b(?:board"
    r"|partnership|committee"
    r"|partners)|l?scbs?|lscps?|[a-z]{1,4}scb|[a-z]{1,4}scp|[a-z]{1,4}sab|sabs?|csps?|board"
    r"|partnership|vkpp)\b",
    re.IGNORECASE,
)
_NOT_BOARD = re.compile(
    r"\b(?:nhs|trust|health board|integrated care|icb|school|council)\b", re.IGNORECASE
)
_NATIONAL = re.compile(
    r"\b(?:department (?:for|of)|dfe|dhsc|home office|ministry of|moj|government|nhs england"
    r"|nhse|nice"
    r"|ofsted|cqc|care quality commission|national (?:child safeguarding|panel|institute"
    r"|police chiefs|probation"
    r" service headquarters)|national (?:practice review )?panel|secretary of state|minister"
    r"|hmicfrs|hmip|hmpps"
    r"|inspectorate|college of policing|royal college|college of social work|social work england"
    r"|crown prosecution|cafcass|law commission|ofcom|welsh government|scottish government"
    r"|parliament|ukhsa"
    r"|public health england|gmc|general medical council|nursing and midwifery council"
    r"|national bodies|national level)\b",
    re.IGNORECASE,
)
_HEADING_LEADS = re.compile(
    r"(?:(?:\w+[- ])?(?:recommendations?|actions?|learning|lessons?|findings?"
    r"|national recommendations?)"
    r"(?: (?:made )?(?:for|to|from|by|of|relating to|in respect of"
    r"|specific to))?\s*[:–-]?\s+(?:the\s+)?"
    r"|(?:for|to)\s+(?:the\s+)?|agency\s*[:–-]\s*|(?:the\s+))",
    re.IGNORECASE,
)
_HEADING_TAILS = re.compile(
    r"\s*[:–-]?\s*(?:(?:single[- ]agency |agency |specific |imr |individual "
    r"|own )*recommendations?|response|actions?"
    r"|action plan|imr|individual management review|should|must|to|will|only)\s*:?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Za-z][.)]|\([a-z0-9]{1,3}\))\s+")
_ADDRESSEE = re.compile(
    r"(?:(?:it is (?:therefore |also |further )*recommended|(?:the (?:review|panel|author"
    r"|overview author|report|board)|we|i|it)"
    r"(?: therefore| also| further)? (?:recommends?|anticipates?|invites?|expects?|suggests?"
    r"|asks?))(?: that)?\s+|that\s+|for\s+"
    r"|recommendation:?\s+)?(?:the\s+)?(?P<who>[^.;:?!]{2,140}?)"
    r"[:,]?\s+(?:should|must|shall|will|ought|needs?|to\s+[a-z]+|(?:is|are) (?:asked|requested"
    r"|to|recommended|required)|take|takes|undertake|undertakes|(?-i:reviews?"
    r"|commissions?)|considers?|ensures?|recommends?|seeks?|works?|provides?|asks?|establish"
    r"|develops?|consider"
    r"|request|requests|produce|produces|promotes?|agree|agrees|write|writes|lead|leads|make"
    r"|makes|do)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:\||;|,\s+and\s+|,\s+(?=[A-Z])|\s+and\s+|\s+&\s+|\s+/\s+)\s*")


def strip_number(text: str) -> str:
    """A heading without its printed number."""
    return _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text


def is_body(text: str, weak: bool = False) -> bool:
    """Whether a short text names a body ("West Vale NHS Trust") and no topic.

    `weak` lets single words pass that are topics elsewhere: "Health", "Housing".
    """
    words = text.strip().rstrip(":").strip()
    count = len(words.split())
    if not words or count > 16 or len(words) > 140 or words.endswith((".", ";", "?", "!")):
        return False
    if words.lower() in _SMALL:  # what is left of "FINDINGS AND RECOMMENDATIONS"
        return False
    if weak and _WEAK_BODY.fullmatch(words):
        return True
    if _EVERYBODY.fullmatch(words):
        return True
    if re.fullmatch(r"(?:multi|inter|single|individual)[- ]?agency", words, re.IGNORECASE):
        return False
    if _WEAK_BODY.fullmatch(words):
        return False
    plain = re.sub(r"\([^()]*\)", "", words)
    if _NATIONAL.fullmatch(plain):
        return True
    if _VERB.search(plain):
        return False
    if _OFFICER.search(plain):
        return False
    if re.search(r"\bof\b", plain, re.IGNORECASE) and not (
        _OF.search(plain) or _OF_PLACE.fullmatch(plain)
    ):
        return False
    if re.search(r"\bfor\b", plain, re.IGNORECASE) and not _FOR.search(plain):
        return False
    parts = [part for part in re.split(r"\s+and\s+|\s*[&,|/]\s*", plain) if part.strip()]
    if _TOPIC.search(plain) and not re.search(
        r"\b(?:trust|board|council|police|partnership|hospitals?|service)\b", plain, re.IGNORECASE
    ):
        return False
    if _ACRONYM_BODY.fullmatch(plain.strip()) and plain.strip() == plain.strip().upper():
        return bool(re.search(rf"\b(?:{_BODY_WORDS})\b", plain, re.IGNORECASE)) or (
            count == 1 and 2 < len(plain.strip()) <= 7
        )
    if not _ENDS_AS_BODY.fullmatch(words) and not all(
        _ENDS_AS_BODY.fullmatch(part.strip()) or _WEAK_BODY.fullmatch(part.strip())
        for part in parts
    ):
        first = re.match(
            r"(?:university hospitals?|department|ministry|hospitals?|secretary|royal college) ",
            words,
            re.IGNORECASE,
        )
        trailing = re.search(r"\b(?:NHS|Trust|Council|Police|Service)\b", words)
        if not first and not (trailing and count <= 10):
            return False
    letters = [
        word for word in re.findall(r"[^\W\d_][\w’'-]*", plain) if word.lower() not in _SMALL
    ]
    capitals = sum(word[0].isupper() for word in letters)
    return bool(letters) and capitals >= max(1, len(letters) - (2 if count > 2 else 1))


def body_in_heading(text: str, weak: bool = False) -> str | None:
    """The body that a heading names, as printed: "Recommendations for X", "X RESPONSE", "X"."""
    words = strip_number(text.strip()).strip().rstrip(":").strip()
    for candidate in (
        _HEADING_TAILS.sub("", words, count=1),
        _HEADING_LEADS.sub("", words, count=1) if _HEADING_LEADS.match(words) else "",
        words,
    ):
        named = bool(candidate) and candidate != words
        candidate = re.sub(r"^the\s+", "", candidate.strip(" :–-"), flags=re.IGNORECASE)
        if candidate and is_body(candidate, weak or named):
            return candidate
    lead = _HEADING_LEADS.match(words)
    if lead is not None:
        rest = _HEADING_TAILS.sub("", words[lead.end() :], count=1).strip(" :–-")
        if rest and is_body(rest, True):
            return rest
    return None


def addressee(text: str) -> str | None:
    """The body that the sentence asks: "Oldbury Council should ..." gives "Oldbury Council"."""
    hit = _ADDRESSEE.match(text[:260])
    if hit is None:
        return None
    who = hit["who"].strip(" ,")
    if len(who.split()) > 14 or not (_EVERYBODY.fullmatch(who) or is_asked_body(who)):
        return None
    return who


def is_asked_body(who: str) -> bool:
    """Whether the subject of an ask is a body; small letters are let pass ("partner agencies")."""
    if re.match(
        r"(?:we|i|it|they|this|these|any|each|such|its|their|staff|further|there|a|an)\b",
        who,
        re.IGNORECASE,
    ):
        return False
    return is_body(who) or (
        len(who.split()) <= 5
        and not _TOPIC.search(who)
        and not re.search(r"\b(?:of|for)\b", who, re.IGNORECASE)
        and is_body(who.title())
        and bool(
            re.search(
                r"\b(?:board|partnership|agencies|partners|services|police|council)\b", who.lower()
            )
        )
    )


def bodies(group: str) -> tuple[str, ...]:
    """The bodies in a printed group: "DSCB and SSCB" is two, "Health and Social Care" one."""
    parts = [part.strip() for part in _AND.split(group) if part.strip()]
    if len(parts) > 1 and all(is_body(part) and _strong(part) for part in parts):
        return tuple(dict.fromkeys(parts))
    return (group,)


def _strong(part: str) -> bool:
    return not _WEAK_BODY.fullmatch(part) and not re.match(
        r"(?:social|health)\b", part, re.IGNORECASE
    )


def is_board(group: str) -> bool:
    """Whether a body is a safeguarding board or partnership, which acts for all agencies."""
    return bool(_BOARD.search(group)) and not _NOT_BOARD.search(group)


def is_everybody(group: str) -> bool:
    """Whether a group means every agency."""
    return bool(_EVERYBODY.fullmatch(group.strip()))


def is_national(group: str) -> bool:
    """Whether a body is a government department, regulator or other national body."""
    return bool(_NATIONAL.search(group)) and not is_board(group)
