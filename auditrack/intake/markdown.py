"""Markdown and HTML marks inside a line or a cell: read, then taken out."""

import html
import re
from html.parser import HTMLParser

_COMMENT = re.compile(r"<!--.*?-->")
_SUP = re.compile(r"<sup>\s*([^<]{0,12}?)\s*</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>|</li>|</?[uo]l>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]{0,80})?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|span|p|div|a|font|center|small|mark|del|ins|sub|sup|table|tbody"
    r"|thead"
    r"|tr|td|th|hr|img|code|pre|blockquote|h[1-6])(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,400})>")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,400}\)")
_LINK = re.compile(r"\[([^\[\]]{1,400})\]\((?:https?:|mailto:|#|/|\.)[^()\s]{0,400}\)")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,20}\]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_STRONG = re.compile(r"\*{2,3}|__(?=\S)|(?<=\S)__")
_STAR = re.compile(r"\*(?=\S)|(?<=\S)\*")
_UNDER = re.compile(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_CODE = re.compile(r"`{1,3}")
_SPACE_BEFORE_STOP = re.compile(r"\s+([,.;:?!])(?=\s|$)")
_FOLD = re.compile(r"\s+")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})


def fold(text: str) -> str:
    """White space as single spaces."""
    return _FOLD.sub(" ", text).strip()


def strip_marks(text: str) -> str:
    """The words of a line: emphasis, links, footnote marks and tags taken out, white space folded.

    "1<sup>st</sup>" stays "1st"; a footnote's number goes.
    """
    if "<" in text or "&" in text:
        text = _COMMENT.sub("", text)
        had_note = "<sup>" in text.lower()
        text = _SUP.sub(lambda hit: hit[1] if hit[1].lower() in _ORDINAL else "", text)
        text = _BREAK.sub(" ", text)
        text = _TAG.sub("", text)
        text = _AUTOLINK.sub(r"\1", text)
        text = html.unescape(text)
        if had_note:
            text = re.sub(r"(\d) (?=(?:st|nd|rd|th)\b)", r"\1", text)
            text = _SPACE_BEFORE_STOP.sub(r"\1", text)
    if "[" in text:
        text = _IMAGE.sub("", text)
        text = _LINK.sub(r"\1", text)
        text = _FOOTNOTE.sub("", text)
    text = _ESCAPED.sub(lambda hit: chr(0xE000 + ord(hit[1])), text)
    text = _STRONG.sub("", text)
    text = _STAR.sub("", text)
    text = _UNDER.sub("", text)
    text = _CODE.sub("", text)
    text = "".join(
        chr(ord(mark) - 0xE000) if 0xE000 <= ord(mark) < 0xE080 else mark for mark in text
    )
    return fold(text)


def is_bold(line: str) -> bool:
    """Whether the whole line is one bold span."""
    line = line.strip()
    for mark in ("**", "__"):
        inner = line[len(mark) : -len(mark)]
        if line.startswith(mark) and line.endswith(mark) and inner.strip() and mark not in inner:
            return True
    return bool(re.fullmatch(r"<(b|strong)>[^<>]+</\1>", line, re.IGNORECASE))


def is_italic(text: str) -> bool:
    """Whether a paragraph is wholly italic, as quotations often are."""
    text = text.strip()
    if text.startswith("* ") or len(text) < 3:
        return False
    for mark in ("*", "_"):
        if text.startswith(mark) and text.endswith(mark) and not text.startswith(mark * 2):
            return True
    return False


def cell_text(cell: str) -> str:
    """A table cell: lists and `•` become lines starting "- ", other breaks a space."""
    cell = _COMMENT.sub("", cell)
    cell = _ITEM.sub("\n• ", cell)
    cell = _BREAK.sub("\n", cell)
    lines: list[str] = []
    for raw in cell.split("\n"):
        words = strip_marks(raw)
        bullet = re.match(r"[•●▪◦‣·➢►➤]\s*|[-–*]\s+", words)
        if bullet is None:
            # Bullets that a converter ran together on one line.
            parts = re.split(r"\s+[•●▪➢►]\s*", words)
            head, more = parts[0], parts[1:]
        else:
            head, more = "", re.split(r"\s+[•●▪➢►]\s*", words[bullet.end() :])
        if head:
            if lines and not lines[-1].startswith("- "):
                lines[-1] += " " + head
            else:
                lines.append(head)
        lines.extend(f"- {part}" for part in more if part)
    return "\n".join(lines)


class _HtmlRows(HTMLParser):
    """Rows of an HTML table, each cell's inner marks kept for `cell_text`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self._open = False
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._open = True
        elif self._open and tag in ("br", "li"):
            self.rows[-1][-1] += f"<{tag}>"
        elif self._open and tag == "p" and self.rows[-1][-1].strip():
            self.rows[-1][-1] += "<br>"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += fold_keep_edges(data)


def fold_keep_edges(text: str) -> str:
    """White space as single spaces, one at an edge kept."""
    return _FOLD.sub(" ", text)


def html_rows(source: str) -> list[tuple[str, ...]]:
    """The rows of HTML tables, cells as `cell_text` makes them."""
    parser = _HtmlRows()
    parser.feed(source)
    parser.close()
    return [tuple(cell_text(cell) for cell in row) for row in parser.rows if row]
