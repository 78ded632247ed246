"""Plain text in several encodings and manners, and RTF."""

from textwrap import wrap as fold_text

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"]


def _encode(text, encoding):
    if encoding in ("latin-1", "cp1252"):
        for a, b in (("●", "*"), ("○", "."), ("→", ">"), ("✉", ""), ("☎", ""), ("⌂", ""), ("·", "-")):
            text = text.replace(a, b)
        if encoding == "latin-1":
            text = text.replace("–", "-").replace("—", "-").replace("’", "'").replace("•", "*")
    return text.encode(encoding, "replace")


def _line(cells, width, gap):
    texts = [t for t, _ in cells]
    if len(texts) == 1:
        return texts[0]
    if gap == "tab":
        return "\t".join(texts)
    left, right = texts[0], "   ".join(texts[1:])
    return left + " " * max(4, width - len(left) - len(right)) + right


def lines_of(document, chance):
    """The document as lines; blank ones between blocks."""
    out = []
    gap = chance.choice(["tab", "spaces", "spaces"])
    width = chance.choice([76, 84, 92])
    bullet = chance.choice(["- ", "* ", "• ", "  - ", "– ", "+ "])
    markdown = chance.random() < 0.2 and document.heading_style == "plain"
    rule = chance.choice(["", "", "=", "-"])
    if document.banner:
        out += [document.banner, ""]
    out.append(("# " if markdown else "") + document.name)
    if document.headline:
        out.append(document.headline)
    items = [t for _, t in document.contact]
    joint = chance.choice([None, " | ", " - ", "  ·  "])
    out += [joint.join(items)] if joint else items
    for section in document.sections:
        out.append("")
        if section.heading:
            out.append(("## " if markdown else "") + section.heading)
            if rule and not markdown:
                out.append(rule * len(section.heading))
            elif chance.random() < 0.5:
                out.append("")
        for kind, body in section.blocks:
            if kind == "para":
                out += fold_text(body, width)
            elif kind == "bullets":
                out += [bullet + t for t in body]
            elif kind == "chips":
                out.append("  ".join(f"[{t}]" for t in body) if False else ", ".join(body))
            elif kind == "lines":
                out += [_line(cells, width, gap) for cells in body]
            elif kind == "table":
                out += [("\t" if gap == "tab" else "    ").join(f"{t:<18}" if gap != "tab" else t for t in row).rstrip() for row in body]
            else:
                for entry in body:
                    lines = [_line(cells, width, gap) for cells in entry["lines"]]
                    if entry["left"]:
                        lines[0] = f"{entry['left']}{'	' if gap == 'tab' else '    '}{lines[0]}"
                    out += lines
                    if entry["para"]:
                        out += fold_text(entry["para"], width)
                    out += [bullet + t for t in entry["bullets"]]
                    if entry["tools"]:
                        out += fold_text(entry["tools"], width)
                    out.append("")
    return out


def write(document, path, chance):
    encoding = chance.choice(ENCODINGS)
    joint = chance.choice(["\n", "\r\n"])
    path.write_bytes(_encode(joint.join(lines_of(document, chance)) + joint, encoding))
    return f"text {encoding}"


def _rtf(text):
    out = []
    for c in text:
        if c in "\\{}":
            out.append("\\" + c)
        elif c == "\t":
            out.append("\\tab ")
        elif ord(c) < 128:
            out.append(c)
        else:
            out.append(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?")
    return "".join(out)


def write_rtf(document, path, chance):
    body = [r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Calibri;}}{\info{\title CV}}\f0\fs22 "]
    headings = {s.heading for s in document.sections}
    for index, line in enumerate(lines_of(document, chance)):
        style = r"\b\fs36 " if index == 0 else r"\b\fs26 " if line in headings and line else r"\fs22 "
        body.append("{\\pard " + style + _rtf(line) + "\\b0\\par}\n")
    path.write_text("".join(body) + "}", encoding="ascii")
    return "rtf"
