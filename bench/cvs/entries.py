"""Jobs and studies as entries: the many ways in which people arrange title, employer, place and period."""

from people import POOLS

B, I, R = {"b"}, {"i"}, {"r"}


def cell(text, style=()):
    return (text, frozenset(style))


# name -> lines of cells from (title, company, place, period); None in `left` means that no column of dates is used
def _forms(title, company, place, period, lang):
    at = " chez " if lang == "fr" else " at "
    return {
        "title_date|company_place": ([[cell(title, B), cell(period, R)], [cell(f"{company}, {place}", I)]], None),
        "company_place|title_date": ([[cell(company, B), cell(place, R)], [cell(title, I), cell(period, R)]], None),
        "company_date|title": ([[cell(f"{company} – {place}", B), cell(period, R)], [cell(title, I)]], None),
        "date|title|company": ([[cell(period, I)], [cell(title, B)], [cell(f"{company} – {place}")]], None),
        "date|company|title": ([[cell(period)], [cell(company, B)], [cell(title)]], None),
        "left:title|company": ([[cell(title, B)], [cell(f"{company}, {place}")]], period),
        "left:company|title": ([[cell(company, B)], [cell(title, I)]], period),
        "left:one": ([[cell(title, B), ], [cell(f"{company} ({place})", I)]], period),
        "dash line": ([[cell(f"{title} – {company} ({place})", B), cell(period, R)]], None),
        "date: title at company": ([[cell(f"{period} : {title}{at}{company}, {place}" if lang == "fr" else f"{period}: {title}{at}{company}, {place}")]], None),
        "bars": ([[cell(f"{company} | {title} | {period}", B)]], None),
        "bars title first": ([[cell(f"{title} | {company}, {place} | {period}", B)]], None),
        "title at company|date": ([[cell(f"{title} @ {company}", B)], [cell(f"{period} · {place}", I)]], None),
        "title|company|date": ([[cell(title, B)], [cell(company)], [cell(f"{period}, {place}", I)]], None),
        "title|company date": ([[cell(title, B)], [cell(company, I), cell(period, R)]], None),
        "company (date)|title": ([[cell(f"{company}, {place} ({period})", B)], [cell(title)]], None),
        "title, company (date)": ([[cell(f"{title}, {company} ({period})", B)]], None),
        "TITLE|company – date": ([[cell(title.upper(), B)], [cell(f"{company} – {period}")]], None),
        "date – company – title": ([[cell(f"{period} – {company} – {title}", B)]], None),
        "COMPANY date|place|title": ([[cell(company.upper(), B), cell(period, R)], [cell(title, B), cell(place, I)]], None),
        "company: title|date": ([[cell(f"{company} : {title}" if lang == "fr" else f"{company}: {title}", B)], [cell(period, I)]], None),
    }


JOB_FORMS = list(_forms("", "", "", "", "fr")) + ["esn table", "esn lines"]
SAFE_WITHOUT_HEADINGS = ["title_date|company_place", "dash line", "title, company (date)", "bars title first", "company_date|title"]


def _entry(lines, left, bullets=(), para=None, tools=None):
    return {"lines": lines, "left": left, "bullets": list(bullets), "para": para, "tools": tools}


def _tools(chance, lang, tools):
    label = chance.choice({"fr": ["Environnement technique : ", "Technologies : ", "Outils : ", "Env. technique : ", "Stack : "],
                           "en": ["Technologies: ", "Tools: ", "Stack: ", "Tech: ", "Environment: "]}[lang])
    return label + ", ".join(tools)


def _esn(chance, person, job, period, form):
    lang = person["lang"]
    words = {"fr": ("Client", "Poste", "Période", "Société"), "en": ("Client", "Role", "Period", "Employer")}[lang]
    colon = " : " if lang == "fr" else ": "
    if form == "esn table":
        rows = [(words[2], period), (words[3], job["company"]), (words[0], job["client"]), (words[1], job["title"])]
        chance.shuffle(rows)
        return [[cell(label, B), cell(value)] for label, value in rows]
    head = [[cell(f"{words[0]}{colon}{job['client']}", B), cell(period, R)], [cell(f"{words[1]}{colon}{job['title']}")],
            [cell(f"{words[3]}{colon}{job['company']}")]]
    return head


