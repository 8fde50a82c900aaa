"""The endings of documents that can be read; a light room, so that a screen may ask for them."""

from typing import Final

MARKDOWN: Final = (".md", ".markdown", ".mdown")
READABLE: Final = (".txt", ".text", *MARKDOWN)
"""What people give text and Markdown; a document of another name is read all the same."""
