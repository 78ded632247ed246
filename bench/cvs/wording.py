"""How a document words things: one choice of each form a document, as people do."""

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
SHORT = {
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
BARE = {
    "fr": "Janv Fév Mars Avr Mai Juin Juil Août Sept Oct Nov Déc".split(),
    "en": ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."],
}
PRESENT = {
    "fr": ["présent", "aujourd'hui", "à ce jour", "en cours", "Actuel", "aujourd’hui", "ce jour", "maintenant", "auj."],
    "en": ["Present", "present", "now", "Current", "today", "ongoing", "to date", "PRESENT"],
}

HEADINGS = {
    "fr": {
        "experience": ["Expérience professionnelle", "Expériences", "Parcours professionnel", "Mon parcours", "Expériences clés",
                       "Missions réalisées", "Vie professionnelle", "Historique professionnel", "Postes occupés",
                       "Ce que j'ai fait", "Expérience en entreprise", "Emplois", "Mes expériences", "Parcours"],
        "education": ["Formation", "Formations", "Études", "Diplômes", "Cursus", "Parcours académique", "Formation initiale",
                      "Scolarité", "Diplômes et formations", "Études & diplômes", "Parcours scolaire", "Formation académique"],
        "skills": ["Compétences", "Compétences techniques", "Savoir-faire", "Outils", "Domaines d'expertise", "Boîte à outils",
                   "Ce que je sais faire", "Compétences clés", "Expertise", "Hard skills", "Technologies maîtrisées",
                   "Outils et méthodes", "Connaissances informatiques", "Stack technique", "Atouts"],
        "languages": ["Langues", "Langues parlées", "Langues étrangères", "Compétences linguistiques", "Pratique des langues"],
        "summary": ["Profil", "À propos", "En bref", "Présentation", "Qui suis-je ?", "Objectif", "En quelques mots", "Accroche",
                    "Mon profil", "À propos de moi", "Synthèse"],
        "certifications": ["Certifications", "Certifications et habilitations", "Certificats", "Mes certifications"],
        "interests": ["Centres d'intérêt", "Loisirs", "Divers", "Passions", "Hobbies", "Hors travail", "Activités", "Intérêts"],
        "contact": ["Contact", "Coordonnées", "Me contacter", "Informations personnelles", "Où me joindre"],
        "projects": ["Projets personnels", "Projets", "Réalisations personnelles"],
    },
    "en": {
        "experience": ["Experience", "Work History", "Professional Background", "Career History", "Employment",
                       "Employment History", "Where I've worked", "Relevant Experience", "Professional Experience",
                       "Work Experience", "Career", "Positions Held", "Roles", "Professional Journey"],
        "education": ["Education", "Academic Background", "Qualifications", "Studies", "Education & Training", "Academic Record",
                      "Degrees", "Education and Qualifications", "Schooling"],
        "skills": ["Skills", "Technical Skills", "Core Competencies", "Toolbox", "Tech stack", "What I use", "Key Skills",
                   "Areas of Expertise", "Skills & Tools", "Technologies", "Skill Set", "Tools of the trade", "Strengths",
                   "Technical Proficiencies"],
        "languages": ["Languages", "Spoken languages", "Language skills", "Languages I speak"],
        "summary": ["Profile", "About me", "Summary", "Personal Statement", "Professional Summary", "In short", "In a nutshell",
                    "Career Objective", "Who I am", "Overview", "Introduction"],
        "certifications": ["Certifications", "Certificates", "Licences and certificates", "Professional Certifications",
                           "Accreditations"],
        "interests": ["Interests", "Hobbies", "Outside work", "Other", "Off the clock", "Hobbies & Interests"],
        "contact": ["Contact", "Contact details", "Get in touch", "Personal details", "Reach me"],
        "projects": ["Projects", "Side projects", "Personal Projects"],
    },
}

# what is printed -> level of the schema (None: the wording names no level of the scale)
LEVELS = {
    "fr": [("langue maternelle", "native"), ("natif", "native"), ("bilingue", "C2"), ("courant", "C1"), ("C1", "C1"),
           ("niveau B2", "B2"), ("notions", "A2"), ("intermédiaire", "B1"), ("professionnel", "C1"), ("lu, écrit, parlé", None),
           ("B1", "B1"), ("scolaire", None), ("avancé (C1)", "C1"), ("TOEIC 915", None), ("A2", "A2"), ("C2", "C2")],
    "en": [("native", "native"), ("mother tongue", "native"), ("fluent", "C1"), ("bilingual", "C2"), ("C1", "C1"), ("B2", "B2"),
           ("conversational", "B1"), ("basic", "A2"), ("intermediate", "B1"), ("professional working proficiency", "B2"),
           ("native speaker", "native"), ("fluent (C1)", "C1"), ("B1 level", "B1"), ("rusty", None), ("A2", "A2"), ("C2", "C2")],
}
SKILL_LEVELS = {
    "fr": [("expert", "expert"), ("avancé", "advanced"), ("intermédiaire", "intermediate"), ("débutant", "beginner"),
           ("confirmé", "advanced"), ("notions", "beginner"), ("bon niveau", None)],
    "en": [("expert", "expert"), ("advanced", "advanced"), ("intermediate", "intermediate"), ("beginner", "beginner"),
           ("proficient", "advanced"), ("basic", "beginner")],
}


def _text(date, lang, form):
    """A date (year, month) as printed in this form, and as the truth has it."""
    year, month = date
    full = f"{year}-{month:02d}"
    long, short, bare = MONTHS[lang][month - 1], SHORT[lang][month - 1], BARE[lang][month - 1]
    return {
        "long": (f"{long} {year}", full), "Long": (f"{long.capitalize()} {year}", full), "short": (f"{short} {year}", full),
        "bare": (f"{bare} {year}", full), "num": (f"{month:02d}/{year}", full), "dots": (f"{month:02d}.{year}", full),
        "iso": (f"{year}-{month:02d}", full), "year": (str(year), str(year)), "slashed": (f"{year}/{month:02d}", full),
        "apostrophe": (f"{SHORT['en'][month - 1]} '{year % 100:02d}", full), "UPPER": (f"{long.upper()} {year}", full),
        "day": (f"01/{month:02d}/{year}", full), "n/y": (f"{month}/{year}", full),
    }[form]


FORMS = {
    "fr": ["long", "Long", "short", "bare", "num", "year", "year", "dots", "UPPER", "slashed", "day", "n/y"],
    "en": ["long", "short", "short", "bare", "num", "year", "year", "iso", "apostrophe", "UPPER", "long", "n/y"],
}
JOINTS = {
    "fr": [" – ", " - ", " à ", "-", " → ", " > ", " / ", "–", " au ", " — "],
    "en": [" – ", " - ", " to ", "-", " → ", "–", " — ", " until "],
}


class Dates:
    """The date form of one document."""

    def __init__(self, chance, lang):
        self.lang = lang
        self.form = chance.choice(FORMS[lang])
        joints = [j for j in JOINTS[lang] if not (self.form in ("iso", "slashed") and j.strip() in ("-", "/", "–")
                                                  or self.form in ("num", "day", "n/y") and j == " / " or self.form == "year" and j == " au ")]
        self.joint = chance.choice(joints)
        self.present = chance.choice(PRESENT[lang])
        self.since = chance.random() < 0.25
        self.lead = chance.random() < 0.12
        self.wrap = chance.choice(["%s"] * 8 + ["(%s)", "[%s]"])

    def period(self, start, end):
        """Printed, and (start, end) of the truth."""
        first, said = _text(start, self.lang, self.form)
        if end is None:
            if self.since:
                return self.wrap % (("Depuis " if self.lang == "fr" else "Since ") + first), (said, "present")
            doubled = self.joint.strip() in ("à", "au", "to", "until", "through", "jusqu'à") and self.present.split()[0] in ("à", "to", "until", "till")
            joint = " - " if doubled else self.joint
            return self.wrap % f"{first}{joint}{self.present}", (said, "present")
        last, ended = _text(end, self.lang, self.form)
        if first == last:
            return self.wrap % first, (said, ended)
        if self.lead and self.joint.strip() in ("à", "au", "to", "until"):
            lead = {"à": "de ", "au": "du ", "to": "from ", "until": "from "}[self.joint.strip()]
            return self.wrap % f"{lead.capitalize()}{first}{self.joint}{last}", (said, ended)
        return self.wrap % f"{first}{self.joint}{last}", (said, ended)

    def years(self, start, end):
        """A study's years."""
        if start is None:
            return str(end), (None, str(end))
        joint = self.joint if self.joint not in (" / ", " au ") else " - "
        return f"{start}{joint}{end}", (str(start), str(end))