def jobs(chance, person, dates, form):
    """Drawn entries and their truth, all arranged alike."""
    lang = person["lang"]
    body = chance.choice(["bullets", "bullets", "bullets", "para", "none"])
    with_tools = form.startswith("esn") or chance.random() < 0.35
    drawn, truth = [], []
    for job in person["jobs"]:
        period, (start, end) = dates.period(job["start"], job["end"])
        said = {"title": job["title"], "company": job["company"], "location": None, "start": start, "end": end, "description": None}
        if form.startswith("esn"):
            lines, left = _esn(chance, person, job, period, form), None
            said["client"] = job["client"]
        else:
            lines, left = _forms(job["title"], job["company"], job["town"], period, lang)[form]
        bullets = job["bullets"] if body == "bullets" else []
        para = ". ".join(job["bullets"]) + "." if body == "para" else None
        if bullets:
            said["description"] = "\n".join(bullets)
        tools = _tools(chance, lang, job["tools"]) if with_tools else None
        drawn.append(_entry(lines, left, bullets, para, tools))
        if with_tools:
            said["description"] = None
        truth.append(said)
    return drawn, truth


SCHOOL_FORMS = ["degree date|school", "school date|degree", "left", "line", "date: line", "degree|school|date", "line (date)", "bars",
                "date|degree|school", "school – degree – date"]


def schools(chance, person, dates):
    lang = person["lang"]
    colon = " : " if lang == "fr" else ": "
    form = chance.choice(SCHOOL_FORMS)
    single = chance.random() < 0.3
    drawn, truth = [], []
    for s in person["schools"]:
        when, (start, end) = dates.years(None if single else s["start"], s["end"])
        where = f"{s['school']}, {s['town']}" if chance.random() < 0.3 else s["school"]
        degree = s["degree"]
        lines, left = {
            "degree date|school": ([[cell(degree, B), cell(when, R)], [cell(where, I)]], None),
            "school date|degree": ([[cell(where, B), cell(when, R)], [cell(degree)]], None),
            "left": ([[cell(degree, B)], [cell(where)]], when),
            "line": ([[cell(f"{degree} – {s['school']}", B), cell(when, R)]], None),
            "date: line": ([[cell(f"{when}{colon}{degree}, {where}")]], None),
            "degree|school|date": ([[cell(degree, B)], [cell(where)], [cell(when, I)]], None),
            "line (date)": ([[cell(f"{degree}, {s['school']} ({when})")]], None),
            "bars": ([[cell(f"{when} | {degree} | {s['school']}")]], None),
            "date|degree|school": ([[cell(when)], [cell(degree, B)], [cell(where)]], None),
            "school – degree – date": ([[cell(f"{s['school']} – {degree} – {when}")]], None),
        }[form]
        drawn.append(_entry(lines, left))
        truth.append({"degree": degree, "institution": s["school"], "location": None, "start": start, "end": end})
    return drawn, truth


def project(chance, person, dates):
    """A dated private project: no job, and neutral in the score."""
    year = chance.randint(2018, 2024)
    title = {"fr": "Application de gestion d'un jardin partagé", "en": "Open-source garden planner"}[person["lang"]]
    drawn = [_entry([[cell(title, B), cell(str(year), R)]], None, [chance.choice(POOLS[person["lang"]].BULLETS)])]
    return drawn, [{"title": title, "company": None, "location": None, "start": str(year), "end": str(year), "description": None, "optional": True}]


def years(experiences):
    """Union of the intervals up to 2026-11, year-only dates from mid-year to mid-year."""
    def moment(date, end):
        if date == "present":
            return 2026 + 10 / 12
        year, month = int(date[:4]), int(date[5:7]) if len(date) > 4 else None
        return year + 0.5 if month is None else year + (month - (0 if end else 1)) / 12
    spans = sorted((moment(e["start"], False), moment(e["end"], True)) for e in experiences if not e.get("optional"))
    total, reach = 0.0, 0.0
    for start, end in spans:
        total += max(0.0, end - max(start, reach))
        reach = max(reach, end)
    return round(total, 1)
