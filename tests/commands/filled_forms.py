"""Return forms filled in as agencies do it: in Word and in Excel, with habits of their own."""

import copy
import io
import random

from docx import Document
from docx.shared import Pt, RGBColor
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from auditrack.model.return_form import COLUMNS, SECTIONS, SHEETS


class WordForm:
    """A form in Word. Rows are found by their reference, empty ones are filled from the top."""

    def __init__(self, data: bytes) -> None:
        self.document = Document(io.BytesIO(data))

    def table(self, section):
        wanted = list(COLUMNS[section].values())
        return next(
            table
            for table in self.document.tables
            if [cell.text for cell in table.rows[0].cells] == wanted
        )

    def _row(self, section, ref):
        rows = self.table(section).rows[1:]
        return next(row for row in rows if row.cells[0].text.strip() == ref)

    def fill(self, section, ref, **values):
        row = self._row(section, ref)
        names = list(COLUMNS[section])
        for name, text in values.items():
            row.cells[names.index(name)].text = text

    def add(self, section, **values):
        table = self.table(section)
        if section == "evidence" and any(not row.cells[0].text and not row.cells[1].text
                                         for row in table.rows[1:]):  # fmt: skip
            row = next(row for row in table.rows[1:] if not row.cells[0].text
                       and not row.cells[1].text)  # fmt: skip
        else:
            table._tbl.append(copy.deepcopy(table.rows[-1]._tr))
            row = table.rows[-1]
            for cell in row.cells:
                cell.text = ""
        for name, text in values.items():
            row.cells[list(COLUMNS[section]).index(name)].text = text

    def delete(self, section, ref):
        row = self._row(section, ref)._tr
        row.getparent().remove(row)

    def shuffle(self, section, seed):
        table = self.table(section)
        rows = [row._tr for row in table.rows[1:]]
        for row in rows:
            table._tbl.remove(row)
        random.Random(seed).shuffle(rows)
        for row in rows:
            table._tbl.append(row)

    def head(self, label, text):
        for row in self.document.tables[0].rows:
            if row.cells[0].text == label:
                row.cells[1].text = text

    def loose(self, text):
        self.document.add_paragraph(text)

    def restyle(self):
        for table in self.document.tables:
            for row in table.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        for run in paragraph.runs:
                            run.font.size, run.font.name = Pt(15), "Comic Sans MS"
                            run.font.color.rgb = RGBColor(200, 0, 90)

    def data(self) -> bytes:
        made = io.BytesIO()
        self.document.save(made)
        return made.getvalue()


class ExcelForm:
    """The same in Excel."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))

    def table(self, section):
        return self.book[SHEETS[section]]

    @staticmethod
    def _put(cell, text):
        cell.value = text
        if isinstance(text, str):
            cell.data_type = "s"  # words, whatever they begin with

    def _row(self, section, ref):
        sheet = self.table(section)
        return next(
            n for n in range(2, sheet.max_row + 1) if str(sheet.cell(n, 1).value or "") == ref
        )

    def fill(self, section, ref, **values):
        row = self._row(section, ref)
        for name, text in values.items():
            self._put(self.table(section).cell(row, list(COLUMNS[section]).index(name) + 1), text)

    def add(self, section, **values):
        sheet = self.table(section)
        row = 2
        while any(sheet.cell(row, at).value for at in range(1, sheet.max_column + 1)):
            row += 1
        for name, text in values.items():
            self._put(sheet.cell(row, list(COLUMNS[section]).index(name) + 1), text)

    def delete(self, section, ref):
        self.table(section).delete_rows(self._row(section, ref))

    def shuffle(self, section, seed):
        sheet = self.table(section)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        random.Random(seed).shuffle(rows)
        for at, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                self._put(sheet.cell(at, column), value)

    def head(self, label, text):
        sheet = self.book.worksheets[0]
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == label:
                sheet.cell(row, 2).value = text

    def loose(self, text):
        sheet = self.book.worksheets[0]
        sheet.cell(sheet.max_row + 2, 1).value = text

    def restyle(self):
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    cell.font = Font(name="Comic Sans MS", size=15, color="FF00AA")
                    cell.fill = PatternFill("solid", fgColor="FFFF00")

    def data(self) -> bytes:
        made = io.BytesIO()
        self.book.save(made)
        return made.getvalue()


FORMS = {"docx": WordForm, "xlsx": ExcelForm}


def from_scratch(tables, head=(), loose=()) -> bytes:
    """A Word document with these tables only: (heading or "", rows of cells)."""
    document = Document()
    for text in head:
        document.add_paragraph(text)
    for heading, rows in tables:
        if heading:
            document.add_heading(SECTIONS.get(heading, heading), 1)
        table = document.add_table(0, max(map(len, rows)))
        for cells in rows:
            row = table.add_row()
            for at, text in enumerate(cells):
                row.cells[at].text = text
    for text in loose:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
