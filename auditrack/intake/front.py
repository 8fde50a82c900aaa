"""What the front pages and terms of reference say of the review: title, board, date, windows."""

import re
from collections.abc import Sequence

from auditrack.intake.blocks import Block
from auditrack.intake.headings import section_of
from auditrack.intake.markdown import fold
from auditrack.model.proposal import ReviewGuess, WindowGuess

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"(?:(?:\d{{1,2}}(?:\s?(?:st|nd|rd|th))?\s+)?{_MONTH},?\s+(?:19|20)\d\d"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
)
_FULL = re.compile(_DATE, re.IGNORECASE)
_PUBLISHED = re.compile(
    rf"\b(?:published|publication(?: date)?|date of publication|final(?: report)?"
    rf"|date(?: of report)?)\b[^.\n]{{0,30}}?(?P<date>{_DATE})",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"[,|–-]\s*(?P<date>{_DATE})\W*$", re.IGNORECASE)
"""How a board closes the line with its name: "Anyshire Safeguarding Board, June 2019"."""
_NOT_PUBLISHED = re.compile(
    r"\b(?:presented|submitted|began|commissioned|died|born|commenced|approved|draft|accepted"
    r"|inspection)\b",
    re.IGNORECASE,
)
_TYPES = (
    (
        "lcspr",
        r"local child safeguarding practice review|\blcspr\b|child safeguarding practice review",
    ),
    ("scr", r"serious case review|\bscr\b"),
    ("sar", r"safeguarding adults? review|\bsar\b"),
    ("dhr", r"domestic (?:homicide|abuse related death) review|\bdhr\b|\bdardr\b"),
    ("susr", r"single unified safeguarding review|\bsusr\b"),
    ("rapid review", r"rapid review"),
    ("thematic", r"thematic review"),
    ("multi-agency audit", r"multi[- ]agency (?:case )?audit"),
    ("inspection", r"\binspection (?:of|report)\b"),
    ("review", r"\b(?:child|adult|child practice|adult practice|learning|case) review\b"),
)
_BOARD = re.compile(
    r"(?:[A-Z][\w’'.&-]*,?\s+(?:(?:and|upon|on|of|the|&|with)\s+)*){1,9}?"
    r"(?:(?:Local\s+)?Safeguarding\s+(?:Children|Adults?|Child"
    r"|People)(?:['’]?s?)?(?:\s+and\s+(?:Children|Adults?))?\s+(?:Board|Partnership|Committee)"
    r"|(?:Children|Adults?)(?:['’]s?)?\s+Safeguarding\s+(?:Board|Partnership|Committee)"
    r"|Safeguarding\s+(?:Board|Partnership)(?:\s+Board)?|Community\s+Safety\s+Partnership"
    r"|Safer\s+\w+\s+Partnership)"
)
_LEADING = re.compile(
    r"^(?:(?:Response|Report|Commissioned|Presented|Prepared|Published|Produced|Written"
    r"|Submitted)\s+(?:from|of|by|to|for)\s+|(?:For|By|The|From|To|On|In|Behalf|Of|behalf|of|on"
    r"|the|and|Final|Review|Report|Executive|Summary)\s+)+"
)
_NAMELESS = re.compile(
    r"(?:the |local |safeguarding |children.?s? |adults.?s? |community |safety )*(?:board"
    r"|partnership|committee)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:Child(?:ren)?|Baby|Infant|Adult|Young Person|Family|Mr|Mrs|Ms"
    r"|Case)\s+[A-Z][\w]{0,11}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)(?:(?:Child|Baby"
    r"|Adult)\s+)?[A-Z][A-Za-z]{0,2}\b)*"
)
_SUBJECT_LINE = re.compile(
    r"(?:[\w ]{2,40}: )?(?:Child|Baby|Adult|Mr|Mrs|Ms|Family|Young Person)\b"
)
_WINDOW = re.compile(
    rf"(?P<start>{_DATE})\s*(?:to|until|[-–—]|and|through to|up to)\s*(?:the\s+)?(?P<end>{_DATE})",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:period|time ?frame|timescale|time ?line|scope|covers?|covering|window|between"
    r"|focus(?:es)? on)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W{0,4}((?:Child|Baby|Adult|Young Person|Mr|Mrs|Ms)\s+[A-Z]\w{0,11})\s*[:–-]"
)
_FRONT_BLOCKS = 60
_MOST_SUBJECTS = 8
_NO_NAMES = frozenset(
    {"Protection", "Safeguarding", "Practice", "Death", "Sexual", "Social", "Health", "Abuse"}
    | {"In", "Learning", "Review", "Board", "Services", "Partnership", "Serious", "Summary"}
)
"""Words that follow "Child" or "Adult" and name nobody."""


def guess_review(blocks: Sequence[Block]) -> ReviewGuess:
    """What is printed about the review itself; None where it is not printed."""
    front = _front(blocks)
    lines = [block.text for block in front]
    whole = "\n".join(lines)
    title = _title(front)
    return ReviewGuess(
        title=title,
        board=_board(lines) or _board([block.text for block in blocks[:200]]),
        published=_published(lines),
        type=_type(whole),
        windows=_windows(blocks),
        subjects=_subjects([title or ""]) or _subjects(lines),
    )


