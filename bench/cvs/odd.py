"""Writes the hand-made CVs of odd_texts.py with their truth: python3 bench/cvs/odd.py OUT.

They are measured, never tuned to: a rule that only serves one of them does not belong into the engine.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import entries  # noqa: E402
from odd_texts import ODD  # noqa: E402


def parts(line):
    return [None if part.strip() == "-" else part.strip() for part in line.split(" | ")]


def split(text):
    return [item.strip() for item in text.split(",") if item.strip()]


def truth_of(odd):
    jobs = [dict(zip(("title", "company", "start", "end"), parts(job)), location=None, client=None, description=None) for job in odd["jobs"]]
    studies = [dict(zip(("degree", "institution", "start", "end"), parts(study)), location=None) for study in odd["studies"]]
    tongues = [dict(zip(("code", "level"), parts(item.replace(" ", " | ")))) for item in split(odd["languages"])]
    suffix = {"html": "pdf", "text": "txt", "docx": "docx"}[odd["form"]]
    return {
        "schema": "cvtruth/1", "id": odd["id"], "name": odd["name"], "emails": split(odd["emails"]), "phones": split(odd["phones"]), "location": odd["location"],
        "links": split(odd["links"]), "links_acceptable": [], "title": odd["title"], "summary": None, "certifications": None,
        "skills": [{"name": name, "level": None, "years": None} for name in split(odd["skills"])] if odd["skills"] else [], "skills_acceptable": [],
        "experiences": jobs, "education": studies, "languages": [{**tongue, "label": None} for tongue in tongues], "total_years": entries.years(jobs),
        "suggested_title": [t for t in (odd["title"], jobs[0]["title"]) if t], "text_blocks": None,
        "meta": {"persona": odd["id"], "split": "odd", "language": odd["id"][:2], "format": suffix, "renderer": odd["form"], "layout": [odd["form"]],
                 "source": "synthetic", "licence": "CC0-1.0", "as_of": "2026-11", "text_exact": False},
    }, suffix


def write_docx(lines, path):
    import docx

    document = docx.Document()
    for line in lines:
        if isinstance(line, list):
            table = document.add_table(rows=0, cols=len(line[0]))
            for row in line:
                for cell, text in zip(table.add_row().cells, row):
                    cell.text = text
        elif line.startswith("#"):
            document.add_heading(line.lstrip("#"), level=line.count("#") - 1)
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    document.save(path)


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for odd in ODD:
        truth, suffix = truth_of(odd)
        path = out / f"{odd['id']}.{suffix}"
        if odd["form"] == "html":
            import weasyprint

            weasyprint.HTML(string=f"<!doctype html><meta charset=utf-8>{odd['body']}").write_pdf(path)
        elif odd["form"] == "docx":
            write_docx(odd["body"], path)
        else:
            path.write_text(odd["body"], encoding="utf-8")
        (out / f"{odd['id']}.truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
