"""What of a template never leaves with a report: who made it, where, with what, and when."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

LABEL = "MSIP_Label_"
"""How the custom properties of a sensitivity label begin; those are kept."""

_DROPPED = frozenset(("thumbnail", "people", "customXml", "glossaryDocument"))
_CUSTOM, _EXTENDED = "custom-properties", "extended-properties"
_W = qn("w:rsid").removesuffix("rsid")
_SETTINGS = tuple(qn(f"w:{name}") for name in ("rsids", "docVars", "attachedTemplate"))
_XML = "/word/"
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>auditrack</Application></Properties>"
)
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


def leave_behind(document: Any) -> None:
    """Takes them off an opened template; the properties of a sensitivity label stay."""
    package = document.part.package
    for source in (package, document.part):
        for ident, rel in list(source.rels.items()):
            kind = rel.reltype.rpartition("/")[2]
            if kind in _DROPPED:
                del source.rels[ident]
            elif kind == _CUSTOM and not rel.is_external:
                _keep_labels(source, ident, rel.target_part)
    _set_app(package)
    for part in package.iter_parts():
        if hasattr(part, "element"):
            _without_sessions(part.element)
        elif str(part.partname).startswith(_XML) and str(part.partname).endswith(".xml"):
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            if _without_sessions(root):
                part._blob = etree.tostring(
                    root, xml_declaration=True, encoding="UTF-8", standalone=True
                )
    settings = document.settings.element
    for one in list(settings.iter(*_SETTINGS)):
        one.getparent().remove(one)


def _keep_labels(source: Any, ident: str, part: Any) -> None:
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    for one in list(root):
        if not one.get("name", "").startswith(LABEL):
            root.remove(one)
    if len(root):
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    else:
        del source.rels[ident]


def _set_app(package: Any) -> None:
    for rel in package.rels.values():
        if rel.reltype.endswith(f"/{_EXTENDED}") and not rel.is_external:
            rel.target_part._blob = _APP.encode()
            return
    part = Part(PackURI("/docProps/app.xml"), _APP_TYPE, _APP.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _without_sessions(root: Any) -> bool:
    """Takes off the marks of editing sessions (rsid), by which versions can be told apart."""
    found = False
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith(f"{_W}rsid")]:
            del element.attrib[name]
            found = True
    return found
