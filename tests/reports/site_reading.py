"""Reads pages of the public record back: their structure, their links, and every text in them."""

import posixpath
from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "br"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = {"p", "ul", "ol", "dl", "div", "table", "h1", "h2", "h3", "nav", "section"}
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
}


class Page(HTMLParser):
    """One page, with everything that is wrong with its structure."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.tags: dict[str, int] = {}
        self.lang = self.title = self.text = self.policy = ""
        self._open: list[str] = []
        self._inside: list[tuple[str, dict[str, str | None]]] = []
        text = content.decode("utf-8")
        if not text.startswith("<!DOCTYPE html>\n"):
            self.wrong.append("no doctype")
        self.feed(text)
        self.close()
        if self._open:
            self.wrong.append(f"never closed: {self._open}")
        self._judge()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if len(attributes) < len(attrs):
            self.wrong.append(f"an attribute of {tag} twice")
        self.wrong += [f"{tag} {name}" for name in attributes if name.startswith("on")]
        self.wrong += [f"style on {tag}"] * ("style" in attributes)
        parent = self._open[-1] if self._open else ""
        if parent not in _PARENTS.get(tag, {parent}) or (tag in _BLOCKS and "p" in self._open):
            self.wrong.append(f"{tag} in {parent}")
        if tag == "a" and "a" in self._open:
            self.wrong.append("a link in a link")
        if "id" in attributes:
            self.ids.append(str(attributes["id"]))
        for name in ("href", "src"):
            if name in attributes:
                self.links.append(str(attributes[name]))
        if tag == "html":
            self.lang = str(attributes.get("lang"))
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(attributes["content"])
        if tag in HEADINGS:
            self.headings.append((tag, ""))
        if tag == "th" and "scope" not in attributes:
            self.wrong.append("a heading of a table without scope")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if "title" in self._open:
            self.title += data
        for heading in HEADINGS:
            if heading in self._open:
                tag, said = self.headings[-1]
                self.headings[-1] = (tag, said + data)

    def handle_comment(self, data: str) -> None:
        self.wrong.append("a comment")

    def _judge(self) -> None:
        if len(set(self.ids)) < len(self.ids):
            self.wrong.append("an id twice")
        if [tag for tag, _ in self.headings].count("h1") != 1:
            self.wrong.append("not one h1")
        if not self.title.strip() or not all(said.strip() for _, said in self.headings):
            self.wrong.append("an empty title or heading")
        level = 0
        for tag, said in self.headings:
            if int(tag[1]) > level + 1:
                self.wrong.append(f"{tag} after h{level}: {said}")
            level = int(tag[1])
        for tag in ("script", "img", "iframe", "object", "form", "svg", "style"):
            if tag in self.tags:
                self.wrong.append(f"<{tag}>")
        for tag in ("main", "header", "footer", "title"):
            if self.tags.get(tag) != 1:
                self.wrong.append(f"not one {tag}")
        if self.tags.get("table", 0) != self.tags.get("caption", 0):
            self.wrong.append("a table without a caption")


def pages(files: Mapping[str, bytes]) -> dict[str, Page]:
    """Every page of a folder, read."""
    return {path: Page(content) for path, content in files.items() if path.endswith(".html")}


def wrong_with(files: Mapping[str, bytes]) -> list[str]:
    """What is wrong with the structure of the pages, and every link that leads nowhere."""
    read = pages(files)
    found = [f"{path}: {one}" for path, page in read.items() for one in page.wrong]
    reached = {"index.html"}
    for path, page in read.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("/"):
                found.append(f"{path}: {link} is not relative")
                continue
            folder = posixpath.dirname(path)
            to = (
                posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
                if parts.path
                else path
            )
            reached.add(to)
            if to not in files:
                found.append(f"{path}: {link} leads nowhere")
            elif parts.fragment and unquote(parts.fragment) not in read[to].ids:
                found.append(f"{path}: {link} leads to no place on the page")
    return found + [f"{path} is linked from nowhere" for path in sorted(set(files) - reached)]
