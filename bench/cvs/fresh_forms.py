"""Arrangements of jobs and wordings of dates of the third set: what known templates print, and how people type when nobody checks."""

from entries import B, I, R, _entry, _tools, cell
from wording import BARE, MONTHS, SHORT

PRESENT = {
    "fr": ["à aujourd'hui", "jusqu'à présent", "...", "en cours", "actuel", "aujourd’hui", "à ce jour", "présent", "…", "poste actuel"],
    "en": ["present", "now", "until now", "...", "current", "today", "till date", "Present day", "…", "(current)"],
}
SINCE = {
    "fr": ["Depuis {}", "depuis {}", "À partir de {}", "Dep. {}", "Depuis le 01/{m:02d}/{y}", "{} -", "{} →"],
    "en": ["Since {}", "since {}", "From {}", "{} onwards", "As of {}", "{} –", "Started {}"],
}
PAIRS = {
    "fr": ["{} - {}", "{} – {}", "de {} à {}", "{} à {}", "{} → {}", "{}-{}", "du {} au {}", "{} jusqu'à {}", "{} > {}", "{} ➔ {}", "entre {} et {}"],
    "en": ["{} - {}", "{} – {}", "{} to {}", "{} → {}", "{}-{}", "from {} to {}", "{} through {}", "{} till {}", "{}—{}", "{} / {}", "between {} and {}"],
}


def _date(when, lang, form):
    year, month = when
    full, short = f"{year}-{month:02d}", f"{year % 100:02d}"
    long = MONTHS[lang][month - 1]
    quarter = (month + 2) // 3
    season = {"fr": ["Hiver", "Printemps", "Été", "Automne"], "en": ["Winter", "Spring", "Summer", "Autumn"]}[lang][quarter - 1]
    return {
        "long": (f"{long} {year}", full), "abbr": (f"{SHORT[lang][month - 1]} {year}", full), "bare": (f"{BARE[lang][month - 1]} {year}", full),
        "mm/yyyy": (f"{month:02d}/{year}", full), "year": (str(year), str(year)), "mm/yy": (f"{month:02d}/{short}", full),
        "month yy": (f"{long if len(long) < 6 else SHORT[lang][month - 1]} {short}", full), "mon-yy": (f"{BARE[lang][month - 1].strip('.')}-{short}", full),
        "first": (f"1er {long} {year}" if lang == "fr" else f"1st {long} {year}", full), "day": (f"{(month * 5) % 27 + 1} {long} {year}", full),
        "comma": (f"{long.capitalize()}, {year}", full), "quarter": (f"{'T' if lang == 'fr' else 'Q'}{quarter} {year}", str(year)),
        "season": (f"{season} {year}", str(year)), "iso": (full, full),
    }[form]


FORMS = ["long", "long", "abbr", "bare", "mm/yyyy", "mm/yyyy", "year", "year", "mm/yy", "month yy", "mon-yy", "first", "day", "comma", "quarter", "season", "iso"]


def _span(start, end, lang):
    last = end or (2026, 11)
    months = (last[0] * 12 + last[1]) - (start[0] * 12 + start[1]) + 1
    years, rest = divmod(months, 12)
    words = {"fr": ("an", "ans", "mois", "mois", " "), "en": ("yr", "yrs", "mo", "mos", " ")}[lang]
    out = ([f"{years} {words[0] if years == 1 else words[1]}"] if years else []) + ([f"{rest} {words[2] if rest == 1 else words[3]}"] if rest else [])
    return words[4].join(out)


class Dates:
    """The date form of one document."""

    def __init__(self, chance, lang):
        self.lang, self.form = lang, chance.choice(FORMS)
        tight = self.form in ("mm/yy", "mm/yyyy", "mon-yy", "iso")
        self.pair = chance.choice([p for p in PAIRS[lang] if not (tight and p in ("{}-{}", "{} / {}")) and not (self.form == "year" and p.startswith("du "))])
        self.present = chance.choice(PRESENT[lang])
        self.since = chance.choice([s for s in SINCE[lang] if "{m" not in s or self.form == "mm/yyyy"]) if chance.random() < 0.35 else None
        self.duration = chance.random() < 0.2

    def period(self, start, end):
        first, said = _date(start, self.lang, self.form)
        length = f" ({_span(start, end, self.lang)})" if self.duration else ""
        if end is None:
            if self.since:
                return self.since.format(first, y=start[0], m=start[1]) + ("" if self.since[-1] in "→–-" else length), (said, "present")
            joined = self.pair if self.present not in ("...", "…") else "{} - {}"
            if self.present.split()[0] in ("à", "jusqu'à", "until", "till") or joined.split()[0] in ("de", "du", "entre", "from", "between"):
                joined = "{} {}" if self.present.split()[0] in ("à", "jusqu'à", "until", "till") else "{} - {}"
            return joined.format(first, self.present) + length, (said, "present")
        last, ended = _date(end, self.lang, self.form)
        text = first if first == last else self.pair.format(first, last)
        if first != last and self.lang == "fr" and self.pair.startswith("de ") and first[0] in "aoéAOÉ":
            text = f"d'{first} à {last}"
        return text + length, (said, ended)

    def years(self, start, end):
        if start is None:
            return str(end), (None, str(end))
        return f"{start}{' - ' if len(self.pair) > 7 else self.pair.format('', '')}{end}", (str(start), str(end))


