"""OpenDocument text by odfpy."""

from odf import dc, meta
from odf.opendocument import OpenDocumentText
from odf.style import ListLevelProperties, ParagraphProperties, Style, TextProperties
from odf.text import H, List, ListItem, ListLevelStyleBullet, ListStyle, P, Span

from .archive import restamp
from .wording import colon, contact, full_name, headings, period, years


def paragraph_style(document, name, text, space="0.1cm"):
    style = Style(name=name, family="paragraph")
    style.addElement(TextProperties(**text))
    style.addElement(ParagraphProperties(marginbottom=space))
    document.styles.addElement(style)
    return style


def styles(document, accent):
    """The few styles the document uses."""
    bold = Style(name="Strong", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    document.styles.addElement(bold)
    bullets = ListStyle(name="Bullets")
    level = ListLevelStyleBullet(level="1", bulletchar="•")
    level.addElement(ListLevelProperties(spacebefore="0.4cm", minlabelwidth="0.4cm"))
    bullets.addElement(level)
    document.styles.addElement(bullets)
    return {
        "name": paragraph_style(document, "Name", {"fontsize": "22pt", "fontweight": "bold", "color": accent}),
        "title": paragraph_style(document, "Role", {"fontsize": "13pt", "color": "#444444"}),
        "h1": paragraph_style(document, "Section", {"fontsize": "13pt", "fontweight": "bold", "color": accent}, "0.2cm"),
        "h2": paragraph_style(document, "Entry", {"fontsize": "11pt", "fontweight": "bold"}),
        "body": paragraph_style(document, "Body", {"fontsize": "10.5pt"}, "0.15cm"),
        "bold": bold,
        "bullets": bullets,
    }


def write(person, path, _phrases):
    heading, sep = headings(person), colon(person)
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=f"CV {full_name(person)}"))
    document.meta.addElement(meta.CreationDate(text="2026-11-01T08:00:00"))
    style = styles(document, person["accent"])
    add = document.text.addElement

    def section(name):
        add(H(outlinelevel=1, stylename=style["h1"], text=heading[name]))

    def labelled(label, text):
        line = P(stylename=style["body"])
        line.addElement(Span(stylename=style["bold"], text=label))
        line.addText(text)
        add(line)

    def bulleted(texts):
        items = List(stylename=style["bullets"])
        for text in texts:
            item = ListItem()
            item.addElement(P(stylename=style["body"], text=text))
            items.addElement(item)
        add(items)

    add(P(stylename=style["name"], text=full_name(person)))
    add(P(stylename=style["title"], text=person["title"]))
    add(P(stylename=style["body"], text=" – ".join(contact(person))))
    section("summary")
    add(P(stylename=style["body"], text=person["summary"]))
    section("experiences")
    for job in person["experiences"]:
        add(H(outlinelevel=2, stylename=style["h2"], text=f"{period(job, person['language'])} : {job['title']}"))
        where = f"{job['company']}, {job['location']}"
        add(P(stylename=style["body"], text=where))
        if job.get("client"):
            labelled(f"{heading['client']}{sep}", job["client"])
        bulleted(job["bullets"])
        labelled(f"{heading['environment']}{sep}", ", ".join(job["environment"]))
    section("educations")
    for school in person["educations"]:
        labelled(f"{years(school)}  ", f"{school['degree']}, {school['institution']}, {school['location']}")
    section("skills")
    for group in person["skills"]:
        labelled(f"{group['label']}{sep}", ", ".join(group["items"]))
    section("languages")
    bulleted(f"{tongue['name']} ({tongue['level']})" for tongue in person["languages"])
    if person["certifications"]:
        section("certifications")
        bulleted(person["certifications"])
    section("interests")
    add(P(stylename=style["body"], text=person["interests"]))
    document.save(path)
    restamp(path)
