"""The reader of PDF documents: letters and rulings of each page to blocks in reading order."""

from auditrack.intake.blocks import Reading


def read_pdf(data: bytes, name: str) -> Reading:
    """The blocks of a PDF, its number of pages, and notes on what could not be read.

    Nothing is drawn: letters are taken with their places, and the lines, columns, tables and
    paragraphs told from these. Pages are counted from 1 as they lie in the file.

    Args:
        data: the document.
        name: its name, for the sentences.

    Raises:
        RefusedError: it is locked, damaged, too long, or holds pictures of pages and no text.
    """
    from auditrack.intake.pdf.reader import read  # the library is loaded where a PDF is read

    return read(data, name)
