"""Every link of the README and of docs/ leads to a page and a heading that are there."""

import re

import pytest

from tests.documentation.blocks import DOCS, PAGES, ROOT
from tests.documentation.making import anchor

_FENCED = re.compile(r"^( *)```.*?^\1```$", re.M | re.S)
_INDEX = DOCS / "README.md"


def without_code(text: str) -> str:
    return re.sub(r"`+[^`\n]*`+", "", _FENCED.sub("", text))


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", without_code(text))


def anchors(text: str) -> set[str]:
    found: dict[str, int] = {}
    for heading in re.findall(r"^#+ (.*)$", _FENCED.sub("", text), re.M):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        found[anchor(plain)] = found.get(anchor(plain), 0) + 1
    assert max(found.values(), default=1) == 1, f"two headings are called the same: {found}"
    return set(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for link in links(page.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_relative_to(ROOT) and target.exists(), link
        if heading:
            assert heading in anchors(target.read_text("utf-8")), link


def test_every_page_is_found_from_the_index():
    reached, waiting = {_INDEX}, [_INDEX]
    while waiting:
        page = waiting.pop()
        for link in links(page.read_text("utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.is_relative_to(DOCS) and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert {page for page in PAGES if page.is_relative_to(DOCS)} == reached
    listed = {link.partition("#")[0] for link in links(_INDEX.read_text("utf-8"))}
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} <= listed


def test_a_link_to_nowhere_would_be_found():
    text = "# A `code` heading, and more\n\n[a](b.md#c) `[not](one)`\n```\n[nor](this)\n```\n"
    assert links(text) == ["b.md#c"]
    assert anchors(text) == {"a-code-heading-and-more"}
