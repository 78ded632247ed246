"""OpenDocument text by odfpy, and LibreOffice's PDFs and RTFs of Word and OpenDocument files."""

import subprocess
import tempfile
from pathlib import Path

from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style, TabStop, TabStops, TextProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import H, List, ListItem, P, Span, Tab

from . import docx_file


class _Writer:
    def __init__(self, chance):
        self.odt = OpenDocumentText()
        self.bold = self._text("Strong", fontweight="bold")
        self.italic = self._text("Emphasis", fontstyle="italic")
        self.big = self._text("Big", fontsize="20pt", fontweight="bold")
        self.tabbed = Style(name="Tabbed", family="paragraph")
        properties = ParagraphProperties()
        stops = TabStops()
        stops.addElement(TabStop(position="16cm", type="right"))
        properties.addElement(stops)
        self.tabbed.addElement(properties)
        self.odt.automaticstyles.addElement(self.tabbed)
        self.real_headings = chance.random() < 0.6

    def _text(self, name, **values):
        style = Style(name=name, family="text")
        style.addElement(TextProperties(**values))
        self.odt.automaticstyles.addElement(style)
        return style

    def line(self, holder, cells):
        p = P(stylename=self.tabbed) if len(cells) > 1 else P()
        for index, (text, style) in enumerate(cells):
            if index:
                p.addElement(Tab())
            p.addElement(Span(text=text, stylename=self.bold if "b" in style else self.italic) if style & {"b", "i"} else Span(text=text))
        holder.addElement(p)

    def heading(self, text):
        if text:
            self.odt.text.addElement(H(outlinelevel=1, text=text) if self.real_headings else P())
            if not self.real_headings:
                self.line(self.odt.text, [(text, frozenset("b"))])

    def bullets(self, holder, texts):
        items = List()
        for text in texts:
            item = ListItem()
            item.addElement(P(text=text))
            items.addElement(item)
        holder.addElement(items)

    def table(self, holder, rows):
        table = Table()
        table.addElement(TableColumn(numbercolumnsrepeated=len(rows[0])))
        for row in rows:
            line = TableRow()
            for fill in row:
                cell = TableCell()
                fill(cell) if callable(fill) else cell.addElement(P(text=fill))
                line.addElement(cell)
            table.addElement(line)
        holder.addElement(table)

    def entry(self, holder, entry):
        for cells in entry["lines"]:
            self.line(holder, cells)
        if entry["para"]:
            holder.addElement(P(text=entry["para"]))
        if entry["bullets"]:
            self.bullets(holder, entry["bullets"])
        if entry["tools"]:
            holder.addElement(P(text=entry["tools"]))


def write(document, path, chance):
    out = _Writer(chance)
    text = out.odt.text
    if document.banner:
        text.addElement(P(text=document.banner))
    name = P()
    name.addElement(Span(text=document.name, stylename=out.big))
    text.addElement(name)
    if document.headline:
        text.addElement(P(text=document.headline))
    items = [t for _, t in document.contact]
    joint = chance.choice([None, " | ", " - "])
    for line in [joint.join(items)] if joint else items:
        text.addElement(P(text=line))
    for section in document.sections:
        out.heading(section.heading)
        for kind, body in section.blocks:
            if kind == "para":
                text.addElement(P(text=body))
            elif kind == "chips":
                text.addElement(P(text=" – ".join(body)))
            elif kind == "bullets":
                out.bullets(text, body)
            elif kind == "lines":
                for cells in body:
                    out.line(text, cells)
            elif kind == "table":
                out.table(text, body)
            else:
                for entry in body:
                    if entry["left"]:
                        out.table(text, [[entry["left"], lambda cell, e=entry: out.entry(cell, e)]])
                    else:
                        out.entry(text, entry)
                        text.addElement(P())
    out.odt.save(path)
    return "odt"


def _convert(source, path, to):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to, "--outdir", folder, str(source)],
                       check=True, capture_output=True, timeout=120)
        path.write_bytes(Path(folder, source.stem + "." + to).read_bytes())


def write_libreoffice(document, path, chance, to="pdf"):
    with tempfile.TemporaryDirectory() as folder:
        if chance.random() < 0.7:
            source = Path(folder, "cv.docx")
            layout = docx_file.write(document, source, chance)
        else:
            source = Path(folder, "cv.odt")
            layout = write(document, source, chance)
        _convert(source, path, to)
    return f"libreoffice {to} {layout}"


def write_libreoffice_rtf(document, path, chance):
    return write_libreoffice(document, path, chance, "rtf")
