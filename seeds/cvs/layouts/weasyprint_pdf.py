"""Two PDFs out of HTML and CSS by WeasyPrint: a coloured side column, and a plain single column."""

from html import escape
from pathlib import Path

from weasyprint import HTML

from .fonts import roboto
from .wording import colon, contact, full_name, headings, month_in_figures, period, years

FONT_FACES = "".join(
    f"@font-face{{font-family:CV;src:url('{Path(roboto(style)).as_uri()}');font-weight:{weight};font-style:{slant}}}"
    for style, weight, slant in (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"))
)

BASE = """
body{font:9.4pt/1.42 CV;margin:0;color:#222}
h1{font-size:23pt;line-height:1.1;margin:0} h2{font-size:11.5pt;margin:14pt 0 4pt;text-transform:uppercase;letter-spacing:.06em}
h3{font-size:10pt;margin:0} p{margin:2pt 0} ul{margin:2pt 0 3pt;padding-left:13pt} .role{font-size:13pt;margin:2pt 0 6pt}
.job{margin-bottom:9pt;break-inside:avoid} .when{color:#666} .env{font-size:8.6pt;color:#444}
"""

SIDEBAR = """
@page{size:A4;margin:0;background:linear-gradient(to right,ACCENT 66mm,white 66mm) no-repeat}
.page{display:grid;grid-template-columns:66mm 1fr}
aside{color:#f4f4f4;padding:14mm 8mm} aside h2{font-size:10.5pt;border-bottom:.6pt solid #ffffff88} aside b{display:block;margin-top:4pt}
main{padding:14mm 12mm 10mm 10mm} main h2,main h1{color:ACCENT} aside p{overflow-wrap:anywhere}
"""

SINGLE = """
@page{size:A4;margin:17mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt CV;color:#888}}
header{border-left:4pt solid ACCENT;padding-left:10pt} h2{color:ACCENT} .job{display:grid;grid-template-columns:33mm 1fr;column-gap:4mm}
"""


def jobs(person, dates_apart):
    """The experiences; `dates_apart` puts the period into a column of its own."""
    words, sep = headings(person), colon(person)
    for job in person["experiences"]:
        when = f'<div class="when">{period(job, person["language"], month_in_figures)}</div>'
        client = f"<p><i>{words['client']}{sep}{escape(job['client'])}</i></p>" if job.get("client") else ""
        bullets = "".join(f"<li>{escape(text)}</li>" for text in job["bullets"])
        body = (f"<h3>{escape(job['title'])}</h3><p>{escape(job['company'])}, {escape(job['location'])}</p>{client}<ul>{bullets}</ul>"
                f'<p class="env"><b>{words["environment"]}{sep}</b>{escape(", ".join(job["environment"]))}</p>')
        yield f'<div class="job">{when}<div>{body}</div></div>' if dates_apart else f'<div class="job">{when}{body}</div>'


def schools(person):
    return "".join(f"<p><b>{escape(school['degree'])}</b><br>{escape(school['institution'])}, {school['location']}, {years(school)}</p>"
                   for school in person["educations"])


def section(title, body):
    return f"<h2>{escape(title)}</h2>{body}"


def lines(texts):
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def render(person, path, css, body):
    style = (FONT_FACES + BASE + css).replace("ACCENT", person["accent"])
    name = escape(full_name(person))
    page = (f'<html lang="{person["language"]}"><head><title>CV {name}</title><meta name="author" content="{name}">'
            f'<meta name="dcterms.created" content="2026-11-01"><style>{style}</style></head><body>{body}</body></html>')
    HTML(string=page).write_pdf(path, pdf_identifier=person["file"].encode(), full_fonts=False)


def write_sidebar(person, path, _phrases):
    words, sep = headings(person), colon(person)
    skills = "".join(f"<b>{escape(group['label'])}</b>" + lines(group["items"]) for group in person["skills"])
    side = section(words["contact"], lines(contact(person))) + section(words["skills"], skills)
    side += section(words["languages"], lines(f"{tongue['name']}{sep}{tongue['level']}" for tongue in person["languages"]))
    side += section(words["interests"], lines([person["interests"]]))
    main = f'<h1>{escape(full_name(person))}</h1><p class="role">{escape(person["title"])}</p>'
    main += section(words["summary"], lines([person["summary"]])) + section(words["experiences"], "".join(jobs(person, False)))
    main += section(words["educations"], schools(person)) + section(words["certifications"], lines(person["certifications"]))
    render(person, path, SIDEBAR, f'<div class="page"><aside>{side}</aside><main>{main}</main></div>')


def write_single(person, path, _phrases):
    words, sep = headings(person), colon(person)
    body = f'<header><h1>{escape(full_name(person))}</h1><p class="role">{escape(person["title"])}</p><p>{escape(" | ".join(contact(person)))}</p></header>'
    body += section(words["summary"], lines([person["summary"]])) + section(words["experiences"], "".join(jobs(person, True)))
    groups = "".join(f"<li><b>{escape(group['label'])}{sep}</b>{escape(', '.join(group['items']))}</li>" for group in person["skills"])
    body += section(words["skills"], f"<ul>{groups}</ul>") + section(words["educations"], schools(person))
    body += section(words["languages"], lines([", ".join(f"{tongue['name']} ({tongue['level']})" for tongue in person["languages"])]))
    body += section(words["certifications"], lines(person["certifications"])) + section(words["interests"], lines([person["interests"]]))
    render(person, path, SINGLE, body)