def data_date(printed: str) -> str | None:
    """A printed date as data: "11th May 2016" is 2016-05-11, "June 2019" is 2019-06."""
    words = printed.lower()
    numeric = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", words)
    if numeric is not None:
        day, month, year = (int(part) for part in numeric.groups())
        return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return words
    found = re.fullmatch(
        rf"(?:(\d{{1,2}})(?:\s?(?:st|nd|rd|th))?\s+)?({_MONTH}),?\s+(\d{{4}})", words
    )
    if found is None:
        return None
    month = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(found[2][:3]))
    if found[1] is None:
        return f"{found[3]}-{month:02}"
    return f"{found[3]}-{month:02}-{int(found[1]):02}" if 1 <= int(found[1]) <= 31 else None


def _front(blocks: Sequence[Block]) -> list[Block]:
    """The blocks before the contents or the first section, however few."""
    front: list[Block] = []
    for block in blocks[:_FRONT_BLOCKS]:
        zone = section_of(block.text) if block.kind in ("heading", "paragraph") else None
        short = len(block.text.split()) <= 6
        opens = zone in ("contents", "body", "recommendations", "agency") and short
        if front and opens and not re.search(r"review$", block.text, re.IGNORECASE):
            break
        if block.kind == "row" and len(front) > 12:
            break
        front.append(block)
    return front


def _type(text: str) -> str | None:
    found = [
        (hit.start(), name)
        for name, pattern in _TYPES
        if (hit := re.search(pattern, text, re.IGNORECASE)) is not None
    ]
    return min(found)[1] if found else None


def _title(front: Sequence[Block]) -> str | None:
    """The line that names the kind of review, with whom it is about if that stands below."""
    for place, block in enumerate(front):
        text = block.text
        if len(text) > 160 or block.kind == "bullet" or _type(text) is None:
            continue
        if len(text.split()) > 22 or (text.endswith(".") and len(text.split()) > 10):
            continue
        words = text.title() if text.isupper() else text
        if _SUBJECT.search(text) or re.search(
            r"\b(?:in relation to|concerning|regarding|of)\b", text
        ):
            return words
        subjects: list[str] = []
        for after in (*front[place + 1 : place + 14], *front[max(0, place - 3) : place]):
            if len(after.text) > 160 or after.kind == "row":
                continue
            hit = _SUBJECT_LINE.match(after.text)
            if hit is not None:
                hit = _SUBJECT.search(after.text)
                if hit is not None and hit[0] not in subjects:
                    subjects.append(hit[0])
        return f"{words}: {' and '.join(subjects)}" if subjects else words
    headings = [block.text for block in front if block.kind == "heading"]
    return headings[0] if headings and len(headings[0]) <= 160 else None


def _subjects(lines: Sequence[str]) -> tuple[str, ...]:
    """Whom the short lines of the front pages name: "Child P and Child H" are two."""
    found: dict[str, None] = {}
    for line in lines:
        if len(line) > 160 or (line.endswith(".") and len(line.split()) > 12):
            continue
        for hit in _SUBJECT.finditer(line):
            kind = ""
            for part in re.split(r"\s*,\s*|\s+and\s+|\s*&\s*", hit[0]):
                word, _, name = part.rpartition(" ")
                kind = word.replace("Children", "Child") or kind
                if name not in _NO_NAMES:
                    found[f"{kind} {name}".strip()] = None
    return tuple(found)[:_MOST_SUBJECTS]


def _board(lines: Sequence[str]) -> str | None:
    """The first board named in full; a short line may go on in the next."""
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else ""
        joined = f"{line} {after}" if len(line) < 90 and len(after) < 60 else line
        for text in (line, joined):
            hit = _BOARD.search(fold(text[:2000]))
            name = _LEADING.sub("", hit[0]) if hit is not None else ""
            if len(name.split()) > 1 and not _NAMELESS.fullmatch(name):
                return name
    return None


def _published(lines: Sequence[str]) -> str | None:
    """A date said to be of publication, else one alone or beside the board on the front page."""
    for line in lines:
        hit = _PUBLISHED.search(line)
        if hit is not None and len(line) < 200 and not _NOT_PUBLISHED.search(line[: hit.end()]):
            return data_date(hit["date"])
    for line in lines:
        alone = _FULL.fullmatch(line.strip(" .:()"))
        if alone is not None:
            return data_date(alone[0])
    for line in lines:
        signed = _SIGNED.search(line)
        if signed is not None and len(line) < 110 and _BOARD.search(line):
            return data_date(signed["date"])
    return None


def _windows(blocks: Sequence[Block]) -> tuple[WindowGuess, ...]:
    """Periods of practice: dated ranges that a subject or the scope of the review introduces."""
    windows: list[WindowGuess] = []
    scoped = 0
    for block in blocks:
        text = block.text
        if _PERIOD.search(text) and re.search(
            r"\b(?:review|report|focus|scope|period)", text, re.I
        ):
            scoped = 6
        if len(text) > 600:
            scoped -= 1
            continue
        label = _LABEL.match(text)
        for hit in list(_WINDOW.finditer(text))[:4]:
            if not scoped and label is None:
                continue
            start, end = data_date(hit["start"]), data_date(hit["end"])
            if start is None or end is None or start > end:
                continue
            subject = label[1] if label is not None else None
            window = WindowGuess(start, end, subject, hit[0])
            if window not in windows and len(windows) < 12:
                windows.append(window)
        scoped -= scoped > 0
    return tuple(windows)
