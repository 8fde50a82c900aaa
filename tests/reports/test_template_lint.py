"""Lint: everything whoever made a template should know of it, each thing in one sentence."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from auditrack.reports.kit.imprint import VALUES
from auditrack.reports.kit.kind import NAMES, kind_named
from auditrack.reports.kit.making import make
from auditrack.reports.kit.terms import TERMS
from auditrack.reports.templating.lint import Linted, lint
from auditrack.reports.templating.templates import read_template, shipped_template
from tests.reports.made_up_template import (
    NAMESPACES,
    line,
    lines,
    related,
    report,
    table,
    template,
)

WHOLE = lines(*(f"{{{{{name}}}}}" for name in kind_named("minutes").printed()))
FURNISHED = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="default" r:id="rId5"/></w:sectPr>'
)


def linted(path: Path, kind: str | None = "minutes") -> Linted:
    return lint(read_template(path), kind)


def codes(found: Linted) -> list[str]:
    return [one.code for one in found.findings]


def only(found: Linted, code: str) -> str:
    (one,) = (one for one in found.findings if one.code == code)
    return f"{one.sentence} {one.where} {one.todo}"


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_template_is_clean_and_holds_every_part(name: str) -> None:
    found = lint(shipped_template(name))
    assert found.findings == ()
    assert (found.kind, found.guessed) == (name, "its name")
    assert set(kind_named(name).printed()) <= set(found.tokens)


def test_every_token_of_a_kind_is_told_with_what_it_is() -> None:
    for name in NAMES:
        kind = kind_named(name)
        told = {**kind.parts(), **kind.values}
        for fields in kind.rows.values():
            told.update(fields)
        assert all(what and what == what.strip() for what in told.values()), name
        assert kind.name == name


def test_a_part_that_would_not_be_printed_is_named(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", WHOLE.replace("{{actions}}", "Nothing"), FURNISHED)
    found = linted(path)
    assert codes(found) == ["template-part-missing"]
    assert "has no {{actions}}" in only(found, "template-part-missing")
    assert not found.is_refused


def test_with_the_report_token_nothing_is_missing(tmp_path: Path) -> None:
    assert codes(linted(template(tmp_path / "a.docx", lines("{{report}}"), FURNISHED))) == []


def test_every_wrong_token_is_named_with_where_it_stands(tmp_path: Path) -> None:
    body = lines("{{chairman}} of {{boards}}", "{{report}} here") + table(
        ("{{actions.whom}}", "{{lists.ref}}")
    )
    found = linted(template(tmp_path / "a.docx", body, FURNISHED))
    assert codes(found) == [
        "template-unknown-token",
        "template-unknown-token",
        "template-report-misplaced",
        "template-unknown-field",
        "template-unknown-list",
        "template-two-lists",
    ]
    assert 'the text, near "{{chairman}} of {{boards}}"' in found.findings[0].where
    assert found.findings[1].todo.startswith("Perhaps {{board}} is meant.")
    assert found.tokens["actions.whom"] == found.tokens["boards"] == 1
    assert found.tokens["marking"] == 2


@pytest.mark.parametrize(
    ("name", "body", "kind", "by"),
    [
        ("Board minutes 2026.docx", "{{report}}", "minutes", "its name"),
        ("our-evidence-pack.docx", "{{report}}", "evidence-pack", "its name"),
        ("house.docx", "{{matters_arising}}", "minutes", "its tokens"),
        ("house.docx", "{{report}}", "progress", "nothing in it"),
    ],
)
def test_the_kind_is_guessed_and_said(
    tmp_path: Path, name: str, body: str, kind: str, by: str
) -> None:
    found = linted(template(tmp_path / name, lines(body), FURNISHED), None)
    assert (found.kind, found.guessed) == (kind, by)


def test_comments_and_tracked_changes_are_counted_and_told(tmp_path: Path) -> None:
    comments = "".join(
        f'<w:comment w:id="{n}" w:author="{who}">{line("Secret")}</w:comment>'
        for n, who in enumerate(("A. Person", "B. Person", "A. Person"))
    )
    changes = (
        '<w:p><w:ins w:id="1" w:author="A. Person"><w:r><w:t>New words</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A. Person"><w:r><w:delText>{{old}}</w:delText></w:r></w:del>'
        "</w:p>"
    )
    path = template(
        tmp_path / "a.docx",
        changes + lines("{{report}}"),
        FURNISHED,
        parts={"word/comments.xml": f"<w:comments {NAMESPACES}>{comments}</w:comments>"},
        change={
            **related(
                "word/_rels/document.xml.rels",
                '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/'
                '2006/relationships/comments" Target="comments.xml"/>',
            ),
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>",
                '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxml'
                'formats-officedocument.wordprocessingml.comments+xml"/></Types>',
            ),
        },
    )
    found = linted(path)
    assert codes(found) == ["template-comments", "template-tracked-changes"]
    assert "3 comments of 2 people" in only(found, "template-comments")
    assert "2 tracked changes" in only(found, "template-tracked-changes")
    assert "Person" not in only(found, "template-comments")
    notes = make(report(), path).notes
    assert len(notes) == 2
    assert "3 comments" in notes[0]
    assert "2 tracked changes" in notes[1]


def test_hidden_text_is_found(tmp_path: Path) -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not for them</w:t></w:r></w:p>"
    found = linted(template(tmp_path / "a.docx", hidden + lines("{{report}}"), FURNISHED))
    assert codes(found) == ["template-hidden-text"]
    assert "Not for them" in only(found, "template-hidden-text")


Changes = Mapping[str, Callable[[str], str]]


def of_styles(change: Callable[[str], str]) -> Changes:
    return {"word/styles.xml": change}


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        (
            of_styles(lambda text: text.replace("Report Note", "Mine")),
            "template-lacks-style",
            "Report Note",
        ),
        (
            of_styles(lambda text: text.replace('w:sz w:val="24"', 'w:sz w:val="18"')),
            "template-small-print",
            "Table Text",
        ),
        (
            of_styles(lambda text: text.replace("en-GB", "en-US")),
            "template-language",
            "en-US",
        ),
        (
            {"word/footer1.xml": lambda text: text.replace("{{head}}", "").replace("PAGE", "X")},
            "template-furniture",
            "{{head}} in the footer, page X of Y",
        ),
    ],
)
def test_what_a_style_or_a_footer_lacks_is_found(
    tmp_path: Path, change: Changes, code: str, named: str
) -> None:
    path = template(tmp_path / "a.docx", lines("{{report}}"), FURNISHED, change=change)
    found = linted(path)
    assert codes(found) == [code]
    assert named in only(found, code)


def test_a_token_where_nothing_is_filled_in_is_found(tmp_path: Path) -> None:
    art = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:textpath string="{{marking}}"/></v:shape></w:pict></w:r></w:p>'
    )
    found = linted(template(tmp_path / "a.docx", art + lines("{{report}}"), FURNISHED))
    assert codes(found) == ["template-token-not-filled"]


def test_a_link_elsewhere_is_named(tmp_path: Path) -> None:
    relation = (
        '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    )
    path = template(
        tmp_path / "a.docx",
        lines("{{report}}"),
        FURNISHED,
        change=related("word/_rels/document.xml.rels", relation),
    )
    found = linted(path)
    assert codes(found) == ["template-links"]
    assert "https://example.org/" in only(found, "template-links")


def test_a_label_and_other_properties_are_told(tmp_path: Path) -> None:
    path = with_properties(tmp_path / "a.docx")
    found = linted(path)
    assert codes(found) == ["template-label", "template-properties"]
    assert "1 custom property" in only(found, "template-properties")


def with_properties(path: Path) -> Path:
    variant = 'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    ident = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="'
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'custom-properties" {variant}>'
        f'<property fmtid="{ident}2" name="MSIP_Label_1_Enabled"><vt:lpwstr>true</vt:lpwstr>'
        f'</property><property fmtid="{ident}3" name="Case worker"><vt:lpwstr>A. Person'
        "</vt:lpwstr></property></Properties>"
    )
    return template(
        path,
        line("{{report}}"),
        FURNISHED,
        parts={"docProps/custom.xml": custom},
        change={
            **related(
                "_rels/.rels",
                '<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/'
                '2006/relationships/custom-properties" Target="docProps/custom.xml"/>',
            ),
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>",
                '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxml'
                'formats-officedocument.custom-properties+xml"/></Types>',
            ),
        },
    )


def test_text_that_steers_a_terminal_is_cleaned_where_it_is_told(tmp_path: Path) -> None:
    body = lines("{{x&#x85;&#x202E;&#x9B;31m}} [/] &lt;b&gt;")
    found = linted(template(tmp_path / "a.docx", body, FURNISHED))
    told = "".join(f"{one.sentence}{one.where}" for one in found.findings) + "".join(found.tokens)
    assert not any(letter in told for letter in "\x85\u202e\x9b")


def test_words_on_a_return_form_are_told_to_come_back(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", lines("Write to the office.", "{{report}}"), FURNISHED)
    assert codes(linted(path, "return-form")) == ["template-words-read-back"]
    assert "Write to the office." in only(linted(path, "return-form"), "template-words-read-back")


@pytest.mark.parametrize("name", NAMES)
def test_no_token_of_a_kind_means_two_things(name: str) -> None:
    kind = kind_named(name)
    assert not set(kind.parts()) & {*VALUES, *kind.values, "report"}
    assert not set(VALUES) & set(kind.values)
    assert kind.wide <= set(kind.sections)
    assert kind.left_out < set(kind.parts())
    assert kind.terms is None or kind.terms <= {word for word, _ in TERMS}
    fields = [field for one in kind.rows.values() for field in one]
    for token in (*kind.parts(), *kind.values, *kind.rows, *fields):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", token), token
