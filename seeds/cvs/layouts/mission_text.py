"""The text of the long dossier: sentences of people.json, filled with the particulars of each mission."""

import random

THEME_TITLES = {
    "migration": "Migration et reprise",
    "java": "Conception et développement",
    "donnees": "Données",
    "pilotage": "Pilotage",
    "qualite": "Qualité et recette",
    "exploitation": "Exploitation",
}


def of(infinitive):
    """French elides "de" before a vowel: d'ouvrir, de sortir."""
    return f"d'{infinitive}" if infinitive[0] in "aeiouéèê" else f"de {infinitive}"


class Bank:
    """Sentences dealt without repeats until their pack is used up, then shuffled anew."""

    def __init__(self, phrases, seed):
        self.chance = random.Random(seed)
        self.phrases = phrases
        self.packs = {}

    def deal(self, key, source, count):
        dealt = []
        while len(dealt) < count:
            pack = self.packs.setdefault(key, [])
            if not pack:
                pack.extend(source)
                self.chance.shuffle(pack)
            sentence = pack.pop()
            if sentence not in dealt:
                dealt.append(sentence)
        return dealt

    def fill(self, sentence, mission):
        first, second = self.chance.sample(mission["environment"], 2)
        hours = self.chance.randint(7, 13)
        return sentence.format(
            app=mission["application"], client=mission["client"], sector=mission["sector"], subject=mission["subject"],
            of_subject=of(mission["subject"]),
            city=mission["location"], t0=first, t1=second, main=mission["environment"][0],
            n=self.chance.choice([12, 15, 18, 24, 30, 36, 45, 60]), big=self.chance.choice(["240", "380", "620", "850", "1\u00a0200"]),
            age=self.chance.randint(8, 24), volume=f"{self.chance.randint(20, 900)}\u00a0000",
            h=hours, h2=self.chance.randint(2, 4), pct=self.chance.randint(18, 37), d=self.chance.randint(1, 9),
        )

    def several(self, key, source, count, mission):
        return [self.fill(sentence, mission) for sentence in self.deal(key, source, count)]


def compose(mission, bank):
    """The sections of one mission, as text."""
    phrases = bank.phrases
    tasks = []
    for theme in mission["themes"]:
        count = 10 if len(mission["themes"]) == 2 else 8
        actions = bank.several(theme, phrases["actions"][theme], count, mission)
        details = bank.several("details", phrases["details"], count, mission)
        texts = [f"{action}, {detail}." if index % 3 != 2 else f"{action}."
                 for index, (action, detail) in enumerate(zip(actions, details))]
        tasks.append((THEME_TITLES[theme], texts))
    return {
        "context": bank.several("context", phrases["context"], 1, mission)[0],
        "objectives": bank.several("objectives", phrases["objectives"], 4, mission),
        "tasks": tasks,
        "difficulties": bank.several("difficulties", phrases["difficulties"], 2, mission),
        "results": bank.several("results", phrases["results"], 4, mission),
    }
