"""The XML of every kind of report stands in the order that Word's schema asks for."""

import posixpath
from collections import Counter
from collections.abc import Callable

import pytest
from lxml import etree

from auditrack.reports.kit.kind import NAMES
from tests.reports.every_kind import Board
from tests.reports.made_up_kit import written
from tests.reports.schema_order import NAMESPACES, ORDER, REPEATED

Parts = Callable[[bytes], dict[str, bytes]]

W = f"{{{NAMESPACES['w']}}}"
R = f"{{{NAMESPACES['r']}}}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
SHORT = {address: prefix for prefix, address in NAMESPACES.items()}
KINDS = (*NAMES, "everything")


@pytest.fixture(params=KINDS)
def package(request: pytest.FixtureRequest, read_parts: Parts) -> dict[str, bytes]:
    if request.param == "everything":
        return read_parts(written().to_bytes())
    board: Board = request.getfixturevalue("board_of_every_kind")
    return read_parts(board.content(request.param))


def name_of(element: etree._Element) -> str:
    name = etree.QName(element)
    return f"{SHORT.get(name.namespace or '', '?')}:{name.localname}"


def faults_of(root: etree._Element) -> list[str]:
    """What stands below its parent out of order, twice, or where it may not stand."""
    faults = []
    for parent in root.iter(etree.Element):
        own, above = name_of(parent), parent.getparent()
        order = ORDER.get("" if above is None else f"{name_of(above)}/{own}") or ORDER.get(own)
        if order is None:
            continue
        prefix = own.split(":")[0]
        places = {
            name if ":" in name or name == "*" else f"{prefix}:{name}": place
            for place, name in enumerate(order.split())
        }
        reached = -1
        seen: Counter[str] = Counter()
        for child in parent.iterchildren(etree.Element):
            name = name_of(child)
            place = places.get(name, places.get("*"))
            seen[name] += 1
            if place is None:
                faults.append(f"{name} may not stand in {own}")
                continue
            if place < reached:
                faults.append(f"{name} stands too late in {own}")
            if seen[name] > 1 and name in places and name not in REPEATED:
                faults.append(f"{name} stands twice in {own}")
            reached = max(reached, place)
    return faults


def test_elements_stand_in_the_order_of_the_schema(package: dict[str, bytes]) -> None:
    for name, content in package.items():
        if name.startswith("word/") and name.endswith(".xml"):
            assert faults_of(etree.fromstring(content)) == [], name


def test_headers_must_come_first_in_a_section() -> None:
    made = f'<w:sectPr xmlns:w="{NAMESPACES["w"]}"><w:pgSz/><w:headerReference/></w:sectPr>'
    assert faults_of(etree.fromstring(made)) == ["w:headerReference stands too late in w:sectPr"]


def test_a_fault_would_be_found() -> None:
    made = (
        f'<w:p xmlns:w="{NAMESPACES["w"]}"><w:pPr><w:spacing/><w:keepNext/><w:keepNext/><w:sz/>'
        "</w:pPr><w:r><w:t/><w:rPr/></w:r></w:p>"
    )
    assert faults_of(etree.fromstring(made)) == [
        "w:keepNext stands too late in w:pPr",
        "w:keepNext stands too late in w:pPr",
        "w:keepNext stands twice in w:pPr",
        "w:sz may not stand in w:pPr",
        "w:rPr stands too late in w:r",
    ]


def test_every_cell_ends_with_a_paragraph(package: dict[str, bytes]) -> None:
    for cell in etree.fromstring(package["word/document.xml"]).iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"


def test_every_row_has_the_cells_of_its_grid(package: dict[str, bytes]) -> None:
    for table in etree.fromstring(package["word/document.xml"]).iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        assert {len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr")} == {columns}


def test_the_last_section_ends_the_body(package: dict[str, bytes]) -> None:
    body = etree.fromstring(package["word/document.xml"])[0]
    assert body[-1].tag == f"{W}sectPr"
    assert all(
        one.getparent().tag == f"{W}pPr" for one in body[:-1] for one in one.iter(f"{W}sectPr")
    )


def test_bookmarks_and_drawings_are_numbered_once(package: dict[str, bytes]) -> None:
    root = etree.fromstring(package["word/document.xml"])
    starts = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
    assert len(set(starts)) == len(starts)
    assert starts == [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkEnd")]
    names = [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 for name in names)
    drawings = [one.get("id") for one in root.iter(f"{{{NAMESPACES['wp']}}}docPr")]
    assert len(set(drawings)) == len(drawings)


def test_fields_begin_part_and_end(package: dict[str, bytes]) -> None:
    for name, content in package.items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        marks = [
            mark.get(f"{W}fldCharType") for mark in etree.fromstring(content).iter(f"{W}fldChar")
        ]
        assert marks == ["begin", "separate", "end"] * (len(marks) // 3), name


def test_every_part_has_its_type_and_every_pointer_its_part(package: dict[str, bytes]) -> None:
    types = etree.fromstring(package["[Content_Types].xml"])
    named = {one.get("PartName") for one in types if etree.QName(one).localname == "Override"}
    assert {f"/{name}" for name in package if not name.endswith((".rels", "Types].xml"))} == named
    pointed = set()
    for name, content in package.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        targets = {}
        for one in etree.fromstring(content).iter(RELS):
            assert one.get("TargetMode") != "External"
            target = one.get("Target")
            path = (
                target[1:]
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            assert path in package
            pointed.add(path)
            targets[one.get("Id")] = path
        owner = posixpath.join(folder, posixpath.basename(name)[: -len(".rels")])
        if owner in package:
            root = etree.fromstring(package[owner])
            used = {
                value for e in root.iter() for key, value in e.attrib.items() if key.startswith(R)
            }
            assert used <= targets.keys(), owner
    assert {name for name in package if not name.endswith((".rels", "Types].xml"))} == pointed


def test_styles_named_are_there(package: dict[str, bytes]) -> None:
    known = {one.get(f"{W}styleId") for one in etree.fromstring(package["word/styles.xml"])}
    root = etree.fromstring(package["word/document.xml"])
    for kind in ("pStyle", "rStyle", "tblStyle"):
        assert {one.get(f"{W}val") for one in root.iter(f"{W}{kind}")} <= known
