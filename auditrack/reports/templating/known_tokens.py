"""The tokens of a template against those of its kind: unknown, misplaced, twice, in rows."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from auditrack.model.text import one_line
from auditrack.reports.kit.imprint import VALUES
from auditrack.reports.kit.kind import REPORT, Kind
from auditrack.reports.templating import token_rows, tokens
from auditrack.reports.templating.findings import Finding
from auditrack.reports.templating.package import TemplatePackage
from auditrack.reports.templating.places import part_of

_PLACES = {
    "header": "a header",
    "footer": "a footer",
    "footnotes": "a footnote",
    "endnotes": "an endnote",
}
MOST_TOKENS = 2_000
"""The most tokens of a template; one that holds all of a kind has some hundred."""

_NEAR = 40
_MOST_NAMED = 60
_BODY, _CONTROL, _CONTENT = qn("w:body"), qn("w:sdt"), qn("w:sdtContent")


def places_of(package: TemplatePackage) -> Iterator[tuple[str, Any]]:
    """Whatever of a template is printed: the words for where it stands, and its XML."""
    yield "the text", package.trees[package.main]
    for kind, place in _PLACES.items():
        for part in package.related(package.main, kind):
            if part in package.trees:
                yield f"{place} ({part.rpartition('/')[2]})", package.trees[part]


def near(place: str, words: str) -> str:
    """Where something stands: the place, and the words nearest to it, shortened and cleaned."""
    shown = one_line(words).strip()
    if not shown:
        return place
    return f'{place}, near "{shown if len(shown) <= _NEAR else shown[:_NEAR].rstrip() + "…"}"'


def values_of(kind: Kind) -> dict[str, str]:
    """The tokens of one line that a template of this kind may hold, with what each is."""
    return {**VALUES, **kind.values}


def token_findings(places: Sequence[tuple[str, Any]], kind: Kind) -> list[Finding]:
    """What is wrong with a template's tokens, in the order of its places; each an error."""
    parts = {REPORT, *kind.parts()}
    values = values_of(kind)
    found: list[Finding] = []
    stood: Counter[str] = Counter()
    if tokens_held(places).total() > MOST_TOKENS:
        return [
            Finding(
                "template-too-large",
                "error",
                f"holds more than {MOST_TOKENS:,} tokens, and no template needs that",
            )
        ]
    for place, root in places:
        for paragraph, slots in tokens.paragraphs_in(root):
            where = near(place, tokens.text_of(slots))
            for name in tokens.tokens_of(slots):
                if name in parts:
                    stood[name] += 1
                    if stood[name] == 2:
                        found.append(_twice(name, where))
                    if not _stands_alone(paragraph, parts):
                        found.append(_misplaced(name, where))
                elif "." in name:
                    found.extend(_of_list(name, paragraph, kind, where))
                elif name not in values:
                    found.append(_unknown(name, where, kind))
        found.extend(_of_rows(place, root))
    return found


def tokens_held(places: Sequence[tuple[str, Any]]) -> Counter[str]:
    """The tokens that a template holds, and how often."""
    return Counter(
        name
        for _, root in places
        for _, slots in tokens.paragraphs_in(root)
        for name in tokens.tokens_of(slots)
    )


def shown(name: str) -> str:
    """A token as it is typed, cleaned and shortened."""
    line = one_line(name)
    return f"{{{{{line if len(line) <= _MOST_NAMED else line[:_MOST_NAMED] + '…'}}}}}"


def _stands_alone(paragraph: Any, parts: set[str]) -> bool:
    above = paragraph.getparent()
    if above.tag == _CONTENT and above.getparent().tag == _CONTROL:
        above = above.getparent().getparent()
    return above.tag == _BODY and part_of(paragraph, parts) is not None


def _unknown(name: str, where: str, kind: Kind) -> Finding:
    names = (REPORT, *values_of(kind), *kind.parts())
    near_by = difflib.get_close_matches(name[:_MOST_NAMED], names, 1)
    meant = f"Perhaps {shown(near_by[0])} is meant." if near_by else ""
    known = "" if near_by else f"The tokens are {', '.join(map(shown, names))}."
    told = f'"auditrack report template {kind.name}" tells what each token is.'
    return Finding(
        "template-unknown-token",
        "error",
        f"holds {shown(name)}, which auditrack does not know in a {kind.name} report",
        where,
        " ".join(part for part in (meant, known, told) if part),
    )


def _misplaced(name: str, where: str) -> Finding:
    return Finding(
        "template-report-misplaced",
        "error",
        f"holds {shown(name)} beside other words or a picture, in a table, a box or a header",
        where,
        "Give it a paragraph of its own in the text.",
    )


def _twice(name: str, where: str) -> Finding:
    return Finding(
        "template-part-twice",
        "error",
        f"holds {shown(name)} more than once, and a part is printed once",
        where,
        "Take all but one of them out.",
    )


def _of_list(name: str, paragraph: Any, kind: Kind, where: str) -> Iterator[Finding]:
    list_name, _, field = name.partition(".")
    fields = kind.rows.get(list_name)
    if fields is None:
        known = f"The lists are {_listed(kind.rows)}." if kind.rows else "It has none."
        yield Finding(
            "template-unknown-list",
            "error",
            f"holds {shown(name)}, and a {kind.name} report has no list of that name for rows",
            where,
            known,
        )
    elif field not in fields:
        yield Finding(
            "template-unknown-field",
            "error",
            f'holds {shown(name)}, and a row of "{list_name}" has no such field',
            where,
            f"Its fields are {_listed(fields)}.",
        )
    elif token_rows.row_of(paragraph) is None:
        yield Finding(
            "template-row-outside-table",
            "error",
            f"holds {shown(name)} outside of a table, and it stands for one row after another",
            where,
            "Put it into a row of a table: that row is copied for each of them.",
        )


def _of_rows(place: str, root: Any) -> Iterator[Finding]:
    for row in root.iter(qn("w:tr")):
        lists = token_rows.lists_of(row)
        if not lists:
            continue
        above = [one for one in row.iterancestors(qn("w:tr")) if token_rows.lists_of(one)]
        for one in above:
            lists |= token_rows.lists_of(one)
        if len(lists) > 1 or above:
            text = "".join(one.text or "" for one in row.iter(qn("w:t")))
            yield Finding(
                "template-two-lists",
                "error",
                f"holds the fields of {_listed(sorted(lists))} in one row of a table"
                if len(lists) > 1
                else f"holds a table with a row of {_listed(lists)} in another such row",
                near(place, text),
                "Give each list a row of its own; the row is copied for each of its own list.",
            )


def _listed(names: Any) -> str:
    return ", ".join(f'"{one_line(name)}"' for name in names)
