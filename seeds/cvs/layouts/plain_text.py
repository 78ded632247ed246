"""Plain UTF-8 text, as people paste it into a form."""

import textwrap

from .wording import colon, contact, full_name, headings, month_in_figures, period, years

WIDTH = 88


def wrapped(text, indent="", first=None):
    return textwrap.fill(
        text, WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent,
        break_on_hyphens=False, break_long_words=False,
    )


def write(person, path, _phrases):
    heading = headings(person)
    sep = colon(person)
    lines = [full_name(person).upper(), person["title"], "", " | ".join(contact(person))]

    def section(name):
        title = heading[name].upper()
        lines.extend(["", "", title, "-" * len(title)])

    section("summary")
    lines.append(wrapped(person["summary"]))
    section("experiences")
    for job in person["experiences"]:
        when = period(job, person["language"], month_in_figures)
        lines.extend(["", f"{when}   {job['title']}", f"{job['company']}, {job['location']}"])
        if job.get("client"):
            lines.append(f"{heading['client']}{sep}{job['client']}")
        lines.extend(wrapped(bullet, "  ", "- ") for bullet in job["bullets"])
        lines.append(wrapped(f"{heading['environment']}{sep}{', '.join(job['environment'])}", "  "))
    section("skills")
    lines.extend(wrapped(f"{group['label']}{sep}{', '.join(group['items'])}") for group in person["skills"])
    section("educations")
    lines.extend(
        f"{years(school)}   {school['degree']}, {school['institution']}, {school['location']}"
        for school in person["educations"]
    )
    section("languages")
    lines.extend(f"{tongue['name']}{sep}{tongue['level']}" for tongue in person["languages"])
    if person["certifications"]:
        section("certifications")
        lines.extend(f"- {certification}" for certification in person["certifications"])
    section("interests")
    lines.append(person["interests"])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
