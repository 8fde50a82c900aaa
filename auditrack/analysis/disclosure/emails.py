"""E-mail addresses: any, also with the at and the dots spelt out."""

import re
from collections.abc import Iterator

from auditrack.analysis.disclosure.context import Find

_AT = re.compile(
    r"\s?(?:@|[(\[{<]\s{0,2}(?:at|@)\s{0,2}[)\]}>])\s{0,2}|(?<=\w)\s(?:at|AT|@)\s", re.IGNORECASE
)
_BEFORE = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}|\"[^\"\n]{1,60}\")$")
_DOT = r"(?:\.\s?|\s?[(\[{]\s?(?:dot|\.)\s?[)\]}]\s?|\sdot\s|\.\n)"
_DOMAIN = re.compile(
    rf"[A-Za-z0-9-]{{1,63}}(?:{_DOT}(?:[A-Za-z0-9-]{{1,63}}(?={_DOT}[A-Za-z])|[A-Za-z]{{2,24}}\b)){{1,6}}",
    re.IGNORECASE,
)
_ENDINGS = frozenset(
    "uk com org net gov nhs edu info co cymru wales scot eu ie io biz me police mil sch ac".split()
)
_WORD_DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]{2,62}\b")
_LONGEST = 64
_WHY = "This is an e-mail address: it names or reaches one person or desk."


def found(text: str) -> Iterator[Find]:
    """E-mail addresses."""
    done = 0
    for at in _AT.finditer(text):
        local = _BEFORE.search(text[max(done, at.start() - _LONGEST) : at.start()])
        if local is None:
            continue
        spelt = "@" not in at[0]
        start = at.start() - len(local[0])
        end = _domain_end(text, at, spelt, local[0])
        if end:
            done = end
            yield Find("email", start, end, _WHY)


def _domain_end(text: str, at: re.Match[str], spelt: bool, local: str) -> int:
    bare = spelt and not re.search(r"[(\[{<]", at[0])
    if match := _DOMAIN.match(text, at.end()):
        said = match[0]
        # a blank after a dot is a slip only where what follows can end an address
        while re.search(r"\.\s", said):
            last = re.split(r"\.\s+", said)[-1].split(".")[-1].lower()
            if last in _ENDINGS:
                break
            said = said[: [m.start() for m in re.finditer(r"\.\s", said)][-1]]
        parts = [p for p in re.split(r"[\W_]+(?:dot[\W_]+)?", said.lower()) if p]
        if len(parts) > 1 and (not bare or parts[-1] in _ENDINGS):
            if not bare or re.search(r"[.0-9_]", local) or re.search(r"\sdot\s", said):
                return at.end() + len(said)
            return 0
    if at[0] == "@" and (match := _WORD_DOMAIN.match(text, at.end())):
        return match.end()
    return 0
