"""Word documents by python-docx: one in running paragraphs, one with a column of dates in tables."""

from datetime import datetime

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from .archive import restamp
from .wording import colon, contact, full_name, headings, period, years

MADE = datetime(2026, 11, 1, 8, 0, 0)


def started(person):
    """A document with our margins and styles, fixed dates in its properties."""
    document = Document()
    properties = document.core_properties
    properties.author = full_name(person)
    properties.title = f"CV {full_name(person)}"
    properties.comments = ""
    properties.created = properties.modified = MADE
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(3)
    accent = RGBColor.from_string(person["accent"][1:])
    for name, size in (("Title", 24), ("Heading 1", 13), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), accent
    return document


def ended(document, path):
    document.save(path)
    restamp(path)


def labelled(paragraph, label, text):
    paragraph.add_run(label).bold = True
    paragraph.add_run(text)


def head(document, person, align):
    title = document.add_paragraph(full_name(person), style="Title")
    line = document.add_paragraph()
    run = line.add_run(person["title"])
    run.bold, run.font.size = True, Pt(13)
    particulars = document.add_paragraph("  |  ".join(contact(person)))
    for paragraph in (title, line, particulars):
        paragraph.alignment = align


def tail(document, person):
    """Everything below the experiences, the same in both layouts."""
    heading, sep = headings(person), colon(person)
    document.add_heading(heading["languages"], 1)
    document.add_paragraph(", ".join(f"{tongue['name']} ({tongue['level']})" for tongue in person["languages"]))
    if person["certifications"]:
        document.add_heading(heading["certifications"], 1)
        for certification in person["certifications"]:
            document.add_paragraph(certification, style="List Bullet")
    labelled(document.add_paragraph(), f"{heading['interests']}{sep}", person["interests"])


def write_plain(person, path, _phrases):
    heading, sep = headings(person), colon(person)
    document = started(person)
    head(document, person, WD_ALIGN_PARAGRAPH.LEFT)
    document.add_heading(heading["summary"], 1)
    document.add_paragraph(person["summary"])
    document.add_heading(heading["skills"], 1)
    for group in person["skills"]:
        labelled(document.add_paragraph(), f"{group['label']}{sep}", ", ".join(group["items"]))
    document.add_heading(heading["experiences"], 1)
    for job in person["experiences"]:
        document.add_heading(f"{job['title']}, {job['company']}", 2)
        where = document.add_paragraph()
        where.add_run(f"{period(job, person['language'])} · {job['location']}").italic = True
        if job.get("client"):
            labelled(document.add_paragraph(), f"{heading['client']}{sep}", job["client"])
        for bullet in job["bullets"]:
            document.add_paragraph(bullet, style="List Bullet")
        labelled(document.add_paragraph(), f"{heading['environment']}{sep}", ", ".join(job["environment"]))
    document.add_heading(heading["educations"], 1)
    for school in person["educations"]:
        labelled(
            document.add_paragraph(), school["degree"],
            f", {school['institution']}, {school['location']} ({years(school)})",
        )
    tail(document, person)
    ended(document, path)


def two_columns(document, rows):
    """A table without rules: dates or labels on the left, `fill(cell)` on the right."""
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for left, fill in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(4), Cm(13)
        cells[0].paragraphs[0].add_run(left).bold = True
        fill(cells[1])


def write_table(person, path, _phrases):
    heading, sep = headings(person), colon(person)
    document = started(person)
    head(document, person, WD_ALIGN_PARAGRAPH.CENTER)
    document.add_paragraph(person["summary"])

    def job_cell(job):
        def fill(cell):
            first = cell.paragraphs[0]
            first.add_run(job["title"]).bold = True
            first.add_run(f"\n{job['company']}, {job['location']}")
            if job.get("client"):
                first.add_run(f"\n{heading['client']}{sep}{job['client']}").italic = True
            for bullet in job["bullets"]:
                cell.add_paragraph(bullet, style="List Bullet")
            cell.add_paragraph(f"{heading['environment']}{sep}{', '.join(job['environment'])}")

        return fill

    def text_cell(text):
        return lambda cell: cell.paragraphs[0].add_run(text)

    document.add_heading(heading["experiences"], 1)
    two_columns(document, [(period(job, person["language"]), job_cell(job)) for job in person["experiences"]])
    document.add_heading(heading["skills"], 1)
    two_columns(document, [(group["label"], text_cell(", ".join(group["items"]))) for group in person["skills"]])
    document.add_heading(heading["educations"], 1)
    two_columns(
        document,
        [
            (years(school), text_cell(f"{school['degree']}\n{school['institution']}, {school['location']}"))
            for school in person["educations"]
        ],
    )
    tail(document, person)
    ended(document, path)
