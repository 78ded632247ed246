"""ReportLab: text put at positions, in an order of drawing that is not the order of reading."""

from importlib.resources import files

from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas


def _fonts():
    base = files("font_roboto") / "files"
    for name, style in (("R", "Regular"), ("RB", "Bold"), ("RI", "Italic")):
        pdfmetrics.registerFont(TTFont(name, str(base / f"Roboto-{style}.ttf")))


def _fold(text, font, size, width):
    out, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if pdfmetrics.stringWidth(longer, font, size) > width and line:
            out.append(line)
            line = word
        else:
            line = longer
    return [*out, line]


class _Column:
    """Puts lines under each other from the top; keeps (page, x, y, font, size, text) for drawing later."""

    def __init__(self, x, top, width, size, base, height):
        self.x, self.y, self.width, self.size, self.height = x, top, width, size, height
        self.base, self.page, self.out = base, 0, []

    def _down(self, step):
        self.y -= step
        if self.y < 45:
            self.page, self.y = self.page + 1, self.height - 50

    def text(self, text, style="", size=None, indent=0, gap=0):
        size = size or self.size
        font = {"b": self.base[1], "i": self.base[2]}.get(style, self.base[0])
        self.y -= gap
        for line in _fold(text, font, size, self.width - indent):
            self._down(size * 1.32)
            self.out.append((self.page, self.x + indent, self.y, font, size, line))

    def row(self, cells):
        styles = ["b" if "b" in s else "i" if "i" in s else "" for _, s in cells]
        if len(cells) == 1:
            return self.text(cells[0][0], styles[0])
        self._down(self.size * 1.32)
        at = self.x
        for (text, style), letter_style in zip(cells, styles):
            font = {"b": self.base[1], "i": self.base[2]}.get(letter_style, self.base[0])
            wide = pdfmetrics.stringWidth(text, font, self.size)
            x = self.x + self.width - wide if "r" in style else at
            self.out.append((self.page, x, self.y, font, self.size, text))
            at = x + wide + 14
        return None

    def bullets(self, texts):
        for text in texts:
            lines = _fold(text, self.base[0], self.size, self.width - 12)
            for index, line in enumerate(lines):
                self._down(self.size * 1.32)
                if index == 0:
                    self.out.append((self.page, self.x, self.y, "Helvetica", self.size, "\u2022"))
                self.out.append((self.page, self.x + 12, self.y, self.base[0], self.size, line))

    def blocks(self, blocks):
        for kind, body in blocks:
            if kind == "para":
                self.text(body)
            elif kind == "bullets":
                self.bullets(body)
            elif kind == "chips":
                self.text(", ".join(body))
            elif kind == "lines":
                for cells in body:
                    self.row(cells)
            elif kind == "table":
                for row in body:
                    self._down(self.size * 1.4)
                    for index, text in enumerate(row):
                        self.out.append((self.page, self.x + index * self.width / len(row), self.y, self.base[0], self.size, text))
            else:
                for entry in body:
                    self.entry(entry)

    def entry(self, entry):
        x, width = self.x, self.width
        if entry["left"] and width > 250:
            self.out.append((self.page, x, self.y - self.size * 1.32, self.base[0], self.size, entry["left"]))
            self.x, self.width = x + 95, width - 95
        elif entry["left"]:
            self.text(entry["left"])
        for cells in entry["lines"]:
            self.row(cells)
        if entry["para"]:
            self.text(entry["para"])
        self.bullets(entry["bullets"])
        if entry["tools"]:
            self.text(entry["tools"], "i")
        self.x, self.width = x, width
        self.y -= 6


def write(document, path, chance):
    _fonts()
    width, height = chance.choice([A4, letter])
    base = chance.choice([("R", "RB", "RI"), ("R", "RB", "RI"), ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"), ("Times-Roman", "Times-Bold", "Times-Italic")])
    layout = chance.choice(["single", "columns", "columns", "interleaved", "rotated label"])
    size = chance.choice([8.5, 9, 10])
    items = [t for _, t in document.contact]
    drawn = []
    top = _Column(45, height - 40, width - 90, size, base, height)
    top.text(document.name, "b", chance.choice([15, 20, 24]))
    if document.headline:
        top.text(document.headline, "", 12)
    if layout in ("single", "rotated label"):
        joint = chance.choice([" | ", " - ", None])
        for line in [joint.join(items)] if joint else items:
            top.text(line)
    drawn += top.out
    heading = lambda column, text: text and column.text(text, "b", size + 2, gap=9)  # noqa: E731
    if layout in ("single", "rotated label"):
        column = _Column(45, top.y, width - 90, size, base, height)
        for section in document.sections:
            heading(column, section.heading)
            column.blocks(section.blocks)
        drawn += column.out
    else:
        narrow = _Column(45, top.y - 8, 150, size, base, height)
        wide = _Column(220, top.y - 8, width - 265, size, base, height)
        if chance.random() < 0.5 and document.heading_style != "none":
            heading(narrow, "Contact")
        for text in items:
            narrow.text(text)
        for section in document.sections:
            column = narrow if section.side else wide
            heading(column, section.heading)
            column.blocks(section.blocks)
        drawn += sorted(narrow.out + wide.out, key=lambda d: (d[0], -d[2], d[1])) if layout == "interleaved" else wide.out + narrow.out
    canvas = Canvas(str(path), pagesize=(width, height))
    for page in range(max(d[0] for d in drawn) + 1):
        if layout == "rotated label":
            canvas.saveState()
            canvas.rotate(90)
            canvas.setFont("Helvetica-Bold", 14)
            canvas.drawString(300, -30, "CURRICULUM VITAE")
            canvas.restoreState()
        for _, x, y, font, points, text in (d for d in drawn if d[0] == page):
            canvas.setFont(font, points)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return f"reportlab {layout}"
