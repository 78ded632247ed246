"""Two PDFs by Typst: one column with dates at the right, and a page in two even columns."""

import json
from pathlib import Path

import typst

from .fonts import source_sans
from .wording import colon, contact, full_name, headings, period, years

MADE = 1793491200  # 2026-11-01, the creation date written into the file
HERE = Path(__file__).parent


def prepared(person):
    """The person with every word spelled as it is to be printed, for the template to place."""
    language = person["language"]
    return {
        **person,
        "name": full_name(person),
        "contact": contact(person),
        "words": headings(person),
        "colon": colon(person),
        "experiences": [{"client": None, **job, "when": period(job, language)} for job in person["experiences"]],
        "educations": [{**school, "when": years(school)} for school in person["educations"]],
    }


def compile_to(person, path, template):
    typst.compile(
        str(HERE / template), output=str(path), root=str(HERE), font_paths=[str(Path(source_sans("Regular")).parent)],
        ignore_system_fonts=True, sys_inputs={"person": json.dumps(prepared(person), ensure_ascii=False)}, timestamp=MADE,
    )


def write_modern(person, path, _phrases):
    compile_to(person, path, "modern.typ")


def write_two_columns(person, path, _phrases):
    compile_to(person, path, "two_columns.typ")
