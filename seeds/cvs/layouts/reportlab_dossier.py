"""A « dossier de compétences » by ReportLab: cover, summary, then two or three pages a mission."""

from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from .fonts import source_sans
from .mission_text import Bank, compose
from .wording import contact, full_name, month_in_words, period, years

SEED = 1996  # the year the career starts; any number would do, but it must stay
BODY = ParagraphStyle("body", fontName="Sans", fontSize=11, leading=17, spaceAfter=6)
BULLET = ParagraphStyle("bullet", BODY, leftIndent=16, bulletIndent=4, spaceAfter=5)


def register_fonts():
    for name, style in (("Sans", "Regular"), ("Sans-Bold", "Semibold"), ("Sans-Italic", "It"), ("Sans-BoldItalic", "SemiboldIt")):
        pdfmetrics.registerFont(TTFont(name, source_sans(style)))
    pdfmetrics.registerFontFamily("Sans", normal="Sans", bold="Sans-Bold", italic="Sans-Italic", boldItalic="Sans-BoldItalic")


def styles(accent):
    return {
        "name": ParagraphStyle("name", BODY, fontName="Sans-Bold", fontSize=28, leading=36, textColor=accent),
        "role": ParagraphStyle("role", BODY, fontSize=15, leading=22),
        "h1": ParagraphStyle("h1", BODY, fontName="Sans-Bold", fontSize=16, leading=22, textColor=accent, spaceBefore=12),
        "h2": ParagraphStyle("h2", BODY, fontName="Sans-Bold", fontSize=12.5, leading=18, textColor=accent, spaceBefore=10, keepWithNext=1),
        "h3": ParagraphStyle("h3", BODY, fontName="Sans-BoldItalic", fontSize=11, leading=16, spaceBefore=4, keepWithNext=1),
    }


def bullets(texts):
    return [Paragraph(escape(text), BULLET, bulletText="•") for text in texts]


def grid(rows, accent, widths):
    cells = [[Paragraph(escape(text), BODY) for text in row] for row in rows]
    table = Table(cells, colWidths=widths, repeatRows=0)
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, accent), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                               ("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]))
    return table


def front(person, style, accent):
    """Who it is, what they can do, and the career on one page."""
    story = [Spacer(1, 3 * cm), Paragraph("Dossier de compétences", style["role"]), Paragraph(escape(full_name(person)), style["name"]),
             Paragraph(escape(person["title"]), style["role"]), Paragraph(escape(" · ".join(contact(person))), BODY), Spacer(1, cm),
             Paragraph("Profil", style["h1"]), Paragraph(escape(person["summary"]), BODY), PageBreak(),
             Paragraph("Compétences techniques", style["h1"])]
    story.append(grid([[group["label"], ", ".join(group["items"])] for group in person["skills"]], accent, [4 * cm, 13 * cm]))
    story.append(Paragraph("Formation", style["h1"]))
    story += [Paragraph(escape(f"{years(school)} : {school['degree']}, {school['institution']}, {school['location']}"), BODY)
              for school in person["educations"]]
    story.append(Paragraph("Certifications", style["h1"]))
    story += bullets(person["certifications"])
    story.append(Paragraph("Langues", style["h1"]))
    story += [Paragraph(escape(f"{tongue['name']} : {tongue['level']}"), BODY) for tongue in person["languages"]]
    return story


def mission_pages(mission, bank, style, accent):
    text = compose(mission, bank)
    when = period(mission, "fr", month_in_words)
    story = [PageBreak(), Paragraph(escape(f"{when} : {mission['title']}"), style["h1"]),
             grid([["Employeur", mission["company"]], ["Client", mission["client"]], ["Lieu", mission["location"]],
                   ["Application", mission["application"]], ["Équipe", mission["team"]]], accent, [4 * cm, 13 * cm]),
             Paragraph("Contexte", style["h2"]), Paragraph(escape(text["context"]), BODY),
             Paragraph("Objectifs", style["h2"]), *bullets(text["objectives"]), Paragraph("Réalisations", style["h2"])]
    for title, texts in text["tasks"]:
        story += [Paragraph(title, style["h3"]), *bullets(texts)]
    story.append(Paragraph("Difficultés rencontrées", style["h2"]))
    story += [Paragraph(escape(difficulty), BODY) for difficulty in text["difficulties"]]
    story += [Paragraph("Résultats", style["h2"]), *bullets(text["results"]),
              Paragraph("Environnement technique", style["h2"]), Paragraph(escape(", ".join(mission["environment"])), BODY)]
    return story


def write(person, path, phrases):
    register_fonts()
    accent = HexColor(person["accent"])
    style, bank = styles(accent), Bank(phrases, SEED)
    story = front(person, style, accent) + [PageBreak(), Paragraph("Expériences professionnelles", style["h1"])]
    story.append(grid([[period(mission, "fr"), mission["client"], mission["title"]] for mission in person["missions"]],
                      accent, [6 * cm, 5.2 * cm, 5.8 * cm]))
    for mission in person["missions"]:
        story += mission_pages(mission, bank, style, accent)

    def footer(canvas, document):
        canvas.setFont("Sans", 8.5)
        canvas.drawString(2 * cm, 1.1 * cm, f"{full_name(person)} - Dossier de compétences")
        canvas.drawRightString(A4[0] - 2 * cm, 1.1 * cm, f"Page {document.page}")

    SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=2 * cm, rightMargin=2 * cm, topMargin=2 * cm, bottomMargin=2 * cm,
        title=f"Dossier de compétences {full_name(person)}", author=full_name(person), invariant=1,
    ).build(story, onFirstPage=footer, onLaterPages=footer)
