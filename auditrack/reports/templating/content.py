"""What a template holds beside its words: links out of it, programs, comments, changes."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from auditrack.model.text import one_line
from auditrack.reports.templating.findings import Finding
from auditrack.reports.templating.known_tokens import near, places_of
from auditrack.reports.templating.package import TemplatePackage

_OUTSIDE = {
    "image": ("a picture", "Put the picture into the document: Insert, Pictures, Insert."),
    "attachedTemplate": (
        "an attached template",
        "Take it off in Word: Developer, Document Template, and clear the name there.",
    ),
    "oleObject": ("an object", "Paste what it shows as text or as a picture."),
    "subDocument": ("a part of the document", "Put the part into the document itself."),
    "frame": ("a frame", "Take the frame out."),
}
_OTHER = ("something", "Take it out, and save the document again.")
_FETCHING = frozenset(
    ("INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DDE", "DDEAUTO", "IMPORT", "DATABASE", "INCLUDE")
)
_PROGRAMS = frozenset(("vbaProject", "control", "activeXControl", "activeXControlBinary"))
_EMBEDDED = frozenset(("oleObject", "package", "aFChunk"))
_CHANGES = tuple(
    qn(f"w:{name}")
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange"),
        *("numberingChange", "tblGridChange", "tblPrExChange"),
    )
)
_AUTHOR = qn("w:author")


def unsafe(package: TemplatePackage) -> Iterator[Finding]:
    """What would fetch something when the report is opened, or run; each an error."""
    for part in ("", *package.parts):
        for one in package.relations(part):
            if one.is_external and one.kind != "hyperlink":
                what, todo = _OUTSIDE.get(one.kind, _OTHER)
                yield Finding(
                    "template-external",
                    "error",
                    f"shows {what} that lies elsewhere: {_short(one.target)}",
                    part,
                    todo,
                )
            elif not one.is_external and (one.kind in _PROGRAMS or _is_program(one.target)):
                yield Finding(
                    "template-macros",
                    "error",
                    "holds a program (macros or an ActiveX control)",
                    part,
                    "Save it in Word as a Word document (.docx) without macros and controls.",
                )
            elif not one.is_external and one.kind == "aFChunk":
                yield Finding(
                    "template-external",
                    "error",
                    "holds another document that is only joined when it is opened",
                    part,
                    "Open it in Word once and save it, so that it is joined for good.",
                )
    for place, root in places_of(package):
        for code, words in _fields(root):
            yield Finding(
                "template-external",
                "error",
                f"holds a field that fetches something when it is opened ({code})",
                near(place, words),
                "Put what it fetches into the document itself.",
            )


def left_in_it(package: TemplatePackage) -> Iterator[Finding]:
    """What somebody left in the template and would leave with each report; each a warning."""
    comments = [
        comment
        for part in package.related(package.main, "comments")
        if part in package.trees
        for comment in package.trees[part].iter(qn("w:comment"))
    ]
    if comments:
        authors = len({comment.get(_AUTHOR, "") for comment in comments})
        yield Finding(
            "template-comments",
            "warning",
            f"holds {_counted(len(comments), 'comment')} of {_counted(authors, 'person', 'people')}"
            ", which every report over it would carry",
            "",
            "Delete them in Word: Review, Delete, Delete All Comments.",
        )
    changes: Counter[str] = Counter()
    near_first: dict[str, str] = {}
    for place, root in places_of(package):
        for change in root.iter(*_CHANGES):
            changes[place] += 1
            near_first.setdefault(place, near(place, _words_around(change)))
    for place, number in changes.items():
        yield Finding(
            "template-tracked-changes",
            "warning",
            f"holds {_counted(number, 'tracked change')}, which every report over it would show",
            near_first[place],
            "Accept or reject them in Word: Review, Accept, Accept All Changes.",
        )


def hidden_text(package: TemplatePackage) -> Iterator[Finding]:
    """Text that is there and not seen; a warning for each place."""
    for place, root in places_of(package):
        for mark in root.iter(qn("w:vanish")):
            run = mark.getparent().getparent()
            words = "".join(text.text or "" for text in run.iter(qn("w:t")))
            if words.strip() and mark.get(qn("w:val"), "1") not in ("0", "false", "off"):
                yield Finding(
                    "template-hidden-text",
                    "warning",
                    "holds hidden text, which every report over it would carry",
                    near(place, words),
                    "Show hidden text in Word (Ctrl+Shift+8), and take it out.",
                )
                break


def links(package: TemplatePackage) -> Iterator[Finding]:
    """Links that open something elsewhere when somebody follows them; one note."""
    targets = sorted(
        {
            _short(one.target)
            for part in package.parts
            for one in package.relations(part)
            if one.is_external and one.kind == "hyperlink"
        }
    )
    if targets:
        yield Finding(
            "template-links",
            "note",
            f"links to {_counted(len(targets), 'place')} elsewhere, as every report over it will: "
            f"{', '.join(targets[:3])}",
        )


def embedded(package: TemplatePackage) -> Iterator[Finding]:
    """Objects of other programs within it; one warning."""
    objects = {
        one.target
        for part in package.parts
        for one in package.relations(part)
        if one.kind in _EMBEDDED and not one.is_external
    }
    if objects:
        yield Finding(
            "template-embedded",
            "warning",
            f"holds {_counted(len(objects), 'embedded object')} of other programs, with all that "
            "is in them",
            ", ".join(sorted(_short(one) for one in objects)[:3]),
            "Paste what they show as text or as a picture.",
        )


def _is_program(part: str) -> bool:
    return part.rpartition("/")[2].lower() in ("vbaproject.bin", "vbadata.xml")


def _fields(root: Any) -> Iterator[tuple[str, str]]:
    for simple in root.iter(qn("w:fldSimple")):
        yield from _fetching(simple.get(qn("w:instr"), ""), simple)
    written, started = "", None
    for element in root.iter(qn("w:instrText"), qn("w:fldChar")):
        if element.tag == qn("w:instrText"):
            written += element.text or ""
            started = element
        else:
            if started is not None:
                yield from _fetching(written, started)
            written, started = "", None


def _fetching(instruction: str, element: Any) -> Iterator[tuple[str, str]]:
    code = (instruction.split() or [""])[0].upper()
    if code in _FETCHING:
        yield code, _words_around(element)


def _words_around(element: Any) -> str:
    paragraph = next(element.iterancestors(qn("w:p")), element)
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t"), qn("w:delText")))


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= 60 else f"{line[:60]}…"


def _counted(number: int, thing: str, things: str | None = None) -> str:
    return f"{number} {thing if number == 1 else things or thing + 's'}"
