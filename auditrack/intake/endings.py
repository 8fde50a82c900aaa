"""The endings of documents that can be read; a light room, so that a screen may ask for them."""

from typing import Final

MARKDOWN: Final = (".md", ".markdown", ".mdown")
SHEETS: Final = (".xlsx", ".xlsm", ".csv", ".tsv")
"""Those of spreadsheets that can be read."""

READABLE: Final = (".docx", ".docm", ".pdf", ".txt", ".text", *MARKDOWN)
"""The endings people give what can be read; a document of another name is read all the same."""
