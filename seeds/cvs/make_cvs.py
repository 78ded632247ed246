"""Makes the demo CVs and their manifest from people.json. Every person in it is fictional.

    python3 -m venv /tmp/cvs && /tmp/cvs/bin/pip install -r requirements.txt
    /tmp/cvs/bin/python make_cvs.py

WeasyPrint also needs Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0).
The same packages give the same bytes: dates are fixed, archive members are stamped 1980, fonts come
from PyPI packages. The outputs are committed, so nobody has to run this to use them.
"""

import json
import os
from pathlib import Path

os.environ["SOURCE_DATE_EPOCH"] = "1793491200"  # 2026-11-01, read by the font subsetter of WeasyPrint

from layouts import (  # noqa: E402 (the epoch must be set first)
    docx_file,
    odt_file,
    plain_text,
    reportlab_classic,
    reportlab_dossier,
    typst_pdf,
    weasyprint_pdf,
)

HERE = Path(__file__).parent

# layout name in people.json -> (function writing the file, producer named in the manifest)
LAYOUTS = {
    "reportlab_classic": (reportlab_classic.write, "ReportLab"),
    "reportlab_dossier": (reportlab_dossier.write, "ReportLab"),
    "weasyprint_single": (weasyprint_pdf.write_single, "WeasyPrint"),
    "weasyprint_sidebar": (weasyprint_pdf.write_sidebar, "WeasyPrint"),
    "typst_modern": (typst_pdf.write_modern, "Typst"),
    "typst_two_columns": (typst_pdf.write_two_columns, "Typst"),
    "docx_plain": (docx_file.write_plain, "python-docx"),
    "docx_table": (docx_file.write_table, "python-docx"),
    "odt_plain": (odt_file.write, "odfpy"),
    "plain_text": (plain_text.write, "text"),
}


def manifest_entry(person, producer):
    """What the demo uploads, for whom, and the least that its analysis must find."""
    entry = {
        "file": person["file"],
        "consultant": f"{person['first_name']} {person['last_name']}",
        "language": person["language"],
        "format": Path(person["file"]).suffix[1:],
        "producer": producer,
    }
    if person.get("long"):
        entry["long"] = True
    entry["expect"] = {
        "full_name": entry["consultant"],
        "emails": [person["email"]],
        "skills": person["expect_skills"],
    }
    return entry


def main():
    source = json.loads((HERE / "people.json").read_text(encoding="utf-8"))
    manifest = []
    for person in source["people"]:
        write, producer = LAYOUTS[person["layout"]]
        write(person, HERE / person["file"], source["dossier_phrases"])
        manifest.append(manifest_entry(person, producer))
        print(f"{person['file']}: {(HERE / person['file']).stat().st_size} bytes, {producer}")
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in manifest)
    (HERE / "manifest.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
