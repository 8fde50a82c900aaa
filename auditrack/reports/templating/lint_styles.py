"""What the styles of a template lack: styles, letters large enough, the language."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from auditrack.model.text import one_line
from auditrack.reports.kit.furniture import LANGUAGE
from auditrack.reports.kit.word import PARAGRAPH_STYLES, TABLE_STYLE
from auditrack.reports.templating.findings import Finding
from auditrack.reports.templating.package import TemplatePackage

LEAST_SIZE = 24
"""The least size of letters in the styles of a report, in half points: 12 pt."""

_SIZED = frozenset((*PARAGRAPH_STYLES, "Heading 3", "Caption", "Header", "Footer"))


def style_findings(package: TemplatePackage) -> Iterator[Finding]:
    """What is wrong with them."""
    root = _related_tree(package, "styles")
    by_name = {} if root is None else _by_name(root)
    missing = [name for name in (*PARAGRAPH_STYLES, TABLE_STYLE) if name.casefold() not in by_name]
    if missing:
        yield Finding(
            "template-lacks-style",
            "error",
            f"has no style called {', '.join(missing)}",
            "",
            "Copy the template that comes with auditrack, and change the look of the copy.",
        )
    if root is None:
        return
    small = sorted(
        name
        for name in _SIZED
        if (style := by_name.get(name.casefold())) is not None
        and (size := _size_of(style, root)) is not None
        and size < LEAST_SIZE
    )
    if small:
        yield Finding(
            "template-small-print",
            "warning",
            f"has letters smaller than 12 pt in the styles {', '.join(small)}",
            "",
            "Set them to 12 pt or more in Word: some readers need that.",
        )
    languages = {one.get(qn("w:val"), "") for one in root.iter(qn("w:lang"))}
    if languages != {LANGUAGE}:
        said = ", ".join(sorted(one_line(one) for one in languages if one)) or "none"
        yield Finding(
            "template-language",
            "note",
            f"names another language than {LANGUAGE} in its styles ({said}); a report over it is "
            f"set to {LANGUAGE}",
        )


def _by_name(root: Any) -> dict[str, Any]:
    found = {}
    for style in root.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            found[name.get(qn("w:val"), "").casefold()] = style
    return found


def _size_of(style: Any, root: Any) -> int | None:
    """The size of letters of a style in half points: its own, of what it is based on, or of all."""
    by_id = {one.get(qn("w:styleId")): one for one in root.iter(qn("w:style"))}
    seen: set[Any] = set()
    at: Any = style
    while at is not None and at not in seen:
        seen.add(at)
        size = at.find(f"{qn('w:rPr')}/{qn('w:sz')}")
        if size is not None:
            return _number(size)
        based = at.find(qn("w:basedOn"))
        at = None if based is None else by_id.get(based.get(qn("w:val")))
    size = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}")
    return 20 if size is None else _number(size)  # Word's own where nothing is said


def _number(size: Any) -> int | None:
    try:
        return round(float(size.get(qn("w:val"), "")))
    except ValueError:
        return None


def _related_tree(package: TemplatePackage, kind: str) -> Any:
    found = [part for part in package.related(package.main, kind) if part in package.trees]
    return package.trees[found[0]] if found else None
