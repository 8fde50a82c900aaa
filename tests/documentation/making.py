"""The parts of reference pages that are made from the program, and kept in the pages.

A page is written by hand but for its made parts, each between two comments:

    <!-- made: KEY -->
    ...
    <!-- end of made -->

What a person wrote below a part stays below it when the page is made anew, and what stands before
the first stays first.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PART = re.compile(r"^<!-- made: (.*?) -->\n(.*?)^<!-- end of made -->\n", re.M | re.S)


@dataclass(frozen=True)
class Page:
    """What a page of today is made of: its made parts by their keys, in order.

    `begun` stands before the first part of a page that is not there yet. Below each part that is
    in `by_hand` a person has to have written something, and below each of `examples` a block with
    the command line that it names.
    """

    path: Path
    begun: str
    parts: Mapping[str, str]
    by_hand: frozenset[str] = frozenset()
    examples: Mapping[str, str] = field(default_factory=dict)


def written(page: Page) -> tuple[str, dict[str, str]]:
    """What a person wrote: before the first part, and below each part by its key."""
    if not page.path.exists():
        return page.begun, {}
    text = page.path.read_text(encoding="utf-8")
    found = list(_PART.finditer(text))
    if not found:
        return text.rstrip("\n") + "\n\n", {}
    ends = [*(one.start() for one in found[1:]), len(text)]
    return text[: found[0].start()], {
        one[1]: text[one.end() : end] for one, end in zip(found, ends, strict=True)
    }


def of_today(page: Page) -> str:
    """The page with its parts made anew and every word that a person wrote."""
    before, below = written(page)
    made = "".join(
        f"<!-- made: {key} -->\n{_spaced(part)}\n<!-- end of made -->\n{below.get(key, chr(10))}"
        for key, part in page.parts.items()
    )
    return f"{before}{made}".rstrip("\n") + "\n"


def _spaced(part: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", part.strip())


def lost(page: Page) -> dict[str, str]:
    """What was written below parts that are there no more."""
    _, below = written(page)
    return {key: words.strip() for key, words in below.items() if key not in page.parts}


def table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; nothing where it has no row."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    if not lines:
        return ""
    head = "| " + " | ".join(headings) + " |"
    return "\n".join([head, "|" + "---|" * len(headings), *lines]) + "\n"


def code(words: str) -> str:
    """Words as they are typed."""
    return f"``{words}``" if "`" in words else f"`{words}`"


def anchor(heading: str) -> str:
    """What a link to a heading ends with."""
    plain = re.sub(r"[`*]|<[^>]*>", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
