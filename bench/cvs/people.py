"""Fictional persons: what they did, before any document words it."""

import unicodedata

import pools_en
import pools_fr

POOLS = {"fr": pools_fr, "en": pools_en}


def ascii_of(text):
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(c for c in folded.lower() if c.isalnum())


def phone(chance, lang):
    pairs = [f"{chance.randint(0, 99):02d}" for _ in range(4)]
    if lang == "fr":
        form = chance.choice(["06 {} {} {} {}", "07.{}.{}.{}.{}", "06{}{}{}{}", "+33 6 {} {} {} {}", "+33 (0)7 {} {} {} {}",
                              "06-{}-{}-{}-{}", "00 33 6 {} {} {} {}", "02 {} {} {} {}"])
        return form.format(*pairs)
    number = chance.choice(["(555) {0}1-{1}{2}", "+44 7700 900{3:.3}", "+1 503-555-01{0}", "07700 900 {3}1", "555-{0}3-{1}{2}",
                            "+353 87 {0}5 {1}{2}", "503.555.01{1}", "+1 (415) 555-01{2}", "+49 30 {0}{1} {2}{3}", "020 7946 0{0}1"])
    return number.format(pairs[0], pairs[1], pairs[2], pairs[3] + "7")


def location(chance, lang, town):
    """As printed: a town, with region or postcode, or a postal address."""
    name, region, code = town
    pools = POOLS[lang]
    if lang == "fr":
        street = f"{chance.randint(1, 140)}{chance.choice(['', ' bis', ','])} {chance.choice(pools.STREETS)}"
        return chance.choice([name, f"{name} ({region})", f"{code} {name}", f"{name}, France", f"{street}, {code} {name}",
                              f"{street} – {code} {name}", f"{code} {name}, France"])
    street = f"{chance.randint(1, 900)} {chance.choice(pools.STREETS)}"
    if code and region.isupper() and len(region) == 2 and region != "UK":
        return chance.choice([f"{name}, {region}", f"{name}, {region} {code}", f"{street}, {name}, {region} {code}", f"{name}, {region}, USA"])
    forms = [f"{name}, {region}", name, f"{name}, {region}"] + ([f"{street}, {name} {code}", f"{name} {code}"] if code else [])
    return chance.choice(forms)


def jobs(chance, lang, count, trade):
    """Jobs from the newest to the oldest, gaps and overlaps as in life."""
    pools = POOLS[lang]
    employers = chance.sample(pools.EMPLOYERS, count)
    year, month = 2026, chance.randint(1, 10)
    out = []
    for index, employer in enumerate(employers):
        current = index == 0 and chance.random() < 0.6
        end = None if current else (year, month)
        months = chance.choice([6, 11, 14, 18, 24, 30, 36, 42, 60])
        start = (2026 * 12 + 9 if current else year * 12 + month - 1) - months
        start = (start // 12, start % 12 + 1)
        town = chance.choice(pools.TOWNS)[0]
        title = trade[index % len(trade)]
        out.append({"title": title, "company": employer, "town": town, "start": start, "end": end,
                    "bullets": chance.sample(pools.BULLETS, chance.randint(1, 4)), "tools": chance.sample(pools.SKILLS[:56], chance.randint(3, 6)),
                    "client": chance.choice(pools.CLIENTS)})
        gap = start[0] * 12 + start[1] - 1 - chance.choice([1, 1, 1, 2, 4, 8])
        year, month = gap // 12, gap % 12 + 1
    return out


def schools(chance, lang, first_job):
    pools = POOLS[lang]
    end = first_job - chance.randint(0, 1)
    out = []
    for degree, school in zip(chance.sample(pools.DEGREES, 3), chance.sample(pools.SCHOOLS, 3)):
        start = end - chance.randint(1, 4)
        out.append({"degree": degree, "school": school, "town": chance.choice(pools.TOWNS)[0], "start": start, "end": end})
        end = start
    return out[: chance.randint(1, 3)]


def person(chance, lang):
    pools = POOLS[lang]
    first, last = chance.choice(pools.FIRST), chance.choice(pools.LAST).replace("\u00a0", " ")
    town = chance.choice(pools.TOWNS)
    trade = chance.sample(pools.TITLES, 3)
    if chance.random() < 0.08:
        trade[2] = chance.choice(pools.BARE_TITLES)
    worked = jobs(chance, lang, chance.randint(2, 5), trade)
    slug = f"{ascii_of(first)}{chance.choice(['.', '-', '', '_'])}{ascii_of(last)}"
    return {
        "lang": lang, "first": first, "last": last, "headline": trade[0] if chance.random() < 0.8 else chance.choice(pools.TITLES),
        "email": f"{slug}@{chance.choice(['example.org', 'example.com', 'mail.example.net', 'courriel.example'])}",
        "phone": phone(chance, lang), "location": location(chance, lang, town),
        "links": chance.sample([f"linkedin.com/in/{slug.replace('.', '-').replace('_', '-')}", f"github.com/{ascii_of(first)}{ascii_of(last)[:4]}",
                                f"https://www.{ascii_of(last)}.dev", f"https://gitlab.com/{ascii_of(last)}", f"www.{ascii_of(first)}-{ascii_of(last)}.example"],
                               chance.choice([0, 1, 1, 2])),
        "jobs": worked, "schools": schools(chance, lang, worked[-1]["start"][0]),
        "skills": chance.sample(pools.SKILLS, chance.randint(6, 16)), "summary": chance.choice(pools.SUMMARIES),
        "interests": chance.choice(pools.INTERESTS), "certifications": chance.sample(pools.CERTIFICATIONS, chance.choice([0, 0, 1, 2, 3])),
        "languages": [pools.LANGUAGES[0], *chance.sample(pools.LANGUAGES[1:], chance.choice([1, 1, 2, 3]))],
    }
