"""The kept files of an extract, as they lie beside it: each under the number of its record."""

from auditrack.reports.evidence_pack.index import numbered_name
from auditrack.views.extract import Extract


def copies_named(extract: Extract) -> dict[str, str]:
    """The name of each copy ("E-0123-file-audit.pdf"), with the SHA-256 of the kept file."""
    return {numbered_name(number, name): sha256 for number, name, sha256 in extract.files}
