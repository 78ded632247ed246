"""What is right and wrong in a profile, field by field, by plain rules: used by failures.py and calibration.py."""

import json
import re
import subprocess
import tempfile
import unicodedata
from pathlib import Path


def fold(text):
    text = unicodedata.normalize("NFKD", str(text or "")).lower().replace("’", "'")
    return re.sub(r"[^a-z0-9+#@]+", " ", "".join(c for c in text if not unicodedata.combining(c))).strip()


def close(a, b):
    """Equal after folding, or nearly all words in common."""
    a, b = fold(a).split(), fold(b).split()
    common = len(set(a) & set(b))
    return bool(a and b) and 2 * common / (len(set(a)) + len(set(b))) >= 0.9


def ending(job):
    return "present" if job.get("is_current") else job.get("end")


def job_right(said, true):
    return close(said.get("title"), true["title"]) and close(said.get("company"), true["company"]) and said.get("start") == true["start"] and ending(said) == true["end"]


def study_right(said, true):
    return close(said.get("degree"), true["degree"]) and close(said.get("institution"), true["institution"]) and said.get("end") == true["end"]


def fields(parsed, truth):
    """field -> (right, what was said, what is true); a list is right when it is complete and holds nothing else."""
    personal = parsed.get("personal") or {}
    digits = lambda values: {re.sub(r"\D", "", str(v).replace("(0)", ""))[-8:] for v in values}  # noqa: E731
    link = lambda url: re.sub(r"^(https?://)?(www\.)?", "", str(url).lower()).rstrip("/")  # noqa: E731
    jobs, true_jobs = parsed.get("experiences") or [], [t for t in truth["experiences"] if not t.get("optional")]
    optional = [t for t in truth["experiences"] if t.get("optional")]
    counted = [j for j in jobs if not any(close(j.get("title"), o["title"]) for o in optional)]
    studies = parsed.get("educations") or []
    skills = [s["raw"] for s in parsed.get("skills") or []]
    neutral = {fold(s) for s in truth["skills_acceptable"]}
    true_skills = {fold(s["name"]) for s in truth["skills"]}
    tongues = lambda values: {(v["code"], v["level"]) for v in values}  # noqa: E731
    years, true_years = parsed.get("suggested_years_experience"), truth["total_years"]
    return {
        "full_name": (fold(personal.get("full_name")).split() == fold(truth["name"]).split(), personal.get("full_name"), truth["name"]),
        "emails": (sorted(personal.get("emails") or []) == sorted(truth["emails"]), personal.get("emails"), truth["emails"]),
        "phones": (digits(personal.get("phones") or []) == digits(truth["phones"]), personal.get("phones"), truth["phones"]),
        "location": (close(personal.get("location"), truth["location"]), personal.get("location"), truth["location"]),
        "links": ({link(x["url"]) for x in personal.get("links") or []} == {link(x) for x in truth["links"]}, [x["url"] for x in personal.get("links") or []], truth["links"]),
        "title": (close(parsed.get("title"), truth["title"]) or not (parsed.get("title") or truth["title"]), parsed.get("title"), truth["title"]),
        "skills": ({fold(s) for s in skills} - (neutral - true_skills) == true_skills, skills, [s["name"] for s in truth["skills"]]),
        "experiences": (len(counted) == len(true_jobs) and all(any(job_right(j, t) for j in counted) for t in true_jobs),
                        [(j.get("title"), j.get("company"), j.get("start"), ending(j)) for j in jobs], [(t["title"], t["company"], t["start"], t["end"]) for t in true_jobs]),
        "educations": (len(studies) == len(truth["education"]) and all(any(study_right(s, t) for s in studies) for t in truth["education"]),
                       [(s.get("degree"), s.get("institution"), s.get("start"), s.get("end")) for s in studies], [(t["degree"], t["institution"], t["start"], t["end"]) for t in truth["education"]]),
        "languages": (tongues(parsed.get("languages") or []) == tongues(truth["languages"]), sorted(map(str, tongues(parsed.get("languages") or []))), sorted(map(str, tongues(truth["languages"])))),
        "suggested_years_experience": (years is not None and true_years is not None and abs(years - true_years) <= 1.0, years, true_years),
    }


def profiles(command, folder):
    """(stem, profile or None, truth) of every document of a folder."""
    documents = sorted(f for f in folder.iterdir() if f.suffix in (".pdf", ".docx", ".odt", ".txt", ".rtf", ".html"))
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([*command, *map(str, documents), "--out", out, "--as-of", "2026-11"], stdout=subprocess.DEVNULL, check=False)
        for document in documents:
            answer = Path(out, document.stem + ".json")
            parsed = json.loads(answer.read_text()) if answer.exists() else None
            yield document.stem, parsed, json.loads(document.with_suffix(".truth.json").read_text(encoding="utf-8"))
