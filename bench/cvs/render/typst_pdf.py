"""Typst: one column, two columns, a rotated side bar, dates at the left."""

import json

import typst

TEMPLATE = r"""
#let cv = json(bytes(sys.inputs.cv))
#set page(paper: "a4", margin: %(margin)s)
#set text(font: "%(font)s", size: %(size)s, lang: cv.lang)
#set par(leading: 0.55em, spacing: 0.7em, justify: %(justify)s)
#let head(t) = if t != "" { block(above: 1.2em, below: 0.6em, %(head)s) }
#let styled(c) = { let t = c.text
  if "b" in c.style { strong(t) } else if "i" in c.style { emph(t) } else { t } }
#let row(cells) = if cells.len() > 1 { grid(columns: (1fr, auto), styled(cells.at(0)), cells.slice(1).map(styled).join([ #h(1em) ])) } else { block(spacing: 0.6em, styled(cells.at(0))) }
#let entry(e) = { let inner = { for l in e.lines { row(l) }
    if e.para != none { par(e.para) }
    if e.bullets.len() > 0 { list(..e.bullets) }
    if e.tools != none { par(e.tools) } }
  if e.left != none { grid(columns: (32mm, 1fr), column-gutter: 4mm, e.left, inner) } else { inner }
  v(0.5em) }
#let draw(b) = { let (kind, body) = b
  if kind == "para" { par(body) } else if kind == "bullets" { list(..body) }
  else if kind == "lines" { for l in body { row(l) } }
  else if kind == "chips" { for t in body { box(stroke: 0.5pt, inset: 3pt, radius: 3pt, t); h(4pt) } }
  else if kind == "table" { table(columns: body.at(0).len(), stroke: none, ..body.flatten()) }
  else { for e in body { entry(e) } } }
#let section(s) = { head(s.heading); for b in s.blocks { draw(b) } }
#let main = cv.sections.filter(s => not s.side)
#let side = cv.sections.filter(s => s.side)
#let title = { text(%(namesize)s, weight: "bold", cv.name); linebreak(); if cv.headline != "" { text(12pt, cv.headline); linebreak() } }
#let contact = if %(stacked)s { for c in cv.contact { block(spacing: 0.5em, c) } } else { cv.contact.join("%(joint)s") }
"""
BODIES = {
    "single": "#title\n#contact\n#for s in cv.sections { section(s) }",
    "centred": "#align(center)[#title #contact]\n#for s in cv.sections { section(s) }",
    "two columns": "#title\n#grid(columns: (32%, 1fr), column-gutter: 8mm, { contact; for s in side { section(s) } }, { for s in main { section(s) } })",
    "two columns right": "#title\n#grid(columns: (1fr, 32%), column-gutter: 8mm, { for s in main { section(s) } }, { contact; for s in side { section(s) } })",
    "three columns": "#title\n#contact\n#for s in main { section(s) }\n#grid(columns: (1fr,) * calc.max(side.len(), 1), column-gutter: 6mm, ..side.map(section))",
    "rotated side": '#place(left, dx: -14mm, dy: 60mm, rotate(-90deg, reflow: true, text(16pt, fill: gray, "CURRICULUM VITAE")))\n#title\n#contact\n#for s in cv.sections { section(s) }',
    "newspaper": "#title\n#contact\n#columns(2, gutter: 8mm)[#for s in cv.sections { section(s) }]",
}
HEADS = ['text(12pt, weight: "bold", t)', 'text(11pt, weight: "bold", tracking: 0.3em, upper(t))', 'smallcaps(text(13pt, t))',
         '{ text(11.5pt, fill: blue, t); v(-0.6em); line(length: 100%, stroke: 0.5pt) }', 'text(13pt, style: "italic", t)', 'strong(t)']


def _cells(cells):
    return [{"text": t, "style": sorted(s)} for t, s in cells]


def _block(kind, body):
    if kind == "lines":
        return [kind, [_cells(cells) for cells in body]]
    if kind == "entries":
        return [kind, [{**e, "lines": [_cells(cells) for cells in e["lines"]]} for e in body]]
    return [kind, body]


def write(document, path, chance):
    layout = chance.choice(list(BODIES))
    head = chance.choice(HEADS)
    if document.heading_style == "spaced":
        head = HEADS[0]
    template = TEMPLATE % {
        "margin": "(x: 20mm, y: 16mm)" if layout == "rotated side" else chance.choice(["15mm", "18mm", "(x: 22mm, y: 14mm)"]),
        "font": chance.choice(["Libertinus Serif", "New Computer Modern", "Roboto", "Source Sans Pro", "DejaVu Sans"]),
        "size": chance.choice(["9pt", "9.5pt", "10pt"]), "justify": chance.choice(["true", "false"]), "head": head,
        "namesize": chance.choice(["16pt", "20pt", "26pt"]), "joint": chance.choice([" | ", " • ", " · ", "  –  "]),
        "stacked": "true" if layout.startswith("two") else chance.choice(["true", "false"]),
    } + BODIES[layout]
    cv = {"lang": document.lang, "name": document.name, "headline": document.headline, "contact": [t for _, t in document.contact],
          "sections": [{"heading": s.heading, "side": s.side, "blocks": [_block(*b) for b in s.blocks]} for s in document.sections]}
    from importlib.resources import files
    fonts = [str(files(p) / "files") for p in ("font_roboto", "font_source_sans_pro")]
    typst.compile(template.encode(), output=str(path), font_paths=fonts, sys_inputs={"cv": json.dumps(cv, ensure_ascii=False)})
    return f"typst {layout}"
