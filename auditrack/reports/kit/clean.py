"""Text from people as Word may hold it: nothing XML forbids, all else as typed."""

import re

from auditrack.model.text import cleaned

# What XML 1.0 (section 2.2) forbids, what terminals and printers act on, line ends of other
# systems, and marks that turn the direction of writing and so can make a line lie.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def for_word(text: str) -> str:
    """The text without what Word must not hold; lines stay lines, and brackets are brackets."""
    if text.isprintable() or _UNFIT.search(text) is None:
        return text
    return _TURNS.sub("", cleaned(_LINE_ENDS.sub("\n", text)))


def in_xml(text: str) -> str:
    """The text as it stands between the tags of XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_attribute(text: str) -> str:
    """The text as a value in a tag of XML, with its quotes.

    Like `in_xml`, here and not from the standard library: there it brings the web along, and a
    report should not wait for that.
    """
    shown = in_xml(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in shown:
        return f'"{shown}"'
    return '"{}"'.format(shown.replace('"', "&quot;")) if "'" in shown else f"'{shown}'"


def on_one_line(text: str) -> str:
    """The text for a title, a property or a footer: fit for Word, white space folded."""
    return " ".join(for_word(text).split())


def shortened(text: str, limit: int, whole_at: str) -> str:
    """The text, or its beginning with a note that says so and where the whole of it stands.

    Args:
        text: what was typed or printed.
        limit: the most characters to keep, not counting the note.
        whole_at: where to read all of it, for example a reference.
    """
    if len(text) <= limit:
        return text
    start = text[:limit]
    at_a_word = start.rsplit(maxsplit=1)[0] if " " in start[limit // 2 :] else start
    return (
        f"{at_a_word.rstrip()} … [shortened here; all of it stands in the register at {whole_at}]"
    )
