"""Word documents by python-docx: running text, tables, newspaper columns, contacts in page headers and text boxes."""

from docx import Document as Docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

LAYOUTS = ["plain", "plain styles", "fake headings", "side table", "header contact", "footer contact", "text box", "columns"]


def _line(holder, cells, tab):
    paragraph = holder.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    if any("r" in s for _, s in cells):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(tab), WD_TAB_ALIGNMENT.RIGHT)
    for index, (text, style) in enumerate(cells):
        run = paragraph.add_run(("\t" if index else "") + text)
        run.bold, run.italic = "b" in style or None, "i" in style or None
    return paragraph


def _bullet(holder, text, document):
    return holder.add_paragraph(text, style=document.styles["List Bullet"])


def _blocks(holder, blocks, document, tab):
    for kind, body in blocks:
        if kind == "para":
            holder.add_paragraph(body)
        elif kind == "bullets":
            for text in body:
                _bullet(holder, text, document)
        elif kind == "chips":
            holder.add_paragraph("   ".join(body))
        elif kind == "lines":
            for cells in body:
                _line(holder, cells, tab)
        elif kind == "table":
            table = holder.add_table(rows=0, cols=len(body[0])) if hasattr(holder, "styles") else holder.add_table(0, len(body[0]))
            for row in body:
                for cell, text in zip(table.add_row().cells, row):
                    cell.text = text
        else:
            for entry in body:
                if entry["left"]:
                    table = holder.add_table(rows=0, cols=2) if hasattr(holder, "styles") else holder.add_table(0, 2)
                    left, right = table.add_row().cells
                    left.width, right.width = Cm(3.6), Cm(13)
                    left.text = entry["left"]
                    inner = right
                else:
                    inner = holder
                for cells in entry["lines"]:
                    _line(inner, cells, tab)
                if entry["left"]:
                    first = right.paragraphs[0]
                    first._element.getparent().remove(first._element)
                if entry["para"]:
                    inner.add_paragraph(entry["para"])
                for text in entry["bullets"]:
                    _bullet(inner, text, document)
                if entry["tools"]:
                    inner.add_paragraph(entry["tools"])


def _box(paragraph, texts):
    """A text box as Word draws it, with its fallback left out."""
    lines = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{t.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r></w:p>" for t in texts)
    paragraph._element.append(parse_xml(
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape style='width:180pt;height:90pt'>"
        f"<v:textbox><w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"))


def write(document, path, chance):
    layout = chance.choice(LAYOUTS)
    docx = Docx()
    docx.styles["Normal"].font.name, docx.styles["Normal"].font.size = chance.choice(["Calibri", "Arial", "Garamond"]), Pt(10.5)
    for section in docx.sections:
        section.left_margin = section.right_margin = Cm(2)
    items = [t for _, t in document.contact]
    joint = chance.choice([None, " | ", " – ", " • ", "\n"])

    def heading(holder, text):
        if not text:
            return
        if layout == "fake headings" or not hasattr(holder, "add_heading"):
            run = holder.add_paragraph().add_run(text)
            run.bold, run.font.size = True, Pt(13)
        else:
            holder.add_heading(text, 1)

    def title():
        if document.banner:
            docx.add_paragraph(document.banner)
        if layout in ("plain styles", "columns"):
            docx.add_paragraph(document.name, style="Title")
        else:
            run = docx.add_paragraph().add_run(document.name)
            run.bold, run.font.size = True, Pt(chance.choice([14, 20, 24]))
        if document.headline:
            docx.add_paragraph(document.headline)

    def contact(holder):
        for text in [joint.join(items)] if joint else items:
            holder.add_paragraph(text)

    if layout == "header contact":
        contact(docx.sections[0].header)
    if layout == "footer contact":
        contact(docx.sections[0].footer)
    title()
    if layout == "text box":
        _box(docx.add_paragraph(), items)
    elif layout not in ("header contact", "footer contact", "side table"):
        contact(docx)
    if layout == "side table":
        left, right = docx.add_table(rows=1, cols=2).rows[0].cells
        left.width, right.width = Cm(5.5), Cm(11.5)
        for text in items:
            left.add_paragraph(text)
        for section in document.sections:
            holder = left if section.side else right
            heading(holder, section.heading)
            _blocks(holder, section.blocks, docx, 11)
    else:
        for section in document.sections:
            heading(docx, section.heading)
            _blocks(docx, section.blocks, docx, 17)
    if layout == "columns":
        columns = docx.sections[0]._sectPr.find(qn("w:cols"))
        if columns is None:
            docx.sections[0]._sectPr.append(parse_xml(f"<w:cols {nsdecls('w')} w:num='2' w:space='400'/>"))
        else:
            columns.set(qn("w:num"), "2")
    docx.save(path)
    return f"docx {layout}"
