"""What whoever made a template should know of it before a report is written over it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from docx.oxml.ns import qn

from auditrack.model.change import Head
from auditrack.model.text import one_line
from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.kind import NAMES, REPORT, Kind, kind_named
from auditrack.reports.kit.word import WordReport
from auditrack.reports.templating import content, tokens
from auditrack.reports.templating.findings import Finding, Severity, UnfitError
from auditrack.reports.templating.known_tokens import (
    near,
    places_of,
    shown,
    token_findings,
    tokens_held,
)
from auditrack.reports.templating.lint_styles import style_findings
from auditrack.reports.templating.package import TemplatePackage
from auditrack.reports.templating.templates import Template
from auditrack.reports.templating.traces import LABEL

_RANK: Mapping[Severity, int] = {"error": 0, "warning": 1, "note": 2}
_MOST = 500  # findings; who has more knows enough
_LONGEST = 100
_PAGES = {"PAGE", "NUMPAGES"}


class Linted(msgspec.Struct, frozen=True):
    """What was found in a template.

    Attributes:
        template: its name.
        kind: the kind of report that it was held against; "" where it could not be opened.
        guessed: by what the kind was told, "" where somebody named it.
        findings: errors first.
        tokens: each token that it holds, and how often.
    """

    template: str
    kind: str
    guessed: str
    findings: tuple[Finding, ...]
    tokens: Mapping[str, int]

    @property
    def is_refused(self) -> bool:
        """Whether a report over it would be refused."""
        return any(found.severity == "error" for found in self.findings)


def lint(template: Template, named: str | None = None) -> Linted:
    """Looks a template through; it may be anything at all.

    Args:
        template: the file.
        named: the kind of report it is for, one of `kind.NAMES`; else it is guessed.
    """
    try:
        package = TemplatePackage(template.name, template.content)
    except UnfitError as unfit:
        return Linted(template.name, named or "", "", (unfit.finding,), {})
    places = tuple(places_of(package))
    held = tokens_held(places)
    name, guessed = (named, "") if named is not None else _guess(template.name, held)
    kind = kind_named(name)
    found = [
        *content.unsafe(package),
        *token_findings(places, kind),
        *style_findings(package),
        *_not_printed(held, kind),
        *_furniture(package, places),
        *content.left_in_it(package),
        *content.hidden_text(package),
        *content.embedded(package),
        *content.links(package),
        *_beyond_reach(package, places),
        *_read_back(places, kind),
        *_labels(package),
    ]
    if not any(one.severity == "error" for one in found):
        found.extend(_tried(template, kind))
    found.sort(key=lambda one: _RANK[one.severity])
    counts = {one_line(token)[:_LONGEST]: number for token, number in sorted(held.items())}
    return Linted(template.name, name, guessed, tuple(found[:_MOST]), counts)


def _tried(template: Template, kind: Kind) -> Iterator[Finding]:
    """What only shows when a report is written over it."""
    imprint = Imprint(kind.title, "Board", "", date(2000, 1, 1), Head(0, "0" * 64), "none", True)
    try:
        WordReport(template, imprint, kind).to_bytes()
    except UnfitError as unfit:
        yield unfit.finding


def _guess(name: str, held: Counter[str]) -> tuple[str, str]:
    """The kind whose name the file bears, else the one that knows most of its tokens."""
    stem = re.sub(r"[^a-z]+", "-", name.lower().rpartition(".")[0])
    in_name = [one for one in NAMES if re.search(rf"(^|-){one}(-|$)", stem)]
    if in_name:
        return max(in_name, key=len), "its name"
    known = {one: _known(kind_named(one), held) for one in NAMES}
    best = max(NAMES, key=lambda one: known[one])
    return (best, "its tokens") if known[best] else (NAMES[0], "nothing in it")


def _known(kind: Kind, held: Iterable[str]) -> int:
    own = {*kind.sections, *kind.values}
    return sum(name in own or name.partition(".")[0] in kind.rows for name in held)


def _not_printed(held: Counter[str], kind: Kind) -> Iterator[Finding]:
    """The parts that have no token, where some have one: those are not printed."""
    if held[REPORT] or not any(held[name] for name in kind.parts()):
        if not held[REPORT]:
            yield Finding(
                "template-no-parts",
                "note",
                "holds no token of a part, so the whole report is written at its end",
                "",
                f"Give {shown(REPORT)} a paragraph of its own where the report is to stand.",
            )
        return
    for name, what in kind.parts().items():
        if not held[name] and name not in kind.left_out:
            yield Finding(
                "template-part-missing",
                "warning",
                f"has no {shown(name)}, so a {kind.name} report over it is without: "
                f"{what[:1].lower()}{what[1:]}",
                "",
                f"Give {shown(name)} a paragraph of its own, unless it is left out on purpose.",
            )


def _furniture(package: TemplatePackage, places: Sequence[tuple[str, Any]]) -> Iterator[Finding]:
    """What every page must say and the template does not: auditrack adds it."""
    held = {
        kind: tokens_held([one for one in places if one[0].startswith(f"a {kind}")])
        for kind in ("header", "footer")
    }
    missing = [
        f"{shown(token)} in the {kind}"
        for kind, tokens in (
            ("header", ("marking", "demonstration")),
            ("footer", ("head", "as_at", "marking")),
        )
        for token in tokens
        if not held[kind][token]
    ]
    codes = " ".join(
        (one.text or "") + one.get(qn("w:instr"), "")
        for place, root in places
        if place.startswith("a footer")
        for one in root.iter(qn("w:instrText"), qn("w:fldSimple"))
    )
    if not set(re.findall(r"[A-Z]+", codes.upper())) >= _PAGES:
        missing.append("page X of Y in the footer")
    if missing:
        yield Finding(
            "template-furniture",
            "note",
            f"does not print {', '.join(missing)}: auditrack adds it where a report needs it",
        )


def _beyond_reach(package: TemplatePackage, places: Sequence[tuple[str, Any]]) -> Iterator[Finding]:
    """Tokens where nothing is filled in: in drawings, WordArt and text of charts."""
    filled = {id(root) for _, root in places}
    for part, root in package.trees.items():
        if not part.startswith("word/") or part.endswith(".rels"):
            continue
        for element in root.iter():
            values = [str(value) for value in element.attrib.values()]
            if id(root) not in filled and isinstance(element.tag, str):
                values.append(element.text or "")
            for value in values:
                if "{{" in value and "}}" in value:
                    yield Finding(
                        "template-token-not-filled",
                        "warning",
                        "holds a token in a drawing, WordArt, a chart or a comment, where nothing "
                        f"is filled in: {one_line(value)[:60]}",
                        part,
                        "Put it into text, a text box, a header or a footer.",
                    )
                    break


def _read_back(places: Sequence[tuple[str, Any]], kind: Kind) -> Iterator[Finding]:
    """Words of a form's template, which come back with it: nobody else's words are known."""
    if kind.name != "return-form":
        return
    for slots in (slots for _, slots in tokens.paragraphs_in(places[0][1])):
        words = tokens.text_of(slots)
        if words.strip() and not tokens.tokens_of(slots):
            yield Finding(
                "template-words-read-back",
                "note",
                "holds words of its own, which will be shown as the agency's beside its tables "
                "when a form comes back",
                near(places[0][0], words),
                "Put them into the header or the footer, or into the covering text of the form.",
            )
            return


def _labels(package: TemplatePackage) -> Iterator[Finding]:
    properties = [
        one.get("name", "")
        for part in package.related("", "custom-properties")
        if part in package.trees
        for one in package.trees[part]
    ]
    labels = [name for name in properties if name.startswith(LABEL)]
    if labels or "docMetadata/LabelInfo.xml" in package.parts:
        yield Finding(
            "template-label",
            "note",
            "carries a sensitivity label, which every report over it keeps",
        )
    others = len(properties) - len(labels)
    if others:
        yield Finding(
            "template-properties",
            "note",
            f"carries {others} custom {'property' if others == 1 else 'properties'} of its own, "
            "which leave with no report",
        )
