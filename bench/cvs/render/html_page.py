"""HTML and CSS pages: drawn by WeasyPrint or Chromium to PDF, or kept as HTML."""

from html import escape
from importlib.resources import files
from pathlib import Path


def face():
    base = files("font_roboto") / "files"
    return "".join(f"@font-face{{font-family:Roboto;src:url('{Path(str(base / f'Roboto-{n}.ttf')).as_uri()}');font-weight:{w};font-style:{s}}}"
                   for n, w, s in (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic")))


def _cells(cells):
    out = []
    right = [c for c in cells if "r" in c[1]]
    for text, style in cells:
        text = escape(text)
        if "b" in style:
            text = f"<b>{text}</b>"
        if "i" in style:
            text = f"<i>{text}</i>"
        out.append(f'<span class="r">{text}</span>' if "r" in style else f"<span>{text}</span>")
    return f'<div class="row{" two" if right else ""}">{"&emsp;".join(out) if not right else "".join(out)}</div>'


def _block(kind, body):
    if kind == "para":
        return f"<p>{escape(body)}</p>"
    if kind == "bullets":
        return "<ul>" + "".join(f"<li>{escape(t)}</li>" for t in body) + "</ul>"
    if kind == "chips":
        return '<div class="chips">' + " ".join(f"<span class=chip>{escape(t)}</span>" for t in body) + "</div>"
    if kind == "lines":
        return "".join(_cells(cells) for cells in body)
    if kind == "table":
        return "<table>" + "".join("<tr>" + "".join(f"<td>{escape(t)}</td>" for t in row) + "</tr>" for row in body) + "</table>"
    out = []
    for entry in body:
        inner = "".join(_cells(cells) for cells in entry["lines"])
        inner += f"<p>{escape(entry['para'])}</p>" if entry["para"] else ""
        inner += _block("bullets", entry["bullets"]) if entry["bullets"] else ""
        inner += f'<p class="env">{escape(entry["tools"])}</p>' if entry["tools"] else ""
        out.append(f'<div class="dated"><div class="when">{escape(entry["left"])}</div><div>{inner}</div></div>' if entry["left"]
                   else f'<div class="job">{inner}</div>')
    return "".join(out)


def _section(section):
    head = f"<h2>{escape(section.heading)}</h2>" if section.heading else ""
    return f'<section>{head}{"".join(_block(*b) for b in section.blocks)}</section>'


CSS = """
*{box-sizing:border-box} body{font:SIZE/1.4 FONT;margin:0;color:#222} h1{font-size:22pt;margin:0;line-height:1.15} h2{font-size:HSIZE;margin:12pt 0 4pt;HEAD}
p{margin:2pt 0} ul{margin:2pt 0;padding-left:14pt} .row.two{display:flex;justify-content:space-between;gap:12pt} .role{font-size:12.5pt}
.job{margin-bottom:7pt} .dated{display:grid;grid-template-columns:34mm 1fr;column-gap:4mm;margin-bottom:7pt} .when{color:#555}
.chip{border:.6pt solid #888;border-radius:6pt;padding:1pt 5pt;margin:0 3pt 3pt 0;display:inline-block} td{padding:1pt 14pt 1pt 0;vertical-align:top}
"""
LAYOUTS = ["single", "single", "side left", "side right", "band", "name in side", "three below", "margin headings"]
FONTS = ["Roboto", "'DejaVu Serif'", "'DejaVu Sans Condensed'", "Roboto", "serif"]


def page(document, chance, fonts=FONTS):
    layout = chance.choice(LAYOUTS)
    size = chance.choice(["9pt", "9.5pt", "10pt"])
    head = chance.choice(["text-transform:uppercase;letter-spacing:.08em", "letter-spacing:.35em;text-transform:uppercase", "border-bottom:1pt solid #333",
                          "color:#1f5f8b", "font-variant:normal", "background:#eee;padding:2pt 4pt"])
    if document.heading_style == "spaced" and "letter-spacing" in head:
        head = "border-bottom:1pt solid #333"
    css = CSS.replace("HSIZE", chance.choice(["11pt", "12pt", "13pt", size])).replace("SIZE", size).replace("FONT", chance.choice(fonts)).replace("HEAD", head)
    margin = "@page{size:A4;margin:16mm}"
    title = f'<h1>{escape(document.name)}</h1>' + (f'<div class="role">{escape(document.headline)}</div>' if document.headline else "")
    if document.banner:
        title = f"<div>{escape(document.banner)}</div>" + title
    items = [t for _, t in document.contact]
    spread = chance.choice([" | ", " • ", " · ", "&emsp;", None])
    contact = (f"<p>{spread.join(escape(t) for t in items)}</p>" if spread else "".join(f"<div>{escape(t)}</div>" for t in items))
    stacked = "".join(f"<div>{escape(t)}</div>" for t in items)
    main = "".join(_section(s) for s in document.sections if not s.side)
    side = "".join(_section(s) for s in document.sections if s.side)
    everything = "".join(_section(s) for s in document.sections)
    heading = {"fr": "Contact", "en": "Contact"}[document.lang]
    head2 = f"<h2>{heading}</h2>" if document.heading_style != "none" and chance.random() < 0.6 else ""
    if layout == "single":
        body = title + contact + everything
    elif layout == "band":
        css += ".band{display:flex;justify-content:space-between;border-bottom:2pt solid #444;padding-bottom:6pt} .band>div:last-child{text-align:right}"
        body = f'<div class="band"><div>{title}</div><div>{stacked}</div></div>{everything}'
    elif layout == "three below":
        css += ".three{display:grid;grid-template-columns:1fr 1fr 1fr;column-gap:7mm}"
        body = title + contact + main + f'<div class="three">{"".join(f"<div>{_section(s)}</div>" for s in document.sections if s.side)}</div>'
    elif layout == "margin headings":
        css += "section{display:grid;grid-template-columns:36mm 1fr;column-gap:5mm;margin-bottom:6pt} section>h2{grid-column:1;margin:0;letter-spacing:0;font-size:10.5pt} section>*:not(h2){grid-column:2}"
        body = title + contact + everything
    else:
        margin = "@page{size:A4;margin:0}"
        columns = "58mm 1fr" if layout != "side right" else "1fr 58mm"
        css += f".page{{display:grid;grid-template-columns:{columns}}} aside{{background:#e9eef2;padding:12mm 6mm}} main{{padding:12mm 10mm}} aside div{{overflow-wrap:anywhere}}"
        aside = f"<aside>{title if layout == 'name in side' else ''}{head2}{stacked}{side}</aside>"
        content = f"<main>{'' if layout == 'name in side' else title}{main}</main>"
        body = f'<div class="page">{aside + content if layout != "side right" else content + aside}</div>'
    style = face() + margin + css
    return f'<!doctype html><html lang="{document.lang}"><head><meta charset="utf-8"><title>CV</title><style>{style}</style></head><body>{body}</body></html>', layout


def write_weasyprint(document, path, chance):
    from weasyprint import HTML

    html, layout = page(document, chance)
    HTML(string=html).write_pdf(path)
    return f"weasyprint {layout}"


def write_html(document, path, chance):
    html, layout = page(document, chance)
    path.write_text(html, encoding="utf-8")
    return f"html {layout}"


def write_chromium(document, path, chance):
    import subprocess
    import tempfile

    html, layout = page(document, chance)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "cv.html")
        source.write_text(html, encoding="utf-8")
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile",
                        f"--print-to-pdf={path}", source.as_uri()], check=True, capture_output=True, timeout=90)
    return f"chromium {layout}"
