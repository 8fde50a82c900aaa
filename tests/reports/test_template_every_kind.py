"""Every kind of report over a template of staff's own that holds every token of its kind."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from auditrack.reports.kit.kind import NAMES, kind_named
from auditrack.reports.templating.known_tokens import values_of
from auditrack.reports.templating.lint import lint
from auditrack.reports.templating.templates import Template
from tests.reports.every_kind import Board
from tests.reports.made_up_template import lines, table, template

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="default" r:id="rId5"/></w:sectPr>'
)


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "auditrack" / "templates"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_every_token_of_a_kind_is_filled_in_any_order(
    board_of_every_kind: Board,
    own_folder: Path,
    tmp_path: Path,
    read_text: Callable[[bytes], str],
    name: str,
) -> None:
    kind = kind_named(name)
    values = list(values_of(kind))
    rows = "".join(
        table(tuple(fields.values()), tuple(f"{{{{{one}.{field}}}}}" for field in fields))
        + lines("Between")
        for one, fields in kind.rows.items()
    )
    parts = [f"{{{{{part}}}}}" for part in reversed(kind.parts())]
    body = lines(*(f"{value}={{{{{value}}}}}" for value in values)) + rows + lines(*parts)
    path = template(own_folder / f"{name}.docx", body, SECTION)
    linted = lint(Template(path.name, path.read_bytes()))
    assert [one.code for one in linted.findings if one.severity != "note"] == []
    out = tmp_path / "out.docx"
    written = board_of_every_kind.copy(tmp_path / "board").write(name, out)
    assert written.exit_code == 0, written.stderr
    assert str(path) in written.stderr
    content = out.read_bytes()
    text = read_text(content)
    assert "{{" not in text
    assert "board=Wrenshire" in text
    tables = Document(BytesIO(content)).tables
    for (one, fields), printed in zip(kind.rows.items(), tables, strict=False):
        assert [cell.text for cell in printed.rows[0].cells] == list(fields.values()), one
        cells = [cell.text for cell in printed.rows[1].cells]
        assert any(cells), one