def _arranged(form, lang, title, company, place, period, job):
    fr = lang == "fr"
    at, colon = (" chez ", " : ") if fr else (" at ", ": ")
    kind = "CDI" if fr else "Full-time"
    return {
        "awesome": ([[cell(company, B), cell(place, R)], [cell(title, I), cell(period, R)]], None),
        "moderncv": ([[cell(title, B), cell(", "), cell(company, I), cell(f", {place}.")]], period),
        "deedy": ([[cell(company.upper(), B), cell(f" | {title}")], [cell(f"{period} | {place}", I)]], None),
        "altacv": ([[cell(title, B)], [cell(company)], [cell(period), cell(place)]], None),
        "linkedin pdf": ([[cell(company)], [cell(title, B)], [cell(period)], [cell(place)]], None),
        "linkedin page": ([[cell(title, B)], [cell(f"{company} · {kind}")], [cell(period.replace(" (", " · ").rstrip(")"))], [cell(f"{place}, France" if fr else place)]], None),
        "malt": ([[cell(f"{company}", B)], [cell(title)], [cell(f"{period} - {place}", I)]], None),
        "apec": ([[cell(f"{period}{colon}{title}", B)], [cell(f"{company}, {place}")]], None),
        "europass": ([[cell(f"[ {period} ]"), cell(f" {title}", B)], [cell(company, B)], [cell(("Localité : " if fr else "City: ") + place)]], None),
        "jsonresume": ([[cell(title, B), cell(f"{at}{company}"), cell(period, R)]], None),
        "canva": ([[cell(title.upper(), B)], [cell(f"{company} | {period}")]], None),
        "title (company)": ([[cell(f"{title} ({company}, {place})", B), cell(period, R)]], None),
        "company [place]": ([[cell(period, B)], [cell(f"{company} [{place}]{colon}{title}")]], None),
        "commas": ([[cell(f"{title}, {company}, {place}, {period}")]], None),
        "middle dots": ([[cell(f"{title} · {company} · {place} · {period}")]], None),
        "date at right below": ([[cell(title, B), cell(place, R)], [cell(company, I), cell(period, R)]], None),
        "date: company, title": ([[cell(f"{period}{colon}{company}, {title.lower() if fr else title}")]], None),
        "left:company – title": ([[cell(f"{company} – {title}", B)]], period),
        "left:company, place|title": ([[cell(f"{company}, {place}", B)], [cell(title, I)]], period),
        "left:title at": ([[cell(f"{title}{at}{company}")]], period),
        "tasked": ([[cell(company, B), cell(period, R)], [cell(("Poste occupé : " if fr else "Position: ") + title)]], None),
        "labels": ([[cell(("Entreprise : " if fr else "Company: ") + company)], [cell(("Fonction : " if fr else "Job title: ") + title)],
                    [cell(("Dates : " if fr else "Dates: ") + period)], [cell(("Lieu : " if fr else "Location: ") + place)]], None),
        "client line": ([[cell(f"{company}{' — ' if fr else ' - '}{title}", B), cell(period, R)], [cell(f"Client{colon}{job['client']}")]], None),
        "mission chez": ([[cell(f"Mission chez {job['client']} pour {company}" if fr else f"Assignment at {job['client']} for {company}", B)],
                          [cell(f"{title}, {period}", I)]], None),
    }[form]


ARRANGED = ["awesome", "moderncv", "deedy", "altacv", "linkedin pdf", "linkedin page", "malt", "apec", "europass", "jsonresume", "canva", "title (company)",
            "company [place]", "commas", "middle dots", "date at right below", "date: company, title", "left:company – title", "left:company, place|title",
            "left:title at", "tasked", "labels", "client line", "mission chez"]
WITHOUT_HEADINGS = ["awesome", "linkedin page", "jsonresume", "canva", "commas", "title (company)"]


def jobs(chance, person, dates, form):
    lang = person["lang"]
    if form not in ARRANGED:
        form = chance.choice(ARRANGED)
    body = chance.choice(["bullets", "bullets", "para", "lines", "none"])
    with_tools = chance.random() < 0.25
    drawn, truth = [], []
    for job in person["jobs"]:
        period, (start, end) = dates.period(job["start"], job["end"])
        lines, left = _arranged(form, lang, job["title"], job["company"], job["town"], period, job)
        if body == "lines":
            lines = lines + [[cell(text + ".")] for text in job["bullets"]]
        said = {"title": job["title"], "company": job["company"], "location": None, "start": start, "end": end, "description": None}
        if form in ("client line", "mission chez"):
            said["client"] = job["client"]
        drawn.append(_entry(lines, left, job["bullets"] if body == "bullets" else [], ". ".join(job["bullets"]) + "." if body == "para" else None,
                            _tools(chance, lang, job["tools"]) if with_tools else None))
        truth.append(said)
    return drawn, truth
