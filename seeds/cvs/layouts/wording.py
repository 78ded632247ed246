"""Headings and dates in the two languages of the demo CVs."""

HEADINGS = {
    "fr": {
        "summary": "Profil",
        "skills": "Compétences",
        "experiences": "Expériences professionnelles",
        "educations": "Formation",
        "languages": "Langues",
        "certifications": "Certifications",
        "interests": "Centres d'intérêt",
        "contact": "Contact",
        "environment": "Environnement technique",
        "client": "Client",
    },
    "en": {
        "summary": "Profile",
        "skills": "Skills",
        "experiences": "Work experience",
        "educations": "Education",
        "languages": "Languages",
        "certifications": "Certifications",
        "interests": "Interests",
        "contact": "Contact",
        "environment": "Tools",
        "client": "Client",
    },
}

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}

PRESENT = {"fr": "aujourd'hui", "en": "Present"}


def headings(person):
    return HEADINGS[person["language"]]


def full_name(person):
    return f"{person['first_name']} {person['last_name']}"


def colon(person):
    """French puts a no-break space before its colon."""
    return "\u00a0: " if person["language"] == "fr" else ": "


def month_in_words(value, language):
    """2021-03 -> mars 2021."""
    year, month = value.split("-")
    return f"{MONTHS[language][int(month) - 1]} {year}"


def month_in_figures(value, _language):
    """2021-03 -> 03/2021."""
    year, month = value.split("-")
    return f"{month}/{year}"


def period(item, language, spell=month_in_words):
    """The period of an experience as this layout spells months."""
    end = spell(item["end"], language) if item["end"] else PRESENT[language]
    return f"{spell(item['start'], language)} – {end}"


def years(item):
    """The years of an education."""
    return f"{item['start']} – {item['end']}"


def contact(person):
    """Contact particulars, in the order most CVs print them."""
    return [person["email"], person["phone"], person["location"], *person["links"]]
