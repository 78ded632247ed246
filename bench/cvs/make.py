"""Makes CVs of fictional people with their truth, for measuring: python3 bench/cvs/make.py OUT [--count 220] [--seed 7] [--only typst].

`--words held-out` draws names, employers, titles, schools, skills, headings and wordings of dates from other lists, which no rule was
written for; `--words fresh` draws a third set, with arrangements and dates of its own too.

The same seed and packages give the same documents. Needs the packages of seeds/cvs/requirements.txt; uses `chromium` and
`soffice` where they are installed. Nothing that it writes is committed.
"""

import argparse
import json
import random
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import entries  # noqa: E402
import fresh_en  # noqa: E402
import fresh_forms  # noqa: E402
import fresh_fr  # noqa: E402
import model  # noqa: E402
import held_en  # noqa: E402
import held_fr  # noqa: E402
import people  # noqa: E402
import wording  # noqa: E402
from render import docx_file, html_page, latex_classes, latex_pdf, odt_file, reportlab_pdf, text_file, typst_pdf  # noqa: E402

# producer -> (function, suffix, share, what it cannot draw)
LINES_ONLY = {"skill_forms": ["commas", "categories", "bullets", "levels", "years", "middle dots", "pipes", "slashes", "sentences"]}
PRODUCERS = {
    "weasyprint": (html_page.write_weasyprint, "pdf", 5, {}),
    "typst": (typst_pdf.write, "pdf", 5, {}),
    "reportlab": (reportlab_pdf.write, "pdf", 4, {"skill_forms": [f for f in LINES_ONLY["skill_forms"] + ["table", "bullet categories", "bold label above"]]}),
    "docx": (docx_file.write, "docx", 4, {}),
    "odt": (odt_file.write, "odt", 2, {}),
    "text": (text_file.write, "txt", 4, LINES_ONLY),
    "nohead": (text_file.write, "txt", 1, {**LINES_ONLY, "no_headings": True, "spaced": False, "entry_forms": entries.SAFE_WITHOUT_HEADINGS,
                                          "skill_forms": ["commas"]}),
    "rtf": (text_file.write_rtf, "rtf", 1, LINES_ONLY),
    "html": (html_page.write_html, "html", 1, {}),
    "libreoffice": (odt_file.write_libreoffice, "pdf", 2, {}),
    "chromium": (html_page.write_chromium, "pdf", 2, {}),
    "latex": (latex_pdf.write, "pdf", 4, {}),
    "moderncv": (latex_classes.write, "pdf", 3, {"skill_forms": LINES_ONLY["skill_forms"] + ["table"], "spaced": False}),
}
NEEDS = {"libreoffice": "soffice", "chromium": "chromium", "latex": "pdflatex"}


def hold_out(lists):
    """Other words for everything that is drawn."""
    for lang, pools in zip(("fr", "en"), lists):
        people.POOLS[lang] = pools
        wording.HEADINGS[lang] = pools.HEADINGS
        if hasattr(pools, "PRESENT"):
            wording.PRESENT[lang] = pools.PRESENT
            wording.JOINTS[lang] = pools.JOINTS


def freshen():
    """The third set: other words, arrangements of jobs and wordings of dates."""
    hold_out((fresh_fr, fresh_en))
    model.Dates = fresh_forms.Dates
    entries.jobs = fresh_forms.jobs
    entries.JOB_FORMS = fresh_forms.ARRANGED
    entries.SAFE_WITHOUT_HEADINGS[:] = fresh_forms.WITHOUT_HEADINGS


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("--count", type=int, default=220)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--only", default="")
    options.add_argument("--words", choices=["own", "held-out", "fresh"], default="own")
    options = options.parse_args()
    if options.words == "held-out":
        hold_out((held_fr, held_en))
    if options.words == "fresh":
        freshen()
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    pack = [name for name, (_, _, share, _) in PRODUCERS.items() for _ in range(share) if not NEEDS.get(name) or shutil.which(NEEDS[name])]
    if options.words != "fresh" or not latex_classes.installed("moderncv.cls"):
        pack = [name for name in pack if name != "moderncv"]
    for number in range(options.count):
        chance = random.Random(f"{options.seed}/{number}")
        producer = chance.choice(pack)
        lang = chance.choice(["fr", "en"])
        if options.only and producer != options.only:
            continue
        write, suffix, _, layout = PRODUCERS[producer]
        person = people.person(chance, lang)
        document, truth = model.build(chance, person, layout)
        stem = f"{lang}{number:03d}-{producer}"
        drawn = write(document, options.out / f"{stem}.{suffix}", chance)
        truth["id"] = stem
        truth["meta"] = {"persona": stem, "split": "own", "language": lang, "format": suffix, "renderer": drawn, "layout": [drawn],
                         "source": "synthetic", "licence": "CC0-1.0", "as_of": "2026-11", "text_exact": False}
        truth["text_blocks"] = None
        (options.out / f"{stem}.truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
