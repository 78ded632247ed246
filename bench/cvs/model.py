"""A person in one document: blocks to draw, and the truth about what is printed.

Blocks: ("para", text) ("lines", [[cell, ...], ...]) ("bullets", [text]) ("table", [[text]]) ("chips", [text])
("entries", [entry]). A cell is (text, style), style a set of letters: b bold, i italic, r at the right edge.
"""

from dataclasses import dataclass, field

import entries
import sections
from people import POOLS
from wording import HEADINGS, Dates


@dataclass
class Section:
    kind: str
    heading: str
    blocks: list
    side: bool = False


@dataclass
class Document:
    lang: str
    name: str
    headline: str
    contact: list
    sections: list
    banner: str = ""
    heading_style: str = "plain"
    extras: list = field(default_factory=list)


def heading(chance, lang, kind, style):
    text = chance.choice(HEADINGS[lang][kind])
    if style == "upper":
        return text.upper()
    if style == "spaced":
        return "   ".join("\u00a0".join(word) for word in text.upper().split())
    return text


def printed_name(chance, person):
    first, last = person["first"], person["last"]
    return chance.choice([f"{first} {last}"] * 4 + [f"{first} {last.upper()}", f"{first} {last.upper()}",
                         f"{first.upper()} {last.upper()}", f"{last.upper()} {first}"])


def contact_items(chance, person):
    """(kind, printed text) in some order, labelled or not."""
    lang = person["lang"]
    labels = {"fr": {"email": ["Email : ", "E-mail : ", "Courriel : ", "Mail : "], "phone": ["Tél. : ", "Tél : ", "Mobile : ", "Portable : "],
                     "location": ["Adresse : ", "Ville : ", "Domicile : "], "link": ["Web : ", "Site : ", ""]},
              "en": {"email": ["Email: ", "E: ", "Mail: "], "phone": ["Phone: ", "Tel: ", "Mobile: ", "T: "],
                     "location": ["Address: ", "Location: ", "Based in: "], "link": ["Web: ", "Online: ", ""]}}[lang]
    labelled = chance.random() < 0.35
    mark = chance.random() < 0.15
    icons = {"email": "✉ ", "phone": "☎ ", "location": "⌂ ", "link": ""}
    lead = lambda kind: chance.choice(labels[kind]) if labelled else icons[kind] if mark else ""  # noqa: E731
    items = [("email", lead("email") + person["email"]), ("phone", lead("phone") + person["phone"]),
             ("location", lead("location") + person["location"])]
    chance.shuffle(items)
    items += [("link", lead("link") + link) for link in person["links"]]
    if lang == "fr" and chance.random() < 0.2:
        items.append(("other", chance.choice(["Permis B", "34 ans", "Née le 12/03/1991", "Nationalité française", "Permis B, véhiculé"])))
    return items


def build(chance, person, layout):
    """The document and its truth. `layout` may force or forbid forms that it cannot draw."""
    lang = person["lang"]
    style = chance.choice(["plain", "plain", "upper", "upper", "spaced" if layout.get("spaced", True) else "upper"])
    if layout.get("no_headings"):
        style = "none"
    dates = Dates(chance, lang)
    truth = {"schema": "cvtruth/1", "emails": [person["email"]], "phones": [person["phone"]], "links": list(person["links"]),
             "links_acceptable": [], "summary": None, "certifications": None, "skills_acceptable": []}
    name = printed_name(chance, person)
    headline = person["headline"] if chance.random() < 0.88 else ""
    truth["name"], truth["title"], truth["location"] = name, headline or None, person["location"]
    order = chance.choice([
        ["summary", "experience", "education", "skills", "languages", "certifications", "interests"],
        ["summary", "skills", "experience", "education", "certifications", "languages", "interests"],
        ["education", "experience", "skills", "languages", "interests"],
        ["experience", "skills", "education", "languages", "certifications"],
        ["skills", "languages", "summary", "experience", "projects", "education", "interests"],
        ["summary", "experience", "projects", "certifications", "education", "languages", "skills"],
    ])
    made = []
    for kind in order:
        text = heading(chance, lang, kind, style)
        blocks = None
        if kind == "experience":
            form = chance.choice(layout.get("entry_forms") or entries.JOB_FORMS)
            drawn, truth["experiences"] = entries.jobs(chance, person, dates, form)
            blocks = [("entries", drawn)]
        elif kind == "education":
            drawn, truth["education"] = entries.schools(chance, person, dates)
            blocks = [("entries", drawn)]
        elif kind == "skills":
            blocks, truth["skills"] = sections.skills(chance, person, layout)
        elif kind == "languages":
            blocks, truth["languages"] = sections.languages(chance, person)
        elif kind == "summary" and chance.random() < 0.75 and not layout.get("no_headings"):
            blocks = [("para", person["summary"])]
        elif kind == "certifications" and person["certifications"]:
            blocks, truth["certifications"] = [("bullets", person["certifications"])], person["certifications"]
        elif kind == "interests" and chance.random() < 0.7 and not layout.get("no_headings"):
            blocks = [("para", person["interests"])]
        elif kind == "projects" and not layout.get("no_headings"):
            drawn, optional = entries.project(chance, person, dates)
            blocks = [("entries", drawn)]
            truth.setdefault("_projects", []).extend(optional)
        if blocks:
            side = kind in ("skills", "languages", "interests", "certifications")
            made.append(Section(kind, "" if style == "none" else text, blocks, side))
    truth["experiences"] += truth.pop("_projects", [])
    for absent in ("skills", "languages", "education"):
        truth.setdefault(absent, [])
    truth["skills_acceptable"] = sorted({tool for job in person["jobs"] for tool in job["tools"]} | set(POOLS[lang].CERTIFICATIONS))
    truth["total_years"] = entries.years(truth["experiences"])
    truth["suggested_title"] = [t for t in (headline, truth["experiences"][0]["title"]) if t]
    banner = chance.choice([""] * 6 + ["Curriculum Vitae", "CV" if lang == "fr" else "Resume"])
    document = Document(lang, name, headline, contact_items(chance, person), made, banner, style)
    return document, truth
