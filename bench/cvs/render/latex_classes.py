"""pdfLaTeX with the classes that people download: moderncv in its four styles and europasscv, where they are installed."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from render.latex_pdf import block, row, tex

STYLES = ["classic", "casual", "banking", "oldstyle"]
# the class asks for a font of icons that few machines have: a letter stands for each of them
ICONS = ["MapMarker", "Phone", "Mobile", "Fax", "Envelope", "GlobeAmericas", "Circle"]
NO_ICONS = "\\ProvidesPackage{fontawesome5}\\RequirePackage{xparse}\n" + "".join(
    rf"\NewDocumentCommand\fa{name}{{s O{{}}}}{{\textbullet}}" + "\n" for name in ICONS)


@cache
def installed(name):
    return bool(subprocess.run(["kpsewhich", name], capture_output=True, check=False).stdout.strip())


def _modern(document, chance, style):
    first, _, last = document.name.partition(" ")
    contact = {}
    for kind, text in document.contact:
        contact.setdefault(kind, []).append(tex(text))
    lines = [rf"\documentclass[11pt,a4paper,sans]{{moderncv}}\moderncvstyle{{{style}}}\moderncvcolor{{{chance.choice(['blue', 'green', 'black'])}}}",
             r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage[scale=0.8]{geometry}\usepackage{helvet}",
             rf"\name{{{tex(first)}}}{{{tex(last)}}}"]
    if document.headline:
        lines.append(rf"\title{{{tex(document.headline)}}}")
    for kind, command in (("phone", "phone"), ("email", "email"), ("location", "address"), ("link", "homepage")):
        if contact.get(kind):
            lines.append(rf"\{command}{{{contact[kind][0]}}}")
    rest = [t for values in (contact.get("link", [])[1:], contact.get("other", [])) for t in values]
    if rest:
        lines.append(rf"\extrainfo{{{' --- '.join(rest)}}}")
    lines.append(r"\begin{document}\makecvtitle")
    for section in document.sections:
        lines.append(rf"\section{{{tex(section.heading)}}}")
        for kind, body in section.blocks:
            if kind == "entries":
                for e in body:
                    head = "".join(map(row, e["lines"]))
                    extra = (tex(e["para"]) if e["para"] else "") + (block("bullets", e["bullets"]) if e["bullets"] else "") + (tex(e["tools"]) if e["tools"] else "")
                    lines.append(rf"\cvitem{{{tex(e['left'] or '')}}}{{\begin{{minipage}}[t]{{\linewidth}}{head}{extra}\end{{minipage}}}}")
            elif kind == "para":
                lines.append(rf"\cvitem{{}}{{{tex(body)}}}")
            elif kind == "bullets":
                lines += [rf"\cvlistitem{{{tex(t)}}}" for t in body]
            elif kind == "table":
                lines += [rf"\cvitem{{{tex(cells[0])}}}{{{tex(' '.join(cells[1:]))}}}" for cells in body]
            else:
                lines.append(rf"\cvitem{{}}{{\begin{{minipage}}[t]{{\linewidth}}{block(kind, body)}\end{{minipage}}}}")
    # the class's commands take no paragraphs: the primitive's other name passes
    return "\n".join(lines).replace(r"\par" + "\n", r"\endgraf ") + "\n\\end{document}\n"


def write(document, path, chance):
    style = chance.choice(STYLES)
    with tempfile.TemporaryDirectory() as folder:
        if not installed("fontawesome5.sty"):
            Path(folder, "fontawesome5.sty").write_text(NO_ICONS, encoding="utf-8")
        Path(folder, "cv.tex").write_text(_modern(document, chance, style), encoding="utf-8")
        for _ in range(2):
            subprocess.run(["pdflatex", "-interaction=batchmode", "-no-shell-escape", "cv.tex"], cwd=folder, stdout=subprocess.DEVNULL, check=False, timeout=120)
        made = Path(folder, "cv.pdf")
        if not made.exists():
            log = Path(folder, "cv.log").read_text(errors="replace")
            raise RuntimeError("moderncv: " + " ".join(line for line in log.splitlines() if line.startswith("!"))[:300])
        path.write_bytes(made.read_bytes())
    return f"moderncv {style}"
