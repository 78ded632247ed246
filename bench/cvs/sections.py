"""Skills and languages in the forms that people give them."""

from people import POOLS
from wording import LEVELS, SKILL_LEVELS


def skills(chance, person, layout):
    lang, names = person["lang"], person["skills"]
    forms = ["commas", "commas", "categories", "categories", "bullets", "bullet categories", "chips", "levels", "table", "years", "dots",
             "middle dots", "pipes", "slashes", "bold label above", "sentences"]
    form = chance.choice(layout.get("skill_forms") or forms)
    plain = [{"name": n, "level": None, "years": None} for n in names]
    colon = " : " if lang == "fr" else ": "
    if form == "commas":
        return [("para", ", ".join(names) + chance.choice(["", "."]))], plain
    if form in ("middle dots", "pipes", "slashes"):
        joint = {"middle dots": " · ", "pipes": " | ", "slashes": " / "}[form]
        return [("para", joint.join(names))], plain
    if form in ("categories", "bullet categories", "bold label above"):
        labels = chance.sample(POOLS[lang].SKILL_LABELS, 3)
        size = max(2, (len(names) + 2) // 3)
        groups = [(label, names[i * size:(i + 1) * size]) for i, label in enumerate(labels) if names[i * size:(i + 1) * size]]
        if form == "bullet categories":
            return [("bullets", [f"{label}{colon}{', '.join(group)}" for label, group in groups])], plain
        if form == "categories":
            return [("lines", [[(f"{label}{colon}{', '.join(group)}", frozenset())] for label, group in groups])], plain
        return [("lines", [line for label, group in groups
                           for line in ([(label, frozenset("b"))], [(", ".join(group), frozenset())])])], plain
    if form == "bullets":
        return [("bullets", names)], plain
    if form == "chips":
        return [("chips", names)], plain
    if form == "dots":
        rows = []
        for name in names:
            rate = chance.randint(2, 5)
            rows.append([(name, frozenset()), ("●" * rate + "○" * (5 - rate), frozenset("r"))])
        return [("lines", rows)], plain
    if form == "sentences":
        lead = {"fr": ["Maîtrise de ", "Bonne connaissance de ", "Notions de "], "en": ["Proficient in ", "Experience with ", "Familiar with "]}[lang]
        size = max(2, (len(names) + 2) // 3)
        groups = [names[i * size:(i + 1) * size] for i in range(3)]
        return [("lines", [[(start + ", ".join(group), frozenset())] for start, group in zip(lead, groups) if group])], plain
    rated = []
    for name in names:
        printed, level = chance.choice(SKILL_LEVELS[lang])
        rated.append((name, printed, level, chance.randint(1, 12)))
    unit = {"fr": "ans", "en": "years"}[lang]
    if form == "levels":
        joint = chance.choice([" ({})", " – {}", " : {}" if lang == "fr" else ": {}"])
        truth = [{"name": n, "level": level, "years": None} for n, _, level, _ in rated]
        texts = [n + joint.format(printed) for n, printed, _, _ in rated]
        return [chance.choice([("bullets", texts), ("para", ", ".join(texts))])], truth
    if form == "years":
        joint = chance.choice([" ({} {})", " - {} {}", " : {} {}" if lang == "fr" else ": {} {}"])
        truth = [{"name": n, "level": None, "years": y if y > 1 else 1} for n, _, _, y in rated]
        texts = [n + joint.format(y, unit if y > 1 else unit[:-1]) for n, _, _, y in rated]
        return [chance.choice([("bullets", texts), ("para", ", ".join(texts))])], truth
    head = {"fr": ["Compétence", "Niveau", "Années"], "en": ["Skill", "Level", "Years"]}[lang]
    rows = [[n, printed, str(y)] for n, printed, _, y in rated]
    if chance.random() < 0.5:
        rows = [[n, printed, f"{y} {unit}"] for n, printed, _, y in rated]
    truth = [{"name": n, "level": level, "years": y} for n, _, level, y in rated]
    return [("table", [head] + rows)], truth


def languages(chance, person):
    lang = person["lang"]
    said, truth = [], []
    for index, (code, label) in enumerate(person["languages"]):
        level = chance.choice([x for x in LEVELS[lang] if x[1] == "native"]) if index == 0 else chance.choice([x for x in LEVELS[lang] if x[1] != "native"])
        said.append((label, level[0]))
        truth.append({"code": code, "label": label, "level": level[1]})
    colon = " : " if lang == "fr" else ": "
    form = chance.choice(["colon", "brackets", "dash", "commas", "cells", "bullets", "inline", "under", "plain"])
    lines = lambda texts: [("lines", [[(t, frozenset())] for t in texts])]  # noqa: E731
    if form == "colon":
        return lines([f"{a}{colon}{b}" for a, b in said]), truth
    if form == "brackets":
        return lines([f"{a} ({b})" for a, b in said]), truth
    if form == "dash":
        return lines([f"{a} – {b}" for a, b in said]), truth
    if form == "plain":
        return lines([f"{a} {b}" for a, b in said]), truth
    if form == "commas":
        return [("para", ", ".join(f"{a} ({b})" for a, b in said))], truth
    if form == "inline":
        return [("para", chance.choice([" · ", " | ", " / ", " ; "]).join(f"{a} {b}" for a, b in said))], truth
    if form == "bullets":
        return [("bullets", [f"{a}{colon}{b}" for a, b in said])], truth
    if form == "under":
        return [("lines", [line for a, b in said for line in ([(a, frozenset("b"))], [(b, frozenset())])])], truth
    return [("table", [list(pair) for pair in said])], truth
