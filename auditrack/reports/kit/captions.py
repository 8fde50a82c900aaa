"""The numbered lines above tables and figures, which Word can list and renumber."""

from docx.oxml.ns import nsdecls

from auditrack.reports.kit.clean import as_attribute, on_one_line
from auditrack.reports.kit.tables import run_xml


def caption_xml(kind: str, number: int, text: str, style: str, *, own: bool, gap: bool) -> str:
    """A caption as the XML of a paragraph that stays with what follows it.

    Args:
        kind: "Table" or "Figure", by which Word counts.
        number: its number, which Word finds filled in.
        text: what it says.
        style: the template's identifier of the style.
        own: whether that is a style for captions; else bold makes it one.
        gap: whether it follows a table closely.
    """
    look = "" if own else "<w:b/><w:bCs/>"
    space = '<w:spacing w:before="200"/>' if gap else ""
    return (
        f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val={as_attribute(style)}/><w:keepNext/>{space}"
        f"</w:pPr>{run_xml(f'{kind} ', look)}"
        f'<w:fldSimple w:instr=" SEQ {kind} \\* ARABIC ">{run_xml(str(number), look)}</w:fldSimple>'
        f"{run_xml(f'. {on_one_line(text)}', look)}</w:p>"
    )
