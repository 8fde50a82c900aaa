"""The XML of a part, read with every door shut: no DTD, no entities, no network, no depth."""

from typing import Final

from lxml import etree

from auditrack.intake.word.refusals import damaged, too_much, unsafe

MOST_MARKS: Final = 2_000_000
"""Elements and attributes in all parts read: each takes about 200 bytes of memory."""

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R.encode()),
)
_WIDE: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARK: Final = b"\xef\xbb\xbf"

MATHS_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATE: Final = f"{{{_MC}}}AlternateContent"
_CHOICE: Final = f"{{{_MC}}}Choice"
_FALLBACK: Final = f"{{{_MC}}}Fallback"


def w(name: str) -> str:
    """The full name of an element or attribute of Word's own vocabulary."""
    return f"{{{_W}}}{name}"


VAL: Final = w("val")
_OFF: Final = frozenset({"0", "false", "off", "none"})


class Parts:
    """Parses the parts of one document; their sum has a limit."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._marks = 0

    def parse(self, data: bytes) -> etree._Element:
        """The root of a part.

        Both spellings of the standard (transitional and strict) come out as one.

        Raises:
            RefusedError: it is no XML, has a DTD, is nested too deep or holds too much.
        """
        text = self._utf8(data)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise unsafe(
                self.name, "defines entities of its own (a DTD), which no Word document needs"
            )
        self._marks += text.count(b"<") + text.count(b"=")
        if self._marks > MOST_MARKS:
            raise too_much(self.name, "holds more than two million pieces")
        for strict, usual in _STRICT:
            if strict in text:
                text = text.replace(strict, usual)
        try:
            return etree.fromstring(text, _parser())
        except etree.XMLSyntaxError as error:
            if "depth" in str(error) or "limit" in str(error):
                raise too_much(self.name, "holds pieces nested or strung out") from None
            raise damaged(self.name) from None
        except ValueError:
            raise damaged(self.name) from None

    def _utf8(self, data: bytes) -> bytes:
        """The part as UTF-8, so that what is looked for in it cannot hide in another encoding."""
        for mark, encoding in _WIDE:
            if data.startswith(mark):
                try:
                    return data.decode(encoding).encode("utf-8")
                except (UnicodeDecodeError, UnicodeEncodeError):
                    raise damaged(self.name) from None
        return data.removeprefix(_MARK)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def on(element: etree._Element) -> bool:
    """Whether a property such as `w:b` is switched on: it is unless it says otherwise."""
    return element.get(VAL) not in _OFF


def whole(text: str | None, least: int, most: int) -> int | None:
    """A whole number within its bounds, or None where it is none."""
    try:
        return min(max(int(text or ""), least), most)
    except ValueError:
        return None


def branch(alternate: etree._Element) -> etree._Element | None:
    """The one branch of alternate content that is read: what Word shows, if it holds words."""
    choices = [child for child in alternate if child.tag == _CHOICE]
    fallback = [child for child in alternate if child.tag == _FALLBACK]
    for one in (*choices, *fallback):
        if next(one.iter(w("t"), w("br"), w("tab")), None) is not None:
            return one
    return next(iter((*choices, *fallback)), None)
