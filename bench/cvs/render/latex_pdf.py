"""pdfLaTeX: articles with headings above, in the margin or beside a bar (paracol), where `pdflatex` is installed."""

import subprocess
import tempfile
from pathlib import Path

SPECIAL = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\^{}",
           "\\": r"\textbackslash{}", "→": r"$\rightarrow$", "✉": r"$\ast$", "☎": r"$\star$", "⌂": r"$\circ$", "•": r"\textbullet{}",
           "·": r"\textperiodcentered{}", ">": r"\textgreater{}", "<": r"\textless{}", "|": r"\textbar{}", "\u00a0": "~", "ı": r"\i{}",
           "●": r"$\bullet$", "○": r"$\circ$", "★": r"$\star$", "☆": r"$\diamond$", "\u202f": "~"}


def tex(text):
    return "".join(SPECIAL.get(c, c) for c in text)


def styled(cell):
    text, style = cell
    out = tex(text)
    if "b" in style:
        out = rf"\textbf{{{out}}}"
    if "i" in style:
        out = rf"\textit{{{out}}}"
    return out


def row(cells):
    return styled(cells[0]) + (r" \hfill " + r" \quad ".join(map(styled, cells[1:])) if len(cells) > 1 else "") + r"\par" + "\n"


def items(texts):
    return "\\begin{itemize}" + "".join(rf"\item {tex(t)}" + "\n" for t in texts) + "\\end{itemize}\n"


def entry(e):
    inner = "".join(map(row, e["lines"]))
    if e["para"]:
        inner += tex(e["para"]) + r"\par" + "\n"
    if e["bullets"]:
        inner += items(e["bullets"])
    if e["tools"]:
        inner += tex(e["tools"]) + r"\par" + "\n"
    if e["left"] is not None:
        inner = rf"\noindent\begin{{minipage}}[t]{{0.22\linewidth}}\raggedright {tex(e['left'])}\end{{minipage}}\hfill" \
                rf"\begin{{minipage}}[t]{{0.75\linewidth}}{inner}\end{{minipage}}\par" + "\n"
    return inner + "\\medskip\n"


def block(kind, body):
    if kind == "para":
        return tex(body) + r"\par" + "\n"
    if kind == "bullets":
        return items(body)
    if kind == "lines":
        return "".join(map(row, body))
    if kind == "chips":
        return r" \quad ".join(rf"\fbox{{{tex(t)}}}" for t in body) + r"\par" + "\n"
    if kind == "table":
        rows = "".join(" & ".join(map(tex, cells)) + r" \\" + "\n" for cells in body)
        return rf"\begin{{tabular}}{{{'l' * len(body[0])}}}" + rows + "\\end{tabular}\\par\n"
    return "".join(map(entry, body))


HEADS = [r"\section*{%s}", r"\medskip{\large\textsc{%s}}\par\hrule\smallskip ", r"\medskip\textbf{%s}\par ", r"\medskip{\Large\textsf{%s}}\par\smallskip "]
PREAMBLE = r"""\documentclass[%(size)s,a4paper]{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[margin=18mm]{geometry}\usepackage{paracol,enumitem,%(font)s}
\usepackage[hidelinks]{hyperref}\setlist{nosep,leftmargin=1.4em}\setlength{\parindent}{0pt}\pagestyle{empty}\begin{document}
"""
FONTS = ["mathptmx", "charter", "times", "helvet", "palatino", "amssymb"]


def article(document, chance, layout):
    head = chance.choice(HEADS)
    section = lambda s: (head % tex(s.heading) if s.heading else r"\medskip ") + "".join(block(*b) for b in s.blocks)  # noqa: E731
    title = rf"{{\huge {tex(document.name)}}}\par\smallskip " + (rf"{{\large {tex(document.headline)}}}\par\smallskip " if document.headline else "")
    contact = [tex(t) for _, t in document.contact]
    body = PREAMBLE % {"size": chance.choice(["10pt", "11pt"]), "font": chance.choice(FONTS)}
    if layout == "latex side bar":
        side = r"\par ".join(contact) + r"\par " + "".join(section(s) for s in document.sections if s.side)
        main = "".join(section(s) for s in document.sections if not s.side)
        body += rf"\columnratio{{0.32}}\begin{{paracol}}{{2}}{{\raggedright {side}}}\switchcolumn {title}{main}\end{{paracol}}"
    elif layout == "latex margin":
        margin = lambda s: rf"\noindent\begin{{minipage}}[t]{{0.2\linewidth}}\raggedright\textsc{{{tex(s.heading)}}}\end{{minipage}}\hfill" \
            rf"\begin{{minipage}}[t]{{0.77\linewidth}}" + "".join(block(*b) for b in s.blocks) + r"\end{minipage}\par\bigskip "  # noqa: E731
        body += title + r" \textbullet{} ".join(contact) + r"\par\bigskip " + "".join(map(margin, document.sections))
    else:
        line = chance.choice([r" \textbar{} ", r" $\cdot$ ", r" \textbullet{} ", r" \quad "]).join(contact)
        centre = "center" if layout == "latex centred" else "flushleft"
        body += rf"\begin{{{centre}}}{title}{line}\end{{{centre}}}" + "".join(map(section, document.sections))
    return body + "\\end{document}\n"


def write(document, path, chance):
    layout = chance.choice(["latex single", "latex centred", "latex side bar", "latex margin"])
    source = article(document, chance, layout)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cv.tex").write_text(source, encoding="utf-8")
        run = ["pdflatex", "-interaction=batchmode", "-no-shell-escape", "cv.tex"]
        for _ in range(2 if "paracol" in source else 1):
            subprocess.run(run, cwd=folder, stdout=subprocess.DEVNULL, check=False, timeout=120)
        made = Path(folder, "cv.pdf")
        if not made.exists():
            log = Path(folder, "cv.log").read_text(errors="replace")
            raise RuntimeError("pdflatex: " + " ".join(line for line in log.splitlines() if line.startswith("!"))[:300])
        path.write_bytes(made.read_bytes())
    return layout
