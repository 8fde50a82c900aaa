"""Nothing that a person or a document says becomes markup, an address or a file elsewhere."""

import posixpath
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.reports.site.addresses import (
    file_name,
    recommendation_page,
    review_page,
    theme_page,
    way,
)
from auditrack.reports.site.markup import Markup, escaped, joined, paragraphs, shown, tag


class Read(HTMLParser):
    """The tags, attributes and texts of a piece of markup."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = (
    "<script>document.title='x'</script>",
    "</p></main><h1>Mine</h1>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- ",
    "]]>",
    "&lt;script&gt; &amp;amp; &#60;b&#62;",
    "javascript:alert(1)",
    "`${alert(1)}`",
    "<svg/onload=alert(1)>",
    "\x00\x01\x1b[31m<b\x00>x",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text(text: str) -> None:
    read = Read(tag("p", text, title=text))
    assert read.tags == ["p"]
    assert read.text == shown(text)
    assert read.attributes == [("title", shown(text))]


@given(st.text())
def test_any_text_is_read_back_as_it_is_shown(text: str) -> None:
    read = Read(tag("p", text, title=text))
    assert (read.tags, read.text) == (["p"], shown(text))
    assert read.attributes == [("title", shown(text))]


@given(st.text())
def test_no_shown_text_steers_or_turns(text: str) -> None:
    told = shown(text)
    assert shown(told) == told
    assert not any(one in told for one in "\x00\x1b\x7f\x85\u202e\u2066\u2069\u200e\ufeff\ufffe\r")


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("plain", "<p>plain</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("first:\n- a\n- b\nlast", "<p>first:</p><ul><li>a</li><li>b</li></ul><p>last</p>"),
        ("- <b>", "<ul><li>&lt;b&gt;</li></ul>"),
        ("\u202eabc\u202c", "<p>abc</p>"),
        ("a\u2028b", "<p>a</p><p>b</p>"),
        ("  \n ", ""),
        ("fi\u200cle \u200d", "<p>fi\u200cle \u200d</p>"),
    ],
)
def test_lines_become_paragraphs_and_dashes_a_list(text: str, markup: str) -> None:
    assert paragraphs(text) == markup


def test_only_markup_is_taken_as_it_is() -> None:
    assert joined(["<b>", tag("b", "x")], " & ") == "&lt;b&gt; &amp; <b>x</b>"
    assert escaped(Markup("<i>")) == "<i>"
    assert tag("br") == "<br>"
    assert tag("p", None, class_=None) == "<p></p>"


@pytest.mark.parametrize("ref", ["child-f", "4.2", "be1", "voice_of_child", "a"])
def test_a_plain_reference_names_its_file(ref: str) -> None:
    assert file_name(ref) == ref


@pytest.mark.parametrize(
    "ref",
    [
        *("..", ".", "", "../../etc/passwd", "a/../b", "a..b", "con", "nul.txt", "com1", "A", "é"),
        *("a b", "a\x00b", "-a", "a.", ".a", "a" * 300, "a%2fb", "a?b", "a#b", "C:\\x", "a\nb"),
        "\ud800",
    ],
)
def test_another_reference_is_told_by_a_mark(ref: str) -> None:
    name = file_name(ref)
    assert name != ref
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.~")
    assert ".." not in name
    assert len(name) <= 80


@given(st.text(), st.text())
def test_two_references_never_share_a_file(one: str, other: str) -> None:
    assert (file_name(one).casefold() == file_name(other).casefold()) == (one == other)


@given(st.text(), st.text())
def test_no_page_lies_outside_the_folder(review: str, ref: str) -> None:
    for path in (review_page(review), theme_page(ref), recommendation_page(review, ref)):
        assert posixpath.normpath(path) == path
        assert not path.startswith(("/", "."))
        back = posixpath.normpath(posixpath.join(posixpath.dirname(path), way(path, "index.html")))
        assert back == "index.html"
