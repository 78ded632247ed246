"""A one-column PDF in Helvetica by ReportLab: the classic CV with a rule under every heading."""

from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from .wording import colon, contact, full_name, headings, month_in_figures, period, years

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.6, leading=12.6)
BULLET = ParagraphStyle("bullet", BODY, leftIndent=12, bulletIndent=2)
RIGHT = ParagraphStyle("right", BODY, alignment=2, textColor=HexColor("#555555"))
WIDTH = A4[0] - 3.6 * cm - 12  # margins, and the 6 points of padding inside the frame at each side


def heading(text, accent):
    style = ParagraphStyle("h1", BODY, fontName="Helvetica-Bold", fontSize=11.5, leading=14, textColor=accent, spaceBefore=7)
    return [Paragraph(escape(text.upper()), style), HRFlowable(width="100%", thickness=0.8, color=accent, spaceAfter=4)]


def left_and_right(left, right):
    """A line with its dates against the right margin."""
    table = Table([[Paragraph(left, BODY), Paragraph(right, RIGHT)]], colWidths=[WIDTH * 0.68, WIDTH * 0.32])
    table.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                               ("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                               ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def job_block(job, person, words):
    sep = colon(person)
    left = f"<b>{escape(job['title'])}</b><br/>{escape(job['company'])}, {escape(job['location'])}"
    if job.get("client"):
        left += f"<br/><i>{words['client']}{sep}{escape(job['client'])}</i>"
    block = [left_and_right(left, period(job, person["language"], month_in_figures))]
    block += [Paragraph(escape(text), BULLET, bulletText="•") for text in job["bullets"]]
    block += [Paragraph(f"<b>{words['environment']}{sep}</b>{escape(', '.join(job['environment']))}", BULLET), Spacer(1, 5)]
    return KeepTogether(block)


def write(person, path, _phrases):
    words, sep, accent = headings(person), colon(person), HexColor(person["accent"])
    name = ParagraphStyle("name", BODY, fontName="Helvetica-Bold", fontSize=22, leading=26, textColor=accent)
    role = ParagraphStyle("role", BODY, fontSize=13, leading=18)
    story = [Paragraph(escape(full_name(person)), name), Paragraph(escape(person["title"]), role),
             Paragraph(escape("  ·  ".join(contact(person))), BODY)]
    story += heading(words["summary"], accent) + [Paragraph(escape(person["summary"]), BODY)]
    story += heading(words["skills"], accent)
    story += [Paragraph(f"<b>{escape(group['label'])}{sep}</b>{escape(', '.join(group['items']))}", BODY)
              for group in person["skills"]]
    story += heading(words["experiences"], accent)
    story += [job_block(job, person, words) for job in person["experiences"]]
    story += heading(words["educations"], accent)
    story += [left_and_right(f"<b>{escape(school['degree'])}</b><br/>{escape(school['institution'])}, {school['location']}",
                             years(school)) for school in person["educations"]]
    story += heading(words["languages"], accent)
    story.append(Paragraph(escape(" · ".join(f"{tongue['name']} ({tongue['level']})" for tongue in person["languages"])), BODY))
    story += heading(words["certifications"], accent)
    story += [Paragraph(escape(text), BULLET, bulletText="•") for text in person["certifications"]]
    story += heading(words["interests"], accent) + [Paragraph(escape(person["interests"]), BODY)]
    SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=1.8 * cm, rightMargin=1.8 * cm, topMargin=1.2 * cm, bottomMargin=1.2 * cm,
        title=f"CV {full_name(person)}", author=full_name(person), invariant=1,
    ).build(story)
